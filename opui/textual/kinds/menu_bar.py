"""The kind `menu_bar`: menus side by side, which are its parts, one of which drops down at a time."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.style import Style

from opui.core.kinds import EDIT_EVENTS
from opui.core.session.menu_bars import Bar, is_checked, is_item
from opui.core.session.menus import SEPARATOR, can_be_chosen, is_choosable
from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.core.wire.records import Event
from opui.textual.kinds.adapter import COMMON, Adapter, title_line
from opui.textual.kinds.dropping import Dropping
from opui.textual.kinds.labels import BESIDE, Place, label_at, line_of, places
from opui.textual.kinds.node_widget import NodeWidget, own_bindings
from opui.textual.kinds.parts import PartChanges, Parts

_MARKS: Final = {"check": "✓ ", "radio": "• "}
"""What stands before an item that is checked, by its type."""
_MARK: Final = 2
"""Columns of that."""
_BETWEEN: Final = 3
"""Columns between the labels of a menu and its shortcuts."""


class OpuiMenuBar(Dropping, can_focus=True):
    """A `menu_bar`, a line of labels."""

    MENU_LINES = 1_000
    BINDINGS: ClassVar[list[BindingType]] = own_bindings("menu_bar")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "menu-bar--menu", "menu-bar--cursor", "menu-bar--disabled", "menu-bar--more", "menu-bar--shortcut",
    }  # fmt: skip
    DEFAULT_CSS = """
    OpuiMenuBar {
        width: 1fr; height: 1; layout: vertical; background: $panel; text-wrap: nowrap; text-overflow: clip;
    }
    OpuiMenuBar > .menu-bar--cursor { color: $block-cursor-foreground; background: $block-cursor-background; }
    OpuiMenuBar > .menu-bar--disabled { color: $text-disabled; }
    OpuiMenuBar > .menu-bar--more { color: $foreground 25%; }
    OpuiMenuBar > .menu-bar--shortcut { text-style: dim; }
    """

    def __init__(self) -> None:
        self._labels: list[str] = []
        self._widths: list[int] = []
        self._checked: dict[Node, bool] = {}
        self._bar: Bar | None = None
        self._dropped: list[Node] | None = None
        super().__init__()

    @property
    def bar(self) -> Bar:
        """The cursor, and the menu that is open."""
        if self._bar is None:
            self._bar = Bar(self.node, self.is_checked)
        return self._bar

    # --- What it shows ---

    def render(self) -> Content:
        """Return the labels."""
        more = self.get_visual_style("menu-bar--more")
        return Content.assemble(*line_of(self._labels, self._seen(), self.content_size.width, self._style_of, more))

    def _seen(self) -> list[Place]:
        return places(self._widths, self.bar.at, self.content_size.width)

    def _style_of(self, menu: int) -> Style:
        focused = self.is_attached and self.screen.focused in (self, self._menu)
        if focused and menu == self.bar.at:
            return self.get_visual_style("menu-bar--cursor")
        return self.get_visual_style("menu-bar--menu" if can_be_chosen(self.bar.menus, menu) else "menu-bar--disabled")

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width that all labels take, in cells."""
        return sum(self._widths)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the one line that `render` returns."""
        return 1

    def _anchor(self, own: Region) -> Region:
        inside = own.shrink(self.styles.gutter)
        start, end = next(((each.start, each.end) for each in self._seen() if each.label == self.bar.at), (0, 0))
        return Region(inside.x + start, own.y, end - start, own.height)

    def _lines(self, items: Sequence[Node]) -> list[Content]:
        """Return the lines of a menu: marks, labels and shortcuts stand below one another."""
        mark = _MARK if any(item.get("item_type") in _MARKS for item in items) else 0
        words = [Content(" " * mark + title_line(item.text)) for item in items]
        shortcuts = [Content(title_line(item.get("shortcut"))) for item in items]
        beside = max((each.cell_length for each in shortcuts), default=0)
        width = max((each.cell_length for each in words), default=0) + (_BETWEEN + beside if beside else 0)
        return [self._line(*each, width) for each in zip(items, words, shortcuts, strict=True)]

    def _line(self, item: Node, words: Content, shortcut: Content, width: int) -> Content:
        type_ = item.get("item_type")
        if type_ == SEPARATOR:
            return Content("─" * width)
        if type_ in _MARKS and self.is_checked(item):
            words = Content.assemble(_MARKS[type_], words[_MARK:])
        between = " " * (width - words.cell_length - shortcut.cell_length)
        return Content.assemble(words, between, shortcut.stylize(self.get_visual_style("menu-bar--shortcut")))

    def _settle(self) -> None:
        """Show where the cursor is, and the menu that is open."""
        bar = self.bar
        if bar.is_open and bar.items is self._dropped:
            self._highlight(bar.highlighted)
        elif bar.is_open:
            self._dropped = bar.items
            self._drop(self._lines(bar.items), (not is_choosable(item) for item in bar.items), bar.highlighted)
        elif self.is_open:
            self._dropped = None
            super().leave()
        self.refresh()

    # --- What the guest says ---

    def show(self, changes: PartChanges) -> None:
        """Show what became of the menus and their items."""
        self._labels = [title_line(menu.text) for menu in changes.node.parts()]
        self._widths = [BESIDE + Content(label).cell_length for label in self._labels]
        self._checked = {item: self.is_checked(item) for item in changes.node.all_parts() if is_item(item)}
        self.bar.settle(self.is_attached and self.screen.focused in (self, self._menu))
        self._settle()
        self.refresh(layout=True)

    def is_checked(self, item: Node) -> bool:
        """Tell whether an item is checked here. What a person has just done, its node does not know yet."""
        known = self._checked.get(item)
        return is_checked(item) if known is None else known

    def check(self, item: Node, checked: bool) -> None:
        """Show that an item is checked, or that it is not, and report it."""
        if self.is_checked(item) != checked:
            self._checked[item] = checked
            self._report_of(item, "toggle", int(checked))
            self._dropped = None
            self._settle()

    # --- What a person does ---

    @property
    def keys(self) -> Mapping[str, str]:
        """Those of the open menu, or else of the bar."""
        return self.bar.keys

    def take_over(self, old: NodeWidget) -> None:
        """Take over the cursor of the bar that this one replaces."""
        if isinstance(old, OpuiMenuBar):
            self.bar.take_over(old.bar)

    def enter(self) -> None:
        """Put the cursor on the first menu if it is on none."""
        self.bar.enter()
        self.refresh()

    def leave(self) -> None:
        """Close the menu. The focus goes from there to the bar."""
        self.bar.close()
        self._settle()

    async def do(self, action: str) -> bool:
        """Do what an own key does."""
        self._done(list(self.bar.do(action)))
        return True

    def take_sought(self, character: str, now: float) -> bool:
        """Go to the item of the open menu, or to the menu, that a person types the beginning of."""
        found = self.bar.seek(character, now)
        self._settle()
        return found

    def choose(self) -> None:
        """Choose what was clicked in the menu."""
        if can_be_chosen(self.bar.items, self._highlighted):
            self._done(list(self.bar.choose(self.bar.items[self._highlighted])))

    def _done(self, told: list[Event]) -> None:
        parts = {part.id: part for part in self.node.all_parts()} if told else {}
        self._settle()
        for event in told:
            if event.name in EDIT_EVENTS:
                self.check(parts[event.node], bool(event.numbers[0]))
            elif self.listener is not None:
                self.listener.report(self, event)

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        offset = event.get_content_offset(self)
        self.bar.click(label_at(self._seen(), offset.x) if offset is not None else -1)
        self._settle()


def _shown(widget: OpuiMenuBar) -> Iterator[str]:
    yield from (quote(label) for label in widget._labels)
    if widget.is_open:
        yield f"open={widget.bar.at}"
        yield from (quote(str(line)) for line in widget._lines(widget.bar.items))


ADAPTER = Adapter(
    OpuiMenuBar,
    COMMON,
    shown=_shown,
    recycled=False,
    parts=Parts(OpuiMenuBar.show, OpuiMenuBar.is_checked, OpuiMenuBar.check),
)
