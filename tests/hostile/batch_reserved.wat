;; A slot that create does not use is not zero.
;; expect: reserved
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $command (i32.const 1) (i32.const 0) (global.get $column) (i32.const 1) (i32.const 5) (i32.const 0)))
  (func $handler (param $event i32)))
