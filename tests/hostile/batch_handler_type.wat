;; Attaches a function of another type.
;; expect: handler_type
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $attach (i32.const 1) (global.get $press) (i32.const 2)))
  (func $handler (param $event i32)))
