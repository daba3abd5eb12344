;; An order of places below zero and far beyond the end, of another element in each frame.
;; expect: harmless
;; frames: 6
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $again)
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (memory.fill (i32.const 0x8000) (i32.const 0xFF) (i32.const 0x4000))
      (i32.store (i32.const 0x8010) (i32.const 1))
      (call $make (i32.const 1) (i32.const 41) (i32.const 0))
      (call $make (i32.const 2) (i32.const 42) (i32.const 1))
      (call $describe (i32.const 0xF000) (i32.const 0x8000) (i32.const 64) (i32.const 0) (i32.const 0))
      (call $set_array (i32.const 2) (i32.const 71) (i32.const 2) (i32.const 0xF000))))
    (call $describe (i32.const 0xF020) (i32.const 0x8000) (i32.const 1000) (i32.const 0) (i32.const 0))
    (call $set_array (i32.const 1) (i32.const 72)
      (i32.add (i32.const 5) (i32.rem_u (local.get $number) (i32.const 3))) (i32.const 0xF020)))
  (func $handler (param $event i32)))
