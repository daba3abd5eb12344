;; Sets the reserved word.
;; expect: control_block "reserved"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (i32.store (i32.const 60) (i32.const 1))  ;; reserved
  )
  (func $handler (param $event i32)))
