;; A canvas whose cells hold controls, bidi controls, a mark by itself, a filler, and a wide symbol in the last column.
;; expect: harmless "A��B���C "
(module
  ;; include: prelude
  (func $cell (param $place i32) (param $symbol i32)
    (i32.store (i32.add (i32.const 0x11000) (i32.shl (local.get $place) (i32.const 4))) (local.get $symbol)))
  (func $frame (param $number i32)
    (call $make (i32.const 1) (i32.const 43) (i32.const 0))
    (i32.store (i32.const 0x10100) (i32.const 0x11000)) (i32.store (i32.const 0x10104) (i32.const 36))
    (call $cell (i32.const 0) (i32.const 0x41))
    (call $cell (i32.const 1) (i32.const 0x1b))
    (call $cell (i32.const 2) (i32.const 0x9b))
    (call $cell (i32.const 3) (i32.const 0x42))
    (call $cell (i32.const 4) (i32.const 0x202e))
    (call $cell (i32.const 5) (i32.const 0x301))
    (call $cell (i32.const 6) (i32.const 0x115f))
    (call $cell (i32.const 7) (i32.const 0x43))
    (call $cell (i32.const 8) (i32.const 0x6f22))
    (call $command (i32.const 7) (i32.const 0) (i32.const 80) (i32.const 1) (i32.const 9) (i32.const 0))
    (call $command (i32.const 10) (i32.const 5) (i32.const 81) (i32.const 1) (i32.const 0x10100) (i32.const 0)))
  (func $handler (param $event i32)))
