;; Docked boxes in one another, each two hundred times as large as its parent: 24 × 200³ lines, as Textual counts.
;; expect: harmless "still here"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (if (i32.ne (local.get $number) (i32.const 1)) (then (return)))
    (loop $next
      (call $make (i32.add (local.get $n) (i32.const 1)) (global.get $column) (local.get $n))
      (call $set_string (i32.add (local.get $n) (i32.const 1)) (global.get $style) (i32.const 0x10000))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 8))))
    (call $make (i32.const 9) (global.get $text) (i32.const 8))
    (call $set_text (i32.const 9) (i32.const 0x10040)))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "dock: left; width: 200fr; height: 200fr\00")
  (data (i32.const 0x10040) "still here\00"))
