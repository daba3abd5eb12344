;; A manifest for another version of the ABI.
;; expect: refused abi_version
(module
  (@custom "opui.manifest" "{\"abi\":[4294967295,0]}")
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame")))
