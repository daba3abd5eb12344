;; Wide characters, emoji with joiners and skin tones, flags and marks in every place where text can appear.
;; expect: harmless "safe"
;; do: click 4
(module
  ;; include: prelude
  ;; include: places
  (data (i32.const 0x10000) "safe 漢字漢字 👩‍👩‍👧‍👦 👍🏽 🇩🇪🇩 ❤️ ﷽ 𒐫 é ｗｉｄｅ end\00"))
