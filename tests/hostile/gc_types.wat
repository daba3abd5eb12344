;; Uses a struct of the garbage collection proposal.
;; expect: refused malformed
(module
  (type $pair (struct (field i32) (field i32)))
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame"))
  (func (drop (struct.new $pair (i32.const 1) (i32.const 2)))))
