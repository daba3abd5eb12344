"""How a selection is seen in a line that a widget makes itself. Knows no kind."""

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget


def selectable(widget: Widget, strip: Strip, line: int) -> Strip:
    """Return a line of a widget's content so that a person can select in it, with what is selected."""
    span = widget.text_selection.get_span(line) if widget.text_selection is not None else None
    if span is not None:
        strip = _with_selection(strip, *span, widget.screen.get_visual_style("screen--selection").rich_style)
    return strip.apply_offsets(0, line)


def _with_selection(strip: Strip, start: int, end: int, style: Style) -> Strip:
    """Return a strip with the selection's style on the characters from `start` to `end`; -1: to the end."""
    text = strip.text
    left, right = cell_len(text[:start]), strip.cell_length if end == -1 else cell_len(text[:end])
    inner = strip.crop(left, right)
    marked = Strip(Segment.apply_style(inner, post_style=style), inner.cell_length)
    return Strip.join((strip.crop(0, left), marked, strip.crop(right)))
