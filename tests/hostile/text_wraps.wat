;; A text region that ends behind 4 GiB.
;; expect: region "text"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (i32.store (i32.const 20) (i32.const 0x10000))  ;; text_address
    (i32.store (i32.const 24) (i32.const 0xffffffff))  ;; text_length
  )
  (func $handler (param $event i32)))
