;; A table of 10,000,001 rows, all of which are there.
;; expect: value "10,000,001 rows are over 10,000,000"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (drop (memory.grow (i32.const 160)))
    (call $make (i32.const 1) (i32.const 41) (i32.const 0))
    (call $make (i32.const 2) (i32.const 42) (i32.const 1))
    (call $describe (i32.const 0xF000) (i32.const 0x20000) (i32.const 10000001) (i32.const 0) (i32.const 0))
    (call $set_array (i32.const 2) (i32.const 71) (i32.const 1) (i32.const 0xF000)))
  (func $handler (param $event i32)))
