"""The kind `text`: words, with spans in styles of their own."""

from collections.abc import Iterator
from typing import Any

from textual.content import Content
from textual.widget import Widget

from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.textual.css import text_content
from opui.textual.kinds.adapter import Adapter
from opui.textual.kinds.times import TIMED, Timed


class OpuiText(Timed):
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

    @property
    def words(self) -> Content:
        """What it shows: also while it is not mounted, when Textual keeps what `render` has returned before."""
        return self.content

    def set_content(self, content: Content) -> None:
        """Show something else; all is laid out anew only if it takes other room."""
        old, self.content = self.content, content
        if not self.is_attached:
            return
        width = self.size.width
        self.refresh(layout=not width or self._room_of(content, width) != self._room_of(old, width))

    def _room_of(self, content: Content, width: int) -> tuple[int, int]:
        rules: Any = self.styles
        return content.get_optimal_width(rules, width), self.lines(content, width).height

    def show_words(self) -> None:
        """Show the words of its node, and the time behind them if there is one."""
        content = text_content(self.node)
        self.set_content(content + self.time_shown if self.time_shown else content)


def _set_text(widget: OpuiText, node: Node) -> None:
    widget.show_words()


def _shown(widget: OpuiText) -> Iterator[str]:
    yield quote(str(widget.content))


ADAPTER = Adapter(OpuiText, TIMED, _set_text, shown=_shown)
