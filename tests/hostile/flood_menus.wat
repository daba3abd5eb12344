;; Six thousand items in one menu, which a click opens.
;; expect: harmless "menu"
;; do: click 1
;; frames: 1
(module
  ;; include: prelude
  (data (i32.const 0x10000) "menu\00width: 6\00")
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 40)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (if (i32.gt_u (local.get $number) (i32.const 1)) (then (return)))
    (call $make (i32.const 1) (i32.const 38) (i32.const 0))
    (call $set_string (i32.const 1) (global.get $style) (i32.const 0x10005))
    (call $make (i32.const 2) (i32.const 39) (i32.const 1))
    (call $set_text (i32.const 2) (i32.const 0x10000))
    (loop $next
      (call $make (i32.add (local.get $n) (i32.const 3)) (i32.const 40) (i32.const 2))
      (call $set_text (i32.add (local.get $n) (i32.const 3)) (i32.const 0x10000))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 6000)))))
  (func $handler (param $event i32)))
