;; A data segment that lies behind the memory's end.
;; expect: refused malformed
(module
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame"))
  (data (i32.const 65530) "0123456789"))
