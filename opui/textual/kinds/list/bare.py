"""The lines of a list that has nothing around or over its rows, made without Textual's box around each line.

That box takes as long as a row's own line. Textual keeps the lines that it has put it around; these lines the painter
keeps, so nothing is made twice.
"""

from collections.abc import Sequence

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def is_bare(widget: Widget) -> bool:
    """Tell whether nothing but its content is seen of a list: no border, outline, padding, tint, hatch or opacity."""
    styles = widget.styles
    if any(styles.gutter) or styles.tint.a or styles.text_opacity != 1.0 or widget.opacity != 1.0:
        return False
    outlined = any(edge for edge, _ in styles.outline)
    return not outlined and not styles.has_rule("hatch") and not (widget.auto_links and widget.hover_style)


def bare_lines(widget: Widget, crop: Region) -> Sequence[Strip]:
    """Return the lines of a part of such a list, as Textual would."""
    width, background, filters = widget.size.width, widget.background_colors[1], widget.get_line_filters()
    ground = Style.from_color(bgcolor=background.rich_color)
    whole = crop.column_span == (0, width)
    lines = []
    for y in crop.line_range:
        line = widget.render_line(y).adjust_cell_length(width, ground)
        for each in filters:
            line = line.apply_filter(each, background)
        lines.append(line if whole else line.crop(*crop.column_span))
    return lines
