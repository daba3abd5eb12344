;; Calls itself for ever in constant stack.
;; expect: refused malformed
(module
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame"))
  (func $again (return_call $again)))
