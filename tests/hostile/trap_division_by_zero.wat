;; Divides by zero.
;; expect: trap "divide by zero"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (drop (i32.div_u (i32.const 1) (i32.sub (local.get $number) (i32.const 1)))))
  (func $handler (param $event i32)))
