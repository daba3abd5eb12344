;; 2,000 columns of one array of 4,000 wide texts, all of which are set anew in each frame.
;; expect: harmless
;; frames: 4
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (call $again)
    (if (i32.eq (local.get $number) (i32.const 1)) (then (drop (memory.grow (i32.const 8)))))
    (i32.store (i32.const 12) (i32.const 0x30000))  ;; commands_address: the new pages
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (loop $fill  ;; family emoji, joined
        (i64.store (i32.add (i32.const 0x20000) (local.get $n)) (i64.const 0x9f8d80e2a9919ff0))
        (local.set $n (i32.add (local.get $n) (i32.const 8)))
        (br_if $fill (i32.lt_u (local.get $n) (i32.const 0x1000))))
      (local.set $n (i32.const 0))
      (loop $place  ;; each text is 1,024 bytes of them, from the beginning
        (i32.store (i32.add (i32.const 0x8000) (i32.shl (local.get $n) (i32.const 2)))
          (i32.mul (i32.and (local.get $n) (i32.const 1)) (i32.const 1024)))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (br_if $place (i32.le_u (local.get $n) (i32.const 4000))))
      (call $describe (i32.const 0xF000) (i32.const 0x8000) (i32.const 4000) (i32.const 0x20000) (i32.const 0x1000))
      (call $make (i32.const 1) (i32.const 41) (i32.const 0))
      (local.set $n (i32.const 0))))
    (loop $column
      (if (i32.eq (local.get $number) (i32.const 1)) (then
        (call $make (i32.add (local.get $n) (i32.const 2)) (i32.const 42) (i32.const 1))))
      (call $set_array (i32.add (local.get $n) (i32.const 2)) (i32.const 71) (i32.const 11) (i32.const 0xF000))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $column (i32.lt_u (local.get $n) (i32.const 2000)))))
  (func $handler (param $event i32)))
