;; Fifteen text areas a column wide, on each a line of emoji that grows by 60,000 bytes a frame.
;; expect: harmless
;; frames: 10
(module
  ;; include: prelude
  (data (i32.const 0x1f000) "width: 3; height: 3; border: none; padding: 0\00")
  (func $frame (param $number i32)
    (local $n i32)
    (call $again)
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (loop $fill
        (i32.store (i32.add (i32.const 0x10000) (i32.mul (local.get $n) (i32.const 4))) (i32.const 0x80989ff0))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (br_if $fill (i32.lt_u (local.get $n) (i32.const 15000))))
      (local.set $n (i32.const 0))
      (loop $made
        (call $make (i32.add (local.get $n) (i32.const 1)) (i32.const 29) (i32.const 0))
        (call $say (i32.const 5) (i32.const 0) (i32.const 2) (i32.add (local.get $n) (i32.const 1)) (i32.const 0x1f000))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (br_if $made (i32.lt_u (local.get $n) (i32.const 15))))))
    (local.set $n (i32.const 0))
    (loop $next
      (call $say (i32.const 0x12) (i32.const 0) (i32.const 0) (i32.add (local.get $n) (i32.const 1)) (i32.const 0x10000))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 15)))))
  (func $handler (param $event i32)))
