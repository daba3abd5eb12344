;; Calls method 999.
;; expect: method_unknown
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $call_silent (i32.const 1) (i32.const 999)))
  (func $handler (param $event i32)))
