;; A table of 4,000 rows of eight cells, all of which are moved in each frame, and of each of which a cell is changed.
;; expect: harmless
;; frames: 5
(module
  ;; include: prelude
  (data (i32.const 0x10000) "a cell\00another\00")
  (func $frame (param $number i32)
    (local $n i32) (local $id i32) (local $cell i32)
    (if (i32.eq (local.get $number) (i32.const 1)) (then (drop (memory.grow (i32.const 40)))))
    (i32.store (i32.const 12) (i32.const 0x20000))  ;; commands_address: the new pages
    (call $again)
    (if (i32.eq (local.get $number) (i32.const 1)) (then
      (call $make (i32.const 1) (i32.const 30) (i32.const 0))
      (loop $column
        (call $make (i32.add (local.get $n) (i32.const 2)) (i32.const 31) (i32.const 1))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (br_if $column (i32.lt_u (local.get $n) (i32.const 8))))
      (local.set $n (i32.const 0))))
    (loop $row
      (local.set $id (i32.add (i32.shl (local.get $n) (i32.const 4)) (i32.const 16)))
      (if (i32.eq (local.get $number) (i32.const 1))
        (then
          (call $make (local.get $id) (i32.const 32) (i32.const 1))
          (local.set $cell (i32.const 1))
          (loop $next
            (call $make (i32.add (local.get $id) (local.get $cell)) (i32.const 33) (local.get $id))
            (call $set_text (i32.add (local.get $id) (local.get $cell)) (i32.const 0x10000))
            (local.set $cell (i32.add (local.get $cell) (i32.const 1)))
            (br_if $next (i32.le_u (local.get $cell) (i32.const 8)))))
        (else
          (call $insert (local.get $id) (i32.const 1))
          (call $set_text (i32.add (local.get $id) (i32.const 3))
            (i32.add (i32.const 0x10000) (i32.mul (i32.and (local.get $number) (i32.const 1)) (i32.const 7))))))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $row (i32.lt_u (local.get $n) (i32.const 4000)))))
  (func $handler (param $event i32)))
