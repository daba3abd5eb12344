;; Puts a node below itself.
;; expect: cycle
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $make (i32.const 2) (global.get $column) (i32.const 1))
    (call $insert (i32.const 1) (i32.const 2)))
  (func $handler (param $event i32)))
