"""What a guest says where an app written for Textual uses one of its widgets: the table of `docs/widgets.md`.

A widget that a kind stands for is in `KINDS_FOR`; one that a guest means in another way, or has no use for, is in
`INSTEAD` with a sentence; one that no kind stands for yet in `NOT_YET`. tests/test_widgets.py holds that each public
widget of the installed Textual is in one of them.
"""

from collections.abc import Mapping
from typing import Final

KINDS_FOR: Final[Mapping[str, tuple[str, ...]]] = {
    "Button": ("button",),
    "Checkbox": ("checkbox",),
    "Collapsible": ("collapsible",),
    "DataTable": ("table", "table_column", "table_row", "table_cell", "data_table", "data_column"),
    "Digits": ("digits",),
    "Grid": ("grid",),
    "Input": ("input",),
    "Label": ("text", "span"),
    "Link": ("link",),
    "MaskedInput": ("input",),
    "Log": ("log",),
    "Markdown": ("markdown",),
    "RichLog": ("log",),
    "ListItem": ("row", "column"),
    "ListView": ("list",),
    "LoadingIndicator": ("spinner",),
    "OptionList": ("list",),
    "ProgressBar": ("progress_bar",),
    "RadioButton": ("radio",),
    "RadioSet": ("radio_set",),
    "Rule": ("rule",),
    "Select": ("select", "option"),
    "SelectionList": ("list", "checkbox"),
    "Sparkline": ("sparkline",),
    "Static": ("text", "span"),
    "Switch": ("switch",),
    "TextArea": ("text_area",),
    "Tab": ("tab",),
    "Tabs": ("tabs", "tab"),
    "Tree": ("tree", "branch"),
    "Horizontal": ("row",),
    "HorizontalGroup": ("row",),
    "ScrollableContainer": ("scroll",),
    "Vertical": ("column",),
    "VerticalGroup": ("column",),
    "VerticalScroll": ("scroll",),
}
"""Widget → the kinds that stand for it."""

INSTEAD: Final[Mapping[str, str]] = {
    "Container": "A `column` with a height of its own.",
    "Center": "A `column` with `align: center top`.",
    "CenterMiddle": "A `column` with `align: center middle`.",
    "Middle": "A `column` with `align: left middle`.",
    "Right": "A `column` with `align: right top`.",
    "HorizontalScroll": "A `scroll` with `overflow-x: auto; overflow-y: hidden` around a `row`.",
    "ContentSwitcher": "Columns of which all but one are `hidden`.",
    "TabbedContent": "`tabs` above columns of which all but one are `hidden`.",
    "TabPane": "One of those columns.",
    "DirectoryTree": "A guest sees no files.",
    "Footer": "The host shows each `key_binding`, with its own keys, in the last line.",
    "Header": "The `title` of the root is the title of the program; a line with it is a `text`.",
    "HelpPanel": "The host's panel, at F12, is for the program; an app's help is the app's.",
    "KeyPanel": "The host shows each `key_binding`.",
    "ItemGrid": "A `grid` without a `grid-size`, whose `grid-columns` is one number of cells.",
    "MarkdownViewer": "A `markdown` in a `scroll`; a table of contents is a `list` beside it.",
    "Placeholder": "A `text` with a `background`.",
    "Pretty": "It shows values of Python; a guest writes its own as a `text`.",
    "Tooltip": "The attribute `tooltip`.",
    "Welcome": "It is Textual's own greeting.",
}
"""Widget → how a guest says what it is for, or why it has no use for it."""

NOT_YET: Final[tuple[str, ...]] = ()
"""Widgets that no kind stands for yet."""


def rows() -> list[tuple[str, str]]:
    """Return the table's rows, by the widgets' names: the widget, and what a guest says."""
    said = {name: " ".join(f"`{kind}`" for kind in kinds) for name, kinds in KINDS_FOR.items()}
    said.update(INSTEAD)
    said.update(dict.fromkeys(NOT_YET, "Not yet."))
    return [(f"`{name}`", said[name]) for name in sorted(said)]
