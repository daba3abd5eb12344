;; Its table holds references to things of the host's.
;; expect: refused export
(module
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 externref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame")))
