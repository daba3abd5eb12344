"""The lines of a page of Markdown in some width; each is made when it is asked for. Knows no kind.

What words look like is told by names, which whoever draws them turns into styles: `strong`, `heading-1`, `link 3`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content, Span
from textual.strip import Strip

from opui.markdown import Block, Mark, Page, Piece, What, Words
from opui.textual import private
from opui.textual.kinds.lines import Breaking, Lines, Look

LEAST: Final = 10
"""Columns that words have beside the marks of quotes and lists; these are cut before."""
CELL_LINES: Final = 20
"""Lines of a cell that are shown."""
LEAST_CELL: Final = 3
"""Columns of a table's column, unless all in it is narrower. Where there are fewer, it is shown without lines."""
LINK: Final = "link "
"""What the name of a link begins with; its place follows."""
CODE_BLOCK: Final = "code-block"
HEAD: Final = "head"
LINE: Final = "line"
MARK: Final = "mark"
QUOTE: Final = "quote"
HEADING: Final = "heading-"


class _Placed(NamedTuple):
    """Words that lie below others.

    Attributes:
        first: What stands in front of their first line.
        rest: What stands in front of all others.
        lines: The words.
        ground: The name of how the room behind them looks; empty: as the page does.
    """

    first: Content
    rest: Content
    lines: Lines
    ground: str = ""


class PageLines:
    """A page, broken into lines.

    Args:
        page: The page.
        width: The room, in cells.

    Attributes:
        width: The room.
        height: How many lines the page takes.
    """

    def __init__(self, page: Page, width: int) -> None:
        self.width = width
        self._placed: list[_Placed] = []
        self._paragraphs = 0
        self._fronts: dict[tuple[str, ...], Content] = {}
        for block in page.blocks if width > 0 else ():
            self._place(block)
        self._tops = [0, *accumulate(each.lines.height for each in self._placed)]
        self.height = self._tops[-1]

    @property
    def paragraphs(self) -> Iterator[str]:
        """All words, without what stands in front of them, by the lines that a person copies."""
        for placed in self._placed:
            yield from placed.lines.content.plain.split("\n")

    @property
    def columns(self) -> int:
        """How many columns the widest line takes."""
        return max((each.first.cell_length + each.lines.widest(each.lines.height) for each in self._placed), default=0)

    def line_of(self, link: int) -> int | None:
        """Return the line that a link begins on; None if nothing is seen of it."""
        name = f"{LINK}{link}"
        for top, placed in zip(self._tops, self._placed, strict=False):
            for span in placed.lines.content.spans:
                if span.style == name and placed.lines.height:
                    return top + placed.lines.line_at(span.start)
        return None

    def strip(self, y: int, look: Look) -> Strip:
        """Return line `y`, as wide as the room."""
        if not 0 <= y < self.height:
            return Strip.blank(self.width, look.style.rich_style)
        place = bisect_right(self._tops, y) - 1
        first, rest, lines, ground = self._placed[place]
        y -= self._tops[place]
        style = look.style + look.read_style(ground) if ground else look.style
        front = (rest if y else first).render(style, end="", parse_style=look.read_style)
        marks = Strip([Segment(text, (look.style + own).rich_style) for text, own in front])
        words = lines.strip(y, look._replace(style=style))
        return Strip.join((marks, words)).adjust_cell_length(self.width, style.rich_style)

    # --- Blocks ---

    def _place(self, block: Block) -> None:
        if block.gap >= 0:
            front = self._front(tuple(mark.rest for mark in block.marks[: block.gap]), block.marks)
            self._add(front, front, Content())
        first = self._front(tuple(mark.first for mark in block.marks), block.marks)
        rest = self._front(tuple(mark.rest for mark in block.marks), block.marks)
        room = self.width - rest.cell_length
        match block.what:
            case What.CELLS:
                for line in _table_lines(block, room):
                    self._add(first, rest, line)
                    first = rest
            case What.LINE:
                self._add(first, rest, Content.styled("─" * room, LINE))
            case What.CODE:
                # Its ground begins and ends a column beside it, where there is room for that.
                pad = " " if room > LEAST else ""
                self._add(first + pad, rest + pad, _content(block.rows[0][0]), CODE_BLOCK, len(pad))
            case What.HEADING:
                words = _content(block.rows[0][0])
                heading = Span(0, len(words), f"{HEADING}{block.level}")
                self._add(first, rest, Content(words.plain, [heading, *words.spans]))
            case What.WORDS:
                self._add(first, rest, _content(block.rows[0][0]))

    def _add(self, first: Content, rest: Content, words: Content, ground: str = "", right: int = 0) -> None:
        breaking = Breaking(self.width - rest.cell_length - right, "wrap", "fold", 0)
        self._placed.append(_Placed(first, rest, Lines(words, breaking, self._paragraphs), ground))
        self._paragraphs += words.plain.count("\n") + 1

    def _front(self, texts: tuple[str, ...], marks: Sequence[Mark]) -> Content:
        """Return what stands in front of words, as far as there is room. Many blocks have the same."""
        front = self._fronts.get(texts)
        if front is None:
            whole = _content_of(
                (text, (QUOTE if mark.is_quote else MARK,)) for text, mark in zip(texts, marks, strict=False)
            )
            front = self._fronts[texts] = whole[: max(0, self.width - LEAST)]
        return front


