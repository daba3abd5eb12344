;; 33 classes on one node.
;; expect: limit "classes"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 40)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $name_classes)
    (loop $next
      (i32.store8 (i32.const 0x10000) (i32.add (i32.const 97) (i32.rem_u (local.get $n) (i32.const 26))))
      (call $say (i32.const 12) (i32.const 0) (i32.const 0) (i32.const 1) (i32.add (i32.const 0x10000) (i32.shl (local.get $n) (i32.const 2))))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 33)))))
  (func $handler (param $event i32))
  ;; 33 classes of three letters, four bytes apart: aaa, aab, …
  (func $name_classes
    (local $n i32) (local $at i32)
    (loop $next
      (local.set $at (i32.add (i32.const 0x10000) (i32.shl (local.get $n) (i32.const 2))))
      (i32.store (local.get $at) (i32.const 0x00616161))
      (i32.store8 offset=1 (local.get $at) (i32.add (i32.const 97) (i32.div_u (local.get $n) (i32.const 26))))
      (i32.store8 offset=2 (local.get $at) (i32.add (i32.const 97) (i32.rem_u (local.get $n) (i32.const 26))))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 33))))))
