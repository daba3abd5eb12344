;; Hides everything in its view, then computes for ever: the host's own mark there says so all the same.
;; expect: limit "call_milliseconds"
;; busy: at once
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $again)
    (if (i32.ne (local.get $number) (i32.const 1)) (then (loop $for_ever (br $for_ever))))
    (call $make (i32.const 1) (global.get $text) (i32.const 0))
    (call $set_text (i32.const 1) (i32.const 0x11000))
    (call $set_string (i32.const 0) (global.get $stylesheet) (i32.const 0x10000)))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "* { display: none; visibility: hidden; opacity: 0%; width: 0; height: 0 }\00") (data (i32.const 0x11000) "guest\00"))
