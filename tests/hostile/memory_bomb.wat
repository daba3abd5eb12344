;; Takes memory page by page until it gets no more, and writes to each.
;; expect: harmless
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $at i32)
    (loop $next
      (local.set $at (i32.shl (memory.grow (i32.const 1)) (i32.const 16)))
      (if (i32.ne (local.get $at) (i32.const -65536)) (then
        (i32.store (local.get $at) (i32.const -1))
        (br $next))))
    (if (i32.gt_u (memory.size) (i32.const 1024)) (then (unreachable)))  ;; memory_bytes is 1,024 pages
  )
  (func $handler (param $event i32)))
