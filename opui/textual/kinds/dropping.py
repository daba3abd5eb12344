"""`Dropping`: a widget from which a menu drops down, over what lies around it and inside the view."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from textual import events
from textual.content import Content
from textual.geometry import Region, Size, clamp
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from opui.textual import private
from opui.textual.kinds.bounded import BoundedWidget
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.removal import GoneAtOnce

BORDER: Final = 2
"""Lines of a menu that are its border."""
_BESIDE: Final = 6
"""Columns of a menu beside its words: its border, a blank to each side, and room for a scroll bar."""


def menu_region(anchor: Region, view: Region, size: Size) -> Region:
    """Return where a menu lies: inside the view, below what it drops from, or above it where there is more room.

    If there is no room for a line in a border on either side, it covers that.
    """
    above, below = anchor.y - view.y, view.bottom - anchor.bottom
    width = min(size.width, view.width)
    x = clamp(anchor.x, view.x, view.right - width)
    room = max(above, below)
    if room <= BORDER:
        height = min(size.height, view.height)
        return Region(x, clamp(anchor.bottom, view.y, view.bottom - height), width, height)
    height = min(size.height, room)
    return Region(x, anchor.bottom if height <= below else anchor.y - height, width, height)


class Menu(OptionList, GoneAtOnce, inherit_bindings=False):
    """The menu. It has the focus while it is open; what it drops from says what keys do."""

    ALLOW_SELECT = False

    def action_select(self) -> None:
        """Choose what was clicked."""
        if isinstance(self.parent, Dropping):
            self.parent.choose()

    def on_click(self, event: events.Click) -> None:
        """Keep the click from what it drops from, which a click opens."""
        event.stop()

    def on_blur(self) -> None:
        """Close if the focus is elsewhere by now; a click on what it drops from is the business of that."""
        if isinstance(self.parent, Dropping) and self.screen.focused not in (self, self.parent):
            self.parent.leave()


class Dropping(NodeWidget):
    """What a menu drops from. The focus lies on the menu while that is open; it is the node's all the same.

    Attributes:
        MENU_LINES: Lines of the menu at most, with its border.
    """

    ALLOW_SELECT = False
    MENU_LINES: ClassVar[int] = 12
    DEFAULT_CSS = """
    Dropping > Menu {
        overlay: screen; constrain: none none; max-height: 100vh; padding: 0;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    Dropping > Menu.-low { border: none; }
    Dropping > Menu > .option-list--option { padding: 0 1; }
    """

    def __init__(self) -> None:
        self._menu = Menu()
        self._menu.display = False
        self._menu_place = Region()
        self._menu_size = Size()
        super().__init__(self._menu)

    def choose(self) -> None:
        """Choose what is highlighted, if it can be."""
        raise NotImplementedError

    def _anchor(self, own: Region) -> Region:
        """Return what the menu drops from, of the region of the widget."""
        return own

    @property
    def is_open(self) -> bool:
        """Whether the menu is open."""
        return bool(self._menu.display)

    @property
    def _highlighted(self) -> int:
        highlighted = self._menu.highlighted
        return -1 if highlighted is None else highlighted

    def _highlight(self, place: int) -> None:
        self._menu.highlighted = place if place >= 0 else None

    def _drop(self, lines: Sequence[Content], disabled: Iterable[bool], highlighted: int) -> None:
        """Show these lines in the menu; open it if it is closed.

        The focus goes there at once, so that keys typed right behind are its own.

        Args:
            lines: The lines.
            disabled: For each, whether it can't be chosen.
            highlighted: The place of the one that is highlighted, -1 if none is.
        """
        opens = not self.is_open
        if opens:
            # A menu closes once what it drops from is out of sight, and what has the focus may have been scrolled away.
            self.scroll_visible(animate=False, immediate=True)
        self._menu.set_options(Option(line, disabled=each) for line, each in zip(lines, disabled, strict=True))
        width = max((line.cell_length for line in lines), default=0) + _BESIDE
        self._menu_size = Size(width, min(len(lines) + BORDER, self.MENU_LINES))
        self._highlight(highlighted)
        self._place_menu()
        if opens:
            self._menu.display = True
            self.screen.screen_layout_refresh_signal.subscribe(self, lambda _: self._follow())
            self.screen.set_focus(self._menu, scroll_visible=False)

    def leave(self) -> None:
        """Close the menu. The focus goes from there to the widget itself."""
        if self.screen.focused is self._menu:
            self.take_focus()
        self._menu.display = False
        self.screen.screen_layout_refresh_signal.unsubscribe(self)

    def _follow(self) -> None:
        """Keep the open menu where it drops from, wherever that has moved; close it once that is out of sight."""
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
        anchor, (width, lines) = self._anchor(regions[0]), self._menu_size
        place = menu_region(anchor, view, Size(max(width, anchor.width), lines))
        if place == self._menu_place:
            return
        self._menu_place = place
        menu = self._menu
        menu.set_class(place.height <= BORDER, "-low")
        menu.styles.width, menu.styles.height = place.size
        menu.styles.offset = place.offset - regions[0].shrink(self.styles.gutter).offset
