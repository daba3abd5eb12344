;; Bytes of all ones and zeros as numbers of each sort, coloured between two ends that are the same.
;; expect: harmless
;; frames: 12
(module
  ;; include: prelude
  (data (i32.const 0x10000) "heat\00bytes\00percent\00")
  (func $frame (param $number i32)
    (call $again)
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (memory.fill (i32.const 0x8000) (i32.const 0xFF) (i32.const 0x100))
      (memory.fill (i32.const 0x8100) (i32.const 0x7F) (i32.const 0x100))
      (i64.store (i32.const 0x8008) (i64.const 0x7ff0000000000000))
      (i64.store (i32.const 0x8010) (i64.const 0xfff0000000000000))
      (call $make (i32.const 1) (i32.const 41) (i32.const 0))
      (call $make (i32.const 2) (i32.const 42) (i32.const 1))
      (call $set_number (i32.const 2) (i32.const 41) (f64.const 100))
      (call $set_string (i32.const 2) (i32.const 74) (i32.const 0x10000))))
    (call $set_string (i32.const 2) (i32.const 73)
      (i32.add (i32.const 0x10005) (i32.mul (i32.and (local.get $number) (i32.const 1)) (i32.const 6))))
    (call $describe (i32.const 0xF000) (i32.const 0x8000) (i32.const 64) (i32.const 0) (i32.const 0))
    (call $set_array (i32.const 2) (i32.const 71)
      (i32.add (i32.const 1) (i32.rem_u (local.get $number) (i32.const 10))) (i32.const 0xF000)))
  (func $handler (param $event i32)))
