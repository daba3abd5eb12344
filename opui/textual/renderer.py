"""One frame's changes → operations on the mounted widgets, as few as will do.

One mount and one removal per parent, one sort per reordered parent, property writes only of what differs.
Knows nodes and widgets; not the guest, nor where events go. Follows a recipe measured in Textual 8.2:
the batch is held over the awaits, and `check_idle` follows at the end.
"""

import re
from collections.abc import Awaitable, Iterable
from typing import Any, NamedTuple

from textual.widget import Widget

from opui.core.node import Node
from opui.core.tree import Changes
from opui.textual.kinds import EDITED, SPAN, TEXT, widget_kind
from opui.textual.widgets import Listener, NodeWidget, OpuiInput, OpuiList


class _Replaced(NamedTuple):
    """A widget whose node went to another parent, the one made in its place, and the value it had then."""

    old: Any
    new: Any
    value: object


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
        self._built: set[Node] = set()
        self._leaving: set[NodeWidget] = set()
        self._replaced: list[_Replaced] = []
        self._handed_over: set[tuple[str, Widget]] = set()

    async def apply(self, changes: Changes) -> None:
        """Show what a frame did. Returns when all of it is mounted; nothing half-done is painted meanwhile."""
        self._built.clear()
        with self._view.app.batch_update():
            mounts = self._arrange(changes.reordered)
            self._forget_leaving()
            replaced = {pair.old for pair in self._replaced}
            removals = self._remove(self._leaving - replaced)
            self._write(changes)
            for mount in mounts:
                await mount
            # Only now: what has the focus goes on taking keys until the widget in its place can.
            self._hand_over()
            removals += self._remove(self._leaving & replaced)
            self._leaving.clear()
            for removal in removals:
                await removal
            self._settle_lists(changes)
            self._settle_places(changes)
        # Without this the screen may not be painted until something else happens (textual facts §0.2).
        self._view.screen.check_idle()

    # --- Structure ---

    def _arrange(self, reordered: Iterable[Node]) -> list[Awaitable[object]]:
        """Give each parent its children, from the top down: what is below something built anew is built then, too."""
        waits: list[Awaitable[object]] = []
        for path in sorted((list(parent.ancestors()) for parent in reordered), key=len):
            parent = path[0]
            into = self._view if parent is self.root else self.widgets.get(parent.id)
            shown = path[-1] is self.root and all(map(_shows_children, path))
            if shown and into is not None and parent not in self._built:
                waits += self._arrange_children(parent, into)
        return waits

    def _arrange_children(self, parent: Node, into: Widget) -> list[Awaitable[object]]:
        wanted: list[Widget] = []
        fresh: list[Widget] = []
        for node in parent.children():
            widget = self.widgets.get(node.id)
            if widget is None or widget.node is not node or widget.parent is not into:
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
        self._leaving.update(child for child in into.children if isinstance(child, NodeWidget) and child not in shown)
        current = [widget for widget in into.children if widget in shown]
        if current != wanted:
            order = {widget: index for index, widget in enumerate(wanted)}
            into.sort_children(key=lambda widget: order.get(widget, len(order)))
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
        children = [self._build(child) for child in node.children()] if _shows_children(node) else []
        widget = kind.make(node, [child for child in children if child is not None])
        widget.node = node
        for name in EDITED:
            if name in kind.setters:
                self._build_edited(widget, node, name)
        old = self.widgets.get(node.id)
        if old is not None and old.node is node:
            # Textual can't move a widget to another parent: the old one goes, a new one is made from the node.
            self._replaced.append(_Replaced(old, widget, getattr(old, "value", None)))
        self.widgets[node.id] = widget
        self._built.add(node)
        widget.listener = self._listener
        if node.classes:
            widget.add_class(*node.classes)
        for name, value in node.attributes.items():
            if name in _AFTER_MAKING:
                kind.setters.get(name, _ignore)(widget, value)
        return widget

    def _build_edited(self, widget: Any, node: Node, name: str) -> None:
        old: Any = self.widgets.get(node.id)
        if old is None or old.node is not node:
            self.known[node.id] = node.get(name)
        elif widget.value != old.value:
            # A person has edited it since the guest last heard of it; what waits for the guest says so.
            widget.value = old.value

    def _forget_leaving(self) -> None:
        for top in self._leaving:
            for widget in (top, *top.walk_children(NodeWidget)):
                if self.widgets.get(widget.node.id) is widget:
                    del self.widgets[widget.node.id]
                    self.known.pop(widget.node.id, None)

    def _hand_over(self) -> None:
        for old, new, value in self._replaced:
            if getattr(old, "value", None) != value:
                # Typed while the new one was being mounted: let it report that.
                new.value = old.value
            if isinstance(old, OpuiInput) and isinstance(new, OpuiInput):
                new.selection = old.selection
            if old.has_focus:
                self._view.screen.set_focus(new, scroll_visible=False)
                self._handed_over = {("blur", old), ("focus", new)}
        self._replaced.clear()

    def is_no_news(self, name: str, widget: Widget) -> bool:
        """Tell, once, whether a `focus` or `blur` is only that of a node's old widget and the one in its place."""
        known = (name, widget) in self._handed_over
        self._handed_over.discard((name, widget))
        return known

    def _remove(self, widgets: set[NodeWidget]) -> list[Awaitable[object]]:
        parents: dict[Widget, list[Widget]] = {}
        for widget in widgets:
            if isinstance(widget.parent, Widget) and not self._leaving & set(widget.ancestors):
                parents.setdefault(widget.parent, []).append(widget)
        return [parent.remove_children(children) for parent, children in parents.items()]

    # --- What nodes hold ---

    def _write(self, changes: Changes) -> None:
        texts = {parent: None for parent in changes.reordered if parent.kind == TEXT}
        for node, what in changes.changed.items():
            if node.kind == SPAN and node.parent is not None:
                texts[node.parent] = None
            elif "text" in what:
                texts[node] = None
            if node.id in self.widgets:
                self._write_node(node, what & set(EDITED) if node in self._built else what, changes.rebased.get(node))
        for node in texts:
            if node.id in self.widgets and node not in self._built:
                self._write_text(node)

    def _write_node(self, node: Node, what: set[str], rebased: str | None) -> None:
        widget = self.widgets[node.id]
        kind = widget_kind(node)
        assert kind is not None
        if "classes" in what:
            own = {name for name in widget.classes if name.startswith("-")}
            widget.set_classes(node.classes | own)
        for name in what:
            if name in EDITED and name in kind.setters:
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
        for node in dict.fromkeys(touched):
            widget = self.widgets.get(node.id)
            if isinstance(widget, OpuiList):
                widget.settle_cursor()

    def _settle_places(self, changes: Changes) -> None:
        """Apply rules that look at the place among the siblings; Textual does so only for what is mounted."""
        if not _PLACES.search(self.root.get("stylesheet")):
            return
        hidden = (node.parent for node, what in changes.changed.items() if what & {"hidden", "style", "classes"})
        for parent in {**changes.reordered, **dict.fromkeys(node for node in hidden if node is not None)}:
            widget = self._view if parent is self.root else self.widgets.get(parent.id)
            if widget is not None:
                widget.update_node_styles(animate=False)


_PLACES = re.compile(r":(?:first-child|last-child|even|odd)\b")
_AFTER_MAKING = frozenset({"disabled", "tooltip", "title", "style", "hidden"})
"""Attributes that no constructor takes."""


def _shows_children(node: Node) -> bool:
    row = node.rules.row
    return row is not None and "column" in row.children


def _ignore(widget: Widget, value: object) -> None:
    pass
