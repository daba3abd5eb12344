;; An array that is shown, of which each call makes something else without a word.
;; expect: harmless
;; frames: 20
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $again)
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (call $make (i32.const 1) (i32.const 41) (i32.const 0))
      (call $make (i32.const 2) (i32.const 42) (i32.const 1))
      (call $describe (i32.const 0xF000) (i32.const 0x8000) (i32.const 200) (i32.const 0x9000) (i32.const 0x3000))
      (call $set_array (i32.const 2) (i32.const 71) (i32.const 11) (i32.const 0xF000))))
    (memory.fill (i32.const 0x8000) (i32.mul (local.get $number) (i32.const 37)) (i32.const 0x4000)))
  (func $handler (param $event i32)))
