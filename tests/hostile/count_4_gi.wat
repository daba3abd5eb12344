;; 4,294,967,295 commands.
;; expect: region "commands"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (i32.store (i32.const 16) (i32.const 0xffffffff))  ;; commands_count
  )
  (func $handler (param $event i32)))
