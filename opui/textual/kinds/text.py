"""The kind `text`: words, with spans in styles of their own."""

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from rich.cells import cell_len
from textual.content import Content
from textual.css.styles import StylesBase
from textual.geometry import Size
from textual.widget import Widget

from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.textual import private
from opui.textual.css import text_content
from opui.textual.kinds.adapter import COMMON, Adapter
from opui.textual.kinds.node_widget import NodeWidget

TAB: Final = 8
"""Columns between two tab stops, as Textual shows them."""


class OpuiText(NodeWidget):
    """A `text` with its spans.

    Attributes:
        content: What it shows.
    """

    DEFAULT_CSS = """
    OpuiText { width: auto; max-width: 100%; height: auto; }
    """

    def __init__(self) -> None:
        super().__init__()
        # There are none in what a guest says; Textual would look for them at each paint.
        self.set_reactive(Widget.auto_links, False)
        self.content = Content()

    def render(self) -> Content:
        """Return what it shows."""
        return self.content

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines it takes: as Textual counts, but without making the lines, a thirtieth of the time."""
        return _height(self.content, self.styles, width)

    def set_content(self, content: Content) -> None:
        """Show something else; all is laid out anew only if it takes other room."""
        old, self.content = self.content, content
        if not self.is_attached:
            return
        width = self.size.width
        self.refresh(layout=not width or self._room_of(content, width) != self._room_of(old, width))

    def _room_of(self, content: Content, width: int) -> tuple[int, int]:
        rules: Any = self.styles
        return content.get_optimal_width(rules, width), _height(content, self.styles, width)


def _height(content: Content, styles: StylesBase, width: int) -> int:
    """Return how many lines words take; where they have no room, none."""
    if width <= 0:
        return 0
    count = partial(_pieces if styles.text_wrap == "nowrap" else _wrapped, overflow=styles.text_overflow, width=width)
    return sum(count(_with_spaces(line)) for line in content.plain.split("\n"))


def _with_spaces(line: str) -> str:
    return Content(line).expand_tabs(TAB).plain if "\t" in line else line


def _wrapped(line: str, overflow: str, width: int) -> int:
    return 1 + len(private.divide_line(line, width, fold=overflow == "fold"))


def _pieces(line: str, overflow: str, width: int) -> int:
    return max(1, -(-cell_len(line) // width)) if overflow == "fold" else 1


def _set_text(widget: OpuiText, node: Node) -> None:
    widget.set_content(text_content(node))


def _shown(widget: OpuiText) -> Iterator[str]:
    yield quote(str(widget.content))


ADAPTER = Adapter(OpuiText, COMMON, _set_text, shown=_shown)
