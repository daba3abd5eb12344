"""Writes cells to a terminal in few bytes: knows its pen and where its cursor is, and nothing of what it shows."""

from collections import Counter
from itertools import compress
from operator import ne
from typing import Final

from opui.textual.output.cells import BLANK, Cell, reach
from opui.textual.output.moves import Place, move
from opui.textual.output.pens import PLAIN, Pen, change, pen_for_blank
from opui.textual.output.scrolling import Line, Scroll

_ANEW: Final = "\x0f\x1b(B\x1b[?7l\x1b[r\x1b[m"
"""Ends what another program may have left: line-drawing letters, wrapped lines, margins, a pen."""
_ERASE_LINE: Final = "\x1b[K"
_ERASE_SCREEN: Final = "\x1b[2J"
_RESET_MARGINS: Final = "\x1b[r"
_BRIDGED: Final = 4
"""So many unchanged cells are written again sooner than passed over by a sequence."""
_ERASED: Final = 10
"""More blanks than this are erased sooner than written: it takes a sequence, and another one to pass over them."""


class Writer:
    """Writes to one terminal.

    Args:
        erases_in_color: Whether what the terminal erases has the background that it draws with, as most do.
    """

    def __init__(self, erases_in_color: bool) -> None:
        self._erases_in_color = erases_in_color
        self._pen = PLAIN
        self._cursor: Place | None = None
        self._text: list[str] = []

    def take_text(self) -> str:
        """Return what was written since this was last asked."""
        text = "".join(self._text)
        self._text.clear()
        return text

    def rest(self, cursor: Place) -> None:
        """End an update: the cursor is where it is to rest, and no link is under way."""
        self._use(self._pen._replace(link=""))
        self._move(cursor)

    def begin_anew(self, meant: list[list[Cell]]) -> list[Line]:
        """Clear the screen to the blank that most of what is meant is. Return what it shows then."""
        blanks = Counter(cell for line in meant for cell in line if self._can_erase(cell))
        cell = blanks.most_common(1)[0][0] if blanks else BLANK
        self._text.append(_ANEW)
        self._pen, self._cursor = PLAIN, None
        self._use(cell[1])
        self._text.append(_ERASE_SCREEN)
        return [[cell] * len(line) for line in meant]

    def scroll(self, scroll: Scroll) -> None:
        """Move lines up or down: as many are deleted or inserted at their top, within margins."""
        top, bottom, lines = scroll
        self._text.append(f"\x1b[{top + 1};{bottom + 1}r")
        self._cursor = None  # margins, set or reset, move it into the corner in most terminals
        self._move((0, top))
        self._text.append(f"\x1b[{'' if abs(lines) == 1 else abs(lines)}{'M' if lines > 0 else 'L'}{_RESET_MARGINS}")
        self._cursor = None

    def write_line(self, y: int, shown: Line, meant: list[Cell]) -> None:
        """Write the cells of a line that differ."""
        shown = list(shown)
        end = 0
        # Each is compared when its turn comes: what is written may change what is shown behind it.
        for x in compress(range(len(meant)), map(ne, shown, meant)):
            if x >= end:
                self._pass_over(x, y, meant)
                write = self._write_blanks if meant[x][0] == " " else self._write_letters
                end = write(x, y, shown, meant)

    def _pass_over(self, x: int, y: int, meant: list[Cell]) -> None:
        """Move to a cell, by writing again what lies before it where that is shorter."""
        if self._cursor is not None and self._cursor[1] == y:
            gap = meant[self._cursor[0] : x]
            if len(gap) <= _BRIDGED and all(map(self._is_at_hand, gap)):
                self._text.extend(text for text, _ in gap)
                self._cursor = max(self._cursor, (x, y))
        self._move((x, y))

    def _is_at_hand(self, cell: Cell) -> bool:
        """Tell whether a cell is written with one byte and the present pen."""
        text, pen = cell
        wanted = pen_for_blank(self._pen, pen) if text == " " else pen
        return wanted == self._pen and text.isascii() and bool(text)

    def _write_blanks(self, x: int, y: int, shown: list[Cell | None], meant: list[Cell]) -> int:
        """Write a run of one blank, as far as any of it differs. Return the cell behind."""
        cell, width = meant[x], len(meant)
        end = next((i for i in range(x, width) if meant[i] != cell), width)
        last = next(i for i in range(end - 1, x - 1, -1) if shown[i] != cell) + 1
        self._use(pen_for_blank(self._pen, cell[1]))
        if self._can_erase(cell) and end == width and last - x > len(_ERASE_LINE):
            self._text.append(_ERASE_LINE)
        elif self._can_erase(cell) and last - x > _ERASED:
            self._text.append(f"\x1b[{last - x}X")
        else:
            self._text.append(" " * (last - x))
            self._cursor = _behind(last, y, width)
        return last

    def _write_letters(self, x: int, y: int, shown: list[Cell | None], meant: list[Cell]) -> int:
        """Write what begins in a cell and, if that is a letter of one cell, those behind it. Return the cell behind.

        They are one run as far as they differ and have one pen.
        """
        pen, letters = meant[x][1], []
        for at in range(x, len(meant)):
            cell = meant[at]
            if cell[1] != pen or shown[at] == cell or not _is_letter(at, meant):
                break
            letters.append(cell[0])
        if not letters:
            return self._write_cluster(x, y, shown, meant)
        self._use(pen)
        self._text.extend(letters)
        self._cursor = _behind(x + len(letters), y, len(meant))
        return x + len(letters)

    def _write_cluster(self, x: int, y: int, shown: list[Cell | None], meant: list[Cell]) -> int:
        """Write what begins in a cell. Return the cell behind."""
        text, pen = meant[x]
        end = next((i for i in range(x + 1, len(meant)) if meant[i][0]), len(meant))
        far = x + reach(text, end - x)
        self._use(pen)
        if far > end == len(meant) == x + 1:
            # One terminal or another would move it to the left, over what is there.
            text, far = " ", end
        elif far > end:
            # However wide the terminal draws it: what it leaves is blank, and what it covers is written again.
            self._text.append(" " * (end - x) + move(_behind(end, y, len(meant)), (x, y)))
            shown[end:far] = [None] * len(shown[end:far])
        self._text.append(text)
        self._cursor = _behind(end, y, len(meant)) if far == end else None
        return end

    def _can_erase(self, cell: Cell) -> bool:
        """Tell whether a cell is a blank that the terminal makes when it erases."""
        text, pen = cell
        plain = text == " " and not pen.link and not pen.shows_on_blanks()
        return plain and (self._erases_in_color or not pen.background)

    def _use(self, pen: Pen) -> None:
        self._text.append(change(self._pen, pen))
        self._pen = pen

    def _move(self, place: Place) -> None:
        self._text.append(move(self._cursor, place))
        self._cursor = place


def _is_letter(x: int, meant: list[Cell]) -> bool:
    """Tell whether what a cell shows is no blank, and one cell wide on each terminal."""
    text = meant[x][0]
    if text.isascii():
        return text not in ("", " ")
    return reach(text, 1) == 1 and (x + 1 == len(meant) or bool(meant[x + 1][0]))


def _behind(x: int, y: int, width: int) -> Place | None:
    """Return where the cursor is behind a cell: nobody knows behind the last one of a line."""
    return (x, y) if x < width else None
