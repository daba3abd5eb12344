;; Takes the focus in every frame, for ever.
;; expect: harmless
;; frames: 20
;; focus: host
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 1)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (call $again)
    (if (i32.eq (local.get $number) (i32.const 1)) (then (call $make (i32.const 1) (global.get $input) (i32.const 0))))
    (loop $next
      (call $call_silent (i32.const 1) (global.get $focus))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 30)))))
  (func $handler (param $event i32)))
