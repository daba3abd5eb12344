"""The lines of a table as runs of text in one style, cut to what is seen. Knows nothing of nodes and widgets.

The cells of most lines have the same style: they are one run, and a line of one run takes a fifth of the time.
"""

from collections.abc import Iterable
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from opui.textual.kinds.marked import selectable_run


class Run(NamedTuple):
    """A run of text.

    Attributes:
        text: The text.
        style: Its style.
        start: The place of its first character in the line.
    """

    text: str
    style: Style
    start: int


class Marks(NamedTuple):
    """What is selected of a line: from a character to another, or to its end (-1); and how that looks."""

    span: tuple[int, int] | None
    style: Style


def joined(runs: Iterable[Run]) -> list[Run]:
    """Return runs of which none goes on where another of the same style has ended."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last is not None and last.style == run.style and last.start + len(last.text) == run.start:
            found[-1] = last._replace(text=last.text + run.text)
        else:
            found.append(run)
    return found


def line_of(runs: Iterable[Run], line: int, width: int, ground: Style, marks: Marks) -> Strip:
    """Return a line of runs, filled up and cut to a width.

    Args:
        runs: What is seen of it.
        line: The line's place.
        width: How many cells it has.
        ground: The style of what is behind the runs.
        marks: What is selected of it.
    """
    segments = [
        segment for run in joined(runs) for segment in selectable_run(run.text, run.style, (run.start, line), *marks)
    ]
    return Strip(segments).adjust_cell_length(width, ground)


def padded(text: str, room: int, halves: int) -> str:
    """Return a text in a column: cut, with a blank to each side and the blanks that fill the room.

    Args:
        text: The text.
        room: How many cells there are, without the blank to each side.
        halves: How many halves of what is left of the room lie before the text.
    """
    shown, width = text, len(text)
    if not text.isascii() or width > room:
        content = Content(text).truncate(room, ellipsis=True)
        shown, width = content.plain, content.cell_length
    left = (room - width) * halves // 2
    return f"{' ' * (1 + left)}{shown}{' ' * (1 + room - width - left)}"


def without_left(run: Run, cells: int) -> Run:
    """Return what is left of a run of which so many cells on the left are out of sight."""
    if not cells:
        return run
    text = run.text[cells:] if run.text.isascii() else Strip([Segment(run.text)]).crop(cells).text
    return run._replace(text=text, start=run.start + len(run.text) - len(text))
