"""The lines of a widget that has nothing around or over its content, made without Textual's box around each line.

That box takes as long as a row's own line. Textual keeps the lines that it has put it around; these are made whenever
they are painted: the widget keeps what is dear about them. Knows no kind.
"""

from collections.abc import Sequence

from rich.style import Style
from textual.filter import ANSIToTruecolor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def is_bare(widget: Widget) -> bool:
    """Tell whether nothing but its content is seen of a widget: no border, outline, padding, tint, hatch or opacity."""
    styles = widget.styles
    if any(styles.gutter) or styles.tint.a or styles.text_opacity != 1.0 or widget.opacity != 1.0:
        return False
    outlined = any(edge for edge, _ in styles.outline)
    return not outlined and not styles.has_rule("hatch") and not (widget.auto_links and widget.hover_style)


def bare_lines(widget: Widget, crop: Region, *, is_true: bool = False) -> Sequence[Strip]:
    """Return the lines of a part of such a widget, as Textual would.

    Args:
        widget: The widget.
        crop: The part.
        is_true: Whether all that it shows has true colours and nothing of it is dim, so that nothing needs a filter to
            be made so.
    """
    width, background = widget.size.width, widget.background_colors[1]
    filters = [each for each in widget.get_line_filters() if not (is_true and isinstance(each, ANSIToTruecolor))]
    ground = Style.from_color(bgcolor=background.rich_color)
    whole = crop.column_span == (0, width)
    lines = []
    for y in crop.line_range:
        line = widget.render_line(y).adjust_cell_length(width, ground)
        for each in filters:
            line = line.apply_filter(each, background)
        lines.append(line if whole else line.crop(*crop.column_span))
    return lines
