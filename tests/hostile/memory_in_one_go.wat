;; Asks for 4 GiB in every frame, for ever.
;; expect: harmless
;; frames: 10
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (drop (memory.grow (i32.const 65534)))
    (if (i32.gt_u (memory.size) (i32.const 1024)) (then (unreachable)))
    (call $again))
  (func $handler (param $event i32)))
