;; Puts three hundred dialogs over one another, closes and opens half of them in each frame, for ever, and calls the
;; focus out of the topmost each time.
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
    (local.set $n (i32.const 1))
    (if (i32.eq (local.get $number) (i32.const 1)) (then (call $make (i32.const 1000) (global.get $input) (i32.const 0))))
    (loop $next
      (if (i32.eq (local.get $number) (i32.const 1)) (then
        (call $make (local.get $n) (i32.const 28) (i32.const 0))))
      (call $set_flag (local.get $n) (global.get $hidden)
        (i32.and (i32.add (local.get $n) (local.get $number)) (i32.const 1)))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 301))))
    (call $call_silent (i32.const 1000) (global.get $focus)))
  (func $handler (param $event i32)))
