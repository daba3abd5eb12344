;; Its memory begins with 1 GiB.
;; expect: refused limit "1073741824"
(module
  (memory (export "memory") 16384)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame")))
