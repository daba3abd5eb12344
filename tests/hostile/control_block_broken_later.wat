;; Overwrites the magic word in its first frame.
;; expect: control_block
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (i32.store (i32.const 0) (i32.const 0))  ;; magic
  )
  (func $handler (param $event i32)))
