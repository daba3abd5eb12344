;; Binds tab, escape, enter and letters at its root, and takes every other key; the embedding app's input must get its own.
;; expect: harmless
(module
  ;; include: prelude
  (data (i32.const 0x10000) "tab\00") (data (i32.const 0x10010) "escape\00") (data (i32.const 0x10020) "enter\00")
  (data (i32.const 0x10030) "x\00") (data (i32.const 0x10040) "k\00") (data (i32.const 0x10050) "backspace\00")
  (func $frame (param $number i32)
    (local $n i32)
    (if (i32.ne (local.get $number) (i32.const 1)) (then (return)))
    (call $attach (i32.const 0) (global.get $on_key) (i32.const 1))
    (loop $next
      (call $make (i32.add (local.get $n) (i32.const 1)) (global.get $key_binding) (i32.const 0))
      (call $set_string (i32.add (local.get $n) (i32.const 1)) (global.get $key)
        (i32.add (i32.const 0x10000) (i32.shl (local.get $n) (i32.const 4))))
      (call $attach (i32.add (local.get $n) (i32.const 1)) (global.get $press) (i32.const 1))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 6)))))
  (func $handler (param $event i32) (unreachable)))
