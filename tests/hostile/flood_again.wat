;; Asks for a frame after every frame, for ever, and says nothing.
;; expect: harmless
;; frames: 30
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $again))
  (func $handler (param $event i32)))
