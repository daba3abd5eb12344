;; Its memory is shared; waiting on it is not interrupted by any deadline.
;; expect: refused memory
(module
  (memory (export "memory") 1 1 shared)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame")))
