"""The menus of a bar: where its cursor is, which menu is open, what is highlighted there, and what the keys mean.

These are the rules of the spec's *Menu bars* for both hosts, and the keeper of the bars without a screen. Whether an
item is checked, its callers tell, since a widget may show what the tree does not know yet.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from opui.core.session.alternatives import checks
from opui.core.session.keys import is_loading, pressed
from opui.core.session.menus import can_be_chosen, moved, sought
from opui.core.session.typeahead import TypeAhead
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event

_ALONG: Final = {
    "previous_menu": "cursor_up", "next_menu": "cursor_down", "first_menu": "first", "last_menu": "last",
}  # fmt: skip
"""Action → what it is in a menu: the bar is one, from left to right."""
_OPENS: Final = {"open": "first", "open_last": "last"}
"""Action → what is highlighted then."""
_CHECK: Final = "check"
_RADIO: Final = "radio"
CHOSEN: Final[Mapping[str, str]] = {"command": "press", _CHECK: "toggle", _RADIO: "toggle"}
"""Type of an item → the event of choosing it; a separator can't be chosen."""


def is_item(node: Node) -> bool:
    """Tell whether a node is an item of a menu."""
    return "item_type" in node.signature.row.attributes


def is_checked(item: Node) -> bool:
    """Tell whether an item is checked, by what the tree knows."""
    return bool(item.get(item.signature.row.edits[0].attribute))


def chosen(item: Node, checked: Callable[[Node], bool] = is_checked) -> Iterator[Event]:
    """Yield the events of a person choosing an item.

    Of radios that stand side by side, one is checked: first what is no longer checked is told, then what is now.

    Args:
        item: The item. It can be chosen.
        checked: Tells whether an item is checked now.
    """
    type_ = item.get("item_type")
    if type_ == _CHECK:
        yield Event(CHOSEN[type_], item.id, "", (int(not checked(item)),))
    elif type_ == _RADIO:
        yield from checks(_beside(item), checked, item)
    else:
        yield pressed(item)


def _beside(radio: Node) -> list[Node]:
    """Return the radios among which one is checked: those side by side with one, itself among them."""
    first: Node = radio
    while first.previous is not None and first.previous.get("item_type") == _RADIO:
        first = first.previous
    found = [first]
    while (following := found[-1].next) is not None and following.get("item_type") == _RADIO:
        found.append(following)
    return found


def _followed(before: Sequence[Node], place: int, after: Sequence[Node]) -> int:
    """Return where what stood at a place stands now; else what is next to it there and can be chosen; -1: nothing."""
    if place < 0:
        return -1
    at = after.index(before[place]) if before[place] in after else place
    near = moved(after, at - 1, "cursor_down")
    return near if can_be_chosen(after, near) else -1


