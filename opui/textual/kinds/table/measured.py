"""The columns of a table of nodes.

A column whose style gives no width is as wide as its widest cell. What changes is measured, and nothing else: of each
row is kept how wide its cells are, in two bytes a cell, and of each column how many cells have which width.
"""

from array import array
from collections.abc import Sequence
from typing import Final

from opui.core.tree.node import Node
from opui.textual.kinds.table.columns import Columns, measured

MEASURED: Final = 100_000
"""Cells of a table that are measured: as many as a tree may have nodes, unless an app says otherwise."""


class MeasuredColumns(Columns):
    """Columns as wide as their widest cells."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: list[dict[int, int]] = []
        self._rows: dict[Node, array[int]] = {}
        self._measured = 0

    def widest(self, place: int) -> int:
        """Return how many cells the widest text of a column takes, without its heading."""
        return max(self._counts[place], default=0)

    def replace(self, nodes: Sequence[Node], rows: Sequence[Node]) -> None:
        """Replace columns and rows; all cells are measured if there are other columns than before."""
        old, self.nodes = self.nodes, nodes
        self.head()
        if list(old) != list(nodes):
            self._rows = {}
            self._counts = [{} for _ in nodes]
            self._measured = 0
        gone = self._rows.keys() - set(rows) if self._rows else ()
        for row in gone:
            self.forget(row)
        for row in rows:
            if row not in self._rows:
                self.measure(row)

    def measure(self, row: Node) -> None:
        """Measure the cells of a row."""
        room = min(len(self.nodes), MEASURED - self._measured)
        widths = array("H", (measured(cell.text) for cell, _ in zip(row.children(), range(room), strict=False)))
        self._rows[row] = widths
        self._measured += len(widths)
        for counts, width in zip(self._counts, widths, strict=False):
            counts[width] = counts.get(width, 0) + 1
        self._offsets = None

    def forget(self, row: Node) -> None:
        """Forget how wide the cells of a row are: it is gone, or has others."""
        widths = self._rows.pop(row)
        self._measured -= len(widths)
        for counts, width in zip(self._counts, widths, strict=False):
            _take(counts, width)
        self._offsets = None

    def change(self, row: Node, cells: Sequence[Node]) -> None:
        """Measure cells of a row anew."""
        if len(cells) > 1:
            # Where each of them stands takes longer to find out than to measure the whole row.
            self.forget(row)
            self.measure(row)
            return
        widths, place = self._rows[row], 0
        before = cells[0].previous
        while before is not None and place < len(widths):
            before, place = before.previous, place + 1
        if place < len(widths):
            self._set(widths, place, cells[0].text)

    def _set(self, widths: "array[int]", place: int, text: str) -> None:
        old, new, counts = widths[place], measured(text), self._counts[place]
        if old == new:
            return
        widths[place] = new
        counts[new] = counts.get(new, 0) + 1
        if not _take(counts, old) or new > old:
            self._offsets = None


def _take(counts: dict[int, int], width: int) -> bool:
    """Take a cell from those of a width; return whether there are others of it."""
    counts[width] -= 1
    if not counts[width]:
        del counts[width]
    return width in counts
