;; Textual's markup in every place where text can appear: an action on a click, a link, a tag that is never opened.
;; expect: harmless "safe [@click=app.boom]x[/] [link="
;; do: click 4
;; do: click 2
(module
  ;; include: prelude
  ;; include: places
  (data (i32.const 0x10000) "safe [@click=app.boom]x[/] [link='http://evil.example']y[/link] [/nope] [b\00"))
