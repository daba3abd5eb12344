"""The kinds: what each is, takes and does, one row a kind; everything that behaves by kind looks it up here.

A row says what a node of the kind holds, what a person can change of it, which keys and clicks are its own and
how its children are shown. From the rows come the tree's checks, the routing of keys in both hosts, the SDK's
builders and the spec's tables. How a kind looks on a screen is not known here: `opui/textual/kinds/` has that,
one module a kind. No other code names a kind (tests/test_kinds_in_two_places.py).

Codes are append-only and never reused.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final, NamedTuple


class Role(Enum):
    """What a node is in the tree."""

    ROOT = "root"
    """Node 0."""
    BOX = "box"
    """Shown, and so are its children."""
    LEAF = "leaf"
    """Shown; what lies below it is its own business."""
    PART = "part"
    """Data of its parent, which shows it: a span, an option."""
    SERVICE = "service"
    """Not shown: it does something for its parent or the app, as a timer does."""


class How(Enum):
    """How a person edits an attribute."""

    SET = "set"
    """By choosing another value: what the person has chosen since a frame began counts."""
    TYPED = "typed"
    """By typing: what has been typed behind the value that the guest knew is put behind a value that it sets."""


class Edit(NamedTuple):
    """What a person can change of a node.

    Attributes:
        event: The event that says so.
        attribute: The attribute that it changes. The event's text, or else its first number, is the new value.
        how: How it is changed.
        also: Other events that carry the value.
    """

    event: str
    attribute: str
    how: How
    also: tuple[str, ...] = ()


class Kind(NamedTuple):
    """One kind.

    Attributes:
        code: Its code, which is never reused.
        name: Its name, the same in every language.
        role: What a node of it is in the tree.
        doc: What it is.
        text: What its text is; empty if it has none.
        attributes: The attributes it takes.
        events: The events it has.
        methods: The methods it has.
        children: The kinds its children may be of.
        edits: What a person can change of it.
        keys: Its own keys while it has the focus, and what each does.
        menu: Its own keys while its menu is open, which shows its parts; what is chosen there is its edit.
        menus: Whether its parts are menus of their own, side by side, of which one at a time is open.
        clicks: Whether its widget reports clicks itself, as a button does, or makes something else of them, as a
            checkbox does. False: the view tells a `press` of the node for each click.
        window: Whether its children are rows, of which those near what can be seen are shown.
        unrolled: Whether its text, or its parts, are shown line by line, however many lines that makes: only those that
            are seen cost time.
        outlined: Whether its parts lie in one another: each that is seen is a line, and a cursor is on one of them.
        seeks: Whether typing takes its cursor to what begins with what was typed, if nothing else takes the keys.
        spliced: Whether a person edits its text, which both sides then change by splices.
        cells: Whether its parts are columns, and rows of cells, with a cursor that goes from one to another. A part with
            parts of its own is a row, any other a column.
        in_arrays: Whether its rows are elements of its columns' arrays, and no parts.
        parsed: Whether its text is parsed before it is shown, which takes as long again as laying it out.
        raw: Whether it gets keys before what scrolls around it, if the guest hears of its keys; see *Keys* in the spec.
        conceals: The flag among its attributes that takes its children out of sight; empty if none does.
        modal: Whether it lies over everything else of the root, and alone gets what people do. It goes into the root.
        limit: The limit on the number of nodes of it alive; empty if `nodes` alone counts.
        build: The attributes that the SDK's builder takes as arguments, behind the text if there is one. A box's takes
            its children besides; so does that of a kind with `children` here.
    """

    code: int
    name: str
    role: Role
    doc: str
    text: str = ""
    attributes: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    keys: Mapping[str, str] = MappingProxyType({})
    menu: Mapping[str, str] = MappingProxyType({})
    menus: bool = False
    clicks: bool = False
    window: bool = False
    parsed: bool = False
    unrolled: bool = False
    outlined: bool = False
    seeks: bool = False
    spliced: bool = False
    cells: bool = False
    raw: bool = False
    in_arrays: bool = False
    conceals: str = ""
    modal: bool = False
    limit: str = ""
    build: tuple[str, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether nodes of it are shown by themselves."""
        return self.role in (Role.BOX, Role.LEAF)

    @property
    def focusable(self) -> bool:
        """Whether nodes of it take the focus."""
        return "focus" in self.events

    @property
    def holds_content(self) -> bool:
        """Whether its children are shown, whatever they are."""
        return self.role in (Role.ROOT, Role.BOX)


