;; Two pages of 32,000 marks, of emphasis and of images, another one of each in every frame.
;; expect: harmless
;; frames: 6
(module
  ;; include: prelude
  (func $fill (param $at i32) (param $two i32)
    (local $n i32)
    (loop $next
      (i32.store16 (i32.add (local.get $at) (local.get $n)) (local.get $two))
      (local.set $n (i32.add (local.get $n) (i32.const 2)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 32000)))))
  (func $frame (param $number i32)
    (local $odd i32)
    (call $again)
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (call $fill (i32.const 0x10000) (i32.const 0x5f2a))  ;; *_
      (call $fill (i32.const 0x18000) (i32.const 0x5b21))  ;; ![
      (call $make (i32.const 1) (i32.const 37) (i32.const 0))
      (call $make (i32.const 2) (i32.const 37) (i32.const 0))))
    (local.set $odd (i32.and (local.get $number) (i32.const 1)))
    (call $set_text (i32.const 1) (i32.add (i32.const 0x10000) (local.get $odd)))
    (call $set_text (i32.const 2) (i32.add (i32.const 0x18000) (local.get $odd))))
  (func $handler (param $event i32)))
