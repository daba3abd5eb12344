"""The columns of one table: how wide each is, and where it lies. How wide its cells are, a class below says.

This module knows nodes and numbers, nothing of widgets.
"""

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
        self._offsets: list[int] | None = None

    def widest(self, place: int) -> int:
        """Return how many cells the widest text of a column takes, without its heading."""
        raise NotImplementedError

    def head(self) -> None:
        """Take over what the headings say, and the widths that are given."""
        self._given = [given_width(column) for column in self.nodes]
        self._headings = [_heading(column) for column in self.nodes]
        self._offsets = None

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
        return (given or max(self.widest(place), cell_len(self._headings[place]))) + BESIDE

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


def given_width(column: Node) -> int:
    """Return how wide the text of a column is by its style, 0 if that does not say: in whole cells it does."""
    style = column.attributes.get("style")
    width = dict(parse_declarations(style)).get("width", "") if style else ""
    return int(width) if width.isdecimal() else 0


def _heading(column: Node) -> str:
    text, sign = title_line(column.text), SIGNS[column.get("sorted")]
    # There is room for the sign before it comes, or the columns would move aside.
    return f"{text} {sign or ' '}" if sign or column.get("sortable") else text
