;; Imports something whose names are escape sequences.
;; expect: refused import "safe"
(module
  (import "safe\1b[2J\1b]52;c;aGFjaw==\07[/nope]" "\c2\9b31m\e2\80\ae\0d" (func))
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame")))
