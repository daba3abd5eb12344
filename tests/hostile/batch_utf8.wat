;; A text that is an overlong encoding and a lone surrogate.
;; expect: utf8
;; nodes: 1
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $make (i32.const 1) (global.get $text) (i32.const 0))
    (call $set_text (i32.const 1) (i32.const 0x10000)))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "\c0\80\ed\a0\80\00"))
