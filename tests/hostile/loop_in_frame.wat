;; The third frame never returns.
;; expect: limit "call_milliseconds"
;; busy: at once
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $again)
    (if (i32.eq (local.get $number) (i32.const 3)) (then (loop $for_ever (br $for_ever)))))
  (func $handler (param $event i32)))
