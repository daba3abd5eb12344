"""The columns of one table: how wide each is, and where it lies.

A column whose style gives no width is as wide as its widest cell. What changes is measured, and nothing else: of each
row is kept how wide its cells are, in two bytes a cell, and of each column how many cells have which width. This module
knows nodes and numbers, nothing of widgets.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from rich.cells import cell_len

from opui.core.tree.node import Node
from opui.core.tree.style import parse_declarations
from opui.textual.kinds.adapter import TITLE, title_line

BESIDE: Final = 2
"""Cells of a column beside its text: a blank to each side."""
MEASURED: Final = 100_000
"""Cells of a table that are measured: as many as a tree may have nodes, unless an app says otherwise."""
SIGNS: Final = {"none": "", "ascending": "▲", "descending": "▼"}
"""What stands behind the heading of a column by which the rows are sorted."""


def shown_text(text: str) -> str:
    """Return what is shown of a cell: one line, cut. Most texts are a plain line already."""
    plain = len(text) <= TITLE and text.isascii() and text.isprintable() and "  " not in text and text == text.strip()
    return text if plain else title_line(text)


def measured(text: str) -> int:
    """Return how many cells of a screen a text takes, as a table shows it."""
    shown = shown_text(text)
    return len(shown) if shown.isascii() else min(TITLE, cell_len(shown))


class Seen(NamedTuple):
    """A column that is seen, at least in part.

    Attributes:
        place: Its place among the columns.
        cut: How many of its cells are cut off on the left.
        width: How many there are with those.
    """

    place: int
    cut: int
    width: int


class Columns:
    """The columns of one table.

    Attributes:
        nodes: The columns.
        version: How often the columns have been placed.
    """

    def __init__(self) -> None:
        self.version = 0
        self.nodes: Sequence[Node] = ()
        self._given: list[int] = []
        self._headings: list[str] = []
        self._counts: list[dict[int, int]] = []
        self._rows: dict[Node, array[int]] = {}
        self._measured = 0
        self._offsets: list[int] | None = None

    # --- What the guest says ---

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

    def head(self) -> None:
        """Take over what the headings say, and the widths that are given."""
        self._given = [_given_width(column) for column in self.nodes]
        self._headings = [_heading(column) for column in self.nodes]
        self._offsets = None

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

    # --- Where columns lie ---

    @property
    def offsets(self) -> list[int]:
        """Where each column begins, in cells, and where the last one ends."""
        if self._offsets is None:
            self.version += 1
            self._offsets = [0, *accumulate(map(self._width, range(len(self.nodes))))]
        return self._offsets

    def _width(self, place: int) -> int:
        if self.nodes[place].get("hidden"):
            return 0
        given = self._given[place]
        widest = max(self._counts[place], default=0)
        return (given or max(widest, cell_len(self._headings[place]))) + BESIDE

    def at(self, cell: int) -> int:
        """Return the place of the column that a cell of the screen lies in, or is nearest to."""
        return max(0, min(bisect_right(self.offsets, cell) - 1, len(self.nodes) - 1))

    def is_shown(self, place: int) -> bool:
        """Tell whether a column takes room: one that is hidden takes none."""
        return self.offsets[place] < self.offsets[place + 1]

    def heading(self, place: int) -> str:
        """Return what the heading of a column shows."""
        return self._headings[place]

    def fixed(self, count: int, room: int) -> int:
        """Return how many columns stay in sight in so much room: none, if there would be none left for the others."""
        count = min(count, len(self.nodes))
        return count if self.offsets[count] < room else 0

    def seen(self, fixed: int, scrolled: int, room: int) -> Iterator[Seen]:
        """Yield the columns that are seen.

        Args:
            fixed: How many stay in sight.
            scrolled: How many cells of the others lie to the left of what is seen.
            room: How many cells there are.
        """
        offsets = self.offsets
        for place in range(fixed):
            if self.is_shown(place):
                yield Seen(place, 0, offsets[place + 1] - offsets[place])
        left = offsets[fixed] + scrolled
        for place in range(max(fixed, bisect_right(offsets, left) - 1), len(self.nodes)):
            if offsets[place] >= scrolled + room:
                break
            if self.is_shown(place):
                yield Seen(place, max(0, left - offsets[place]), offsets[place + 1] - offsets[place])


def _take(counts: dict[int, int], width: int) -> bool:
    """Take a cell from those of a width; return whether there are others of it."""
    counts[width] -= 1
    if not counts[width]:
        del counts[width]
    return width in counts


def _given_width(column: Node) -> int:
    """Return how wide the text of a column is by its style, 0 if that does not say: in whole cells it does."""
    style = column.attributes.get("style")
    width = dict(parse_declarations(style)).get("width", "") if style else ""
    return int(width) if width.isdecimal() else 0


def _heading(column: Node) -> str:
    text, sign = title_line(column.text), SIGNS[column.get("sorted")]
    # There is room for the sign before it comes, or the columns would move aside.
    return f"{text} {sign or ' '}" if sign or column.get("sortable") else text
