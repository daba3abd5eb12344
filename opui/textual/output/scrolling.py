"""Lines that have moved up or down as a whole: a terminal moves them itself, if that is less to write.

Knows lines of cells as they are shown and as they are meant; writes nothing.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from operator import ne
from typing import Final, NamedTuple, TypeAlias

from opui.textual.output.cells import Cell

Line: TypeAlias = Sequence[Cell | None]
"""A line's cells; None is one of which nothing is known."""
FEWEST_LINES: Final = 3
"""Fewer are sooner written anew."""
WORTH_CELLS: Final = 24
"""So many cells must be spared: the sequences that scroll are about as long."""
_LOOKED_AT: Final = 3, 4
"""The part of a line, from its beginning, that lines are told apart by: a scroll bar at the end does not move along."""


class Scroll(NamedTuple):
    """Lines that move together.

    Attributes:
        top: The first line of those that change.
        bottom: The last one.
        lines: How far they move up; down if it is negative.
    """

    top: int
    bottom: int
    lines: int


def find_scroll(shown: Sequence[Line], meant: Sequence[Line], changed: Sequence[int]) -> Scroll | None:
    """Return what it pays to scroll, None if nothing.

    Args:
        shown: What the terminal shows, by lines.
        meant: What it is to show.
        changed: The lines that differ, from the top down.
    """
    scrolls = (_in_band(shown, meant, band[0], band[-1]) for band in _bands(changed) if len(band) >= FEWEST_LINES)
    best = max((each for each in scrolls if each), key=lambda each: each[0], default=None)
    return best[1] if best is not None and best[0] >= WORTH_CELLS else None


def _bands(changed: Sequence[int]) -> list[list[int]]:
    """Return the changed lines in runs. A line that looks like its neighbour has not changed, and parts no run."""
    bands = groupby(enumerate(changed), key=lambda pair: (pair[1] - pair[0]) // FEWEST_LINES)
    return [[line for _, line in band] for _, band in bands]


def _in_band(shown: Sequence[Line], meant: Sequence[Line], top: int, bottom: int) -> tuple[int, Scroll] | None:
    """Return the best way to scroll some lines and how many cells that spares, None if nothing has moved."""
    looked_at = len(meant[top]) * _LOOKED_AT[0] // _LOOKED_AT[1]
    places = {tuple(shown[line][:looked_at]): line for line in range(top, bottom + 1)}
    found = ((places.get(tuple(meant[line][:looked_at])), line) for line in range(top, bottom + 1))
    ways = Counter(place - line for place, line in found if place is not None and place != line)
    if not ways:
        return None
    lines = ways.most_common(1)[0][0]
    now = sum(_differing(meant[line], shown[line]) for line in range(top, bottom + 1))
    then = sum(
        _differing(meant[line], shown[line + lines]) if top <= line + lines <= bottom else len(meant[line])
        for line in range(top, bottom + 1)
    )
    return now - then, Scroll(top, bottom, lines)


def _differing(one: Line, other: Line) -> int:
    return 0 if one == other else sum(map(ne, one, other))
