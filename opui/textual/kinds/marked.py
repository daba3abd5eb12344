"""How a selection is seen in a line that a widget makes itself. Knows no kind."""

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip


def with_selection(strip: Strip, start: int, end: int, style: Style) -> Strip:
    """Return a strip with the selection's style on the characters from `start` to `end`; -1: to the end."""
    text = strip.text
    left, right = cell_len(text[:start]), strip.cell_length if end == -1 else cell_len(text[:end])
    inner = strip.crop(left, right)
    marked = Strip(Segment.apply_style(inner, post_style=style), inner.cell_length)
    return Strip.join((strip.crop(0, left), marked, strip.crop(right)))
