;; Panics in a button's handler, with a message.
;; expect: panic "the sky is falling"
;; do: click 4
(module
  ;; include: prelude
  (data (i32.const 0x1f000) "press me\00")
  (func $frame (param $number i32)
    (if (i32.ne (local.get $number) (i32.const 1)) (then (return)))
    (call $make (i32.const 4) (global.get $button) (i32.const 0))
    (call $set_text (i32.const 4) (i32.const 0x1f000))
    (call $attach (i32.const 4) (global.get $press) (i32.const 1)))
  (func $handler (param $event i32)
    (i32.store (i32.const 52) (i32.const 0x10000))  ;; panic_address
    (i32.store (i32.const 56) (i32.const 18))  ;; panic_length
    (unreachable))
  (data (i32.const 0x10000) "the sky is falling"))
