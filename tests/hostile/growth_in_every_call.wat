;; Takes a page more in every frame and moves all its regions into it.
;; expect: harmless "page"
;; frames: 20
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $at i32)
    (call $again)
    (local.set $at (i32.shl (memory.grow (i32.const 1)) (i32.const 16)))
    (i32.store (i32.const 12) (local.get $at))                                   ;; commands_address
    (i32.store (i32.const 28) (i32.add (local.get $at) (i32.const 0x8000)))      ;; inbox_address
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (call $make (i32.const 1) (global.get $text) (i32.const 0))
      (call $set_text (i32.const 1) (i32.const 0x10000)))))
  (func $handler (param $event i32))
  (data (i32.const 0x10000) "page\00"))
