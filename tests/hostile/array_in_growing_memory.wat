;; An array at the end of a memory that grows in each call: it moves to where the host has never read.
;; expect: harmless
;; frames: 20
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $again)
    (drop (memory.grow (i32.const 1)))
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (call $make (i32.const 1) (i32.const 41) (i32.const 0))
      (call $make (i32.const 2) (i32.const 42) (i32.const 1))
      ))
    (call $describe (i32.const 0xF000) (i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.const 4096)) (i32.const 512)
      (i32.const 0) (i32.const 0))
    (call $set_array (i32.const 2) (i32.const 71) (i32.const 10) (i32.const 0xF000)))
  (func $handler (param $event i32)))
