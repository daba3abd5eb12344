;; Commands 16 bytes before 4 GiB: address plus length wraps around to the start.
;; expect: region "commands"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (i32.store (i32.const 12) (i32.const 0xfffffff0))  ;; commands_address
    (i32.store (i32.const 16) (i32.const 2))  ;; commands_count
  )
  (func $handler (param $event i32)))
