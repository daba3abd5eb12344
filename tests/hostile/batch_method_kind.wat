;; Calls quit of a column.
;; expect: method_kind
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $call_silent (i32.const 1) (global.get $quit)))
  (func $handler (param $event i32)))
