;; Calls a slot of its table by the wrong type.
;; expect: trap "indirect call type mismatch"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call_indirect (type $handler_type) (i32.const 0) (i32.const 2)))
  (func $handler (param $event i32)))
