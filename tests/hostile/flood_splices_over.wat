;; Splices a text of 60,000 characters more often in a frame than may be.
;; expect: limit "spliced_text"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (memory.fill (i32.const 0x10000) (i32.const 0x61) (i32.const 60000))
    (call $make (i32.const 1) (i32.const 29) (i32.const 0))
    (call $say (i32.const 0x12) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0x10000))
    (loop $next
      (call $command (i32.const 0x12) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 1))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 2000)))))
  (func $handler (param $event i32)))
