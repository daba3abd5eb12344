"""How large what is told its size is, where nothing lays it out: each as large as the view."""

from collections.abc import Iterable, Iterator
from typing import Final

from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event

SIZE: Final = "size"
"""The event by which a node is told its size."""


class Sizes:
    """The sizes in one tree.

    Args:
        tree: The tree.
        columns: Those of the view.
        rows: Those of the view.
    """

    def __init__(self, tree: Tree, columns: int, rows: int) -> None:
        self._tree = tree
        self._size = columns, rows
        self._nodes: list[Node] = []

    def settle(self, created: Iterable[Node]) -> Iterator[Event]:
        """After a frame: tell new nodes their size."""
        new = [node for node in created if SIZE in node.signature.row.events]
        alive = (node for node in self._nodes if self._tree.nodes.get(node.id) is node)
        if new:
            self._nodes = [*alive, *new]
        return map(self._event, new)

    def resize(self, columns: int, rows: int) -> Iterator[Event]:
        """Tell all nodes another size of the view."""
        self._size = columns, rows
        return map(self._event, [node for node in self._nodes if self._tree.nodes.get(node.id) is node])

    def _event(self, node: Node) -> Event:
        return Event(SIZE, node.id, "", self._size)
