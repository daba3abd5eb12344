;; Seventeen texts of 60,000 bytes in every frame, none of them shown: the host has to keep them all.
;; expect: limit "kept_text"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32) (local $id i32)
    (drop (memory.grow (i32.const 1)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (call $again)
    (memory.fill (i32.const 0x10000) (i32.const 0x78) (i32.const 60000))
    (loop $next
      (local.set $id (i32.add (local.get $n) (i32.mul (local.get $number) (i32.const 1000))))
      (call $create (local.get $id) (global.get $text))
      (call $set_text (local.get $id) (i32.const 0x10000))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 17)))))
  (func $handler (param $event i32)))
