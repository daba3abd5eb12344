;; Four hundred sliders from the least number there may be to the greatest, in steps that no double tells apart.
;; expect: harmless
;; frames: 3
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (loop $next
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (if (i32.eq (local.get $number) (i32.const 1)) (then
        (call $make (local.get $n) (i32.const 36) (i32.const 0))
        (call $set_number (local.get $n) (i32.const 41) (f64.const -9007199254740992))
        (call $set_number (local.get $n) (i32.const 42) (f64.const 9007199254740992))))
      ;; Another number and another step for each, and others in each frame.
      (call $set_number (local.get $n) (i32.const 43)
        (f64.mul (f64.const 0x1p-1074) (f64.convert_i32_u (i32.add (local.get $n) (local.get $number)))))
      (call $set_number (local.get $n) (i32.const 44)
        (f64.div (f64.convert_i32_u (local.get $n)) (f64.convert_i32_u (i32.add (local.get $number) (i32.const 2)))))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 400))))
    (call $again))
  (func $handler (param $event i32)))
