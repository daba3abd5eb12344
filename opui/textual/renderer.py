"""One frame's changes → operations on the mounted widgets, as few as will do.

One mount and one removal per parent, one sort per reordered parent, property writes only of what differs.
Knows nodes and widgets; not the guest, nor where events go. Follows a recipe measured in Textual 8.2:
the batch is held over the awaits, and `check_idle` follows at the end.
"""

from collections.abc import Awaitable, Iterable
from typing import Any

from textual.widget import Widget

from opui.core.node import Node
from opui.core.tree import Changes
from opui.textual.kinds import EDITED, SPAN, widget_kind
from opui.textual.widgets import Listener, NodeWidget, OpuiList


class Renderer:
    """Keeps the widgets below `view` the same as the nodes below the root.

    Args:
        view: Where the root's children go.
        root: The tree's root.
        listener: Whom the widgets tell what happens.

    Attributes:
        widgets: Node id → its widget.
        known: Node id → the value or tick that the guest believes in; what differs is a person's doing.
    """

    def __init__(self, view: Widget, root: Node, listener: Listener) -> None:
        self._view = view
        self._listener = listener
        self.root = root
        self.widgets: dict[int, NodeWidget] = {}
        self.known: dict[int, Any] = {}
        self._replaced: set[Widget] = set()

    async def apply(self, changes: Changes) -> None:
        """Show what a frame did. Returns when all of it is mounted; nothing half-done is painted meanwhile."""
        app = self._view.app
        with app.batch_update():
            waits = self._remove(changes.removed)
            waits += self._arrange(changes.reordered)
            waits += self._remove_replaced()
            self._write(changes)
            for wait in waits:
                await wait
            self._settle_lists(changes)
        # Without this the screen may not be painted until something else happens (textual facts §0.2).
        self._view.screen.check_idle()

    # --- Structure ---

    def _remove(self, tops: Iterable[Node]) -> list[Awaitable[object]]:
        dead: dict[Widget, list[Widget]] = {}
        for top in tops:
            widget = self.widgets.get(top.id)
            if widget is not None and widget.node is top and isinstance(widget.parent, Widget):
                dead.setdefault(widget.parent, []).append(widget)
        for top in tops:
            self._forget(top)
        return [parent.remove_children(widgets) for parent, widgets in dead.items()]

    def _forget(self, top: Node) -> None:
        for node in top.subtree():
            widget = self.widgets.get(node.id)
            if widget is not None and widget.node is node:
                del self.widgets[node.id]
                self.known.pop(node.id, None)

    def _arrange(self, parents: Iterable[Node]) -> list[Awaitable[object]]:
        waits: list[Awaitable[object]] = []
        for parent in parents:
            into = self._view if parent is self.root else self.widgets.get(parent.id)
            # A parent without a widget is below something new, which is built whole, or not in the tree.
            if into is not None and self._shows_children(parent):
                waits += self._arrange_children(parent, into)
        return waits

    def _shows_children(self, parent: Node) -> bool:
        return parent.rules.row is not None and (parent is self.root or "column" in parent.rules.row.children)

    def _arrange_children(self, parent: Node, into: Widget) -> list[Awaitable[object]]:
        wanted: list[Widget] = []
        fresh: list[Widget] = []
        for node in parent.children():
            widget = self.widgets.get(node.id)
            if widget is None or widget.parent is not into:
                widget = self._build(node)
                if widget is None:
                    continue
                fresh.append(widget)
            wanted.append(widget)
        waits: list[Awaitable[object]] = []
        if fresh:
            before = self._before(wanted, fresh)
            waits.append(into.mount(*fresh, before=before) if before is not None else into.mount(*fresh))
        shown = set(wanted)
        current = [widget for widget in into.children if widget in shown]
        if current != wanted:
            order = {widget: index for index, widget in enumerate(wanted)}
            into.sort_children(key=lambda widget: order.get(widget, len(order)))
            # Rules such as :first-child and :odd look at the place among the siblings.
            into.update_node_styles()
        return waits

    def _before(self, wanted: list[Widget], fresh: list[Widget]) -> Widget | None:
        """Return the mounted widget that a single run of new ones stands in front of; None: mount at the end."""
        start = wanted.index(fresh[0])
        run = wanted[start : start + len(fresh)] == fresh
        return wanted[start + len(fresh)] if run and start + len(fresh) < len(wanted) else None

    def _build(self, node: Node) -> NodeWidget | None:
        kind = widget_kind(node)
        if kind is None:
            return None
        if node.id in self.widgets:
            # Textual can't move a widget to another parent: the old one goes, a new one is made from the node.
            self._replaced.add(self.widgets[node.id])
        children = [self._build(child) for child in node.children()] if self._shows_children(node) else []
        widget = kind.make(node, [child for child in children if child is not None])
        widget.node = node
        self.widgets[node.id] = widget
        for name in EDITED:
            if name in kind.setters:
                self.known[node.id] = node.get(name)
        widget.listener = self._listener
        if node.classes:
            widget.add_class(*node.classes)
        for name, value in node.attributes.items():
            if name in _AFTER_MAKING:
                kind.setters.get(name, _ignore)(widget, value)
        return widget

    def _remove_replaced(self) -> list[Awaitable[object]]:
        tops = [widget for widget in self._replaced if not self._replaced & set(widget.ancestors)]
        self._replaced.clear()
        return [widget.remove() for widget in tops]

    # --- What nodes hold ---

    def _write(self, changes: Changes) -> None:
        texts = {parent: None for parent in changes.reordered if parent.id in self.widgets}
        for node, what in changes.changed.items():
            if node.kind == SPAN and node.parent is not None:
                texts[node.parent] = None
            if node.id in self.widgets:
                self._write_node(node, what, changes.rebased.get(node))
        for node in texts:
            self._write_text(node)

    def _write_node(self, node: Node, what: set[str], rebased: str | None) -> None:
        widget = self.widgets[node.id]
        kind = widget_kind(node)
        assert kind is not None
        if "text" in what:
            self._write_text(node)
        if "classes" in what:
            own = {name for name in widget.classes if name.startswith("-")}
            widget.set_classes(node.classes | own)
        for name in what:
            if name in EDITED:
                self._write_edited(widget, node, name, node.get(name) if rebased is None else rebased)
            elif name in kind.setters:
                kind.setters[name](widget, node.get(name))

    def _write_edited(self, widget: Any, node: Node, name: str, value: object) -> None:
        kind = widget_kind(node)
        assert kind is not None
        # Known first: what the widget reports is then no news.
        self.known[node.id] = value
        if widget.value != value:
            kind.setters[name](widget, value)

    def _write_text(self, node: Node) -> None:
        kind = widget_kind(node)
        if kind is not None and kind.set_text is not None:
            kind.set_text(self.widgets[node.id], node)

    def _settle_lists(self, changes: Changes) -> None:
        touched = [*changes.reordered, *(node.parent for node in changes.changed if node.parent is not None)]
        for node in touched:
            widget = self.widgets.get(node.id)
            if isinstance(widget, OpuiList):
                widget.settle_cursor()


_AFTER_MAKING = frozenset({"disabled", "tooltip", "title", "style", "hidden"})
"""Attributes that no constructor takes."""


def _ignore(widget: Widget, value: object) -> None:
    pass
