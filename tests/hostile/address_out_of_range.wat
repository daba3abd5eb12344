;; Commands that begin behind the memory's end.
;; expect: region "commands"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (i32.store (i32.const 12) (i32.const 0x20001))  ;; commands_address
    (i32.store (i32.const 16) (i32.const 1))  ;; commands_count
  )
  (func $handler (param $event i32)))
