;; Its memory has 64-bit addresses.
;; expect: refused memory
(module
  (memory (export "memory") i64 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame")))
