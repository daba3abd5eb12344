;; Uses an id again in the frame that removed it.
;; expect: node_reused
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $remove (i32.const 1))
    (call $create (i32.const 1) (global.get $column)))
  (func $handler (param $event i32)))
