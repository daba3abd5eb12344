"""`LoadingSign`: what is drawn in place of a widget that is loading. It turns, and no guest is called for it."""

from collections.abc import Iterator
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from opui.textual.kinds.moving import begin_to_move, stop_moving

SIGNS: Final = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
STILL: Final = "…"
"""What is shown before it has moved, and where nothing is to."""


class LoadingSign:
    """The sign in the middle of one widget. It begins to turn once it is drawn.

    Args:
        widget: The widget that is loading.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._turn = -1

    @property
    def is_on_screen(self) -> bool:
        """Whether the widget is."""
        return self._widget.is_attached and self._widget.is_on_screen

    def move(self) -> None:
        """Show the next sign."""
        self._turn = (self._turn + 1) % len(SIGNS)
        self._widget.refresh(self._place)

    def end(self) -> None:
        """Turn no more."""
        stop_moving(self._widget.app, self)

    @property
    def _place(self) -> Region:
        width, height = self._widget.outer_size
        return Region((width - 1) // 2, (height - 1) // 2, 1, 1)

    def lines(self, crop: Region) -> Iterator[Strip]:
        """Yield the lines of a part of the widget."""
        widget = self._widget
        if widget.app.animation_level != "none":
            begin_to_move(widget.app, self)
        ground, place = Style.from_color(bgcolor=widget.background_colors[1].rich_color), self._place
        blank = Strip.blank(widget.outer_size.width, ground)
        sign = Strip([Segment(SIGNS[self._turn] if self._turn >= 0 else STILL, widget.visual_style.rich_style)])
        for y in crop.line_range:
            line = blank
            if y == place.y:
                line = Strip.join((blank.crop(0, place.x), sign, blank.crop(place.right)))
            for each in widget.get_line_filters():
                line = line.apply_filter(each, widget.background_colors[1])
            yield line.crop(*crop.column_span)