class Bar:
    """One bar: its cursor, and the menu that is open there.

    Args:
        node: The node whose parts are the menus.
        checked: Tells whether an item is checked now.

    Attributes:
        menus: Its menus.
        at: The place of the menu that the cursor is on, -1 if it is on none.
        is_open: Whether that menu is open.
        items: The items of the open menu.
        highlighted: The place of the item that is highlighted there, -1 if none is.
    """

    def __init__(self, node: Node, checked: Callable[[Node], bool] = is_checked) -> None:
        self.node = node
        self.menus = node.parts()
        self.at = -1
        self.is_open = False
        self.items: list[Node] = []
        self.highlighted = -1
        self._checked = checked
        self._ahead = TypeAhead()

    @property
    def keys(self) -> Mapping[str, str]:
        """The own keys that the bar takes as things stand."""
        row = self.node.signature.row
        return row.menu if self.is_open else row.keys

    def enter(self) -> None:
        """The bar gets the focus: put the cursor on the first menu if it is on none."""
        if self.at < 0:
            self._go("first")

    def take_over(self, old: "Bar") -> None:
        """Take over the cursor of a bar of the same node."""
        self.at = _followed(old.menus, old.at, self.menus)

    def settle(self, focused: bool) -> None:
        """After a frame: the cursor stays on its menu and the highlight on its item, else on what stands there now.

        The open menu closes if it is gone, or can't be opened any more.

        Args:
            focused: Whether the bar has the focus.
        """
        menu = self.menus[self.at] if self.at >= 0 else None
        menus = self.node.parts()
        self.menus, self.at = menus, _followed(self.menus, self.at, menus)
        if menu is None or self.at < 0 or menus[self.at] is not menu:
            self.close()
        if focused:
            self.enter()
        if self.is_open:
            items = menus[self.at].parts()
            self.items, self.highlighted = items, _followed(self.items, self.highlighted, items)

    def close(self) -> None:
        """Close the open menu; the cursor stays there."""
        self.is_open, self.items, self.highlighted = False, [], -1
        self._ahead = TypeAhead()

    def _go(self, action: str) -> None:
        place = moved(self.menus, self.at, action, around=True)
        self.at = place if can_be_chosen(self.menus, place) else -1

    def _open(self, action: str) -> None:
        """Open the menu that the cursor is on, with its first or its last item highlighted."""
        self.close()
        if self.at >= 0:
            self.is_open, self.items = True, self.menus[self.at].parts()
            self.highlighted = moved(self.items, -1, action)

    def do(self, action: str) -> Iterator[Event]:
        """Do what an own key does; yield the events of what is chosen."""
        if action in _ALONG:
            self._go(_ALONG[action])
            if self.is_open:
                self._open("first")
        elif action in _OPENS:
            self._open(_OPENS[action])
        elif action == "close":
            self.close()
        elif action != "choose":
            self.highlighted = moved(self.items, self.highlighted, action, around=True)
        elif can_be_chosen(self.items, self.highlighted):
            yield from self.choose(self.items[self.highlighted])

    def choose(self, item: Node) -> Iterator[Event]:
        """Choose an item that can be chosen, by a click say: its menu closes, and the cursor is there."""
        self.close()
        self.at = next((place for place, menu in enumerate(self.menus) if menu is item.parent), self.at)
        yield from chosen(item, self._checked)

    def click(self, place: int) -> None:
        """Open the menu at a place, or close it if that is open."""
        was_open = self.is_open and place == self.at
        self.close()
        if not was_open and can_be_chosen(self.menus, place):
            self.at = place
            self._open("first")

    def seek(self, character: str, now: float) -> bool:
        """Go to the item of the open menu, or else to the menu, that a person types the beginning of.

        Return whether there is one.
        """
        at = self.highlighted if self.is_open else self.at
        place = sought(self.items if self.is_open else self.menus, at, self._ahead, character, now)
        if place >= 0 and self.is_open:
            self.highlighted = place
        elif place >= 0:
            self.at = place
        return place >= 0


# --- Without a screen ------------------------------------------------------------------------------


class Bars:
    """The bars that a person has been in, for a host without a screen."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._bars: dict[Node, Bar] = {}

    def of(self, node: Node) -> Bar:
        """Return a bar."""
        return self._bars.setdefault(node, Bar(node))

    def settle(self, focused: Node | None = None) -> None:
        """After a frame: menus and items may have come, gone, moved or changed. Bars that are gone are forgotten.

        What is open in a bar that is loading closes.
        """
        self._bars = {node: bar for node, bar in self._bars.items() if self._tree.nodes.get(node.id) is node}
        for node, bar in self._bars.items():
            bar.settle(node is focused)
            if is_loading(node):
                bar.close()

    def keys(self, node: Node | None) -> Mapping[str, str] | None:
        """Return the own keys that a node takes as things stand; None if it is no bar."""
        return self._bars[node].keys if node in self._bars else None

    def close(self) -> None:
        """Close what is open: the focus goes elsewhere, say."""
        for bar in self._bars.values():
            bar.close()
