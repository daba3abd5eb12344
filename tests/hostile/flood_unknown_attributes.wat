;; Nodes of a kind that the host does not know, each with 4,000 attributes that it does not know either.
;; expect: limit "kept_text"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32) (local $i i32) (local $id i32)
    (drop (memory.grow (i32.const 16)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (call $again)
    (loop $next
      (local.set $id (i32.add (i32.add (local.get $n) (i32.mul (local.get $number) (i32.const 1000))) (i32.const 1)))
      (call $create (local.get $id) (i32.const 99))
      (local.set $i (i32.const 0))
      (loop $more
        (call $command (i32.const 7) (i32.const 0) (i32.add (local.get $i) (i32.const 1000)) (local.get $id) (local.get $i) (i32.const 0))
        (br_if $more (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 4000))))
      (br_if $next (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 10)))))
  (func $handler (param $event i32)))
