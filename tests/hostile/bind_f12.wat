;; Binds f12, a key of the host's.
;; expect: value "f12"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (if (i32.ne (local.get $number) (i32.const 1)) (then (return)))
    (call $make (i32.const 1) (global.get $key_binding) (i32.const 0))
    (call $set_string (i32.const 1) (global.get $key) (i32.const 0x10000))
    (call $attach (i32.const 1) (global.get $press) (i32.const 1)))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "f12\00"))
