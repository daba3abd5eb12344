;; Commands at an odd address. The ABI asks for no alignment, and the host assumes none.
;; expect: harmless
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (i32.store (i32.const 12) (i32.const 0x10001))  ;; commands_address
    (i32.store (i32.const 16) (i32.const 0))  ;; commands_count
  )
  (func $handler (param $event i32)))
