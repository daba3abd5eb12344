"""Parts: children of a node that are its data, as spans are of a text, and that its widget shows.

A part may have parts of its own; the widget shows those, too. It is told once a go what became of any of them.
What a person edits of a part, the widget reads and writes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from opui.core.tree.node import Node


@dataclass
class PartChanges:
    """What became of a node's parts, and of the parts of those, since its widget was last told.

    Attributes:
        node: The node that is no part itself. Its children are the parts that it has now, in their order.
        created: Parts that are new, some of which may be gone again.
        changed: Older parts → what changed: "text" or names of attributes, but of none that a person edits.
        reordered: The node, or parts of it, whose own parts came, went or moved. Some may be gone again.
    """

    node: Node
    created: list[Node] = field(default_factory=list)
    changed: dict[Node, set[str]] = field(default_factory=dict)
    reordered: set[Node] = field(default_factory=set)


def _nothing_read(widget: Any, part: Node) -> None:
    return None


def _nothing_written(widget: Any, part: Node, value: object) -> None:
    return None


class Parts(NamedTuple):
    """How the widgets of a kind show the parts of their nodes.

    Attributes:
        show: Called with the widget and what changed. It is called for all parts once the widget is made.
        read: Called with the widget and a part: returns the value that a person may have edited, if there is any.
        write: Called with the widget, a part and a value for it.
    """

    show: Callable[[Any, PartChanges], None]
    read: Callable[[Any, Node], Any] = _nothing_read
    write: Callable[[Any, Node, Any], None] = _nothing_written


def all_parts(node: Node) -> PartChanges:
    """Return what a widget is told that has shown none of a node's parts yet."""
    return PartChanges(node, list(node.all_parts()), reordered={node})
