;; Lays its inbox over its commands: the host's events are read back as commands.
;; expect: root
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (i32.store (i32.const 12) (i32.const 64))  ;; commands_address
    (i32.store (i32.const 16) (i32.const 3))  ;; commands_count
    (i32.store (i32.const 48) (i32.const 1))  ;; again
  )
  (func $handler (param $event i32)))
