;; Calls an empty slot of its table.
;; expect: trap "uninitialized"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call_indirect (type $handler_type) (i32.const 0) (i32.const 3)))
  (func $handler (param $event i32)))
