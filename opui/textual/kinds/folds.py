"""Lines that are broken into rows as they are edited: where rows begin, and what lies at which cell of a row.

Only what has changed is broken anew: of a line of a megabyte, a few rows. It knows text, no widget.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from rich.cells import cell_len

from opui.core import clusters
from opui.core.scrub import covered
from opui.core.splice import same

LONGEST: Final = 4096
"""Columns of a row at most, also where lines are not to be broken: what is done with a row is done with all of it."""
TAB: Final = 8
NARROWEST: Final = 16
"""Columns of a row at least: to break a text into rows of a letter each takes as long as it has letters."""
LONG: Final = 16_384
"""Characters of a line that is broken where a person would break it. A longer one is broken by counting them."""
COUNTED: Final = 1024
"""Characters of a row of such a line."""
DEAR: Final = 1 << 20
"""Characters to be measured one by one, a tab counting for `TAB`, up to which that is done: it takes half a second."""
_NEAR: Final = 8
_CLUSTER: Final = 64
"""Characters beyond those of a row that belong to its last cluster: these in most texts, or else these at most."""


class Cells(NamedTuple):
    """A row as it is drawn.

    Attributes:
        text: What is drawn: each tab as blanks, and a sign for what may not reach a terminal.
        borders: Where its clusters begin in the row, and where the last one ends.
        columns: At which cells they are drawn.
        starts: Where in `text` they begin.
    """

    text: str
    borders: Sequence[int]
    columns: Sequence[int]
    starts: Sequence[int]

    def column(self, place: int) -> int:
        """Return the cell at which the cluster at a place of the row is drawn."""
        return self.columns[min(bisect_left(self.borders, place), len(self.columns) - 1)]

    def start(self, place: int) -> int:
        """Return where in `text` the cluster at a place of the row begins."""
        return self.starts[min(bisect_left(self.borders, place), len(self.starts) - 1)]

    def place(self, column: int) -> int:
        """Return the place of the cluster that is drawn at a cell; behind the last one, the row's end."""
        return self.borders[max(0, bisect_right(self.columns, column) - 1)]

    @property
    def width(self) -> int:
        """How many cells it takes."""
        return self.columns[-1]


def cells_of(row: str) -> Cells:
    """Return a row as it is drawn."""
    if _is_plain(row):
        each = range(len(row) + 1)
        return Cells(row, each, each, each)
    return _measured(row)


def _is_plain(text: str) -> bool:
    """Tell whether each character of a text takes a cell."""
    return text.isascii() and "\t" not in text


@lru_cache(maxsize=512)
def _measured(row: str) -> Cells:
    shown = covered(row)
    borders = clusters.borders(shown)
    drawn, columns, starts, column = [], [0], [0], 0
    for start, end in pairwise(borders):
        cluster = shown[start:end]
        piece = " " * (TAB - column % TAB) if cluster == "\t" else cluster
        drawn.append(piece)
        column += cell_len(piece)
        columns.append(column)
        starts.append(starts[-1] + len(piece))
    return Cells("".join(drawn), borders, columns, starts)


def row_starts(line: str, width: int, first: int = 0) -> list[int]:
    """Return where the rows of a line begin, behind the one that begins at `first`."""
    starts: list[int] = []
    at = first
    while (following := _next_start(line, at, width)) is not None:
        starts.append(following)
        at = following
    return starts


def _next_start(line: str, at: int, width: int) -> int | None:
    """Return where the row behind the one that begins at a place begins; None if the line ends there.

    A row ends behind a blank, which may lie beyond the width, or where no more fits if there is none.
    """
    part = line[at : at + width + 1]
    if _is_plain(part):
        if len(part) <= width:
            return None
        blank = part.rfind(" ")
        return at + (blank + 1 if blank >= 0 else width)
    part = line[at : at + width + _NEAR]
    cells = cells_of(part)
    if cells.width <= width and at + len(part) < len(line):
        part = line[at : at + width + _CLUSTER]
        cells = cells_of(part)
    # The last clusters may be cut off in the part, or joined with what comes behind it: they lie beyond the width, or
    # the line ends there.
    if cells.width <= width and at + len(part) >= len(line):
        return None
    fits = bisect_right(cells.columns, width) - 1
    blank = part.rfind(" ", 0, cells.borders[fits] + 1)
    return at + (blank + 1 if blank >= 0 else cells.borders[max(1, fits)])


def _counted(line: str) -> list[int]:
    """Return where the rows of a line begin that is too long to be measured: each has so many characters.

    Two letters of ASCII are never one cluster: it is cut between two of these if there are any near.
    """
    starts = list(range(COUNTED, len(line), COUNTED))
    if line.isascii():
        return starts
    return [
        next((at for at in range(start, start - _CLUSTER, -1) if line[at - 1 : at + 1].isascii()), start)
        for start in starts
    ]


