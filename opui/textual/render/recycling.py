"""Recycling: the widgets of a row that is out of sight become those of a row that comes into sight.

Says which rows' widgets are free for that, and which of them goes to which node. A recycled row must be
indistinguishable from a new one, so rows that a person interacts with, or that still have messages in flight, are not
recycled. Knows neither which rows are to be shown, nor how what differs is written.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, TypeAlias

from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

from opui.core.tree.node import Node
from opui.textual import private
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.kinds.registry import adapter_of
from opui.textual.kinds.window import Window

Shape: TypeAlias = tuple[int, tuple["Shape", ...]]
"""The kind of a node, and the shapes of those below it that have widgets of their own."""


def shape_of(node: Node) -> Shape | None:
    """Return the shape that a row will have as widgets; None if some in it can't be recycled."""
    kind = adapter_of(node)
    if kind is None or not kind.recycled:
        return None
    inner = tuple(shape_of(child) for child in node.children() if adapter_of(child) is not None)
    return None if None in inner else (node.kind, inner)  # type: ignore[return-value]  # none of them is None


def free_rows(
    window: Window, wanted: Collection[Node], touched: Collection[Node]
) -> dict[Shape | None, list[NodeWidget]]:
    """Return the rows whose widgets can be recycled, by their shapes, the farthest away last.

    Args:
        window: Where the rows lie.
        wanted: Rows that keep their widgets.
        touched: Nodes whose widgets may not show all that they hold.
    """
    found = [row for row in window.row_widgets() if row.node in window.rows and row.node not in wanted]
    held = _held_around(found[0]) if found else set()
    places = [window.rows.place(node) for node in wanted]
    middle = sum(places) // len(places) if places else 0
    rows: dict[Shape | None, list[NodeWidget]] = {}
    for row in sorted(found, key=lambda each: abs(window.rows.place(each.node) - middle)):
        shape = _shape_of_widget(row)
        free = row not in held and row.display and not row.styles.is_docked and all(map(_is_still, _all(row)))
        # While a row is made in several goes, or has changed, its widgets do not show what it holds.
        whole = shape == shape_of(row.node) and not any(node in touched for node in row.node.subtree())
        if free and whole and shape is not None:
            rows.setdefault(shape, []).append(row)
    return rows


def pairs(row: NodeWidget, node: Node) -> Iterator[tuple[NodeWidget, Node]]:
    """Yield each widget of a row with the node that it is to stand for, in another row of the same shape."""
    yield row, node
    children = (child for child in node.children() if adapter_of(child) is not None)
    for inner, child in zip(_inner(row), children, strict=True):
        yield from pairs(inner, child)


def _inner(widget: NodeWidget) -> Iterator[NodeWidget]:
    return (child for child in widget.slot.children if isinstance(child, NodeWidget))


def _all(row: NodeWidget) -> Iterator[NodeWidget]:
    yield row
    for inner in _inner(row):
        yield from _all(inner)


def _shape_of_widget(widget: NodeWidget) -> Shape | None:
    """Return the shape of what is mounted."""
    kind = adapter_of(widget.node)
    if kind is None or not kind.recycled:
        return None
    inner = tuple(_shape_of_widget(child) for child in _inner(widget))
    return None if None in inner else (widget.node.kind, inner)  # type: ignore[return-value]  # none of them is None


def _is_still(widget: NodeWidget) -> bool:
    """Tell whether a widget has handled all its messages, and is not scrolled."""
    return not private.has_work(widget) and not widget.scroll_offset


def _held_around(row: NodeWidget) -> set[Widget]:
    """Return the widgets that a person interacts with, or that messages on their way up from a row name.

    All that they lie in is held as well, so that a row is held by what is in it.
    """
    held = [*_interacting(row.screen), *_named_by_messages(row)]
    return {above for each in held for above in each.ancestors_with_self if isinstance(above, Widget)}


def _interacting(screen: Screen[Any]) -> Iterator[Widget]:
    """Yield what has the focus, is pointed at, pressed, selected, or has its tooltip shown."""
    app = screen.app
    held = [app.mouse_over, app.hover_over, app.mouse_captured, private.pressed_widget(app), screen.focused]
    held += [private.tooltip_owner(screen), *screen.selections, *private.selecting_widgets(screen)]
    return (each for each in held if each is not None)


def _named_by_messages(row: NodeWidget) -> Iterator[Widget]:
    """Yield the widgets named by messages that are still queued on any ancestor of a row."""
    pumps: Iterable[MessagePump] = row.ancestors
    messages = (message for pump in pumps for message in private.queued_messages(pump))
    named = (getattr(message, "widget", None) for message in messages)
    return (each for each in named if isinstance(each, Widget))
