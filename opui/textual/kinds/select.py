"""The kind `select`: a button that opens a menu of its options, which are its parts."""

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size, clamp
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from opui.core.session.menus import can_be_chosen, first_highlighted, moved, sought
from opui.core.session.typeahead import TypeAhead
from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.textual import private
from opui.textual.kinds.adapter import COMMON, Adapter, title_line
from opui.textual.kinds.bounded import BoundedWidget
from opui.textual.kinds.node_widget import NodeWidget, own_bindings
from opui.textual.removal import GoneAtOnce

_AROUND: Final = 4
"""Columns of a select beside its words: a blank to each side, and a blank and the arrow."""

MENU_LINES: Final = 12
"""Lines of a menu at most, with its border."""
_BORDER: Final = 2
_BESIDE: Final = 6
"""Columns of a menu beside its words: its border, a blank to each side, and room for a scroll bar."""


def menu_region(select: Region, view: Region, size: Size) -> Region:
    """Return where a menu lies: inside the view, below its select, or above it where there is more room.

    If there is no room for a line in a border on either side, it covers the select.
    """
    above, below = select.y - view.y, view.bottom - select.bottom
    width = min(size.width, view.width)
    x = clamp(select.x, view.x, view.right - width)
    room = max(above, below)
    if room <= _BORDER:
        height = min(size.height, view.height)
        return Region(x, clamp(select.bottom, view.y, view.bottom - height), width, height)
    height = min(size.height, room)
    return Region(x, select.bottom if height <= below else select.y - height, width, height)


class Menu(OptionList, GoneAtOnce, inherit_bindings=False):
    """The menu of a select. It has the focus while it is open; its select says what keys do."""

    ALLOW_SELECT = False

    def action_select(self) -> None:
        """Choose what was clicked."""
        if isinstance(self.parent, OpuiSelect):
            self.parent.choose()

    def on_click(self, event: events.Click) -> None:
        """Keep the click from the select, which a click opens."""
        event.stop()

    def on_blur(self) -> None:
        """Close if the focus is elsewhere by now; a click on the select itself is the select's business."""
        if isinstance(self.parent, OpuiSelect) and self.screen.focused not in (self, self.parent):
            self.parent.leave()


