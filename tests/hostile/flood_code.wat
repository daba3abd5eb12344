;; Twenty texts of 24,000 words on one line, as Java, at which Pygments takes minutes each.
;; expect: harmless
;; frames: 30
(module
  ;; include: prelude
  (data (i32.const 0x10000) "java\00")
  (func $frame (param $number i32)
    (local $n i32)
    (call $again)
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (loop $next
        (i32.store16 (i32.add (i32.const 0x10008) (local.get $n)) (i32.const 0x2061))  ;; "a "
        (local.set $n (i32.add (local.get $n) (i32.const 2)))
        (br_if $next (i32.lt_u (local.get $n) (i32.const 48000))))
      (local.set $n (i32.const 1))
      (loop $next
        (call $make (local.get $n) (i32.const 29) (i32.const 0))
        (call $say (i32.const 5) (i32.const 0) (i32.const 65) (local.get $n) (i32.const 0x10000))
        (call $say (i32.const 0x12) (i32.const 0) (i32.const 0) (local.get $n) (i32.const 0x10008))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (br_if $next (i32.le_u (local.get $n) (i32.const 20)))))))
  (func $handler (param $event i32)))
