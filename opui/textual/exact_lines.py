"""Lines of exactly as many cells as their widget is wide. Knows nothing of nodes."""

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def exact(strip: Strip, width: int) -> Strip:
    """Return a strip of so many cells, whatever number of them it says it has."""
    if sum([segment.cell_length for segment in strip]) == width:
        return strip
    return Strip(list(strip)).adjust_cell_length(width)


class ExactLines(Widget):
    """A widget that gives away no line longer or shorter than it is wide.

    Textual takes the word of whoever made a strip for its length, and it is wrong itself about the blanks at both sides
    of a button's words where the button is one line high and has no room for them. What stands beside it is then moved.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a region of the widget."""
        return [exact(strip, crop.width) for strip in super().render_lines(crop)]
