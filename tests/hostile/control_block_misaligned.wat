;; opui_init returns an odd address.
;; expect: control_block "multiple of 4"
(module
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 66))
  (func (export "opui_frame")))
