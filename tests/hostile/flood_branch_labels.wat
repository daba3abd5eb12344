;; Adds fifteen branches with labels of 65,000 letters in every frame, for ever, each below the one before, and some of them anew.
;; expect: harmless
;; frames: 10
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32) (local $node i32)
    (call $again)
    (if (i32.gt_u (local.get $number) (i32.const 12)) (then (return)))
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (memory.fill (i32.const 0x10000) (i32.const 0x61) (i32.const 65000))
      (call $make (i32.const 1) (i32.const 34) (i32.const 0))))
    (loop $next
      (local.set $node (i32.add (i32.mul (local.get $number) (i32.const 100)) (local.get $n)))
      (call $make (local.get $node) (i32.const 35)
        (select (i32.sub (local.get $node) (i32.const 1)) (i32.const 1) (local.get $n)))
      (call $set_text (local.get $node) (i32.const 0x10000))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 15)))))
  (func $handler (param $event i32)))
