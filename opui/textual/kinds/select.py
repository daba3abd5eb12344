"""The kind `select`: a button that opens a menu of its options, which are its parts."""

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size

from opui.core.session.menus import can_be_chosen, first_highlighted, moved, sought
from opui.core.session.typeahead import TypeAhead
from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.textual.kinds.adapter import COMMON, Adapter, title_line
from opui.textual.kinds.dropping import Dropping
from opui.textual.kinds.node_widget import own_bindings

_AROUND: Final = 4
"""Columns of a select beside its words: a blank to each side, and a blank and the arrow."""


class OpuiSelect(Dropping, can_focus=True):
    """A `select`, one line high.

    Attributes:
        selected: The place of the option that is chosen, -1 if none is. There may be no option at that place.
        placeholder: What is shown if there is none.
    """

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("select")
    DEFAULT_CSS = """
    OpuiSelect { width: auto; height: 1; layout: vertical; background: $surface; }
    OpuiSelect:focus-within { color: $block-cursor-foreground; background: $block-cursor-background; }
    """

    def __init__(self) -> None:
        self.selected = -1
        self.placeholder = ""
        self._options: list[Node] = []
        self._labels: list[str] = []
        self._ahead = TypeAhead()
        super().__init__()

    # --- What it shows ---

    def render(self) -> Content:
        """Return what is chosen, and the arrow that says that there is more."""
        room = max(0, self.content_size.width - _AROUND)
        return Content.assemble(" ", self._words.truncate(room, ellipsis=True, pad=True), " ▾ ")

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width that the longest option takes, in cells."""
        return _AROUND + max(Content(words).cell_length for words in (self.placeholder, *self._labels))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the one line that `render` returns."""
        return 1

    @property
    def _words(self) -> Content:
        if 0 <= self.selected < len(self._labels):
            return Content(self._labels[self.selected])
        return Content.styled(self.placeholder, "dim")

    # --- What the guest says ---

    def set_options(self, options: list[Node]) -> None:
        """Show these options, in this order, in the menu too if it is open."""
        self._options = options
        self._labels = [title_line(option.text) for option in options]
        self.refresh(layout=True)
        if not self.is_open:
            return
        if options and self._highlighted >= 0:
            self._show_options(min(self._highlighted, len(options) - 1))
        else:
            self.leave()

    def _show_options(self, highlighted: int) -> None:
        lines = [Content(label) for label in self._labels]
        self._drop(lines, (option.get("disabled") for option in self._options), highlighted)

    # --- What a person does ---

    @property
    def keys(self) -> Mapping[str, str]:
        """Those of the menu while it is open."""
        row = self.node.signature.row
        return row.menu if self.is_open else row.keys

    async def do(self, action: str) -> bool:
        """Open or close the menu, move in it or choose from it."""
        if action == "close":
            self.leave()
        elif action == "choose":
            self.choose()
        else:
            if not self.is_open:
                self.open()
            if action != "open":
                self._highlight(moved(self._options, self._highlighted, action))
        return True

    def take_sought(self, character: str, now: float) -> bool:
        """Highlight the option that a person types the beginning of; a menu that is closed opens."""
        if not self.is_open:
            self._ahead = TypeAhead()
        at = self._highlighted if self.is_open else first_highlighted(self._options, self.selected)
        place = sought(self._options, at, self._ahead, character, now)
        if place >= 0:
            if not self.is_open:
                self.open()
            self._highlight(place)
        return place >= 0

    def open(self) -> None:
        """Open the menu, unless there are no options."""
        if self._options:
            self._show_options(first_highlighted(self._options, self.selected))

    def finish(self) -> None:
        """Choose what is highlighted in the open menu, if it can be, and close that."""
        if self.is_open:
            self.choose()
        self.leave()

    def choose(self) -> None:
        """Choose what is highlighted, if it can be."""
        chosen = self._highlighted
        if not can_be_chosen(self._options, chosen):
            return
        self.leave()
        self.select(chosen)

    def select(self, place: int) -> None:
        """Show that the option at a place is chosen, and report it."""
        if place != self.selected:
            self.selected = place
            self._report("select", "", place)
            self.refresh()

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        if self.is_open:
            self.leave()
        else:
            self.open()


def _set_options(widget: OpuiSelect, node: Node) -> None:
    widget.set_options(node.parts())


def _set_placeholder(widget: OpuiSelect, text: str) -> None:
    widget.placeholder = title_line(text)
    widget.refresh(layout=True)


def _read(widget: OpuiSelect) -> int:
    return widget.selected


def _shown(widget: OpuiSelect) -> Iterator[str]:
    yield f"selected={widget.selected}"
    yield quote(widget._words.plain)
    if widget.is_open:
        yield "open"


ADAPTER = Adapter(
    OpuiSelect,
    COMMON | {"selected": OpuiSelect.select, "placeholder": _set_placeholder},
    _set_options,
    read=_read,
    shown=_shown,
    recycled=False,
)
