;; Traps in its first frame.
;; expect: trap "unreachable"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (unreachable))
  (func $handler (param $event i32)))
