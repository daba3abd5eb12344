;; An input with sixty-four thousand bytes of suggestions that all begin alike, one under a mask with a value that does
;; not lie in it, and one that allows thousands of ranges.
;; expect: harmless
;; frames: 3
(module
  ;; include: prelude
  (data (i32.const 0x10000) "99/99/9999;_\00")
  (func $long (param $node i32) (param $attribute i32)
    (call $command (i32.const 5) (i32.const 0) (local.get $attribute) (local.get $node) (i32.const 0x40) (i32.const 0xff00)))
  (func $frame (param $number i32)
    (local $n i32)
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (loop $next
        (i32.store16 (i32.add (i32.const 0x10040) (local.get $n)) (i32.const 0x0a61))  ;; "a\n"
        (local.set $n (i32.add (local.get $n) (i32.const 2)))
        (br_if $next (i32.lt_u (local.get $n) (i32.const 0xff00))))
      (call $make (i32.const 1) (global.get $input) (i32.const 0))
      (call $long (i32.const 1) (i32.const 39))))
    (if (i32.eq (local.get $number) (i32.const 2)) (then
      (memory.fill (i32.const 0x10040) (i32.const 0x61) (i32.const 0xff00))
      (call $make (i32.const 2) (global.get $input) (i32.const 0))
      (call $long (i32.const 2) (global.get $value))
      (call $set_string (i32.const 2) (i32.const 40) (i32.const 0x10000))
      (call $make (i32.const 3) (global.get $input) (i32.const 0))
      (call $long (i32.const 3) (i32.const 37))
      (call $call_silent (i32.const 3) (global.get $focus))))
    (call $again))
  (func $handler (param $event i32)))