class OpuiSelect(NodeWidget, can_focus=True):
    """A `select`, one line high. The focus lies on its menu while that is open; it is the node's all the same.

    Attributes:
        selected: The place of the option that is chosen, -1 if none is. There may be no option at that place.
        placeholder: What is shown if there is none.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = own_bindings("select")
    DEFAULT_CSS = """
    OpuiSelect { width: auto; height: 1; layout: vertical; background: $surface; }
    OpuiSelect:focus-within { color: $block-cursor-foreground; background: $block-cursor-background; }
    OpuiSelect > Menu {
        overlay: screen; constrain: none none; max-height: 100vh; padding: 0;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    OpuiSelect > Menu.-low { border: none; }
    OpuiSelect > Menu > .option-list--option { padding: 0 1; }
    """

    def __init__(self) -> None:
        self.selected = -1
        self.placeholder = ""
        self._options: list[Node] = []
        self._labels: list[str] = []
        self._menu = Menu()
        self._menu.display = False
        self._menu_place = Region()
        self._ahead = TypeAhead()
        super().__init__(self._menu)

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
        if not self._menu.display:
            return
        highlighted = self._menu.highlighted
        if options and highlighted is not None:
            self._fill(min(highlighted, len(options) - 1))
        else:
            self.leave()

    def _fill(self, highlighted: int) -> None:
        choices = zip(self._labels, self._options, strict=True)
        self._menu.set_options(Option(Content(label), disabled=option.get("disabled")) for label, option in choices)
        self._menu.highlighted = highlighted if highlighted >= 0 else None
        self._place_menu()

    # --- What a person does ---

    @property
    def keys(self) -> Mapping[str, str]:
        """Those of the menu while it is open."""
        row = self.node.signature.row
        return row.menu if self._menu.display else row.keys

    async def do(self, action: str) -> bool:
        """Open or close the menu, move in it or choose from it."""
        if action == "close":
            self.leave()
        elif action == "choose":
            self.choose()
        else:
            if not self._menu.display:
                self.open()
            if action != "open":
                self._menu.highlighted = moved(self._options, self._highlighted, action)
        return True

    def take_sought(self, character: str, now: float) -> bool:
        """Highlight the option that a person types the beginning of; a menu that is closed opens."""
        if not self._menu.display:
            self._ahead = TypeAhead()
        at = self._highlighted if self._menu.display else first_highlighted(self._options, self.selected)
        place = sought(self._options, at, self._ahead, character, now)
        if place >= 0:
            if not self._menu.display:
                self.open()
            self._menu.highlighted = place
        return place >= 0

    def open(self) -> None:
        """Open the menu and go there at once, so that keys typed right behind are its own."""
        if self._options:
            # A menu closes once its select is out of sight, and what has the focus may have been scrolled away.
            self.scroll_visible(animate=False, immediate=True)
            self._fill(first_highlighted(self._options, self.selected))
            self._menu.display = True
            self.screen.screen_layout_refresh_signal.subscribe(self, lambda _: self._follow())
            self.screen.set_focus(self._menu, scroll_visible=False)

    def leave(self) -> None:
        """Close the menu. The focus goes from there to the select itself."""
        if self.screen.focused is self._menu:
            self.screen.set_focus(self, scroll_visible=False)
        self._menu.display = False
        self.screen.screen_layout_refresh_signal.unsubscribe(self)

    def finish(self) -> None:
        """Choose what is highlighted in the open menu, if it can be, and close that."""
        if self._menu.display:
            self.choose()
        self.leave()

    def _follow(self) -> None:
        """Keep the open menu at the select, wherever that has moved; close it once the select is out of sight."""
        regions = private.last_regions(self) if self.is_attached else None
        if not self._menu.display or regions is None:
            return
        if regions[1]:
            self._place_menu()
        else:
            self.leave()

    def _place_menu(self) -> None:
        """Lay the menu out inside the view. Textual lays out what is over the screen by the screen's size alone."""
        regions = private.last_regions(self)
        if regions is None:
            return
        root = [each for each in self.ancestors_with_self if isinstance(each, BoundedWidget)][-1]
        view = (private.last_regions(root) or regions)[1] if root is not self else self.screen.region
        lines = min(len(self._labels) + _BORDER, MENU_LINES)
        width = max(Content(label).cell_length for label in self._labels) + _BESIDE
        place = menu_region(regions[0], view, Size(max(width, regions[0].width), lines))
        if place == self._menu_place:
            return
        self._menu_place = place
        menu = self._menu
        menu.set_class(place.height <= _BORDER, "-low")
        menu.styles.width, menu.styles.height = place.size
        menu.styles.offset = place.offset - regions[0].shrink(self.styles.gutter).offset

    def choose(self) -> None:
        """Choose what is highlighted, if it can be."""
        chosen = self._highlighted
        if not can_be_chosen(self._options, chosen):
            return
        self.leave()
        self.select(chosen)

    @property
    def _highlighted(self) -> int:
        highlighted = self._menu.highlighted
        return -1 if highlighted is None else highlighted

    def select(self, place: int) -> None:
        """Show that the option at a place is chosen, and report it."""
        if place != self.selected:
            self.selected = place
            self._report("select", "", place)
            self.refresh()

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        if self._menu.display:
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
    if widget._menu.display:
        yield "open"


ADAPTER = Adapter(
    OpuiSelect,
    COMMON | {"selected": OpuiSelect.select, "placeholder": _set_placeholder},
    _set_options,
    read=_read,
    shown=_shown,
    recycled=False,
)
