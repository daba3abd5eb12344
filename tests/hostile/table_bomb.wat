;; Grows its function table by ten million slots until it gets no more.
;; expect: harmless
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $tries i32)
    (loop $next
      (drop (table.grow (ref.null func) (i32.const 10000000)))
      (drop (table.grow (ref.null func) (i32.const 100)))
      (local.set $tries (i32.add (local.get $tries) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $tries) (i32.const 1000))))
    (if (i32.gt_u (table.size) (i32.const 10000)) (then (unreachable))))
  (func $handler (param $event i32)))
