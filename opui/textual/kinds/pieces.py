"""Lines that are cut into pieces cheaply: a piece that nothing shows of is never made.

Textual's compositor cuts each line of each widget wherever any widget begins or ends, and then keeps the pieces that
lie in front. Boxes that cover one another have it make a million pieces and keep four thousand.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip


class Piece(Strip):
    """What lies between two columns of a line, cut out of it when it is looked at.

    Args:
        line: The line.
        start: The first column.
        end: The column behind the last.
    """

    __slots__ = ("_end", "_line", "_made", "_start")

    def __init__(self, line: Strip, start: int, end: int) -> None:
        self._line = line
        self._start = start
        self._end = end
        self._made: Strip | None = None

    def __getattr__(self, name: str) -> Any:
        """Return what Textual keeps in a strip under an inner name: that of the piece, once made."""
        return getattr(self._piece, name)

    @property
    def _piece(self) -> Strip:
        if self._made is None:
            self._made = self._line.crop(self._start, self._end)
        return self._made

    @property
    def cell_length(self) -> int:
        """How many columns it takes."""
        return self._end - self._start

    def __iter__(self) -> Iterator[Segment]:
        """Yield its segments."""
        return iter(self._piece)

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Return the pieces between the columns that are given, from its first."""
        length, start = self.cell_length, self._start
        ends = [cut for cut in cuts if cut <= length]
        return [Piece(self._line, start + begin, start + end) for begin, end in zip([0, *ends], ends, strict=False)]

    def crop(self, start: int, end: int | None = None) -> Strip:
        """Return what lies between two of its columns. The line keeps it: it is asked for at each paint."""
        return self._piece.crop(start, end)

    def render(self, console: Console) -> str:
        """Return what is written to a terminal for it. The line keeps that, too."""
        return self._piece.render(console)
