;; Sets attribute 65,535.
;; expect: attribute_unknown
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $set_string (i32.const 1) (i32.const 65535) (i32.const 0x10000)))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "text\00"))
