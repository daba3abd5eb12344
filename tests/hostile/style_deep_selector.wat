;; A selector of thirty parts: matching one takes Textual the longer the deeper.
;; expect: value "parts"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $set_string (i32.const 0) (global.get $stylesheet) (i32.const 0x10000)))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "* * * * * * * * * * * * * * * * * * * * * * * * * * * * * * { color: red }\00"))
