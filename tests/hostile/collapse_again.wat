;; Collapses a branch in answer to each expansion, and asks for the cursor back.
;; expect: harmless "shut"
;; do: click 1
;; do: click 1
;; frames: 2
(module
  ;; include: prelude
  (data (i32.const 0x10000) "shut\00")
  (data (i32.const 0x10010) "height: 1\00")
  (func $frame (param $number i32)
    (if (i32.gt_u (local.get $number) (i32.const 1)) (then (return)))
    (call $make (i32.const 1) (i32.const 34) (i32.const 0))
    (call $set_string (i32.const 1) (global.get $style) (i32.const 0x10010))
    (call $make (i32.const 2) (i32.const 35) (i32.const 1))
    (call $make (i32.const 3) (i32.const 35) (i32.const 2))
    (call $set_text (i32.const 2) (i32.const 0x10000))
    (call $set_flag (i32.const 2) (i32.const 22) (i32.const 1))
    (call $attach (i32.const 2) (i32.const 16) (i32.const 1)))
  (func $handler (param $event i32)
    (call $set_flag (i32.const 2) (i32.const 22) (i32.const 1))
    (call $call_silent (i32.const 3) (i32.const 10))))
