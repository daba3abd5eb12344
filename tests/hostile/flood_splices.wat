;; Writes 60,000 tabs into a text area on one line, then takes one out and puts one in, 500 times in every frame.
;; expect: harmless
;; frames: 10
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (call $again)
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (memory.fill (i32.const 0x10000) (i32.const 0x09) (i32.const 60000))
      (call $make (i32.const 1) (i32.const 29) (i32.const 0))
      (call $say (i32.const 0x12) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0x10000))))
    (loop $next
      (call $command (i32.const 0x11) (i32.const 0) (i32.const 0) (i32.const 1) (local.get $n)
        (i32.add (local.get $n) (i32.const 1)))
      (call $command (i32.const 0x12) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 1))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 500)))))
  (func $handler (param $event i32)))
