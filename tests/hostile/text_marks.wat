;; A hundred combining marks on one character, in every place where text can appear.
;; expect: harmless "safe"
;; do: click 4
(module
  ;; include: prelude
  ;; include: places
  (data (i32.const 0x10000) "safe Z\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7\cc\81\cc\a7 end\00"))
