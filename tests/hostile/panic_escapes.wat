;; Puts escape sequences, markup and bidi controls into its panic message.
;; expect: panic "safe"
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
    (i32.store (i32.const 56) (i32.const 120))  ;; panic_length
    (unreachable))
  (data (i32.const 0x10000)
    "safe \1b[2J\1b]52;c;aGFjaw==\07\1b]0;owned\07\c2\9b31m\c2\9d0;x\c2\9c\1bP+q\1b\5c\0d\08[@click=app.quit]here[/] "
    "\1b]8;;http://x\1b\5clink\e2\80\ae\e2\80\8b\ff"))
