;; Waits for ever on an atomic of a memory that is not shared.
;; expect: refused malformed
(module
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame"))
  (func (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1)))))
