;; An export of another type than the ABI's, and one whose name is escape sequences.
;; expect: refused export
(module
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame") (param i64))
  (func (export "safe\1b[2J\1b]52;c;aGFjaw==\07")))
