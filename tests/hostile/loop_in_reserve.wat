;; opui_reserve, asked for more room for what was pasted, never returns.
;; expect: limit "call_milliseconds"
;; do: paste 5
;; busy: after that
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (if (i32.ne (local.get $number) (i32.const 1)) (then (return)))
    (i32.store (i32.const 32) (i32.const 1024))  ;; inbox_capacity
    (call $make (i32.const 5) (global.get $input) (i32.const 0))
    (call $attach (i32.const 5) (global.get $change) (i32.const 1)))
  (func $handler (param $event i32))
  (func (export "opui_reserve") (param $size i32) (result i32) (loop $for_ever (br $for_ever)) (i32.const 0)))
