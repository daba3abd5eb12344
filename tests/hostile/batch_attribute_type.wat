;; Sets a flag as a string.
;; expect: attribute_type
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $set_string (i32.const 1) (global.get $hidden) (i32.const 0x10000)))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "text\00"))
