;; Traps in functions whose names in the name section are escape sequences, markup and bidi controls.
;; expect: trap "safe"
(module
  ;; include: prelude
  (func $frame (param $number i32)
    (call $first))
  (func $handler (param $event i32))
  (func $first (@name "safe\1b[2J\1b]52;c;aGFjaw==\07[@click=app.quit]x[/]") (call $second))
  (func $second (@name "\c2\9b31m\1b]0;owned\07\e2\80\ae\e2\80\8b\0d\08") (call $third))
  (func $third (@name "\1b]8;;http://x\1b\5clink\1b]8;;\1b\5c") (unreachable)))
