;; A rule for its root, which is the view itself: docked, higher than the screen.
;; expect: harmless
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (if (i32.ne (local.get $number) (i32.const 1)) (then (return)))
    (call $make (i32.const 1) (global.get $text) (i32.const 0))
    (call $set_text (i32.const 1) (i32.const 0x11000))
    (call $set_string (i32.const 0) (global.get $stylesheet) (i32.const 0x10000)))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "root { dock: top; width: 200; height: 200; min-height: 200; background: red }\00") (data (i32.const 0x11000) "guest\00"))
