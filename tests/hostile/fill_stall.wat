;; Fills all of its memory over and over: the longest operation that no deadline interrupts.
;; expect: limit "call_milliseconds"
;; busy: at once
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (drop (memory.grow (i32.const 1000)))
    (loop $for_ever
      (memory.fill (i32.const 0x20000) (i32.const 7) (i32.const 65536000))
      (br $for_ever)))
  (func $handler (param $event i32)))
