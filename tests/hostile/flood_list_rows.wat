;; A list of 8,000 rows, each with two texts: legal, so it has to be shown.
;; expect: harmless
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32) (local $id i32)
    (drop (memory.grow (i32.const 40)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (call $make (i32.const 1) (global.get $list) (i32.const 0))
    (loop $next
      (local.set $id (i32.add (i32.shl (local.get $n) (i32.const 2)) (i32.const 2)))
      (call $make (local.get $id) (global.get $row) (i32.const 1))
      (call $make (i32.add (local.get $id) (i32.const 1)) (global.get $text) (local.get $id))
      (call $set_text (i32.add (local.get $id) (i32.const 1)) (i32.const 0x10000))
      (call $make (i32.add (local.get $id) (i32.const 2)) (global.get $text) (local.get $id))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 8000)))))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "text\00"))
