"""Which option a key highlights or selects: the rules of *Menus* and *Tabs* for both hosts, the menu without a screen.

It knows the tree; it draws nothing and waits for nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from opui.core.session.keys import is_loading
from opui.core.session.typeahead import TypeAhead
from opui.core.tree.node import Node
from opui.core.wire.records import Event

PAGE: Final = 10
"""Options that are a page, and that a menu shows at most."""
_STEPS: Final = {"cursor_up": -1, "cursor_down": 1}
_JUMPS: Final = {"page_up": -PAGE, "page_down": PAGE}
_ENDS: Final = {"first": 0, "last": -1}
_SELECTS: Final = {
    "select_previous": "cursor_up", "select_next": "cursor_down", "select_first": "first", "select_last": "last",
}  # fmt: skip
SEPARATOR: Final = "separator"
"""The type of an item that is only a line between others."""
SELECTING: Final = frozenset(_SELECTS)
"""What the own keys of a node do of whose parts one is selected, without a menu."""


# --- The rules -----------------------------------------------------------------------------------


def can_be_chosen(options: Sequence[Node], place: int) -> bool:
    """Tell whether there is an option at a place that a person can choose."""
    return 0 <= place < len(options) and is_choosable(options[place])


def is_choosable(option: Node) -> bool:
    """Tell whether a person can choose an option: nothing disabled, no separator, and no menu without items."""
    is_empty = option.signature.holds_parts and option.first is None
    return not option.get("disabled") and not is_empty and option.get("item_type") != SEPARATOR


def first_highlighted(options: Sequence[Node], selected: int) -> int:
    """Return the place that is highlighted when a menu opens: what is chosen, else the first that can be; -1: none."""
    if 0 <= selected < len(options):
        return selected
    return next((place for place in range(len(options)) if can_be_chosen(options, place)), -1)


def moved(options: Sequence[Node], highlighted: int, action: str, around: bool = False) -> int:
    """Return the place that an own key of an open menu highlights; what can't be chosen is passed over.

    Args:
        options: The menu's options.
        highlighted: The place that is highlighted, -1 if none is.
        action: What the key does.
        around: Whether steps go on at the other end. A page stops at the ends in any case.
    """
    good = [place for place in range(len(options)) if can_be_chosen(options, place)]
    if not good:
        return highlighted
    if action in _ENDS:
        return good[_ENDS[action]]
    by = _STEPS.get(action) or _JUMPS[action]
    wanted = highlighted + by
    goes_on = around and action in _STEPS
    if by > 0:
        return next((place for place in good if place >= wanted), good[0 if goes_on else -1])
    return next((place for place in reversed(good) if place <= wanted), good[-1 if goes_on else 0])


def sought(options: Sequence[Node], highlighted: int, ahead: TypeAhead, character: str, now: float) -> int:
    """Return the place of the option that a person types the beginning of; -1: there is none that can be chosen.

    Args:
        options: The menu's options.
        highlighted: The place that is highlighted, -1 if none is.
        ahead: What has been typed before.
        character: What is typed now.
        now: The time, in milliseconds.
    """

    def text(place: int) -> str:
        return options[place].text if can_be_chosen(options, place) else ""

    return ahead.place(len(options), text, highlighted, character, now)


def selected_by(parts: Sequence[Node], selected: int, action: str) -> int:
    """Return the place of the part that an own key selects; what can't be chosen is passed over, around the ends."""
    return moved(parts, selected, _SELECTS[action], around=True)


# --- Without a screen ------------------------------------------------------------------------------


class OpenMenu:
    """The menu that is open, if one is: only that of the node with the focus can be. What is chosen is told."""

    def __init__(self) -> None:
        self._owner: Node | None = None
        self._highlighted = -1
        self._ahead = TypeAhead()

    def keys(self, node: Node | None) -> Mapping[str, str] | None:
        """Return the own keys that a node takes while its menu is open; None if it isn't."""
        return node.signature.row.menu if node is not None and node is self._owner else None

    def close(self) -> None:
        """Close it: the focus goes elsewhere, say."""
        self._owner = None

    def finish(self) -> Iterator[Event]:
        """A person goes on by Tab: what is highlighted is chosen, if it can be, and the menu closes."""
        if self._owner is not None:
            yield from self.do(self._owner, "choose")
            self.close()

    def settle(self) -> None:
        """After a frame: the highlight stays among the options. Without any, or while it loads, there is no menu."""
        if self._owner is not None and is_loading(self._owner):
            self.close()
        if self._owner is not None:
            self._highlighted = min(self._highlighted, len(self._owner.parts()) - 1)
            if self._highlighted < 0:
                self.close()

    def seek(self, node: Node, character: str, now: float) -> None:
        """A person types a character to find an option; a menu that is closed opens."""
        if self._owner is not node:
            self._ahead = TypeAhead()
        options = node.parts()
        at = self._highlighted if self._owner is node else first_highlighted(options, self._chosen(node))
        place = sought(options, at, self._ahead, character, now)
        if place >= 0:
            self._owner, self._highlighted = node, place

    @staticmethod
    def _chosen(node: Node) -> int:
        return int(node.get(node.signature.row.edits[0].attribute))

    def do(self, node: Node, action: str) -> Iterator[Event]:
        """Do what an own key does; yield the event if something else is chosen."""
        options, edit = node.parts(), node.signature.row.edits[0]
        chosen = self._chosen(node)
        if action not in ("choose", "close") and self._owner is not node:
            self._owner = node if options else None
            self._highlighted = first_highlighted(options, chosen)
        if action == "open":
            return
        if action == "close":
            self.close()
        elif action != "choose":
            self._highlighted = moved(options, self._highlighted, action)
        elif can_be_chosen(options, self._highlighted):
            self.close()
            if self._highlighted != chosen:
                yield Event(edit.event, node.id, "", (self._highlighted,))
