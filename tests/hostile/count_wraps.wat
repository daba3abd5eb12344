;; So many commands that their size in bytes wraps around in 32 bits.
;; expect: region "commands"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (i32.store (i32.const 16) (i32.const 0x10000001))  ;; commands_count
  )
  (func $handler (param $event i32)))