# --- Words -----------------------------------------------------------------------------------------


def _content_of(parts: Iterable[tuple[str, Iterable[str]]]) -> Content:
    """Return texts one behind the other, each with names of how it looks."""
    texts: list[str] = []
    spans: list[Span] = []
    end = 0
    for text, names in parts:
        start, end = end, end + len(text)
        texts.append(text)
        spans.extend(Span(start, end, name) for name in names)
    return Content("".join(texts), spans)


def _content(words: Words) -> Content:
    return _content_of((piece.text, _names(piece)) for piece in words)


def _names(piece: Piece) -> list[str]:
    names = sorted(piece.looks)
    if piece.link >= 0:
        names.append(f"{LINK}{piece.link}")
    return names


def _broken(words: Words, width: int) -> Iterator[Content]:
    """Yield the lines of a cell, as wide as its column; of one with too many, the last ends with `…`."""
    text = "".join(piece.text for piece in words)
    # One more than is shown tells that there are more.
    ends = [0, *private.divide_line(text, width)[:CELL_LINES], len(text)] if width else [0, 0]
    content = _content(words)
    for number, (start, end) in enumerate(pairwise(ends[: CELL_LINES + 1])):
        line = content[start:end].rstrip()
        if number == CELL_LINES - 1 and len(ends) > CELL_LINES + 1:
            line = line.truncate(width - 1) + "…"
        yield line.truncate(width)


# --- Tables ----------------------------------------------------------------------------------------


def _table_lines(block: Block, room: int) -> Iterator[Content]:
    """Yield the lines of a table; those without room for its columns, each a row, are broken by who takes them."""
    count = len(block.aligns)
    widths = _widths(block, room - 3 * count - 1)
    if widths is None:
        for row in block.rows:
            yield Content(" │ ").join(_content(cell) for cell in row)
        return
    yield _border("┌", "┬", "┐", widths)
    for number, row in enumerate(block.rows):
        name = "" if number else HEAD
        yield from _row_lines(row, widths, block.aligns, name)
        if not number:
            yield _border("├", "┼", "┤", widths)
    yield _border("└", "┴", "┘", widths)


def _widths(block: Block, room: int) -> list[int] | None:
    """Return how wide the columns are: as their widest cells, or else the widest of them share what is left.

    None if there is no room for all of them.
    """
    count = len(block.aligns)
    if room < LEAST_CELL * count:
        return None
    widths = [0] * count
    for row in block.rows:
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], sum(cell_len(piece.text) for piece in cell))
    for done, column in enumerate(sorted(range(count), key=widths.__getitem__)):
        widths[column] = min(widths[column], room // (count - done))
        room -= widths[column]
    return widths


def _border(left: str, middle: str, right: str, widths: Sequence[int]) -> Content:
    return Content.styled(f"{left}{middle.join('─' * (width + 2) for width in widths)}{right}", LINE)


def _row_lines(row: Sequence[Words], widths: Sequence[int], aligns: Sequence[str], name: str) -> Iterator[Content]:
    """Yield the lines of a row, as many as its highest cell has."""
    cells = [list(_broken(cell, width)) for cell, width in zip(row, widths, strict=True)]
    for y in range(max(map(len, cells))):
        parts: list[Content] = []
        for lines, width, align in zip(cells, widths, aligns, strict=True):
            line = lines[y] if y < len(lines) else Content()
            left = (width - line.cell_length) * _SHARE[align] // 2
            parts.append(_BAR + " " * (1 + left) + (line.stylize_before(name) if name else line))
            parts.append(Content(" " * (1 + width - left - line.cell_length)))
        yield Content("").join((*parts, _BAR))


_BAR: Final = Content.styled("│", LINE)
_SHARE: Final = {"left": 0, "center": 1, "right": 2}
"""Halves of the room beside a cell's words that lie left of them."""
