;; A button's handler never returns.
;; expect: limit "call_milliseconds"
;; do: click 4
;; busy: after that
(module
  ;; include: prelude
  (data (i32.const 0x1f000) "press me\00")
  (func $frame (param $number i32)
    (if (i32.ne (local.get $number) (i32.const 1)) (then (return)))
    (call $make (i32.const 4) (global.get $button) (i32.const 0))
    (call $set_text (i32.const 4) (i32.const 0x1f000))
    (call $attach (i32.const 4) (global.get $press) (i32.const 1)))
  (func $handler (param $event i32) (loop $for_ever (br $for_ever))))
