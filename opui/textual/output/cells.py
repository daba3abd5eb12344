"""Texts cut into cells, and how far terminals disagree on the width of one.

A text's clusters and their widths are Rich's: Textual has laid the screen out by them.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from rich.cells import split_graphemes
from rich.segment import Segment

from opui.textual.output.pens import CONTROLS, PLAIN, Palette, Pen, blank_pen

Cell: TypeAlias = tuple[str, Pen]
"""What a cell shows, and the pen. The second cell of a wide character shows an empty text."""

BLANK: Final[Cell] = (" ", PLAIN)
_KEPT: Final = 4_096
_MARKS: Final = ("Mn", "Me")
"""What is drawn upon the letter before it, by every terminal. Those that take room (Mc) have it in some only."""
_UNSURE: Final = ("Cf", "Cn")
"""What shows nothing by itself, and what Unicode lacked when this Python was made: it may be new to a terminal, too."""
_JOINING: Final = (range(0x1F1E6, 0x1F200), range(0x1F3FB, 0x1F400), range(0xFE00, 0xFE10))
"""Letters of flags, skin tones, and what asks for a drawing or a letter: some terminals join them to what they follow.

Of all other single characters Rich and wcwidth say the same width."""


def cut(segments: Iterable[Segment], palette: Palette) -> list[Cell]:
    """Cut what Textual draws of a line into cells. Nothing in it moves the cursor."""
    cells: list[Cell] = []
    for text, style, control in segments:
        if not control:
            pen = palette.pen(style)
            cells += _plain(text, pen) if text.isascii() and text.isprintable() else _clusters(text, pen)
    return cells


def blank(pen: Pen) -> Cell:
    """Return the blank of a pen."""
    return " ", blank_pen(pen)


def is_whole(cells: Sequence[Cell], at: int) -> bool:
    """Tell whether a cell is none, or does not go on with the one before it."""
    return not 0 < at < len(cells) or bool(cells[at][0])


@lru_cache(_KEPT)
def _plain(text: str, pen: Pen) -> list[Cell]:
    gap = blank(pen)
    return [gap if character == " " else (character, pen) for character in text]


@lru_cache(_KEPT)
def _clusters(text: str, pen: Pen) -> list[Cell]:
    """Return the cells of any text. A mark behind nothing is left out, and so is every control character."""
    text = text.translate(CONTROLS)
    gap = blank(pen)
    cells: list[Cell] = []
    for start, end, width in split_graphemes(text)[0]:
        cluster = text[start:end]
        if width:
            cells.append(gap if cluster == " " else (cluster, pen))
            cells += [("", pen)] * (width - 1)
    return cells


@lru_cache(_KEPT)
def reach(cluster: str, width: int) -> int:
    """Return how many cells a terminal may draw a cluster in at most.

    That is its width where terminals agree on it, as they do on letters, ideographs and combining marks.

    Args:
        cluster: The cluster.
        width: Its cells, for Textual.
    """
    first, marks = cluster[0], cluster[1:]
    is_sure = unicodedata.category(first) not in _UNSURE and not _joins(first)
    if is_sure and all(unicodedata.category(mark) in _MARKS and not _joins(mark) for mark in marks):
        return width
    return max(width, 2 * len(cluster))


def _joins(character: str) -> bool:
    return any(ord(character) in each for each in _JOINING)
