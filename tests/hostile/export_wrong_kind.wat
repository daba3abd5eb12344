;; Exports a global as opui_frame.
;; expect: refused export "opui_frame"
(module
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (global (export "opui_frame") i32 (i32.const 0)))
