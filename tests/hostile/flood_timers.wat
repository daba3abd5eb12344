;; 65 timers.
;; expect: limit "timers"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 40)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (loop $next
      (call $make (i32.add (local.get $n) (i32.const 1)) (global.get $timer) (i32.const 0))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 65)))))
  (func $handler (param $event i32)))
