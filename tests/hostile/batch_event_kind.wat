;; Attaches a tick to a column.
;; expect: event_kind
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $attach (i32.const 1) (global.get $tick) (i32.const 1)))
  (func $handler (param $event i32)))
