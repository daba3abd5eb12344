;; A box of 100,000 by 100,000 cells; Textual would take 19 s for it.
;; expect: value "100000"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $set_string (i32.const 1) (global.get $style) (i32.const 0x10000)))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "width: 100000; height: 100000\00"))
