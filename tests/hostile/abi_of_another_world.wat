;; Says that it was built for version 4,294,967,295 of the ABI.
;; expect: abi_version
(module
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32)
    (i32.store (i32.const 0) (i32.const 0x4955504f))
    (i32.store (i32.const 4) (i32.const -1))
    (i32.const 0))
  (func (export "opui_frame")))
