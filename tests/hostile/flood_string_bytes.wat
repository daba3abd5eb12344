;; A text of 65,537 bytes.
;; expect: limit "string_bytes"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 40)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (i32.store (i32.const 24) (i32.const 65537))  ;; text_length
    (memory.fill (i32.const 0x10000) (i32.const 0x78) (i32.const 65537))
    (call $make (i32.const 1) (global.get $text) (i32.const 0))
    (loop $next
      (call $command (i32.const 4) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 65537))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 1)))))
  (func $handler (param $event i32)))
