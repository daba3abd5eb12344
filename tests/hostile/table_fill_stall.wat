;; Fills its table over and over.
;; expect: limit "call_milliseconds"
;; busy: at once
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (drop (table.grow (ref.null func) (i32.const 9000)))
    (loop $for_ever
      (table.fill (i32.const 4) (ref.func $handler) (i32.const 9000))
      (br $for_ever)))
  (func $handler (param $event i32))
  (elem declare func $handler))
