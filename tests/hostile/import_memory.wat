;; Imports its memory.
;; expect: refused import
(module
  (import "host" "memory" (memory 1))
  (export "memory" (memory 0))
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame")))
