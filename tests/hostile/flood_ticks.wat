;; 64 timers of 10 ms, each with a handler that changes a text.
;; expect: harmless "text"
;; frames: 30
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 40)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (call $set_text (i32.const 1) (i32.const 0x10000))
    (if (i32.gt_u (local.get $number) (i32.const 1)) (then (return)))
    (i32.store (i32.const 16) (i32.const 0))
    (call $make (i32.const 1) (global.get $text) (i32.const 0))
    (call $set_text (i32.const 1) (i32.const 0x10000))
    (loop $next
      (call $make (i32.add (local.get $n) (i32.const 2)) (global.get $timer) (i32.const 0))
      (call $attach (i32.add (local.get $n) (i32.const 2)) (global.get $tick) (i32.const 1))
      (call $set_number (i32.add (local.get $n) (i32.const 2)) (global.get $interval) (f64.const 10))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 64)))))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "text\00"))
