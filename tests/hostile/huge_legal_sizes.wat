;; Three hundred boxes of 200 by 200 cells, the most that a style can ask for.
;; expect: harmless
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 40)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (loop $next
      (call $make (i32.add (local.get $n) (i32.const 1)) (global.get $column) (i32.const 0))
      (call $set_string (i32.add (local.get $n) (i32.const 1)) (global.get $style) (i32.const 0x10000))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 300)))))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "width: 200; height: 200; background: red; border: heavy blue\00"))
