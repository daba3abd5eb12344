;; Removes the root.
;; expect: root
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $remove (i32.const 0)))
  (func $handler (param $event i32)))
