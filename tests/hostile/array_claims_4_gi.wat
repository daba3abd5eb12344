;; An array that says it has 4,294,967,295 elements.
;; expect: array "reaches past the memory's"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (i32.const 41) (i32.const 0))
    (call $make (i32.const 2) (i32.const 42) (i32.const 1))
    (call $describe (i32.const 0xF000) (i32.const 0x8000) (i32.const -1) (i32.const 0) (i32.const 0))
    (call $set_array (i32.const 2) (i32.const 71) (i32.const 10) (i32.const 0xF000)))
  (func $handler (param $event i32)))
