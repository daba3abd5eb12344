;; A text whose offset and length wrap around in 32 bits.
;; expect: text_range
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $text) (i32.const 0))
    (call $command (i32.const 4) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const -1) (i32.const 2)))
  (func $handler (param $event i32)))
