;; An opcode that does not exist.
;; expect: opcode_unknown
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $command (i32.const 0xff) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 0)))
  (func $handler (param $event i32)))
