;; Sixteen canvases of as many cells as there may be, all in the same memory, which changes in each call: symbols that are
;; none, a look of its own for each cell, rows of one cell and of a thousand in turn, and a thousand long texts.
;; expect: harmless
;; frames: 3
(module
  ;; include: prelude
  (func $array (param $node i32) (param $attribute i32) (param $element i32) (param $descriptor i32)
    (call $command (i32.const 10) (local.get $element) (local.get $attribute) (local.get $node) (local.get $descriptor) (i32.const 0)))
  (func $frame (param $number i32)
    (local $n i32) (local $chance i32)
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (drop (memory.grow (i32.const 33)))
      ;; values, length of the cells; values, length, 0, 0, text and its length of the symbols
      (i32.store (i32.const 0x10100) (i32.const 0x20000)) (i32.store (i32.const 0x10104) (i32.const 0x80000))
      (i32.store (i32.const 0x10120) (i32.const 0x11000)) (i32.store (i32.const 0x10124) (i32.const 1024))
      (i32.store (i32.const 0x10130) (i32.const 0x20000)) (i32.store (i32.const 0x10134) (i32.const 0x100000))
      (loop $next
        (i32.store (i32.add (i32.const 0x11000) (i32.shl (local.get $n) (i32.const 2))) (i32.mul (local.get $n) (i32.const 1024)))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (br_if $next (i32.le_u (local.get $n) (i32.const 1024))))))
    (local.set $n (i32.const 0x20000))
    (local.set $chance (local.get $number))
    (loop $next
      (local.set $chance (i32.add (i32.mul (local.get $chance) (i32.const 1664525)) (i32.const 1013904223)))
      (i32.store (local.get $n) (local.get $chance))
      (local.set $n (i32.add (local.get $n) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 0x220000))))
    (local.set $n (i32.const 1))
    (loop $next
      (if (i32.eq (local.get $number) (i32.const 1)) (then
        (call $make (local.get $n) (i32.const 43) (i32.const 0))
        (call $array (local.get $n) (i32.const 82) (i32.const 11) (i32.const 0x10120))))
      (call $command (i32.const 7) (i32.const 0) (i32.const 80) (local.get $n)
        (select (i32.const 1) (i32.const 1000) (i32.and (local.get $number) (i32.const 1))) (i32.const 0))
      (call $array (local.get $n) (i32.const 81) (i32.const 5) (i32.const 0x10100))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.le_u (local.get $n) (i32.const 16))))
    (call $again))
  (func $handler (param $event i32)))
