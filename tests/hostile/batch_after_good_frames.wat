;; Shows something, and breaks a rule in its tenth frame: what was shown stays.
;; expect: node_unknown "node 77"
;; shows: last good screen
;; nodes: 2
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $again)
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (call $make (i32.const 1) (global.get $text) (i32.const 0))
      (call $set_text (i32.const 1) (i32.const 0x10000))))
    (if (i32.eq (local.get $number) (i32.const 10)) (then
      (call $create (i32.const 2) (global.get $text))
      (call $remove (i32.const 77)))))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "last good screen\00"))
