;; Moves its inbox behind the memory's end.
;; expect: region "inbox"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (i32.store (i32.const 28) (i32.const 0xfffffff8))  ;; inbox_address
    (i32.store (i32.const 48) (i32.const 1))  ;; again
  )
  (func $handler (param $event i32)))
