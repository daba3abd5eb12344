;; Puts a column into a text.
;; expect: child
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $text) (i32.const 0))
    (call $make (i32.const 2) (global.get $column) (i32.const 1)))
  (func $handler (param $event i32)))
