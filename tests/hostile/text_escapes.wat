;; Escape sequences of every family (CSI, OSC 0, 8 and 52, DCS, APC, PM, SOS, C0, C1) in every place where text can appear.
;; expect: harmless "safe"
;; do: click 4
(module
  ;; include: prelude
  ;; include: places
  (data (i32.const 0x10000)
    "safe\1b[2J\1b[31m\1b]52;c;aGFjaw==\07\1b]0;owned\07\1b]8;;http://evil.example\1b\5clink\1b]8;;\1b\5c"
    "\1bP+q544e\1b\5c\1b_G\1b\5c\1b^x\1b\5c\1bX\1b\5c\1bc\07\08\0d\0b\0c\0e\0f\7f"
    "\c2\9b2J\c2\9d52;c;aGFjaw==\c2\9c\c2\90q\c2\9c\c2\85\c2\84 end\00"))
