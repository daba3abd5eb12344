"""Which widget stands for which node."""

from collections.abc import Iterator

from textual.widget import Widget

from opui.core.tree.node import Node
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.kinds.window import Window, window_of


class Shown:
    """The widgets of nodes.

    Args:
        root: The tree's root.
        view: The widget that stands for it.

    Attributes:
        root: The tree's root.
        view: The widget that stands for it.
        widgets: Node id → its widget.
        fresh: Nodes whose widgets were made or given to them in this go, and so show all that they hold.
    """

    def __init__(self, root: Node, view: Widget) -> None:
        self.root = root
        self.view = view
        self.widgets: dict[int, NodeWidget] = {}
        self.fresh: set[Node] = set()

    def __len__(self) -> int:
        return len(self.widgets)

    def __contains__(self, node: Node) -> bool:
        return node.id in self.widgets

    def begin(self) -> None:
        """Begin a go."""
        self.fresh.clear()

    def widget_of(self, node: Node) -> NodeWidget | None:
        """Return a node's widget; None if it has none, or only one of a node that had its id before."""
        widget = self.widgets.get(node.id)
        return widget if widget is not None and widget.node is node else None

    def holder_of(self, node: Node) -> NodeWidget | None:
        """Return the widget that shows a node: its own; for a part, that of the node whose part it is."""
        if node.signature.part:
            return self.widget_of(holder) if (holder := node.holder) is not None else None
        widget = self.widgets.get(node.id)
        return widget if widget is not None and widget.node is node else None

    def window_of(self, node: Node) -> Window | None:
        """Return the window that shows a node's children as rows, None if they are none or it has no widget."""
        return window_of(self.widget_of(node)) if node.signature.window else None

    def windows(self) -> Iterator[Window]:
        """Yield all windows."""
        return (window for widget in list(self.widgets.values()) if (window := window_of(widget)) is not None)

    def slot_of(self, node: Node) -> Widget | None:
        """Return what the widgets of a node's children are mounted in, None if the node has no widget."""
        if node is self.root:
            return self.view
        widget = self.widget_of(node)
        return widget.slot if widget is not None else None

    def add(self, node: Node, widget: NodeWidget) -> None:
        """Have a new widget stand for a node."""
        self.widgets[node.id] = widget
        self.fresh.add(node)

    def give(self, widget: NodeWidget, node: Node) -> Node:
        """Have a widget stand for another node; return the one that it stood for."""
        old, widget.node = widget.node, node
        del self.widgets[old.id]
        self.widgets[node.id] = widget
        return old

    def drop(self, widget: NodeWidget) -> bool:
        """Forget a widget that is going; return whether its node has no other."""
        was_its = self.widgets.get(widget.node.id) is widget
        if was_its:
            del self.widgets[widget.node.id]
        return was_its
