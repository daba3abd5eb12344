;; Its function table begins with ten million slots.
;; expect: refused limit "table elements"
(module
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 10000000 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame")))
