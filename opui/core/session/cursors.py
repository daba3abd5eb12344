"""Where the cursor of each list is, for a host without a screen: the spec's *Lists*, told as events.

It knows the tree; it draws nothing and waits for nothing.
"""

from collections.abc import Iterator
from typing import Final

from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event

_STEPS: Final = {"up": -1, "down": 1}
_ENDS: Final = {"home": 0, "end": -1}


def rows_of(list_: Node) -> list[Node]:
    """Return the rows of a list: its children that take room."""
    return [child for child in list_.children() if child.signature.shown and not child.attributes.get("hidden")]


class Cursors:
    """The cursors of a tree's lists."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._places: dict[int, tuple[int, int]] = {}

    def row(self, list_: Node) -> Node | None:
        """Return the row that a list's cursor is on."""
        id_, _ = self._places.get(list_.id, (-1, -1))
        return self._tree.nodes.get(id_)

    def put(self, list_: Node, row: Node) -> Iterator[Event]:
        """Put the cursor on a row; yield the event if it was elsewhere."""
        rows = rows_of(list_)
        if row in rows:
            yield from self._tell(list_, (row.id, rows.index(row)))

    def enter(self, list_: Node) -> Iterator[Event]:
        """The list gets the focus: put its cursor on the first row if it is on none."""
        rows = rows_of(list_)
        if self.row(list_) is None and rows:
            yield from self.put(list_, rows[0])

    def takes(self, list_: Node, key: str) -> bool:
        """Tell whether a key moves a list's cursor."""
        return list_.signature.window and (key in _STEPS or key in _ENDS)

    def move(self, list_: Node, key: str) -> Iterator[Event]:
        """Move the cursor as `up`, `down`, `home` or `end` does."""
        rows = rows_of(list_)
        if rows:
            _, index = self._places.get(list_.id, (-1, -1))
            index = index + _STEPS[key] if key in _STEPS else _ENDS[key] % len(rows)
            yield from self.put(list_, rows[max(0, min(index, len(rows) - 1))])

    def settle(self) -> Iterator[Event]:
        """After a frame: a cursor stays on its row, else goes to what stands in the same place."""
        for id_, (row, index) in list(self._places.items()):
            list_ = self._tree.nodes.get(id_)
            if list_ is None:
                del self._places[id_]
                continue
            rows = rows_of(list_)
            ids = [each.id for each in rows]
            if row not in ids:
                row = ids[min(max(index, 0), len(ids) - 1)] if ids else -1
            yield from self._tell(list_, (row, ids.index(row) if ids else -1))

    def _tell(self, list_: Node, place: tuple[int, int]) -> Iterator[Event]:
        if self._places.get(list_.id) != place:
            self._places[list_.id] = place
            yield Event("highlight", list_.id, "", place)
