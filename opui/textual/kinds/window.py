"""`Window`: what the widget of a kind with `window=True` offers, so that of its rows only some need be mounted."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, cast

from textual.geometry import Offset
from textual.widget import Widget

from opui.core.tree.node import Node
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.kinds.rows import Rows


class Window(Protocol):
    """A widget that shows a window of its rows: it mounts those near what can be seen, and may draw some itself.

    Attributes:
        node: Its node.
        rows: Where all rows lie, mounted or not.
        cursor: The row that the cursor is on, None if it is on none.
        scrolls: How often somebody has scrolled to other rows.
    """

    node: Node
    rows: Rows
    cursor: Node | None
    scrolls: int

    @staticmethod
    def first_rows(rows: Sequence[Node]) -> list[Node]:
        """Return those of the first rows that the widget should be made with, before it can know what is seen."""

    def set_rows(self, nodes: Sequence[Node]) -> None:
        """Take over the rows that there are now, in their order."""

    def wanted(self) -> Iterable[int]:
        """Return the indices of the rows that should be mounted."""

    def kept(self) -> Iterable[int]:
        """Return the indices of the mounted rows that should stay mounted, wanted or not."""

    def focused_row(self) -> Iterable[int]:
        """Return the index of the row with the focus in it, if there is one."""

    def row_widgets(self) -> Iterator[NodeWidget]:
        """Yield the widgets of the mounted rows."""

    def is_drawn(self, row: Node) -> bool:
        """Tell whether a row is drawn by the window itself, without a widget."""

    def drawn_lines(self, row: Node) -> int | None:
        """Return how many lines of a row the window has drawn, None if it is not drawn now."""

    def redraw(self, rows: Iterable[Node | None]) -> None:
        """Draw rows that can be seen: `rows`, because they may look different, and those that are not drawn yet."""

    def mark(self, rows: Iterable[NodeWidget]) -> None:
        """Give the widgets of rows the looks that depend on the cursor."""

    def renew(self, rows: Iterable[NodeWidget]) -> None:
        """Lay widgets out anew that stand for other rows now."""

    def settle(self) -> None:
        """Put the cursor on a row again after rows came, went or moved."""

    def forget(self, rows: Iterable[Node]) -> None:
        """Forget how high rows are that changed while they were not mounted."""

    def forget_unseen(self) -> None:
        """Forget how high all rows are that are not mounted: rules for them have changed."""

    def reveal(self, row: Node) -> None:
        """Want a row, wherever it is, until somebody scrolls."""

    def move_cursor(self, row: Node) -> None:
        """Put the cursor on a row and scroll there."""

    def show_row(self, row: Node) -> None:
        """Scroll as far as it takes to see a row."""

    def lies_in_place(self, row: NodeWidget) -> bool:
        """Tell whether the last layout put a row's widget where that row belongs."""

    def offset_of(self, node: Node, row: Node) -> Offset:
        """Return where a node of a drawn row is seen; raise `KeyError` if it is not."""


def window_of(widget: object) -> Window | None:
    """Return a widget as the window that it is; None if it is none."""
    return cast(Window, widget) if isinstance(widget, NodeWidget) and widget.node.signature.window else None


def rows_around(widget: Widget) -> Iterator[tuple[Window, NodeWidget]]:
    """Yield the rows that a widget lies in, each with its window, the innermost first."""
    for row in widget.ancestors_with_self:
        window = window_of(row.parent)
        if window is not None and isinstance(row, NodeWidget):
            yield window, row
