"""A terminal that draws whole clusters, each as wide as it is told: newer terminals do, and no two agree on all.

`tests.picture` is the other kind. It has what opui writes, and fails on anything else.
"""

import re
from collections.abc import Callable
from typing import Final

from wcwidth import iter_graphemes

from opui.textual.output.cells import BLANK, Cell, blank, reach
from opui.textual.output.pens import PLAIN, Pen

_PIECE: Final = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f]+)|(?P<control>[\r\x08\x0f])|\x1b\](?P<link>8;[^\x1b]*)\x1b\\"
    r"|(?P<unseen>\x07|\x1b\](?:22|52);[^\x07\x1b]*\x07)"
    r"|(?P<charset>\x1b\(B)|\x1b\[(?P<private>\?)?(?P<numbers>[0-9;]*)(?P<final>[A-Za-z])"
)
_OFF: Final = {22: (0, 1), 23: (2,), 24: (3, 9), 25: (4, 5), 27: (6,), 28: (7,), 29: (8,), 54: (10, 11), 55: (12,)}
_ON: Final = {1: 0, 2: 1, 3: 2, 4: 3, 5: 4, 6: 5, 7: 6, 8: 7, 9: 8, 21: 9, 51: 10, 52: 11, 53: 12}


def unsure_cells(line: list[Cell]) -> set[int]:
    """Return the cells of a line that show what terminals disagree on."""
    found = set()
    for x, (text, _) in enumerate(line):
        end = next((i for i in range(x + 1, len(line)) if line[i][0]), len(line))
        if text and reach(text, end - x) > end - x:
            found |= set(range(x, end))
    return found


class ClusterTerminal:
    """A screen that is written to.

    Args:
        columns: Its columns.
        lines: Its lines.
        measure: How many cells it draws a cluster in.
        erases_in_color: Whether what it erases has the background that it draws with.

    Attributes:
        cells: What it shows, by lines.
        cursor: The column and the line.
    """

    def __init__(self, columns: int, lines: int, measure: Callable[[str], int], erases_in_color: bool = True) -> None:
        self.cells = [[BLANK] * columns for _ in range(lines)]
        self.cursor = (0, 0)
        self._measure = measure
        self._erases_in_color = erases_in_color
        self._pen = PLAIN
        self._margins = (0, lines - 1)

    @property
    def text(self) -> list[str]:
        """Return its lines."""
        return ["".join(text for text, _ in line) for line in self.cells]

    def feed(self, text: str) -> None:
        """Write to it."""
        at = 0
        while at < len(text):
            match = _PIECE.match(text, at)
            assert match is not None, repr(text[at : at + 20])
            at = match.end()
            if match["text"]:
                for cluster in iter_graphemes(match["text"]):
                    self._write(cluster)
            elif match["control"]:
                self._go({"\r": 0, "\b": self.cursor[0] - 1, "\x0f": self.cursor[0]}[match["control"]], self.cursor[1])
            elif match["link"] is not None:
                link = match["link"].removeprefix("8;")
                self._pen = self._pen._replace(link="" if link == ";" else link)
            elif match["final"] and not match["private"]:
                self._control(match["final"], [int(each) for each in match["numbers"].split(";") if each])

    def _write(self, cluster: str) -> None:
        width, (x, y) = self._measure(cluster), self.cursor
        columns = len(self.cells[y])
        if x + width > columns:
            # Lines are not wrapped: what does not fit goes over the last cells, two of them for a wide character.
            x = min(x, columns - min(width, 2))
            width = columns - x
        cell = blank(self._pen) if cluster == " " else (cluster, self._pen)
        self._put(x, y, [cell, *[("", self._pen)] * (width - 1)])
        self._go(x + width, y)

    def _put(self, x: int, y: int, cells: list[Cell]) -> None:
        line, end = self.cells[y], x + len(cells)
        for at, step in ((x, -1), (end, 1)):
            while 0 < at < len(line) and not line[at][0]:
                line[at if step > 0 else at - 1] = blank(line[at][1])
                at += step
        line[x:end] = cells

    def _go(self, x: int, y: int) -> None:
        self.cursor = min(max(x, 0), len(self.cells[0]) - 1), min(max(y, 0), len(self.cells) - 1)

    def _erased(self) -> Cell:
        return (" ", Pen(background=self._pen.background)) if self._erases_in_color else BLANK

    def _control(self, final: str, numbers: list[int]) -> None:
        x, y = self.cursor
        count = numbers[0] if numbers else 1
        columns = len(self.cells[y])
        match final:
            case "m":
                self._style(numbers)
            case "H":
                self._go((numbers[1] if len(numbers) > 1 else 1) - 1, count - 1)
            case "A" | "B" | "C" | "D":
                across, down = {"A": (0, -1), "B": (0, 1), "C": (1, 0), "D": (-1, 0)}[final]
                self._go(x + across * count, y + down * count)
            case "G":
                self._go(count - 1, y)
            case "d":
                self._go(x, count - 1)
            case "K":
                self._put(x, y, [self._erased()] * (columns - x))
            case "X":
                self._put(x, y, [self._erased()] * min(count, columns - x))
            case "J":
                assert numbers == [2]
                self.cells = [[self._erased()] * columns for _ in self.cells]
            case "r":
                self._margins = (numbers[0] - 1, numbers[1] - 1) if numbers else (0, len(self.cells) - 1)
                self.cursor = (0, 0)
            case "L" | "M":
                self._move_lines(y, count if final == "M" else -count)
            case _:
                raise AssertionError(final)

    def _move_lines(self, top: int, up: int) -> None:
        bottom = self._margins[1] + 1
        band = self.cells[top:bottom]
        new = [[self._erased()] * len(self.cells[0]) for _ in range(abs(up))]
        self.cells[top:bottom] = (band[up:] + new if up > 0 else new + band[:up])[: len(band)]

    def _style(self, numbers: list[int]) -> None:
        codes = iter(numbers or [0])
        marks, color, background, link = self._pen
        for code in codes:
            if code == 0:
                marks, color, background = 0, "", ""
            elif code in _ON:
                marks |= 1 << _ON[code]
            elif code in _OFF:
                marks &= ~sum(1 << bit for bit in _OFF[code])
            else:
                text = str(code)
                if code in (38, 48):
                    kind = next(codes)
                    text = ";".join(map(str, [code, kind, *(next(codes) for _ in range(3 if kind == 2 else 1))]))
                is_color = code in (38, 39) or 30 <= code <= 37 or 90 <= code <= 97
                text = "" if code in (39, 49) else text
                color, background = (text, background) if is_color else (color, text)
        self._pen = Pen(marks, color, background, link)
