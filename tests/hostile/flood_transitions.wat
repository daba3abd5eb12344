;; Four hundred texts, all of which begin to go over to another place and to other colours in each frame.
;; expect: harmless
;; frames: 12
(module
  ;; include: prelude
  (data (i32.const 0x10000) "* { transition: offset 5000ms, opacity 5000ms, background 5000ms, tint 5000ms, border 5000ms }\00")
  (data (i32.const 0x10100) "offset: -9 0; opacity: 100%; background: #123; tint: red 10%; border: round red\00")
  (data (i32.const 0x10200) "offset: 50 9; opacity: 0%; background: #fed; tint: blue 90%; border: round blue\00")
  (func $frame (param $number i32)
    (local $n i32)
    (if (i32.eq (local.get $number) (i32.const 1)) (then (drop (memory.grow (i32.const 40)))))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (call $again)
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (call $set_string (global.get $root) (global.get $stylesheet) (i32.const 0x10000))))
    (loop $next
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (if (i32.eq (local.get $number) (i32.const 1)) (then
        (call $make (local.get $n) (global.get $text) (i32.const 0))))
      (call $set_string (local.get $n) (global.get $style)
        (i32.add (i32.const 0x10100) (i32.shl (i32.and (local.get $number) (i32.const 1)) (i32.const 8))))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 400)))))
  (func $handler (param $event i32)))
