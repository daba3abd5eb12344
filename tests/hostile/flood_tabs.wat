;; Six thousand tabs in one row.
;; expect: harmless
;; frames: 1
(module
  ;; include: prelude
  (data (i32.const 0x10000) "tab\00")
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 40)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (if (i32.gt_u (local.get $number) (i32.const 1)) (then (return)))
    (call $make (i32.const 1) (i32.const 25) (i32.const 0))
    (loop $next
      (call $make (i32.add (local.get $n) (i32.const 2)) (i32.const 26) (i32.const 1))
      (call $set_text (i32.add (local.get $n) (i32.const 2)) (i32.const 0x10000))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 6000)))))
  (func $handler (param $event i32)))
