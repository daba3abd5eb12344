;; Every frame counts to four billion and asks for the next: no single loop, but no end either.
;; expect: limit "call_milliseconds"
;; busy: at once
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (local $n i32)
    (call $again)
    (loop $next
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 4000000000)))))
  (func $handler (param $event i32)))
