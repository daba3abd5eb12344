;; Reads behind its memory's end.
;; expect: trap "out of bounds"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (drop (i32.load (i32.const -4))))
  (func $handler (param $event i32)))
