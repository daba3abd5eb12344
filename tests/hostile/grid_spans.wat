;; Twenty grids in one another, each with twenty columns as wide as they may be, over all of which the next one lies.
;; expect: harmless
;; frames: 1
(module
  ;; include: prelude
  (data (i32.const 0x10000) "grid-size: 20 20; grid-columns: 200 auto 200fr 100%; grid-gutter: 20; column-span: 20; row-span: 20; width: 200fr\00")
  (func $frame (param $number i32)
    (local $n i32)
    (if (i32.gt_u (local.get $number) (i32.const 1)) (then (return)))
    (loop $next
      (call $make (i32.add (local.get $n) (i32.const 1)) (i32.const 19) (local.get $n))
      (call $set_string (i32.add (local.get $n) (i32.const 1)) (global.get $style) (i32.const 0x10000))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 20)))))
  (func $handler (param $event i32)))
