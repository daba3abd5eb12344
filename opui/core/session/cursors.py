"""Where the cursor of a list is: the rules of the spec's *Lists* for both hosts, and their keeper without a screen.

It knows the tree; it draws nothing and waits for nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from opui.core.session.typeahead import TypeAhead
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event

_STEPS: Final = {"cursor_up": -1, "cursor_down": 1}
_ENDS: Final = {"first": 0, "last": -1}
_PAGES: Final = {"page_up": -1, "page_down": 1}


def rows_of(list_: Node) -> list[Node]:
    """Return the rows of a list: its children that take room."""
    return [child for child in list_.children() if child.signature.shown and not child.attributes.get("hidden")]


def words_of(row: Node) -> str:
    """Return what a row is found by when a person types: the first text in it."""
    return next((node.text for node in row.subtree() if node.text), "")


# --- The rules -----------------------------------------------------------------------------------


def settled(rows: Sequence[Node], row: Node | None, index: int, focused: bool) -> Node | None:
    """Return the row that a cursor is on after rows have come, gone or moved: its own, else what stands in its place.

    Args:
        rows: The list's rows.
        row: The row that the cursor was on, None if that is gone or there was none.
        index: The place of the row that it was on, -1 if it was on none.
        focused: Whether the list has the focus: its cursor is then on the first row if it was on none.
    """
    if row is None and rows and (index >= 0 or focused):
        return rows[_clamped(index, rows)]
    return row


def moved(rows: Sequence[Node], index: int, action: str, page: Callable[[int], int]) -> Node | None:
    """Return the row that an own key takes the cursor to, None if there are no rows.

    Args:
        rows: The list's rows.
        index: Where the cursor is, -1 if it is on no row: a page then goes to the first.
        action: What the key does.
        page: Up (-1) or down (1) → the place about a screenful away.
    """
    if not rows:
        return None
    if action in _STEPS:
        index += _STEPS[action]
    elif action in _ENDS:
        index = _ENDS[action] % len(rows)
    elif index >= 0:
        index = page(_PAGES[action])
    return rows[_clamped(index, rows)]


def _clamped(index: int, rows: Sequence[Node]) -> int:
    return max(0, min(index, len(rows) - 1))


# --- Without a screen ------------------------------------------------------------------------------


class _Place(NamedTuple):
    row: Node | None
    place: int


_NOWHERE: Final = _Place(None, -1)


class Cursors:
    """The cursors of a tree's lists, for a host without a screen. Moves are told as events."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._places: dict[Node, _Place] = {}
        self._aheads: dict[Node, TypeAhead] = {}

    def row(self, list_: Node) -> Node | None:
        """Return the row that a list's cursor is on."""
        return self._places.get(list_, _NOWHERE).row

    def put(self, list_: Node, row: Node) -> Iterator[Event]:
        """Put the cursor on a row; yield the event if it was elsewhere."""
        rows = rows_of(list_)
        if row in rows:
            yield from self._tell(list_, rows, row)

    def put_around(self, node: Node) -> Iterator[Event]:
        """The focus or a click goes to a node: so does the cursor of each list whose row it lies in."""
        for row in node.ancestors():
            if row.parent is not None and row.parent.signature.window:
                yield from self.put(row.parent, row)

    def enter(self, list_: Node) -> Iterator[Event]:
        """The list gets the focus: put its cursor on the first row if it is on none."""
        rows = rows_of(list_)
        yield from self._tell(list_, rows, settled(rows, self.row(list_), -1, focused=True))

    def move(self, list_: Node, action: str, lines: int) -> Iterator[Event]:
        """Move the cursor as an own key of the list does.

        On a screen, a page depends on the layout. Without one, each row takes a line and the list is as high as the
        view: `lines`.
        """
        rows, (_, index) = rows_of(list_), self._places.get(list_, _NOWHERE)
        row = moved(rows, index, action, lambda pages: index + pages * max(1, lines - 1))
        if row is not None:
            yield from self._tell(list_, rows, row)

    def seek(self, list_: Node, character: str, now: float) -> Iterator[Event]:
        """A person types a character to find a row."""
        rows, (_, index) = rows_of(list_), self._places.get(list_, _NOWHERE)
        ahead = self._aheads.setdefault(list_, TypeAhead())
        place = ahead.place(len(rows), lambda place: words_of(rows[place]), index, character, now)
        if place >= 0:
            yield from self._tell(list_, rows, rows[place])

    def settle(self, focused: Node | None = None) -> Iterator[Event]:
        """After a frame: a cursor stays on its row, else goes to what stands in the same place.

        `focused`: the node with the focus; rows may have come to an empty list.
        """
        gone = [list_ for list_ in self._places if self._tree.nodes.get(list_.id) is not list_]
        for list_ in gone:
            del self._places[list_]
            self._aheads.pop(list_, None)
        if focused is not None and focused.signature.window:
            self._places.setdefault(focused, _NOWHERE)
        for list_, (row, index) in list(self._places.items()):
            rows = rows_of(list_)
            there = row if row in rows else None
            yield from self._tell(list_, rows, settled(rows, there, index, list_ is focused))

    def _tell(self, list_: Node, rows: list[Node], row: Node | None) -> Iterator[Event]:
        before = self._places.get(list_, _NOWHERE)
        place = _Place(row, rows.index(row) if row is not None else -1)
        self._places[list_] = place
        if place != before:
            yield Event("highlight", list_.id, "", (row.id if row is not None else -1, place.place))
