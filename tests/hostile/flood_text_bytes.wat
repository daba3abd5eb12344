;; A text region of 5 MB.
;; expect: limit "text_bytes"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 100)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (loop $next
      (i32.store (i32.const 24) (i32.const 5000000))  ;; text_length
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 1)))))
  (func $handler (param $event i32)))
