"""The columns of a table of arrays: as wide as a sample of their cells is.

Of each column some hundred cells are measured, from its beginning, its middle and its end, however many there are:
where rows are numbered, or sorted, the widest stands at an end.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from opui.core.arrays import Array
from opui.core.tree.node import Node
from opui.textual.kinds.data_table.formats import writer
from opui.textual.kinds.table.columns import Columns, given_width, measured

SAMPLE: Final = 128
"""Numbers that are measured at each of three places."""
TEXTS: Final = 32
"""Texts: one of them may take as long as a hundred numbers."""


class SampledColumns(Columns):
    """Columns as wide as the widest cell of their samples.

    Attributes:
        late: Columns that could not be measured yet, since a call was under way or too many were to be: they are as
            wide as they were.
    """

    def __init__(self) -> None:
        super().__init__()
        self.late: set[Node] = set()
        self._widths: dict[Node, tuple[object, int]] = {}

    def replace(self, nodes: Sequence[Node]) -> list[Node]:
        """Replace the columns, and return those that show something else than before: they are to be measured.

        Those that never were come first, or a guest that changes all in each frame would leave the last ones out.
        """
        self.nodes = nodes
        self.head()
        self.late.clear()
        before = self._widths
        self._widths = {column: before.get(column, (None, 0)) for column in nodes}
        changed = [column for column in nodes if self._widths[column][0] != _what(column)]
        return sorted(changed, key=lambda column: self._widths[column][0] is not None)

    def measure(self, column: Node) -> None:
        """Measure a column, if that can be done now."""
        array = None if given_width(column) else column.get("values")
        width = _widest(array, column.get("format")) if array is not None else 0
        if width is not None:
            self._widths[column] = _what(column), width
            self._offsets = None
        elif array is not None and not array.is_gone:
            self.late.add(column)

    def widest(self, place: int) -> int:
        """Return how many cells the widest text of a column's sample takes."""
        return self._widths[self.nodes[place]][1]


def _what(column: Node) -> tuple[object, ...]:
    """Return what a column's width follows from. Each array that is set is another, wherever it lies."""
    given = given_width(column)
    return (given,) if given else (column.get("values"), column.get("format"))


def _widest(array: Array, format_: str) -> int | None:
    """Return how many cells of a screen the widest of a sample takes, None if the sample can't be read now."""
    widest, write = 0, writer(format_, array.element)
    at_each = TEXTS if array.element.name == "utf8" else SAMPLE
    for first, behind in _sample(array.length, at_each):
        items = array.read(first, behind)
        if items is None:
            return None
        widest = max(widest, *(measured(write(item)) for item in items))
    return widest


def _sample(length: int, at_each: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of a sample of so many cells, at each of its places as many as `at_each`. None is empty."""
    behind = 0
    for first in (0, (length - at_each) // 2, length - at_each):
        start, behind = max(first, behind), min(max(0, first) + at_each, length)
        if start < behind:
            yield start, behind
