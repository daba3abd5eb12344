;; Texts that end before they begin, lie outside, and hold escapes, halves of characters and marks.
;; expect: harmless
;; frames: 5
(module
  ;; include: prelude
  (data (i32.const 0x8000) "\1b[2J\ff\fe\f0\9f\e2\80\ae\9b31mwords\1b]52;c;aGFjaw==\07")
  (data (i32.const 0x9000) "\05\00\00\00\02\00\00\00\f0\ff\ff\ff\ff\ff\ff\7f\00\00\00\00\20\00\00\00\03\00\00\00\09\00\00\00")
  (func $frame (param $number i32)
    (call $again)
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (call $make (i32.const 1) (i32.const 41) (i32.const 0))
      (call $make (i32.const 2) (i32.const 42) (i32.const 1))
      ))
    (call $describe (i32.const 0xF000) (i32.const 0x9000) (i32.const 7) (i32.const 0x8000) (i32.const 36))
    (call $set_array (i32.const 2) (i32.const 71) (i32.const 11) (i32.const 0xF000)))
  (func $handler (param $event i32)))
