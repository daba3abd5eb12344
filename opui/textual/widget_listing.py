"""The mounted widgets → text, one a line, for snapshots: what Textual has made of the tree.

    OpuiView 80x24 dark, Textual 8
      OpuiColumn .page at 4,1 72x20
        OpuiText .title at 5,2 20x1 "todos"

Class, guest's and host's CSS classes, place and size in cells, what it shows, whether it has the focus or
is disabled. What is not displayed is left out; of a list's rows that are not mounted, their number is said.
"""

from collections.abc import Iterator
from importlib.metadata import version

from textual.widget import Widget
from textual.widgets import Button, Checkbox, Input, Static

from opui.core.listing import quote
from opui.textual.lists import OpuiList
from opui.textual.stage import OpuiRoot
from opui.textual.view import OpuiView
from opui.textual.widgets import MARK


def list_widgets(view: OpuiView) -> str:
    """Return the listing of a view and all widgets below it, ending in a newline."""
    theme = "dark" if view.app.current_theme.dark else "light"
    head = f"OpuiView {view.size.width}x{view.size.height} {theme}, Textual {version('textual').split('.')[0]}"
    return "".join(f"{line}\n" for line in (head, *_lines(view.query_one(OpuiRoot), 1)))


def _lines(parent: Widget, depth: int) -> Iterator[str]:
    missing = _missing(parent) if isinstance(parent, OpuiList) else {}
    for widget in parent.children:
        yield from _rows(missing.get(widget, 0), depth)
        if widget.display:
            yield "  " * depth + _line(widget)
            yield from _lines(widget, depth + 1)
    yield from _rows(missing.get(parent, 0), depth)


def _missing(parent: OpuiList) -> dict[Widget, int]:
    """Return how many rows are not mounted in front of each that is, and (under the list itself) behind the last."""
    missing: dict[Widget, int] = {}
    last = -1
    for row in parent.row_widgets():
        place = parent.rows.place(row.node)
        missing[row] = place - last - 1
        last = place
    return missing | {parent: len(parent.rows) - last - 1}


def _rows(count: int, depth: int) -> Iterator[str]:
    if count:
        yield f"{'  ' * depth}… {count} row{'s' if count > 1 else ''} not mounted"


def _line(widget: Widget) -> str:
    region = widget.region
    parts = [type(widget).__name__, *(f".{name}" for name in sorted(widget.classes) if name != MARK)]
    parts.append(f"at {region.x},{region.y} {region.width}x{region.height}")
    parts += _shown(widget)
    parts += [word for word, so in (("focused", widget.has_focus), ("disabled", widget.disabled)) if so]
    return " ".join(parts)


def _shown(widget: Widget) -> Iterator[str]:
    if isinstance(widget, Input):
        yield f"value={quote(widget.value)}"
        if widget.placeholder:
            yield f"placeholder={quote(widget.placeholder)}"
    elif isinstance(widget, Checkbox):
        yield "[x]" if widget.value else "[ ]"
        if widget.label.plain:
            yield quote(widget.label.plain)
    elif isinstance(widget, Button):
        yield quote(str(widget.label))
    elif isinstance(widget, Static):
        yield quote(str(widget.content))
