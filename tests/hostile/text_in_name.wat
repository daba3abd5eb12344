;; Escape sequences in a node's name.
;; expect: value "safe"
(module
  ;; include: prelude
  (data (i32.const 0x10000) "safe\1b[2J\1b]52;c;aGFjaw==\07\c2\9b31m[/nope]\e2\80\ae\00")
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $set_string (i32.const 1) (global.get $name) (i32.const 0x10000)))
  (func $handler (param $event i32)))
