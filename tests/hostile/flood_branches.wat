;; Sixty thousand branches in one, which is collapsed and expanded in every frame, for ever.
;; expect: harmless
;; frames: 10
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (call $again)
    (drop (memory.grow (i32.const 40)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (if (i32.gt_u (local.get $number) (i32.const 1)) (then
      (call $set_flag (i32.const 2) (i32.const 22) (i32.and (local.get $number) (i32.const 1)))
      (return)))
    (call $make (i32.const 1) (i32.const 34) (i32.const 0))
    (call $make (i32.const 2) (i32.const 35) (i32.const 1))
    (loop $next
      (call $make (i32.add (local.get $n) (i32.const 3)) (i32.const 35) (i32.const 2))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 60000)))))
  (func $handler (param $event i32)))
