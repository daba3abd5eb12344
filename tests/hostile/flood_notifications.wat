;; Notifications in every frame, and a frame as often as it can be.
;; expect: limit "notifications"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (drop (memory.grow (i32.const 1)))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (call $again)
    (loop $next
      (call $call (i32.const 0) (global.get $notify) (i32.const 2) (i32.const 0x10000))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 5)))))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "text\00"))
