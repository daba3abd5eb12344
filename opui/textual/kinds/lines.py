"""The lines that words are broken into; each is made when it is asked for.

Textual makes all lines of a text to show one of them: 64 KiB of letters, one to a line, take it two seconds at each
paint. Here finding out where lines begin takes a thirtieth of that, once, and a line is made when it is seen. What a
line looks like is Textual's affair; this module knows neither nodes nor widgets.
"""

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from typing import NamedTuple

from rich.cells import cell_len, chop_cells
from textual.content import Content
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from opui.textual import private


class Breaking(NamedTuple):
    """What decides where lines are broken: the room, in cells, and the styles of that name."""

    width: int
    text_wrap: str
    text_overflow: str
    line_pad: int

    @property
    def room(self) -> int:
        """The columns that words have on a line."""
        return self.width - 2 * self.line_pad

    @property
    def breaks(self) -> Callable[[str], list[int]]:
        """What finds where a paragraph is broken: the indices of the first characters of all lines but the first."""
        if self.text_wrap != "nowrap":
            return self._wrapped
        return self._chopped if self.text_overflow == "fold" else lambda paragraph: []

    def _wrapped(self, paragraph: str) -> list[int]:
        return private.divide_line(paragraph, self.room, fold=self.text_overflow == "fold")

    def _chopped(self, paragraph: str) -> list[int]:
        return list(accumulate(map(len, chop_cells(paragraph, self.width)[:-1])))


class Look(NamedTuple):
    """What decides how a line looks.

    Attributes:
        style: The style of the words.
        align: The style `text-align`.
        read_style: Makes a style of what a span says.
        selection: What is selected of the words.
        selected: The style of that.
    """

    style: Style
    align: str
    read_style: Callable[[str | Style], Style]
    selection: Selection | None
    selected: Style


class _Place(NamedTuple):
    """Where a line is: from one index to another in a paragraph, which begins at an index of the text."""

    paragraph: int
    begin: int
    start: int
    end: int
    is_last: bool


class Lines:
    """Words, broken into lines.

    Args:
        content: The words, without tabs.
        breaking: How they are broken.
        before: How many paragraphs lie above them that are selected with them.

    Attributes:
        content: The words.
        breaking: How they are broken.
        height: How many lines they take; none where they have no room.
    """

    def __init__(self, content: Content, breaking: Breaking, before: int = 0) -> None:
        self.content = content
        self.breaking = breaking
        self._before = before
        paragraphs = content.plain.split("\n") if breaking.room > 0 else []
        self._begins = [0, *accumulate(len(paragraph) + 1 for paragraph in paragraphs)]
        self._breaks = list(map(breaking.breaks, paragraphs))
        self._firsts = [0, *accumulate(len(breaks) + 1 for breaks in self._breaks)]
        self.height = self._firsts[-1]
        self._widest = (0, 0)

    def widest(self, count: int) -> int:
        """Return how many columns the widest of the first `count` lines takes."""
        if self._widest[0] != count:
            places = map(self._place, range(count))
            self._widest = (count, max((cell_len(self._plain(place)) for place in places), default=0))
        return min(self.breaking.width, self._widest[1])

    def line_at(self, index: int) -> int:
        """Return the line that a character is on, by its index."""
        paragraph = bisect_right(self._begins, index) - 1
        return self._firsts[paragraph] + bisect_right(self._breaks[paragraph], index - self._begins[paragraph])

    def strip(self, y: int, look: Look) -> Strip:
        """Return line `y`, from 0, no wider than the room for it."""
        place = self._place(y)
        line = self.content[place.begin + place.start : place.begin + place.end]
        paragraph = self._before + place.paragraph
        if look.selection is not None:
            line = _with_selected(line, place.start, look.selection.get_span(paragraph), look.selected)
        at = (self.breaking.width, place.start, paragraph)
        line = self._fitted(line, place.is_last)
        return private.line_strip(line, at, place.is_last, look.align, look.read_style, look.style)

    def _place(self, y: int) -> _Place:
        paragraph = bisect_right(self._firsts, y) - 1
        begin, breaks, number = self._begins[paragraph], self._breaks[paragraph], y - self._firsts[paragraph]
        start = breaks[number - 1] if number else 0
        is_last = number == len(breaks)
        end = self._begins[paragraph + 1] - begin - 1 if is_last else breaks[number]
        return _Place(paragraph, begin, start, end, is_last)

    def _plain(self, place: _Place) -> str:
        line = self.content.plain[place.begin + place.start : place.begin + place.end]
        return line if place.is_last else line.rstrip()

    def _fitted(self, line: Content, is_last: bool) -> Content:
        width, wrap, overflow, pad = self.breaking
        if wrap == "nowrap":
            return line.truncate(width, ellipsis=overflow == "ellipsis")
        room = self.breaking.room
        line = (line if is_last else line.rstrip()).truncate(room, ellipsis=overflow == "ellipsis")
        return line.rstrip_end(room).pad(pad, pad)


def _with_selected(line: Content, start: int, span: tuple[int, int] | None, style: Style) -> Content:
    """Return a line with a style on what is selected of its paragraph: up to an index, or to the end (-1)."""
    if span is None:
        return line
    begin, end = span
    return line.stylize(style, max(0, begin - start), len(line) if end == -1 else max(0, end - start))
