;; As recursion without end, with eight values alive in every call.
;; expect: trap "stack"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $deeper (i64.const 0)))
  (func $handler (param $event i32))
  (func $deeper (param $n i64)
    (local $a i64) (local $b i64) (local $c i64) (local $d i64) (local $e i64) (local $f i64) (local $g i64) (local $h i64)
    (local.set $a (i64.load (i32.const 0x8000))) (local.set $b (i64.load (i32.const 0x8008)))
    (local.set $c (i64.load (i32.const 0x8010))) (local.set $d (i64.load (i32.const 0x8018)))
    (local.set $e (i64.load (i32.const 0x8020))) (local.set $f (i64.load (i32.const 0x8028)))
    (local.set $g (i64.load (i32.const 0x8030))) (local.set $h (i64.load (i32.const 0x8038)))
    (call $deeper (i64.add (local.get $n) (i64.const 1)))
    (i64.store (i32.const 0x8000) (i64.add (local.get $a) (local.get $b)))
    (i64.store (i32.const 0x8010) (i64.add (local.get $c) (local.get $d)))
    (i64.store (i32.const 0x8020) (i64.add (local.get $e) (local.get $f)))
    (i64.store (i32.const 0x8030) (i64.add (local.get $g) (local.get $h)))))
