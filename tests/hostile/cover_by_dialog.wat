;; Opens dialogs of 200 by 200 cells, one of them docked and with an offset, to cover what is around its view.
;; expect: harmless
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (if (i32.ne (local.get $number) (i32.const 1)) (then (return)))
    (call $make (i32.const 1) (i32.const 28) (i32.const 0))
    (call $set_string (i32.const 1) (global.get $style) (i32.const 0x10100))
    (call $make (i32.const 2) (i32.const 28) (i32.const 0))
    (call $set_string (i32.const 2) (global.get $style) (i32.const 0x10200)))
  (func $handler (param $event i32))
  (data (i32.const 0x10100) "dock: top; width: 200; height: 200; max-width: 200; max-height: 200; offset: -20 -20\00")
  (data (i32.const 0x10200) "width: 200; height: 200; max-width: 200; max-height: 200; margin: 0\00"))