class Folds:
    """Lines, and the rows that they are broken into.

    Attributes:
        lines: The lines.
        width: Columns of a row; what is typed behind its last letter needs one more.
    """

    def __init__(self, lines: list[str], width: int = LONGEST) -> None:
        self.lines = lines
        self.width = width
        self._starts = self._starts_of_all(lines)
        self._tops: list[int] | None = None

    def fold(self, width: int) -> None:
        """Break all lines at another width."""
        width = max(NARROWEST, min(width, LONGEST))
        if width != self.width:
            self.width = width
            self._starts = self._starts_of_all(self.lines)
            self._tops = None

    def _starts_of_all(self, lines: list[str]) -> list[list[int]]:
        weight = sum(len(line) + (TAB - 1) * line.count("\t") for line in lines if not _is_plain(line))
        if weight <= DEAR:
            return [self._starts_of(line) for line in lines]
        return [self._starts_of(line) if _is_plain(line) else _counted(line) for line in lines]

    def _starts_of(self, line: str) -> list[int]:
        width, length = self.width, len(line)
        # No letter takes more than two columns, and no tab more than `TAB`.
        if length <= width and (_is_plain(line) or 2 * length + (TAB - 2) * line.count("\t") <= width):
            return _ONE
        return row_starts(line, width) if length <= LONG else _counted(line)

    def replace(self, first: int, count: int, lines: list[str]) -> bool:
        """Put other lines in the place of some; return whether other rows now stand below them."""
        before = self._starts[first : first + count]
        if count == len(lines) == 1:
            after = [self._edited(self.lines[first], lines[0], before[0])]
        else:
            after = self._starts_of_all(lines)
        self.lines[first : first + count] = lines
        self._starts[first : first + count] = after
        moves = count != len(lines) or sum(map(len, before)) != sum(map(len, after))
        if moves:
            self._tops = None
        return moves

    def _edited(self, old: str, new: str, starts: list[int]) -> list[int]:
        """Return where the rows of a line begin that was edited: only those near what is different are found anew."""
        if len(new) <= self.width or len(starts) < 4 or max(len(new), len(old)) > LONG:
            return self._starts_of(new)
        alike = same(old, new)
        # The row with the change and the one before it can begin elsewhere: a shorter word fits in there.
        kept = max(0, bisect_right(starts, alike) - 2)
        found, growth = starts[:kept], len(new) - len(old)
        ahead = same(old[alike:][::-1], new[alike:][::-1])
        at = found[-1] if found else 0
        while (following := _next_start(new, at, self.width)) is not None:
            found.append(following)
            at = following
            if at >= len(new) - ahead:
                place = bisect_left(starts, at - growth)
                if place < len(starts) and starts[place] == at - growth:
                    return found + [start + growth for start in starts[place + 1 :]]
        return found

    @property
    def tops(self) -> list[int]:
        """For each line, how many rows stand above it; and behind these, how many rows there are."""
        if self._tops is None:
            self._tops = list(accumulate((len(starts) + 1 for starts in self._starts), initial=0))
        return self._tops

    @property
    def height(self) -> int:
        """How many rows there are."""
        return self.tops[-1]

    @property
    def widest(self) -> int:
        """How many columns the widest row takes, where no line is broken that is not too long."""
        widest, room = 0, DEAR
        for line in self.lines:
            length = len(line)
            if _is_plain(line):
                widest = max(widest, length)
            elif length + (TAB - 1) * line.count("\t") > widest // 2 and room > 0:
                room -= length
                widest = max(widest, cells_of(line[:LONGEST]).width)
        return min(LONGEST, widest)

    def row_at(self, y: int) -> tuple[int, int, int]:
        """Return the line of a row, and where in it the row begins and ends."""
        line = bisect_right(self.tops, y) - 1
        return (line, *self.row_of(line, y - self.tops[line]))

    def row_of(self, line: int, number: int) -> tuple[int, int]:
        """Return where a row of a line begins and ends."""
        starts = self._starts[line]
        start = starts[number - 1] if number else 0
        return start, starts[number] if number < len(starts) else len(self.lines[line])

    def spot(self, line: int, place: int) -> tuple[int, int]:
        """Return the row and the cell at which a place of a line is seen."""
        number = bisect_right(self._starts[line], place)
        start, end = self.row_of(line, number)
        return self.tops[line] + number, cells_of(self.lines[line][start:end]).column(place - start)

    def place(self, y: int, column: int) -> tuple[int, int]:
        """Return the line and the place in it that is seen at a cell, or next to it in the same row."""
        line, start, end = self.row_at(max(0, min(y, self.height - 1)))
        cells = cells_of(self.lines[line][start:end])
        place = start + cells.place(max(0, column))
        if place == end and end < len(self.lines[line]):
            # The place behind the row is seen at the beginning of the next.
            place = start + cells.borders[-2]
        return line, place


_ONE: Final[list[int]] = []
"""Where the further rows begin of a line that has none; shared, and so never changed."""
