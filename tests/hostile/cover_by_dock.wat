;; Docks boxes of 200 by 200 cells to all four sides of its view, to cover what is around it.
;; expect: harmless
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (if (i32.ne (local.get $number) (i32.const 1)) (then (return)))
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $set_string (i32.const 1) (global.get $style) (i32.const 0x10100))
    (call $make (i32.const 2) (global.get $column) (i32.const 0))
    (call $set_string (i32.const 2) (global.get $style) (i32.const 0x10200))
    (call $make (i32.const 3) (global.get $column) (i32.const 0))
    (call $set_string (i32.const 3) (global.get $style) (i32.const 0x10300))
    (call $make (i32.const 4) (global.get $column) (i32.const 0))
    (call $set_string (i32.const 4) (global.get $style) (i32.const 0x10400)))
  (func $handler (param $event i32))
  (data (i32.const 0x10100) "dock: top; width: 200; height: 200; background: red; margin: 0\00")
  (data (i32.const 0x10200) "dock: right; width: 200; height: 200; background: red; margin: 0\00")
  (data (i32.const 0x10300) "dock: bottom; width: 200; height: 200; background: red; margin: 0\00")
  (data (i32.const 0x10400) "dock: left; width: 200; height: 200; background: red; margin: 0\00"))
