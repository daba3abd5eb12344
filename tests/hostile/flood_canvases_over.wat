;; More canvases than there may be: all could show the same memory, and each has it copied.
;; expect: limit "17 canvases are over canvases = 16"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (loop $next
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (call $make (local.get $n) (i32.const 43) (i32.const 0))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 17)))))
  (func $handler (param $event i32)))
