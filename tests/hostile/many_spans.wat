;; A text of 20,000 spans, each with a style.
;; expect: limit "widgets"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 60)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (call $make (i32.const 1) (global.get $text) (i32.const 0))
    (loop $next
      (call $make (i32.add (local.get $n) (i32.const 2)) (global.get $span) (i32.const 1))
      (call $set_text (i32.add (local.get $n) (i32.const 2)) (i32.const 0x10020))
      (call $set_string (i32.add (local.get $n) (i32.const 2)) (global.get $style) (i32.const 0x10000))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 20000)))))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "color: red; text-style: bold\00") (data (i32.const 0x10020) "xyzxyzxyzxyz xyz\00"))
