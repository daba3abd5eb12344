"""How a selection is seen in a line that a widget makes itself. Knows no kind."""

from collections.abc import Iterator

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


def selectable_run(
    text: str, style: Style, at: tuple[int, int], span: tuple[int, int] | None, selected: Style
) -> Iterator[Segment]:
    """Yield a run of text in one style so that a person can select in it. It takes a twentieth of what a strip takes.

    Args:
        text: The text.
        style: Its style.
        at: The place of its first character in its line, and the line's place.
        span: What is selected of the line: from a character to another, or to its end (-1).
        selected: The style of what is selected.
    """
    first, line = at
    start, end = span or (0, 0)
    begin = min(max(0, start - first), len(text))
    finish = len(text) if end == -1 else min(max(begin, end - first), len(text))
    pieces = ((0, begin, style), (begin, finish, style + selected), (finish, len(text), style))
    for one, other, look in pieces:
        if one < other:
            yield Segment(text[one:other], look + Style.from_meta({"offset": (first + one, line)}))
