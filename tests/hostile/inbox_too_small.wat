;; Says that its inbox holds nothing.
;; expect: inbox
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (i32.store (i32.const 32) (i32.const 0))  ;; inbox_capacity
    (i32.store (i32.const 48) (i32.const 1))  ;; again
  )
  (func $handler (param $event i32)))
