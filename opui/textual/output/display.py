"""What a terminal shows, cell by cell, and what it is to show.

What is drawn goes into the screen that is meant at once; what is shown follows when the terminal can take it, and
whatever was drawn meanwhile is then one change. Knows no terminal and no app.
"""

from collections.abc import Iterable
from typing import Final, TypeAlias

from rich.segment import Segment

from opui.textual.output.cells import BLANK, Cell, blank, cut, is_whole
from opui.textual.output.moves import Place
from opui.textual.output.pens import Palette
from opui.textual.output.scrolling import Line, Scroll, find_scroll
from opui.textual.output.writer import Writer

BEGIN_SYNC: Final = "\x1b[?2026h"
END_SYNC: Final = "\x1b[?2026l"

Drawn: TypeAlias = Iterable[tuple[int, int, Iterable[Segment]]]
"""Parts of lines: the first one's column, the line, and what is drawn from there on."""


class Display:
    """The cells of one terminal.

    Args:
        size: Columns and lines.
        palette: Makes the pens.
        erases_in_color: See `Writer`.

    Attributes:
        size: Columns and lines.
        meant: The cells that the terminal is to show, by lines.
    """

    def __init__(self, size: tuple[int, int], palette: Palette, erases_in_color: bool) -> None:
        self.size = size
        self._palette = palette
        self._writer = Writer(erases_in_color)
        width, height = size
        self.meant: list[list[Cell]] = [[BLANK] * width for _ in range(height)]
        self._shown: list[Line] | None = None
        self._touched: set[int] = set()

    def forget(self) -> None:
        """Know nothing more of what the terminal shows: the next update writes all of it."""
        self._shown = None

    def take(self, drawn: Drawn) -> None:
        """Note what is to be shown. What lies beyond the screen is left out."""
        width, height = self.size
        for x, y, segments in drawn:
            if 0 <= y < height and 0 <= x < width:
                cells = cut(segments, self._palette)
                room = width - x
                if not is_whole(cells, room):
                    cells[room - 1] = blank(cells[room - 1][1])
                self._put(x, y, cells[:room])

    def _put(self, x: int, y: int, cells: list[Cell]) -> None:
        line, end = self.meant[y], x + len(cells)
        if line[x:end] == cells:
            return
        # Of a wide character that is half covered, nothing is seen.
        if not is_whole(line, x):
            line[x - 1] = blank(line[x - 1][1])
        if not is_whole(line, end):
            line[end] = blank(line[end][1])
        line[x:end] = cells
        self._touched.add(y)

    def update(self, cursor: Place, synchronized: bool) -> str:
        """Return what makes the terminal show what is meant; nothing if it does.

        Args:
            cursor: Where the cursor is to rest.
            synchronized: Whether the terminal can be told to show several changes at once.
        """
        writer, changes = self._writer, 0
        if self._shown is None:
            self._shown = writer.begin_anew(self.meant)
            self._touched = set(range(len(self.meant)))
            changes += 1
        changed = self._changed(self._shown, self._touched)
        if scroll := find_scroll(self._shown, self.meant, changed):
            writer.scroll(scroll)
            _scroll_lines(self._shown, scroll)
            changed = self._changed(self._shown, range(len(self.meant)))
            changes += 1
        for y in changed:
            writer.write_line(y, self._shown[y], self.meant[y])
            self._shown[y] = self.meant[y].copy()
        self._touched.clear()
        writer.rest(cursor)
        text = writer.take_text()
        return f"{BEGIN_SYNC}{text}{END_SYNC}" if synchronized and changes + len(changed) > 1 else text

    def _changed(self, shown: list[Line], lines: Iterable[int]) -> list[int]:
        return [y for y in sorted(lines) if shown[y] != self.meant[y]]


def _scroll_lines(lines: list[Line], scroll: Scroll) -> None:
    """Move lines as the terminal does. Nothing is known of those that come in: terminals fill them as they like."""
    top, bottom, by = scroll
    band = lines[top : bottom + 1]
    new: list[Line] = [[None] * len(line) for line in band[: abs(by)]]
    lines[top : bottom + 1] = band[by:] + new if by > 0 else new + band[:by]
