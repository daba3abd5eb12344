;; A text region at the top of the 32-bit addresses.
;; expect: region "text"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (i32.store (i32.const 20) (i32.const 0xffffffff))  ;; text_address
    (i32.store (i32.const 24) (i32.const 2))  ;; text_length
  )
  (func $handler (param $event i32)))
