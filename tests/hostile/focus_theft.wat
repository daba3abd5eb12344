;; Takes the focus back whenever its input loses it.
;; expect: harmless
;; do: focus 1
;; focus: host
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (if (i32.ne (local.get $number) (i32.const 1)) (then (return)))
    (call $make (i32.const 1) (global.get $input) (i32.const 0))
    (call $attach (i32.const 1) (global.get $on_blur) (i32.const 1)))
  (func $handler (param $event i32) (call $call_silent (i32.const 1) (global.get $focus))))