_COMMON = ("name", "style", "disabled", "hidden", "tooltip", "loading")
"""Attributes of everything shown but what is modal."""
_TIMED = (*_COMMON, "shows", "moment")
"""Attributes of words that may have a time behind them."""
_TITLED = (*_COMMON, "title", "subtitle")
"""Attributes of a box."""
_MOUSE = ("mouse_down", "mouse_up", "mouse_move", "wheel", "hover")
"""Events of everything shown that has any: the mouse's; all but `hover` bubble up."""
_POINTED = ("press", "key", "paste", *_MOUSE)
"""Events of what is shown and takes no focus: a `key` and a `paste` bubble up to it."""
_FOCUSED = ("key", "paste", "focus", "blur", *_MOUSE)
_SCROLLING = (*_FOCUSED, "scroll")
"""Events of what takes the focus; `focus` among them is what says that it does."""
_FIRST = ("initial_focus",)
"""Attributes of what takes the focus."""
_SEEN = ("focus", "scroll_into_view", "highlight")
"""Methods of everything shown; `focus` does nothing where nothing takes it, nor `highlight` on what is no row."""
_MOVED = (*_SEEN, "scroll_to")
"""Methods of what scrolls."""
_BOUND = ("key_binding",)
"""Children of a leaf: key bindings, which work while it has the focus."""

