;; A descriptor whose last word lies past the end of the memory.
;; expect: array "the descriptor at 131044"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (i32.const 41) (i32.const 0))
    (call $make (i32.const 2) (i32.const 42) (i32.const 1))
    (call $set_array (i32.const 2) (i32.const 71) (i32.const 1) (i32.const 0x1FFE4)))
  (func $handler (param $event i32)))
