;; Quits with exit code 255 in its first frame: that is a wish, which the embedding app hears.
;; expect: harmless
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (if (i32.ne (local.get $number) (i32.const 1)) (then (return)))
    (call $command (i32.const 16) (i32.const 255) (global.get $quit) (i32.const 0) (i32.const 0) (i32.const 0)))
  (func $handler (param $event i32)))