# Own keys: what each key does, by the name of the action.
_SWITCHED = {"enter": "toggle", "space": "toggle"}
_SCROLLED = {
    "up": "scroll_up", "down": "scroll_down", "pageup": "page_up", "pagedown": "page_down",
    "home": "scroll_home", "end": "scroll_end",
}  # fmt: skip
_SCROLLED_BOTH = {**_SCROLLED, "left": "scroll_left", "right": "scroll_right"}
_CURSOR = {
    "up": "cursor_up", "down": "cursor_down", "pageup": "page_up", "pagedown": "page_down",
    "home": "first", "end": "last",
}  # fmt: skip
_CELLS = {
    **_CURSOR, "left": "cursor_left", "right": "cursor_right", "ctrl+home": "first_of_all", "ctrl+end": "last_of_all",
    "enter": "press",
}  # fmt: skip
_CHECKED = {
    "enter": "check", "space": "check", "up": "previous", "left": "previous", "down": "next", "right": "next",
}  # fmt: skip
_BRANCHED = {
    "space": "toggle", "enter": "press", "right": "expand", "left": "collapse", "*": "expand_siblings", **_CURSOR,
}  # fmt: skip
_SELECTED = {"left": "select_previous", "right": "select_next", "home": "select_first", "end": "select_last"}
_SLID = {
    "right": "more", "up": "more", "left": "less", "down": "less", "pageup": "much_more", "pagedown": "much_less",
    "home": "least", "end": "most",
}  # fmt: skip
_FOLLOWED = {"enter": "follow", "up": "previous_link", "down": "next_link"}
_OPENED = {**dict.fromkeys(("enter", "space", "up", "down", "alt+down"), "open"), "home": "first", "end": "last"}
_BARRED = {
    **dict.fromkeys(("enter", "space", "down"), "open"), "up": "open_last", "left": "previous_menu",
    "right": "next_menu", "home": "first_menu", "end": "last_menu",
}  # fmt: skip
_DROPPED = {
    **_CURSOR, "enter": "choose", "space": "choose", "escape": "close", "left": "previous_menu", "right": "next_menu",
}  # fmt: skip
_MENU = {**_CURSOR, "enter": "choose", "space": "choose", "alt+up": "choose", "escape": "close"}
_LINE = {
    "enter": "submit",
    "left": "cursor_left", "right": "cursor_right", "home": "home", "end": "end",
    "ctrl+left": "cursor_left_word", "ctrl+right": "cursor_right_word", "ctrl+a": "home", "ctrl+e": "end",
    "shift+left": "cursor_left(True)", "shift+right": "cursor_right(True)",
    "shift+home": "home(True)", "shift+end": "end(True)",
    "ctrl+shift+left": "cursor_left_word(True)", "ctrl+shift+right": "cursor_right_word(True)",
    "ctrl+A": "select_all",
    "backspace": "delete_left", "delete": "delete_right", "ctrl+d": "delete_right",
    "ctrl+w": "delete_left_word", "ctrl+f": "delete_right_word",
    "ctrl+backspace": "delete_right_word", "alt+backspace": "delete_right_word",
    "ctrl+u": "delete_left_all", "super+backspace": "delete_left_all", "ctrl+k": "delete_right_all",
    "ctrl+x": "cut", "ctrl+v": "paste",
}  # fmt: skip
"""What the keys of an edited line do, by the names of Textual's actions; `(True)`: and selects on the way."""
_AREA = {
    "enter": "break_line",
    "left": "cursor_left", "right": "cursor_right", "up": "cursor_up", "down": "cursor_down",
    "pageup": "page_up", "pagedown": "page_down", "home": "home", "end": "end", "ctrl+e": "end",
    "ctrl+home": "text_home", "ctrl+end": "text_end",
    "ctrl+left": "cursor_left_word", "ctrl+right": "cursor_right_word",
    "shift+left": "cursor_left(True)", "shift+right": "cursor_right(True)",
    "shift+up": "cursor_up(True)", "shift+down": "cursor_down(True)",
    "shift+pageup": "page_up(True)", "shift+pagedown": "page_down(True)",
    "shift+home": "home(True)", "shift+end": "end(True)",
    "ctrl+shift+home": "text_home(True)", "ctrl+shift+end": "text_end(True)",
    "ctrl+shift+left": "cursor_left_word(True)", "ctrl+shift+right": "cursor_right_word(True)",
    "f6": "select_line", "f7": "select_all", "ctrl+a": "select_all",
    "backspace": "delete_left", "delete": "delete_right", "ctrl+d": "delete_right",
    "ctrl+w": "delete_left_word", "ctrl+backspace": "delete_left_word", "alt+backspace": "delete_left_word",
    "alt+delete": "delete_right_word", "ctrl+delete": "delete_right_word",
    "ctrl+u": "delete_left_all", "super+backspace": "delete_left_all", "ctrl+k": "delete_right_all",
    "ctrl+K": "delete_line",
    "ctrl+x": "cut", "super+x": "cut", "ctrl+v": "paste",
    "ctrl+z": "undo", "super+z": "undo", "ctrl+y": "redo", "super+y": "redo",
}  # fmt: skip
"""What the keys of an edited text do."""

