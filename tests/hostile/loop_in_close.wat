;; A guest that is asked to close, so that it can ask first, never answers.
;; expect: limit "call_milliseconds"
;; do: close 0
;; busy: after that
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (if (i32.ne (local.get $number) (i32.const 1)) (then (return)))
    (call $attach (i32.const 0) (i32.const 17) (i32.const 1)))
  (func $handler (param $event i32) (loop $for_ever (br $for_ever))))
