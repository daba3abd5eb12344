;; Puts a dialog into what lies in a dialog.
;; expect: child "dialog does not go into column"
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (i32.const 28) (i32.const 0))
    (call $make (i32.const 2) (global.get $column) (i32.const 1))
    (call $make (i32.const 3) (i32.const 28) (i32.const 2)))
  (func $handler (param $event i32)))
