;; A function calls itself until the stack is used up.
;; expect: trap "stack"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $deeper (i64.const 0)))
  (func $handler (param $event i32))
  (func $deeper (param $n i64)
    (call $deeper (i64.add (local.get $n) (i64.const 1)))
    (i64.store (i32.const 0x8000) (local.get $n))))
