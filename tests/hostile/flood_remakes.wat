;; Makes its whole screen anew in every frame, for ever.
;; expect: harmless
;; frames: 10
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (call $again)
    (if (i32.gt_u (local.get $number) (i32.const 1)) (then
      (call $remove (i32.sub (local.get $number) (i32.const 1)))))
    (call $make (local.get $number) (global.get $column) (i32.const 0))
    (loop $next
      (call $make (i32.add (i32.mul (local.get $number) (i32.const 1000)) (local.get $n)) (global.get $button) (local.get $number))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 50)))))
  (func $handler (param $event i32)))
