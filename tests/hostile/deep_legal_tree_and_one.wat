;; A chain of columns one deeper than the limit, put together from the bottom up.
;; expect: limit "depth"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 40)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (loop $next
      (call $create (i32.add (local.get $n) (i32.const 1)) (global.get $column))
      (if (local.get $n) (then (call $insert (local.get $n) (i32.add (local.get $n) (i32.const 1)))))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 33))))
    (call $insert (i32.const 33) (i32.const 0)))
  (func $handler (param $event i32)))
