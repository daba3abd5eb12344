;; Zero-width, default-ignorable and tag characters in every place where text can appear.
;; expect: harmless "safe"
;; do: click 4
(module
  ;; include: prelude
  ;; include: places
  (data (i32.const 0x10000)
    "sa\e2\80\8bf\e2\80\8c\e2\81\a0e\ef\bb\bf\c2\ad\cd\8f\e1\85\9f\e3\85\a4\ef\be\a0\f3\a0\81\81\f3\a0\84\80\e2\80\a8\e2\80\a9 end\00"))
