;; An emoji's halves as two surrogates in UTF-8 (CESU-8), in every place where text can appear.
;; expect: utf8
(module
  ;; include: prelude
  ;; include: places
  (data (i32.const 0x10000) "\ed\a0\bd\ed\b8\80\00"))
