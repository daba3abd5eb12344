;; A chain of 31 columns, each with a border, the last with 80 texts: as much as may be shown at once.
;; expect: harmless
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 40)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (loop $next
      (call $make (i32.add (local.get $n) (i32.const 1)) (global.get $column) (local.get $n))
      (call $set_string (i32.add (local.get $n) (i32.const 1)) (global.get $style) (i32.const 0x10000))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 31))))
    (call $texts))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "border: round red; padding: 1; width: 200; height: auto\00")
  (func $texts
    (local $n i32)
    (loop $next
      (call $make (i32.add (local.get $n) (i32.const 100)) (global.get $text) (i32.const 31))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 80))))))
