;; Four hundred spinners turn: each of them is drawn anew ten times a second.
;; expect: harmless
;; frames: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 40)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (if (i32.gt_u (local.get $number) (i32.const 1)) (then (return)))
    (loop $next
      (call $make (i32.add (local.get $n) (i32.const 1)) (i32.const 23) (i32.const 0))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 400)))))
  (func $handler (param $event i32)))
