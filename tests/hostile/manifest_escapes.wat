;; Escape sequences, markup and bidi controls in the manifest's name, title and version.
;; expect: harmless
(module
  (@custom "opui.manifest" "{\"abi\":[1,0],\"name\":\"safe\\u001b[2J\\u009b31m\",\"title\":\"safe\\u001b]0;owned\\u0007[/nope]\\u202e\",\"version\":\"\\u001b]52;c;aGFjaw==\\u0007\"}")
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 1 funcref)
  (func (export "opui_init") (result i32)
    (i32.store (i32.const 0) (i32.const 0x4955504f))
    (i32.store (i32.const 4) (i32.const 1))
    (i32.store (i32.const 28) (i32.const 64))
    (i32.store (i32.const 32) (i32.const 16384))
    (i32.const 0))
  (func (export "opui_frame")))
