;; A timer's interval that is not a number.
;; expect: value
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $timer) (i32.const 0))
    (call $set_number (i32.const 1) (global.get $interval) (f64.const nan)))
  (func $handler (param $event i32)))
