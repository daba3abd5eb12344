"""The kind `log`: lines that the guest adds to."""

from collections.abc import Iterator
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import BindingType
from textual.containers import ScrollableContainer
from textual.geometry import Size
from textual.layout import DockArrangeResult
from textual.selection import Selection
from textual.strip import Strip

from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.textual.kinds.adapter import TITLED, Adapter
from opui.textual.kinds.bounded import InnerWidget
from opui.textual.kinds.marked import selectable
from opui.textual.kinds.node_widget import NodeWidget, own_bindings

LINES: Final = 10_000
"""Lines that are shown, the last ones: to take over as many takes some milliseconds."""
COLUMNS: Final = 2_000
"""Characters of a line that are shown: no screen is wider, and few lines are scrolled so far."""
TAB: Final = 8
_LISTED: Final = 3
"""Lines that the listing shows, the last ones."""


class Lines(InnerWidget):
    """The lines, one below the other. Only those that are seen are made."""

    DEFAULT_CSS = """
    Lines { width: auto; height: auto; min-width: 100%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.columns = 0

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return how wide the widest line is, in cells."""
        return self.columns

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are."""
        return len(self.lines)

    def render_line(self, y: int) -> Strip:
        """Return a line."""
        style = self.visual_style.rich_style
        width = self.size.width
        if not 0 <= y < len(self.lines):
            return Strip.blank(width, style)
        strip = Strip([Segment(self.lines[y], style)]).adjust_cell_length(width, style)
        return selectable(self, strip, y)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text that is selected, and what separates it from that of others."""
        return selection.extract("\n".join(self.lines)), "\n"


class OpuiLog(ScrollableContainer, NodeWidget, can_focus=True, inherit_bindings=False):
    """A `log`. It takes no widget a line, and breaks none: what is too wide is scrolled to."""

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("log")
    DEFAULT_CSS = """
    OpuiLog { width: 1fr; height: 1fr; overflow: auto auto; scrollbar-size: 1 1; }
    """

    def __init__(self) -> None:
        self._lines = Lines()
        self._seen: dict[str, tuple[str, int]] = {}
        self._follows = True
        super().__init__(self._lines)

    @property
    def kept(self) -> list[str]:
        """Its lines."""
        return self._lines.lines

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Stay at the end from now on if that is where somebody has scrolled to."""
        super().watch_scroll_y(old_value, new_value)
        self._follows = new_value >= self.max_scroll_y

    def arrange_children(self, size: Size, optimal: bool) -> DockArrangeResult:
        """Stay at the end. Textual scrolls what it anchors there above its beginning, if it does not fill the room."""
        if self._follows and not optimal:
            self.scroll_in_layout(max(0, len(self.kept) - size.height))
        return super().arrange_children(size, optimal)

    def show(self, text: str) -> None:
        """Show other lines. A line break at the end begins no line."""
        whole = text.removesuffix("\n")
        lines = whole.rsplit("\n", LINES)[-LINES:] if whole else []
        # Most lines were there before: only new ones are measured.
        seen = {line: self._seen.get(line) or _measured(line) for line in lines}
        self._seen = seen
        self._lines.lines = [seen[line][0] for line in lines]
        self._lines.columns = max((columns for _, columns in seen.values()), default=0)
        self._lines.refresh(layout=True)


def _measured(line: str) -> tuple[str, int]:
    """Return what is seen of a line, and how wide that is, in cells."""
    shown = line[:COLUMNS].expandtabs(TAB)[:COLUMNS]
    return shown, cell_len(shown)


def _set_text(widget: OpuiLog, node: Node) -> None:
    widget.show(node.text)


def _shown(widget: OpuiLog) -> Iterator[str]:
    yield f"{len(widget.kept)} lines"
    yield from (quote(line) for line in widget.kept[-_LISTED:])


ADAPTER = Adapter(OpuiLog, TITLED, _set_text, shown=_shown, recycled=False)
