;; Removes a button in its own handler; the second press of a double click finds it gone.
;; expect: harmless "gone"
;; do: press twice 4
(module
  ;; include: prelude
  (data (i32.const 0x10000) "gone\00")
  (global $pressed (mut i32) (i32.const 0))
  (global $removed (mut i32) (i32.const 0))
  (func $frame (param $number i32)
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (call $make (i32.const 4) (global.get $button) (i32.const 0))
      (call $attach (i32.const 4) (global.get $press) (i32.const 1))))
    (if (i32.and (global.get $pressed) (i32.eqz (global.get $removed))) (then
      (global.set $removed (i32.const 1))
      (call $remove (i32.const 4))
      (call $make (i32.const 5) (global.get $text) (i32.const 0))
      (call $set_text (i32.const 5) (i32.const 0x10000)))))
  (func $handler (param $event i32)
    (if (global.get $removed) (then (unreachable)))
    (global.set $pressed (i32.const 1))))
