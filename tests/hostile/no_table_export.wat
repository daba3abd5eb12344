;; Does not export its table.
;; expect: refused export
(module
  (memory (export "memory") 1)
  (table 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame")))
