"""Cells as a guest has them in its memory, read as lines of runs: texts in one look each.

It knows neither screens nor colours, and not how wide a terminal shows what: it is told that.
"""

import struct
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import compress
from operator import ne
from typing import Final, NamedTuple, TypeAlias

from opui.core import clusters, protocol
from opui.core.scrub import SIGN, scrub

Width: TypeAlias = Callable[[str], int]
"""Returns how many columns a terminal shows a text in."""

_BYTES: Final = protocol.CELL.size
_WORDS: Final = len(protocol.CELL_WORDS)
_REVERSE: Final = 1 << protocol.CELL_MARKS.index("reverse")
_LOOK: Final = struct.Struct("<III")
_SHAPES: Final = 8_192
"""Symbols of which it is kept what is shown."""
_LINES: Final = 16
"""Widths of lines by which cells are read that are kept."""


Run: TypeAlias = tuple[str, bytes]
"""Cells side by side that look the same: what they show, and the bytes of a cell behind its symbol (`read_look`). There
are thousands a frame: a tuple, for the garbage collector goes through those of a class of its own again and again."""


class Look(NamedTuple):
    """How a cell looks: words of a cell's record."""

    color: int
    background: int
    marks: int


def read_look(look: bytes) -> Look:
    """Return what the bytes of a look say."""
    return Look(*_LOOK.unpack(look))


class Raster:
    """Cells as they were when they were read.

    Args:
        width: Says how wide a symbol is shown.

    Attributes:
        columns: Cells of a row.
        rows: How many whole rows there are.
    """

    def __init__(self, width: Width = clusters.width) -> None:
        self.columns = 0
        self.rows = 0
        self._width = width
        self._cells = b""
        self._texts: Sequence[str] = ()

    def take(self, columns: int, cells: bytes, texts: Sequence[str]) -> list[int]:
        """Take other cells; return the rows that are not as before, if no more and no fewer are shown: else all.

        Args:
            columns: Cells of a row. 0: there is no row.
            cells: The records, row by row.
            texts: The symbols that are no single character.
        """
        size = columns * _BYTES
        rows = min(len(cells) // size, protocol.CANVAS_ROWS) if size else 0
        before, same = self._cells, (columns, rows, texts) == (self.columns, self.rows, self._texts)
        self.columns, self.rows, self._cells, self._texts = columns, rows, cells, texts
        parts = (slice(y * size, (y + 1) * size) for y in range(rows))
        return [y for y, part in enumerate(parts) if not same or before[part] != cells[part]]

    def runs(self, y: int, cursor: int = -1) -> list[Run]:
        """Return the runs of a row, which together are as wide as it has columns.

        Args:
            y: The row.
            cursor: The column of a cell that is shown reversed; -1: none is.
        """
        line = self._cells[y * self.columns * _BYTES : (y + 1) * self.columns * _BYTES]
        words = _line(self.columns).unpack(line)
        looks = words[1::2]
        if 0 <= cursor < self.columns:
            looks = (*looks[:cursor], _reversed(looks[cursor]), *looks[cursor + 1 :])
        text = _characters(line)
        if text is None or not self._is_even(text):
            return list(self._uneven(words[::2], looks))
        starts = [0, *compress(range(1, self.columns), map(ne, looks, looks[1:]))]
        return [(text[at:end], looks[at]) for at, end in zip(starts, (*starts[1:], self.columns), strict=True)]

    def text(self, y: int) -> str:
        """Return the text of a row."""
        return "".join(text for text, _ in self.runs(y))

    def _is_even(self, text: str) -> bool:
        """Tell whether each character of a text is shown as it is, in one cell."""
        plain = text.isascii() and text.isprintable()
        return plain or all(_shape(character, self._width) == (character, 1) for character in set(text))

    def _uneven(self, symbols: Sequence[int], looks: Sequence[bytes]) -> Iterator[Run]:
        """Yield the runs of any row: a wide symbol hides the cell on its right, and needs one."""
        parts: list[str] = []
        look, x = looks[0], 0
        while x < len(symbols):
            if looks[x] != look:
                yield "".join(parts), look
                parts, look = [], looks[x]
            text, width = _shape(self._symbol(symbols[x]), self._width)
            if x + width > len(symbols):
                text, width = " ", 1
            parts.append(text)
            x += width
        yield "".join(parts), look

    def _symbol(self, symbol: int) -> str:
        place = symbol - protocol.CELL_TEXTS
        if place >= 0:
            return self._texts[place] if place < len(self._texts) else SIGN
        return chr(symbol or 0x20) if symbol <= 0x10FFFF else SIGN


@lru_cache(_LINES)
def _line(columns: int) -> struct.Struct:
    return struct.Struct(f"<{f'I{_LOOK.size}s' * columns}")


def _characters(line: bytes) -> str | None:
    """Return the symbols of a row as one text; None if some are no characters."""
    try:
        text = memoryview(line).cast("I")[::_WORDS].tobytes().decode("utf-32-le")
    except UnicodeDecodeError:
        return None
    return text.replace("\0", " ")


def _reversed(look: bytes) -> bytes:
    color, background, marks = _LOOK.unpack(look)
    return _LOOK.pack(color, background, marks ^ _REVERSE)


@lru_cache(_SHAPES)
def _shape(symbol: str, width: Width) -> tuple[str, int]:
    """Return what is shown of a symbol, and in how many cells: a sign where it is none of one or two."""
    columns = width(symbol)
    whole = len(symbol) == 1 or len(clusters.borders(symbol)) == 2
    good = columns in (1, 2) and whole and scrub(symbol) == symbol
    return (symbol, columns) if good else (SIGN, 1)
