"""Recycling: the widgets of a row that is out of sight become those of a row that comes into sight.

Which rows' widgets are free for that, and to which node each of them goes. Knows widgets and nodes; neither which
rows are to be shown, nor how what differs is written. Nobody must be able to tell a row that was handed over from
one that was made: what a person has a hand on, or what news is under way of, stays.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import TypeAlias

from textual.app import App
from textual.message_pump import MessagePump
from textual.widget import Widget

from opui.core.tree.node import Node
from opui.textual import private
from opui.textual.kinds.adapter import widget_kind
from opui.textual.kinds.list.list import OpuiList
from opui.textual.kinds.node_widget import NodeWidget

Shape: TypeAlias = tuple[int, tuple["Shape", ...]]
"""The kind of a node, and the shapes of those below it that have widgets of their own."""


def shape_of(node: Node) -> Shape | None:
    """Return the shape that a row will have as widgets; None if there are some in it that can't be handed over."""
    kind = widget_kind(node)
    if kind is None or not kind.recycled:
        return None
    inner = tuple(shape_of(child) for child in node.children() if widget_kind(child) is not None)
    return None if None in inner else (node.kind, inner)  # type: ignore[return-value]  # none of them is None


def free_rows(
    owner: OpuiList, wanted: Collection[Node], touched: Collection[Node]
) -> dict[Shape | None, list[NodeWidget]]:
    """Return the rows whose widgets can be handed over, by their shapes, those that lie farthest away last.

    Args:
        owner: The list.
        wanted: Rows that keep their widgets.
        touched: Nodes that may hold other things than their widgets show.
    """
    found = [row for row in owner.row_widgets() if row.node in owner.rows and row.node not in wanted]
    held = set(_in_hand(owner)).union(_in_news(owner)) if found else set()
    places = [owner.rows.place(node) for node in wanted]
    middle = sum(places) // len(places) if places else 0
    rows: dict[Shape | None, list[NodeWidget]] = {}
    for row in sorted(found, key=lambda each: abs(owner.rows.place(each.node) - middle)):
        shape = _shape_of_widget(row)
        free = row not in held and row.display and not row.styles.is_docked and all(map(_is_still, _all(row)))
        # Of a row that is made in several goes, or that is being changed, the widgets do not show what it holds.
        whole = shape == shape_of(row.node) and not any(node in touched for node in row.node.subtree())
        if free and whole and shape is not None:
            rows.setdefault(shape, []).append(row)
    return rows


def pairs(row: NodeWidget, node: Node) -> Iterator[tuple[NodeWidget, Node]]:
    """Yield each widget of a row with the node that it is to stand for, in another row of the same shape."""
    yield row, node
    children = (child for child in node.children() if widget_kind(child) is not None)
    for inner, child in zip(_inner(row), children, strict=True):
        yield from pairs(inner, child)


def _inner(widget: Widget) -> Iterator[NodeWidget]:
    return (child for child in widget.children if isinstance(child, NodeWidget))


def _all(row: NodeWidget) -> Iterator[NodeWidget]:
    yield row
    for inner in _inner(row):
        yield from _all(inner)


def _shape_of_widget(widget: NodeWidget) -> Shape | None:
    """Return the shape of what is mounted."""
    kind = widget_kind(widget.node)
    if kind is None or not kind.recycled:
        return None
    inner = tuple(_shape_of_widget(child) for child in _inner(widget))
    return None if None in inner else (widget.node.kind, inner)  # type: ignore[return-value]  # none of them is None


def _is_still(widget: NodeWidget) -> bool:
    """Tell whether a widget has nothing left to do of what was told to it, and is not scrolled."""
    return not private.has_work(widget) and not widget.scroll_offset


def _in_hand(owner: OpuiList) -> Iterator[Widget]:
    """Yield what a person has the focus in, points at, presses or has selected, with all that it lies in."""
    app: App[object] = owner.app
    screen = owner.screen
    held = [app.mouse_over, app.hover_over, app.mouse_captured, private.pressed_widget(app), screen.focused]
    held += [private.tooltip_owner(owner), *screen.selections, *private.selecting_widgets(owner)]
    return _with_ancestors(each for each in held if each is not None)


def _in_news(owner: OpuiList) -> Iterator[Widget]:
    """Yield the widgets that messages tell of which are on their way up, past the list or what it lies in."""
    pumps: Iterable[MessagePump] = owner.ancestors_with_self
    news = (message for pump in pumps for message in private.queued_messages(pump))
    told = (getattr(message, "widget", None) for message in news)
    return _with_ancestors(each for each in told if isinstance(each, Widget))


def _with_ancestors(widgets: Iterable[Widget]) -> Iterator[Widget]:
    return (each for widget in widgets for each in widget.ancestors_with_self if isinstance(each, Widget))
