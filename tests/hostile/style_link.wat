;; A style with a property of Textual's that runs actions.
;; expect: value "link"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $set_string (i32.const 1) (global.get $style) (i32.const 0x10000)))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "link-color: red\00"))
