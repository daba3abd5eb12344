"""The mounted widgets → text, one a line, for snapshots: what Textual has made of the tree.

    OpuiView 80x24 dark, Textual 8
      OpuiColumn .page at 4,1 72x20
        OpuiText .title at 5,2 20x1 "todos"

A line has the widget's class, its CSS classes, its position and size in cells, what it shows, and whether it has the
focus, is disabled or is loading. What is not displayed is left out, and so are what lies in something that is loading
and what stands for no node. A row that its list draws without a widget is `drawn`, with all its words; rows that are
neither mounted nor drawn are counted.
"""

from collections.abc import Iterator
from importlib.metadata import version

from textual.widget import Widget

from opui.core.tree.node import Node
from opui.core.tree.tree_listing import Listing
from opui.core.wire.listing import quote
from opui.textual.css import MARK
from opui.textual.kinds.node_widget import HIGHLIGHTED, NodeWidget, node_widget
from opui.textual.kinds.registry import adapter_of
from opui.textual.kinds.window import Window, window_of
from opui.textual.view.stage import OpuiRoot
from opui.textual.view.view import OpuiView


def list_widgets(view: OpuiView) -> Listing:
    """Return the listing of a view and all widgets below it, ending in a newline."""
    theme = "dark" if view.app.current_theme.dark else "light"
    head = f"OpuiView {view.size.width}x{view.size.height} {theme}, Textual {version('textual').split('.')[0]}"
    return Listing("".join(f"{line}\n" for line in (head, *_lines(view.query_one(OpuiRoot), 1))))


def _lines(parent: Widget, depth: int) -> Iterator[str]:
    window = window_of(parent)
    if window is not None:
        yield from _rows(window, depth)
    for widget in parent.children if window is None else ():
        yield from _whole(widget, depth)


def _whole(widget: Widget, depth: int) -> Iterator[str]:
    if not widget.display:
        return
    if isinstance(widget, NodeWidget):
        yield "  " * depth + _line(widget)
        depth += 1
        if widget.is_loading:
            return
    yield from _lines(widget, depth)


def _rows(window: Window, depth: int) -> Iterator[str]:
    """Yield the rows of a window: those mounted, those drawn, and how many of each run are neither."""
    mounted = {row.node: row for row in window.row_widgets()}
    missing = 0
    for row in (*window.rows.nodes, None):
        lines = window.drawn_lines(row) if row is not None else 0
        if row is not None and row not in mounted and lines is None:
            missing += 1
            continue
        if missing:
            yield f"{'  ' * depth}… {missing} row{'s' if missing > 1 else ''} not mounted"
        missing = 0
        if row in mounted:
            yield from _whole(mounted[row], depth)
        elif row is not None and lines:
            yield "  " * depth + _drawn(window, row)


def _drawn(window: Window, row: Node) -> str:
    classes = sorted(row.classes)
    if row is window.cursor:
        classes.append(HIGHLIGHTED)
    words = [quote(node.text) for node in row.subtree() if node.text]
    return " ".join((row.kind_name, *(f".{name}" for name in classes), "drawn", *words))


def _line(widget: NodeWidget) -> str:
    region = widget.region
    focused = node_widget(widget.screen.focused) is widget
    parts = [type(widget).__name__, *(f".{name}" for name in sorted(widget.classes) if name != MARK)]
    parts.append(f"at {region.x},{region.y} {region.width}x{region.height}")
    adapter = adapter_of(widget.node)
    parts += adapter.shown(widget) if adapter is not None and not widget.is_loading else ()
    parts += [
        word for word, so in (("focused", focused), ("disabled", widget.disabled), ("loading", widget.is_loading)) if so
    ]
    return " ".join(parts)
