;; A canvas whose rows have a million columns.
;; expect: value "1000000 is not from 0 to 1000"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (i32.const 43) (i32.const 0))
    (call $command (i32.const 7) (i32.const 0) (i32.const 80) (i32.const 1) (i32.const 1000000) (i32.const 0)))
  (func $handler (param $event i32)))
