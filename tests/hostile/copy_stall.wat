;; Copies half of its memory to the other half over and over.
;; expect: limit "call_milliseconds"
;; busy: at once
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (drop (memory.grow (i32.const 1000)))
    (loop $for_ever
      (memory.copy (i32.const 0x20000) (i32.const 0x1000000) (i32.const 32768000))
      (br $for_ever)))
  (func $handler (param $event i32)))
