;; Two hundred texts of 60,000 bytes that all lie in the same place.
;; expect: limit "text_bytes"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 40)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (memory.fill (i32.const 0x10000) (i32.const 0x78) (i32.const 60000))
    (loop $next
      (call $create (i32.add (local.get $n) (i32.const 1)) (global.get $text))
      (call $set_text (i32.add (local.get $n) (i32.const 1)) (i32.const 0x10000))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 200)))))
  (func $handler (param $event i32)))
