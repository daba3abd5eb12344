;; Attaches slot 4,294,967,295 of the table.
;; expect: handler_range
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $attach (i32.const 1) (global.get $press) (i32.const -1)))
  (func $handler (param $event i32)))
