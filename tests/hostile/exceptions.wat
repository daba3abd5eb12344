;; Throws an exception of the exceptions proposal.
;; expect: refused malformed
(module
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame"))
  (tag $oops (param i32))
  (func (throw $oops (i32.const 1))))
