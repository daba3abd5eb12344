;; Bidirectional controls in every place where text can appear.
;; expect: harmless "safe"
;; do: click 4
(module
  ;; include: prelude
  ;; include: places
  (data (i32.const 0x10000)
    "safe\e2\80\aetxt.exe\e2\80\ac\e2\81\a6a\e2\81\a7b\e2\81\a8c\e2\81\a9\e2\80\8e\e2\80\8f\d8\9c end\00"))
