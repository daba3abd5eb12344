"""The kind `sparkline`: bars that show how numbers go up and down."""

from collections.abc import Callable, Iterator, Sequence
from math import isfinite
from statistics import fmean
from typing import ClassVar, Final, TypeGuard

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.geometry import Size
from textual.strip import Strip
from textual.style import Style

from opui.core.arrays import Array, Item
from opui.textual.kinds.adapter import COMMON, Adapter
from opui.textual.kinds.node_widget import NodeWidget

BARS: Final = " ▁▂▃▄▅▆▇█"
"""Bars of 0 to 8 eighths of a line."""
_EIGHTHS: Final = len(BARS) - 1
AGAIN: Final = 1 / 60
"""Seconds after which an array is asked for again that could not be read."""
LISTED: Final = 4_096
"""Numbers that the listing of widgets shows."""
SUMMARIES: Final[dict[str, Callable[[Sequence[float]], float]]] = {"max": max, "mean": fmean, "min": min}


class OpuiSparkline(NodeWidget):
    """A `sparkline`. It makes the lines that are seen; Textual's own makes all, however high it is.

    Attributes:
        points: The numbers that are written in the attribute.
        series: An array of numbers, shown in their place; None if there is none.
        summary: Which of several numbers that share a column is shown.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"sparkline--low", "sparkline--high"}
    DEFAULT_CSS = """
    OpuiSparkline { width: 1fr; height: 1; }
    OpuiSparkline > .sparkline--low { color: $primary 40%; }
    OpuiSparkline > .sparkline--high { color: $primary; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.points: tuple[float, ...] = ()
        self.series: Array | None = None
        self.summary = "max"
        self._read: tuple[float, ...] = ()
        self._drawn: tuple[object, list[tuple[float, RichStyle]]] | None = None

    @property
    def numbers(self) -> tuple[float, ...]:
        """What is shown."""
        return self.points if self.series is None else self._read

    def read_series(self) -> None:
        """Read the array's numbers, all that are finite; later, if the guest computes now."""
        if self.series is None:
            return
        items = self.series.read(0, self.series.length)
        if items is None:
            self.set_timer(AGAIN, self.read_series)
            return
        before, self._read = len(self.numbers), tuple(item for item in items if _is_number(item))
        self.show_numbers(before)

    def show_numbers(self, before: int) -> None:
        """Draw other numbers than before, of which there were so many."""
        self._drawn = None
        self.refresh(layout=before != len(self.numbers))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return a column for each number."""
        return len(self.numbers)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return one line."""
        return 1

    def render_line(self, y: int) -> Strip:
        """Return one line of the bars."""
        width, height = self.content_size
        ground = self.visual_style
        if not self.numbers or not 0 <= y < height:
            return Strip.blank(width, ground.rich_style)
        columns = self._columns(width, ground)
        return Strip([Segment(BARS[bar_in_line(share, height, y)], style) for share, style in columns], width)

    def _columns(self, width: int, ground: Style) -> list[tuple[float, RichStyle]]:
        """Return how far up each column's bar goes, and its style; all lines of a paint have the same."""
        low, high = (self.get_visual_style(f"sparkline--{end}") for end in ("low", "high"))
        key = self.summary, width, ground, low, high
        if self._drawn is None or self._drawn[0] != key:
            found = shares(self.numbers, width, SUMMARIES[self.summary])
            self._drawn = key, [(share, _style(ground, low, high, share)) for share in found]
        return self._drawn[1]


def _style(ground: Style, low: Style, high: Style, share: float) -> RichStyle:
    color = low.foreground.blend(high.foreground, share) if low.foreground and high.foreground else None
    return (ground + Style(foreground=color)).rich_style


def shares(points: Sequence[float], columns: int, summary: Callable[[Sequence[float]], float]) -> Iterator[float]:
    """Yield for each column how far up its number is, from the smallest (0) to the greatest (1) of all.

    Args:
        points: The numbers, at least one.
        columns: How many columns there are: each number has one or more, or else several share one.
        summary: What a column shows of those that share it.
    """
    smallest, extent = min(points), max(points) - min(points)
    for column in range(columns):
        first = column * len(points) // columns
        behind = max(first + 1, (column + 1) * len(points) // columns)
        yield (summary(points[first:behind]) - smallest) / extent if extent else 0.5


def bar_in_line(share: float, height: int, line: int) -> int:
    """Return how many eighths of a line a bar fills in it; the smallest number has an eighth in the last line.

    Args:
        share: How far up the bar goes, from 0 to 1.
        height: Lines of all bars.
        line: The line, from the top.
    """
    eighths = 1 + round(share * (height * _EIGHTHS - 1))
    return max(0, min(_EIGHTHS, eighths - (height - 1 - line) * _EIGHTHS))


def _is_number(item: Item) -> TypeGuard[float]:
    return isinstance(item, float | int) and isfinite(item)


def _set_points(widget: OpuiSparkline, value: str) -> None:
    before, widget.points = len(widget.numbers), tuple(map(float, value.split()))
    widget.show_numbers(before)


def _set_series(widget: OpuiSparkline, value: Array | None) -> None:
    before, widget.series = len(widget.numbers), value
    if value is None:
        widget.show_numbers(before)
    else:
        widget.read_series()


def _set_summary(widget: OpuiSparkline, value: str) -> None:
    widget.summary = value
    widget.refresh()


def _shown(widget: OpuiSparkline) -> Iterator[str]:
    yield " ".join(f"{number:g}" for number in widget.numbers[:LISTED])


ADAPTER = Adapter(
    OpuiSparkline, COMMON | {"points": _set_points, "series": _set_series, "summary": _set_summary}, shown=_shown
)
