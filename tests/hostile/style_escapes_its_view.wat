;; A stylesheet that closes its rule's brace and goes on with a rule for the whole app.
;; expect: value
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $column) (i32.const 0))
    (call $set_string (i32.const 0) (global.get $stylesheet) (i32.const 0x10000)))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "text { color: red } } Screen { display: none } Input { display: none }\00"))
