;; Its opui_reserve, which it need not have, is of another type.
;; expect: refused export "opui_reserve"
(module
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame"))
  (func (export "opui_reserve") (result i32) (i32.const 0)))
