;; Puts a branch below one that lies in it.
;; expect: cycle
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (i32.const 34) (i32.const 0))
    (call $make (i32.const 2) (i32.const 35) (i32.const 1))
    (call $make (i32.const 3) (i32.const 35) (i32.const 2))
    (call $make (i32.const 4) (i32.const 35) (i32.const 3))
    (call $insert (i32.const 2) (i32.const 4)))
  (func $handler (param $event i32)))
