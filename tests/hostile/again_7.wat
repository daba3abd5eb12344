;; The word again is 7.
;; expect: control_block "again"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (i32.store (i32.const 48) (i32.const 7))  ;; again
  )
  (func $handler (param $event i32)))
