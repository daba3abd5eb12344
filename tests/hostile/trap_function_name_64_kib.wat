;; Traps in a function whose name would fill many screens.
;; expect: trap "unreachable"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $long))
  (func $handler (param $event i32))
  (func $long (@name "long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name long name ") (unreachable)))
