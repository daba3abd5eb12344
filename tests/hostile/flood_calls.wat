;; 65 calls of scroll_into_view in one frame.
;; expect: limit "calls"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 40)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (loop $next
      (call $call_silent (i32.const 1) (i32.const 2))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 65)))))
  (func $handler (param $event i32)))
