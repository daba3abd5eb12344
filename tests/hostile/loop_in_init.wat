;; opui_init never returns.
;; expect: limit "call_milliseconds"
;; busy: at once
(module
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (loop $for_ever (br $for_ever)) (i32.const 0))
  (func (export "opui_frame")))
