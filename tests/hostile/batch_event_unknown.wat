;; Attaches to event 200.
;; expect: event_unknown
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $attach (i32.const 1) (i32.const 200) (i32.const 1)))
  (func $handler (param $event i32)))
