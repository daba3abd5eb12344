;; Takes out more of a text than there is.
;; expect: value "the place 7 is behind the 0 characters"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (i32.const 29) (i32.const 0))
    (call $command (i32.const 0x11) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 7)))
  (func $handler (param $event i32)))
