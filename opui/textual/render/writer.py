"""Writing: what nodes hold goes to their widgets, edited values at once, everything else a bounded amount at one go.

Parts have no widgets: their parent's is told what became of them. Knows nodes and adapters; not what is mounted where.
"""

from collections.abc import Collection
from typing import Final

from opui.core.kinds import EDITED
from opui.core.tree.node import Node
from opui.core.tree.tree import Changes
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.kinds.parts import PartChanges, all_parts
from opui.textual.kinds.registry import adapter_of
from opui.textual.render.edits import Edits
from opui.textual.render.shown import Shown

TEXT_OF_A_WIDGET: Final = 256
"""Characters that take about as long to lay out as a widget takes to make."""
WRITES: Final = 512
"""What may be written to widgets at one go, by what it costs: about 30 ms."""
WRITES_OF_A_WIDGET: Final = 7
"""Writes, by what they cost, that take about as long as a widget takes to make."""
_COSTS: Final = {"style": 8, "classes": 2}
"""What a write costs, in tenths of a millisecond or so; 1 for all others."""
_NODE_COSTS: Final = 0.4
"""What it costs to give a widget to another node, of which nothing need be written."""
_TEXT: Final = "text"
_PARTS: Final = "parts"
"""Beside names of attributes, in what is unwritten of a node."""


class Writer:
    """Writes what has changed.

    Args:
        shown: The widgets of nodes. What is fresh there was made with all that its node holds.
        edits: Writes the values that a person can edit.
    """

    def __init__(self, shown: Shown, edits: Edits) -> None:
        self._shown = shown
        self._edits = edits
        self._unwritten: dict[Node, set[str]] = {}
        self._parts: dict[Node, PartChanges] = {}

    @property
    def finished(self) -> bool:
        """Whether all is written."""
        return not self._unwritten

    @property
    def unwritten(self) -> Collection[Node]:
        """The nodes that hold what their widgets do not show yet."""
        return self._unwritten.keys()

    def write(self, changes: Changes) -> None:
        """Write edited values at once, the rest as far as it goes at one go; the next writes what is left over."""
        self._note_parts(changes)
        for node, what in changes.changed.items():
            holder = self._shown.holder_of(node)
            if holder is None:
                continue
            if edited := what & EDITED:
                self._edits.write(holder, node, edited, changes.rebased.get(node))
            if holder.node is node:
                self._unwritten.setdefault(node, set()).update(what - EDITED)
        self._write_some()

    def _note_parts(self, changes: Changes) -> None:
        """Note what became of the parts of each node, for one call to its widget."""
        for parent in changes.reordered:
            noted = self._note(parent) if parent.signature.holds_parts else None
            if noted is not None:
                noted.reordered.add(parent)
        for part in changes.created if self._parts else ():
            holder = part.holder if part.signature.part else None
            if holder in self._parts:
                self._parts[holder].created.append(part)
        for part, what in changes.changed.items():
            noted = self._note(part) if part.signature.part else None
            if noted is not None and what - EDITED:
                noted.changed.setdefault(part, set()).update(what - EDITED)

    def _note(self, node: Node) -> PartChanges | None:
        """Return where to note what became of a part, or of a node's parts; None if they are shown as its text."""
        holder = node.holder
        adapter = adapter_of(holder) if holder is not None else None
        if holder is None or adapter is None:
            return None
        if adapter.parts is None:
            self._unwritten.setdefault(holder, set()).add(_TEXT)
            return None
        self._unwritten.setdefault(holder, set()).add(_PARTS)
        return self._parts.setdefault(holder, PartChanges(holder))

    def rewrite(self, widget: NodeWidget, node: Node) -> float:
        """Have a widget stand for another node of the same kind; return what that has cost.

        Args:
            widget: It shows what its own node holds.
            node: The other one.
        """
        adapter = adapter_of(node)
        assert adapter is not None
        old = self._shown.give(widget, node)
        self._edits.forget(old)
        if node.signature.row.edits:
            self._edits.write(widget, node)
        names = {name for name in (*old.attributes, *node.attributes) if old.get(name) != node.get(name)} - EDITED
        names |= {"classes"} if old.classes != node.classes else set()
        # Whether parts differ takes as long to find out as it does to show them.
        parts = node.signature.holds_parts and (old.first is not None or node.first is not None)
        if parts and adapter.parts is not None:
            adapter.parts.show(widget, all_parts(node))
        if adapter.set_text is not None and (old.text != node.text or (parts and adapter.parts is None)):
            names.add(_TEXT)
        for name in names:
            self._write_one(widget, node, name)
        self._shown.fresh.add(node)
        return _NODE_COSTS + sum(_COSTS.get(name, 1) for name in names) + len(node.text) // TEXT_OF_A_WIDGET

    def _write_some(self) -> None:
        room = WRITES
        while self._unwritten and room > 0:
            node = next(iter(self._unwritten))
            what = self._unwritten.pop(node)
            widget = self._shown.widget_of(node)
            # One made in this go was made with all of it.
            if widget is not None and node not in self._shown.fresh:
                for name in what:
                    self._write_one(widget, node, name)
                    room -= _COSTS.get(name, 1) + len(node.text) // TEXT_OF_A_WIDGET
            self._parts.pop(node, None)

    def _write_one(self, widget: NodeWidget, node: Node, name: str) -> None:
        adapter = adapter_of(node)
        assert adapter is not None
        if name == "classes":
            own = {each for each in widget.classes if each.startswith("-")}
            widget.set_classes(node.classes | own)
        elif name == _TEXT:
            if adapter.set_text is not None:
                adapter.set_text(widget, node)
        elif name == _PARTS:
            if adapter.parts is not None:
                adapter.parts.show(widget, self._parts[node])
        elif name in adapter.setters:
            adapter.setters[name](widget, node.get(name))
