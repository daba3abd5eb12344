;; Five hundred boxes of 200 rows in a scrolled column, and a call that scrolls to the last.
;; expect: harmless
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 40)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (call $make (i32.const 1) (global.get $scroll) (i32.const 0))
    (loop $next
      (call $make (i32.add (local.get $n) (i32.const 2)) (global.get $text) (i32.const 1))
      (call $set_string (i32.add (local.get $n) (i32.const 2)) (global.get $style) (i32.const 0x10000))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 500))))
    (call $call_silent (i32.const 501) (i32.const 2)))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "height: 200; margin: 20\00"))
