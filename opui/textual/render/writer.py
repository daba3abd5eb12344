"""What nodes hold → their widgets: values at once, everything else a bounded amount at one go.

Knows nodes, widgets and the table of kinds; not what is mounted where.
"""

from collections.abc import Collection, Iterable, Set
from typing import Any, Final

from opui.core.kinds import EDITED
from opui.core.tree.node import Node
from opui.core.tree.tree import Changes
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.kinds.registry import adapter_of

TEXT_OF_A_WIDGET: Final = 256
"""Characters that take about as long to lay out as a widget takes to make."""
WRITES: Final = 512
"""What may be written to widgets at one go, by what it costs: about 30 ms."""
WRITES_OF_A_WIDGET: Final = 7
"""Writes, by what they cost, that take about as long as a widget takes to make."""
_COSTS: Final = {"style": 8, "classes": 2}
"""What a write costs, in tenths of a millisecond or so; 1 for all others."""
_NODE_COSTS: Final = 0.4
"""And what it costs that a widget stands for another node, of which nothing need be written."""


class Writer:
    """Writes what has changed.

    Args:
        widgets: Node id → its widget.
        known: Node id → the value or tick that the guest believes in; written here.
        built: Nodes whose widgets were made just now, of all that they hold.
    """

    def __init__(self, widgets: dict[int, NodeWidget], known: dict[int, Any], built: Set[Node]) -> None:
        self._widgets = widgets
        self._known = known
        self._built = built
        self._unwritten: dict[Node, set[str]] = {}

    @property
    def finished(self) -> bool:
        """Whether all is written."""
        return not self._unwritten

    @property
    def unwritten(self) -> Collection[Node]:
        """The nodes that hold what their widgets do not show yet."""
        return self._unwritten.keys()

    def write(self, changes: Changes) -> None:
        """Write values at once, the rest as far as it goes at one go; what is left over is written by `fill`."""
        for parent in changes.reordered:
            if parent.signature.holds_parts:
                self._unwritten.setdefault(parent, set()).add("text")
        for node, what in changes.changed.items():
            if node.signature.part and node.parent is not None:
                self._unwritten.setdefault(node.parent, set()).add("text")
            elif node.id in self._widgets:
                self._write_edited(node, what & EDITED, changes.rebased.get(node))
                self._unwritten.setdefault(node, set()).update(what - EDITED)
        self._write_some()

    def rewrite(self, widget: NodeWidget, node: Node) -> float:
        """Have a widget stand for another node of the same kind; return what that has cost.

        Args:
            widget: It shows what its own node holds.
            node: The other one.
        """
        kind = adapter_of(node)
        assert kind is not None
        old, widget.node = widget.node, node
        del self._widgets[old.id]
        self._known.pop(old.id, None)
        self._widgets[node.id] = widget
        self._write_edited(node, EDITED & kind.setters.keys(), None)
        names = {name for name in (*old.attributes, *node.attributes) if old.get(name) != node.get(name)} - EDITED
        names |= {"classes"} if old.classes != node.classes else set()
        # Of texts with spans it would take as long to find out whether they differ.
        if kind.set_text is not None and (old.text != node.text or old.first is not None or node.first is not None):
            names.add("text")
        for name in names:
            self._write_one(widget, node, name)
        return _NODE_COSTS + sum(_COSTS.get(name, 1) for name in names) + len(node.text) // TEXT_OF_A_WIDGET

    def _write_some(self) -> None:
        room = WRITES
        while self._unwritten and room > 0:
            node = next(iter(self._unwritten))
            what = self._unwritten.pop(node)
            widget = self._widgets.get(node.id)
            # One built just now was built with all of it.
            if widget is not None and widget.node is node and node not in self._built:
                for name in what:
                    self._write_one(widget, node, name)
                    room -= _COSTS.get(name, 1) + len(node.text) // TEXT_OF_A_WIDGET

    def _write_one(self, widget: NodeWidget, node: Node, name: str) -> None:
        kind = adapter_of(node)
        assert kind is not None
        if name == "classes":
            own = {each for each in widget.classes if each.startswith("-")}
            widget.set_classes(node.classes | own)
        elif name == "text":
            if kind.set_text is not None:
                kind.set_text(widget, node)
        elif name in kind.setters:
            kind.setters[name](widget, node.get(name))

    def _write_edited(self, node: Node, names: Iterable[str], rebased: str | None) -> None:
        kind = adapter_of(node)
        assert kind is not None
        widget: Any = self._widgets[node.id]
        for name in names:
            if name in kind.setters:
                value = node.get(name) if rebased is None else rebased
                # Known first: what the widget reports is then no news.
                self._known[node.id] = value
                if widget.value != value:
                    kind.setters[name](widget, value)
