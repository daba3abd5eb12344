;; Does not export its init.
;; expect: refused export
(module
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (result i32) (i32.const 0))
  (func (export "opui_frame")))
