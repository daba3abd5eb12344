;; Inserts in front of a node that lies elsewhere.
;; expect: before
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $make (i32.const 2) (global.get $column) (i32.const 1))
    (call $create (i32.const 3) (global.get $column))
    (call $command (i32.const 2) (i32.const 0) (i32.const 0) (i32.const 3) (i32.const 0) (i32.const 2)))
  (func $handler (param $event i32)))
