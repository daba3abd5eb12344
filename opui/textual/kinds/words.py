"""Widgets whose words are painted line by line: only the lines that are seen are made. Knows no kind."""

from typing import Final

from textual.content import Content
from textual.geometry import Size
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from opui.textual import private
from opui.textual.kinds.lines import Breaking, Lines, Look

KEPT: Final = 4
"""In how many widths words are kept broken into lines: a layout asks for several in turn."""
_SHARE: Final = {"top": 0, "left": 0, "middle": 1, "center": 1, "bottom": 2, "right": 2}
"""Halves of the room that is left that lie before the content, by how that is aligned."""


class WordWidget(Widget):
    """A widget that, if it shows words and nothing else, makes only those lines of them that are painted."""

    _broken: tuple[Lines, ...] = ()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the content takes; none where words have no room, which Textual fails at."""
        words = self.words
        if words is None:
            return super().get_content_height(container, viewport, width)
        return self.lines(words, width).height

    def render_line(self, y: int) -> Strip:
        """Return one line of the content."""
        words = self.words
        return super().render_line(y) if words is None else self.word_strip(words, self.size, y)

    def word_strip(self, words: Content, size: Size, y: int) -> Strip:
        """Return line `y` of a content of this size that shows these words."""
        lines, styles, style = self.lines(words, size.width), self.styles, self.visual_style
        height = min(lines.height, size.height)
        y -= (size.height - height) * _SHARE[styles.content_align_vertical] // 2
        if not 0 <= y < height:
            return Strip.blank(size.width, style.rich_style)
        strip = lines.strip(y, self._look(style))
        if styles.content_align_horizontal == "left" or styles.text_align not in ("left", "start"):
            return strip
        left = (size.width - lines.widest(height)) * _SHARE[styles.content_align_horizontal] // 2
        return Strip.join((Strip.blank(left, style.rich_style), strip))

    @property
    def words(self) -> Content | None:
        """What it shows, if that is words and nothing else."""
        visual = None if self.is_container else private.visual_of(self)
        return visual if isinstance(visual, Content) else None

    def lines(self, words: Content, width: int) -> Lines:
        """Return words broken into lines as this widget breaks them."""
        styles = self.styles
        breaking = Breaking(width, styles.text_wrap, styles.text_overflow, styles.line_pad)
        for lines in self._broken:
            if lines.content is words and lines.breaking == breaking:
                return lines
        lines = Lines(words, breaking)
        self._broken = (lines, *self._broken[: KEPT - 1])
        return lines

    def _look(self, style: Style) -> Look:
        selection = self.text_selection
        selected = Style.null()
        if selection is not None:
            selected = Style.from_styles(self.screen.get_component_styles("screen--selection"))
        return Look(style, self.styles.text_align, private.style_reader(self), selection, selected)
