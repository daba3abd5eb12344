;; Puts a node under one that is not there.
;; expect: node_unknown
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const -1)))
  (func $handler (param $event i32)))
