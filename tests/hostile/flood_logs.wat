;; Puts 60,000 characters behind each of 15 logs in every frame, for ever, on lines of one character.
;; expect: harmless
;; frames: 10
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (call $again)
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (memory.fill (i32.const 0x10000) (i32.const 0x0a) (i32.const 60000))
      (loop $made
        (call $make (i32.add (local.get $n) (i32.const 1)) (i32.const 27) (i32.const 0))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (br_if $made (i32.lt_u (local.get $n) (i32.const 15))))))
    (local.set $n (i32.const 0))
    (loop $next
      (call $call (i32.add (local.get $n) (i32.const 1)) (i32.const 8) (i32.const 0) (i32.const 0x10000))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 15)))))
  (func $handler (param $event i32)))