# fmt: off
_ROWS: Final = (
    Kind(0, "root", Role.ROOT, "Node 0. It is there from the beginning and can't be created, moved or removed. Its children stand below one another.",
         attributes=("name", "title", "stylesheet"), events=("key", "paste", *_MOUSE, "resize", "theme", "close"), methods=("bell", "notify", "notify_as", "use_theme", "quit", "log")),
    Kind(1, "column", Role.BOX, "Children below one another. As high as they are.",
         attributes=_TITLED, events=_POINTED, methods=_SEEN),
    Kind(2, "row", Role.BOX, "Children side by side. As high as the highest.",
         attributes=_TITLED, events=_POINTED, methods=_SEEN),
    Kind(3, "scroll", Role.BOX, "Children below one another, scrolled where they don't fit. Fills what room there is.",
         attributes=_TITLED, events=("press", *_SCROLLING), methods=_MOVED, keys=_SCROLLED),
    Kind(4, "list", Role.BOX, "A scrolled column with a cursor: each child that is seen is a row. Up, Down, Home, End, PageUp and PageDown move the cursor; Enter, or a click, presses the row.",
         attributes=_TITLED, events=(*_SCROLLING, "highlight"), methods=_MOVED, keys=_CURSOR, window=True, seeks=True),
    Kind(5, "text", Role.LEAF, "Text, wrapped where it is too wide.", "what it shows, in front of its spans",
         attributes=_TIMED, events=_POINTED, methods=_SEEN, children=("span",)),
    Kind(6, "span", Role.PART, "A run of text with a style of its own (colours and text-style).", "what it shows",
         attributes=("name", "style")),
    Kind(7, "button", Role.LEAF, "A button.", "its label",
         attributes=(*_COMMON, "variant"), events=("press", *_FOCUSED), methods=_SEEN, children=_BOUND,
         keys={"enter": "press", "space": "press"}, clicks=True),
    Kind(8, "input", Role.LEAF, "One line of text that a person edits.",
         attributes=(*_COMMON, "value", "placeholder", "password", "max_length", "accepts", "allowed", "invalid", "suggestions", "mask"), events=("change", "submit", *_FOCUSED), methods=(*_SEEN, "select_all"), children=_BOUND,
         edits=(Edit("change", "value", How.TYPED, also=("submit",)),), keys=_LINE, clicks=True, build=("value",)),
    Kind(9, "checkbox", Role.LEAF, "A box to tick.", "its label",
         attributes=(*_COMMON, "checked"), events=("toggle", *_FOCUSED), methods=_SEEN, children=_BOUND,
         edits=(Edit("toggle", "checked", How.SET),), keys=_SWITCHED, clicks=True, build=("checked",)),
    Kind(10, "rule", Role.LEAF, "A line between neighbours.",
         attributes=(*_COMMON, "vertical", "line_style"), methods=_SEEN),
    Kind(11, "key_binding", Role.SERVICE, "A key that works while its parent, or anything below its parent, has the focus; under the root, always, unless a dialog is open.", "what the key does, for the footer",
         attributes=("name", "key", "disabled", "hidden"), events=("press",), limit="key_bindings", build=("key",)),
    Kind(12, "timer", Role.SERVICE, "Ticks every `interval` milliseconds while it is in the tree.",
         attributes=("name", "interval", "once"), events=("tick",), limit="timers", build=("interval",)),
    Kind(13, "switch", Role.LEAF, "A switch, on or off.",
         attributes=(*_COMMON, "checked"), events=("toggle", *_FOCUSED), methods=_SEEN, children=_BOUND,
         edits=(Edit("toggle", "checked", How.SET),), keys=_SWITCHED, clicks=True, build=("checked",)),
    Kind(14, "progress_bar", Role.LEAF, "How far something has come: a bar and its percentage.",
         attributes=(*_COMMON, "progress", "total"), events=_POINTED, methods=_SEEN, build=("progress",)),
    Kind(15, "select", Role.LEAF, "A button that opens a menu, from which a person chooses one of its options.",
         attributes=(*_COMMON, "selected", "placeholder"), events=("select", *_FOCUSED), methods=_SEEN, children=("option", *_BOUND),
         edits=(Edit("select", "selected", How.SET),), keys=_OPENED, menu=_MENU, clicks=True, seeks=True, build=("selected",)),
    Kind(16, "option", Role.PART, "One of the options of a select.", "what it shows",
         attributes=("name", "disabled")),
    Kind(17, "radio_set", Role.LEAF, "Radios below one another, of which a person checks one.",
         attributes=_COMMON, events=_FOCUSED, methods=_SEEN, children=("radio", *_BOUND), keys=_CHECKED, clicks=True),
    Kind(18, "radio", Role.PART, "One of the radios of a set.", "its label",
         attributes=("name", "checked", "disabled"), events=("toggle",),
         edits=(Edit("toggle", "checked", How.SET),), build=("checked",)),
    Kind(19, "grid", Role.BOX, "Children in the cells of a grid, row by row. Its style says how many columns there are and how wide they are.",
         attributes=_TITLED, events=_POINTED, methods=_SEEN),
    Kind(20, "digits", Role.LEAF, "A number, a time or a sum in figures three lines high.", "what it shows, on one line",
         attributes=_TIMED, events=_POINTED, methods=_SEEN),
    Kind(21, "link", Role.LEAF, "Words that take a person somewhere else. Nothing opens by itself: the guest is told of a press.", "its words",
         attributes=_COMMON, events=("press", *_FOCUSED), methods=_SEEN, children=_BOUND, keys={"enter": "press"}, clicks=True),
    Kind(22, "sparkline", Role.LEAF, "How numbers go up and down: a bar for each, or for some of them, the smallest at the bottom.",
         attributes=(*_COMMON, "points", "summary", "series"), events=_POINTED, methods=_SEEN, build=("points",)),
    Kind(23, "spinner", Role.LEAF, "A sign that turns, without any call of the guest's, as long as something is going on; and words beside it.", "the words",
         attributes=_COMMON, events=_POINTED, methods=_SEEN),
    Kind(24, "collapsible", Role.BOX, "A heading, its `title`, and below it the children. Enter, Space or a click on the heading collapses or expands it.",
         attributes=(*_COMMON, "title", "collapsed"), events=("collapse", *_FOCUSED), methods=_SEEN,
         edits=(Edit("collapse", "collapsed", How.SET),), keys=_SWITCHED, clicks=True, conceals="collapsed"),
    Kind(25, "tabs", Role.LEAF, "Tabs side by side, of which a person selects one.",
         attributes=(*_COMMON, "selected"), events=("select", *_FOCUSED), methods=_SEEN, children=("tab", *_BOUND),
         edits=(Edit("select", "selected", How.SET),), keys=_SELECTED, clicks=True, build=("selected",)),
    Kind(26, "tab", Role.PART, "One of the tabs of a row.", "its label",
         attributes=("name", "disabled")),
    Kind(27, "log", Role.LEAF, "Lines that the guest adds to. It stays at the last one, unless the person has scrolled up.", "its lines",
         attributes=_TITLED, events=_SCROLLING, methods=(*_MOVED, "append"), children=_BOUND, keys=_SCROLLED_BOTH, unrolled=True),
    Kind(28, "dialog", Role.BOX, "A box over everything else of the app, which gets no key and no click meanwhile. It scrolls what doesn't fit. Escape asks to close it.",
         attributes=("name", "style", "hidden", "tooltip", "title", "subtitle"), events=("close", *_SCROLLING), methods=_MOVED,
         keys={**_SCROLLED, "escape": "close"}, modal=True),
    Kind(29, "text_area", Role.LEAF, "Lines of text that a person edits.", "what is in it",
         attributes=(*_TITLED, "placeholder", "line_numbers", "read_only", "language"), events=("edit", "selection", *_SCROLLING), methods=(*_MOVED, "select_all"), children=_BOUND,
         keys=_AREA, clicks=True, unrolled=True, spliced=True),
    Kind(30, "table", Role.LEAF, "Rows of cells below headings, with a cursor. The headings stay where they are while the rows are scrolled.",
         attributes=(*_TITLED, "cursor_type", "fixed_columns", "striped"), events=("cell_highlight", "cell_press", "sort", *_SCROLLING), methods=_MOVED,
         children=("table_column", "table_row", *_BOUND), keys=_CELLS, clicks=True, unrolled=True, cells=True, build=("children",)),
    Kind(31, "table_column", Role.PART, "One of the columns of a table.", "its heading",
         attributes=("name", "style", "hidden", "sortable", "sorted", "align")),
    Kind(32, "table_row", Role.PART, "One of the rows of a table.",
         attributes=("name", "style"), methods=("highlight",), children=("table_cell",), build=("children",)),
    Kind(33, "table_cell", Role.PART, "One of the cells of a row, below the column of the same place.", "what it shows",
         attributes=("name", "style"), methods=("highlight",)),
    Kind(34, "tree", Role.LEAF, "Branches, each of which may have branches of its own below it; a person collapses and expands them. A cursor is on one of them.",
         attributes=_TITLED, events=(*_SCROLLING, "highlight"), methods=_MOVED, children=("branch", *_BOUND),
         keys=_BRANCHED, clicks=True, unrolled=True, outlined=True, seeks=True),
    Kind(35, "branch", Role.PART, "One of the branches of a tree, or of a branch.", "its label",
         attributes=("name", "style", "disabled", "collapsed", "expandable"), events=("press", "collapse"), methods=("highlight",), children=("branch",),
         edits=(Edit("collapse", "collapsed", How.SET),), conceals="collapsed"),
    Kind(36, "slider", Role.LEAF, "A number that a person chooses from `minimum` to `maximum`, in steps.",
         attributes=(*_COMMON, "minimum", "maximum", "step", "amount"), events=("slide", *_FOCUSED), methods=_SEEN, children=_BOUND,
         edits=(Edit("slide", "amount", How.SET),), keys=_SLID, clicks=True, build=("amount",)),
    Kind(37, "markdown", Role.LEAF, "Words with headings, lists, quotes, code, tables and links, written in Markdown. Up and Down highlight a link, Enter or a click follows it. Nothing opens by itself.",
         "its source", attributes=_COMMON, events=("follow", *_FOCUSED), methods=_SEEN, children=_BOUND, keys=_FOLLOWED, clicks=True, parsed=True),
    Kind(38, "menu_bar", Role.LEAF, "Menus side by side on one line, one of which drops down at a time.",
         attributes=_COMMON, events=_FOCUSED, methods=_SEEN, children=("menu", *_BOUND),
         keys=_BARRED, menu=_DROPPED, menus=True, clicks=True, seeks=True, build=("children",)),
    Kind(39, "menu", Role.PART, "One of the menus of a bar.", "its label",
         attributes=("name", "disabled"), children=("menu_item",), build=("children",)),
    Kind(40, "menu_item", Role.PART, "One of the items of a menu, or a line between others.", "its label",
         attributes=("name", "disabled", "item_type", "checked", "shortcut"), events=("press", "toggle"),
         edits=(Edit("toggle", "checked", How.SET),)),
    Kind(41, "data_table", Role.LEAF, "Rows of cells that stay in the guest's memory, in an array for each column, below headings, with a cursor. There may be ten million of them: those that are seen are read.",
         attributes=(*_TITLED, "cursor_type", "fixed_columns", "striped", "order"), events=("cell_highlight", "cell_press", "sort", *_SCROLLING), methods=(*_MOVED, "highlight_cell"),
         children=("data_column", *_BOUND), keys=_CELLS, clicks=True, unrolled=True, cells=True, in_arrays=True, build=("children",)),
    Kind(42, "data_column", Role.PART, "One of the columns of a table of arrays.", "its heading",
         attributes=("name", "style", "hidden", "sortable", "sorted", "align", "values", "format", "tint", "minimum", "maximum"), build=("values",)),
    Kind(43, "canvas", Role.LEAF, "Cells that the guest draws itself, from its memory. It fills what room there is, and gets keys that would scroll what lies around it.",
         attributes=(*_TITLED, "columns", "cells", "symbols", "takes_tab", "cursor"), events=("size", *_FOCUSED), methods=_SEEN, children=_BOUND,
         raw=True, limit="canvases"),
)
# fmt: on


