;; Makes a node twice.
;; expect: node_exists
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $create (i32.const 1) (global.get $column)))
  (func $handler (param $event i32)))
