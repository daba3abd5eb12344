;; Two manifests, of which people could be shown one and tools the other.
;; expect: refused manifest
(module
  (@custom "opui.manifest" "{\"abi\":[1,0]}")
  (@custom "opui.manifest" "{\"abi\":[1,0],\"name\":\"bank\"}")
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32) (i32.const 0))
  (func (export "opui_frame")))
