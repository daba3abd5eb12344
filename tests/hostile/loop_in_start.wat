;; A start function never returns; it would run before any deadline.
;; expect: refused start
(module
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame"))
  (func $begin (loop $for_ever (br $for_ever)))
  (start $begin))
