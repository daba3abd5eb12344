;; opui_init returns an address so that the block's last word lies behind the memory's end.
;; expect: region
(module
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 65476))
  (func (export "opui_frame")))
