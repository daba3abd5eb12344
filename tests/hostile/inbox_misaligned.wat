;; Moves its inbox to an address that is no multiple of 8.
;; expect: inbox "multiple of 8"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (i32.store (i32.const 28) (i32.const 68))  ;; inbox_address
    (i32.store (i32.const 48) (i32.const 1))  ;; again
  )
  (func $handler (param $event i32)))
