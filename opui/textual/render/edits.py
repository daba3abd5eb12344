"""Edits: what the guest believes of the values that a person can edit, and their way to the widgets.

A value that a widget reports and that the guest believes already is an echo of what was written here, and no news.
"""

from collections.abc import Container, Iterator
from typing import Any

from opui.core.kinds import EDITED
from opui.core.tree.node import Node
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.kinds.registry import adapter_of


class Edits:
    """The edited values of all nodes that have widgets.

    Attributes:
        known: Node id → the value that the guest believes in. What differs in the widget is a person's doing.
    """

    def __init__(self) -> None:
        self.known: dict[int, Any] = {}

    def is_news(self, node: int, value: object) -> bool:
        """Tell whether the guest does not know yet that a node has a value; from now on it does."""
        if self.known.get(node) == value:
            return False
        self.known[node] = value
        return True

    def begin(self, widget: NodeWidget, old: NodeWidget | None) -> None:
        """Begin with a new widget.

        Args:
            widget: It shows what its node and the parts of that hold.
            old: The widget that it replaces, if there is one: what a person made of that is kept.
        """
        for node, name in edited_of(widget.node):
            if old is None:
                self.known[node.id] = node.get(name)
            elif _read(widget, node) != (value := _read(old, node)):
                # A person has edited it since the guest last heard of it; what waits for the guest says so.
                write_value(widget, node, value)

    def write(self, widget: NodeWidget, node: Node, names: Container[str] = EDITED, rebased: str | None = None) -> None:
        """Write what the guest has set of attributes that a person can edit.

        Args:
            widget: It shows the node.
            node: The node.
            names: The attributes that were set.
            rebased: What to write instead, where a person has gone on typing behind the value that was set.
        """
        for name in (edit.attribute for edit in node.signature.row.edits if edit.attribute in names):
            value = node.get(name) if rebased is None else rebased
            # Known first: what the widget reports is then no news.
            self.known[node.id] = value
            if _read(widget, node) != value:
                _set(widget, node, name, value)

    def forget(self, node: Node) -> None:
        """Forget a node whose widget is gone or stands for another, with its parts."""
        self.known.pop(node.id, None)
        for part in node.all_parts() if node.signature.parts_edited else ():
            self.known.pop(part.id, None)


def edited_of(node: Node) -> Iterator[tuple[Node, str]]:
    """Yield what a person can edit in a node's widget: the node, or a part of it, with the attribute's name."""
    for each in (node, *(node.all_parts() if node.signature.parts_edited else ())):
        for edit in each.signature.row.edits:
            yield each, edit.attribute


def values_of(widget: NodeWidget) -> dict[Node, Any]:
    """Return the values in a widget that a person can edit, by the nodes that hold them."""
    return {node: _read(widget, node) for node, _ in edited_of(widget.node)}


def write_value(widget: NodeWidget, node: Node, value: object) -> None:
    """Put a value into a widget that a person has made in another; let the widget report it."""
    for edit in node.signature.row.edits:
        _set(widget, node, edit.attribute, value)


def _read(widget: NodeWidget, node: Node) -> Any:
    adapter = adapter_of(widget.node)
    if adapter is None:
        return None
    if widget.node is node:
        return adapter.read(widget)
    return adapter.parts.read(widget, node) if adapter.parts is not None else None


def _set(widget: NodeWidget, node: Node, name: str, value: object) -> None:
    adapter = adapter_of(widget.node)
    if adapter is None:
        return
    if widget.node is node and name in adapter.setters:
        adapter.setters[name](widget, value)
    elif widget.node is not node and adapter.parts is not None:
        adapter.parts.write(widget, node, value)