def _completed(rows: Iterable[Kind]) -> tuple[Kind, ...]:
    """Give the rows what follows from other rows, or from what they say themselves.

    The root and each box have as children everything that is shown, and every service; only the root has what is modal.
    What takes the focus can have it from the beginning.
    """
    rows = tuple(rows)
    shown = [row for row in rows if row.shown]
    services = tuple(row.name for row in rows if row.role is Role.SERVICE)
    of_root = (*(row.name for row in shown), *services)
    of_boxes = (*(row.name for row in shown if not row.modal), *services)
    content = {Role.ROOT: of_root, Role.BOX: of_boxes}
    return tuple(
        row._replace(
            children=content.get(row.role, row.children),
            attributes=tuple(dict.fromkeys((*row.attributes, *(_FIRST if row.focusable else ())))),
        )
        for row in rows
    )


KINDS: Final = _completed(_ROWS)
KIND_BY_CODE: Final = {kind.code: kind for kind in KINDS}
KIND_BY_NAME: Final = {kind.name: kind for kind in KINDS}

ROOT: Final = KIND_BY_NAME["root"].code
COLUMN: Final = KIND_BY_NAME["column"].code
KEY_BINDING: Final = KIND_BY_NAME["key_binding"].code
TIMER: Final = KIND_BY_NAME["timer"].code

EDITS: Final = {(kind.code, edit.event): edit for kind in KINDS for edit in kind.edits}
"""(kind, event) → the edit that the event tells of."""
EDIT_EVENTS: Final = frozenset(event for _, event in EDITS)
"""Events that say what a person made of an attribute."""
EDITED: Final = frozenset(edit.attribute for edit in EDITS.values())
"""Attributes that a person can change, of some kind."""
