"""Mounting: which widgets a parent should have, in which order; making those that are missing, removing the others.

One mount and one removal per parent, one sort per parent whose children are in another order. What rows of a window
are mounted is asked of `Windows`, how much at one go of the `Budget`.
"""

import re
from collections.abc import Awaitable, Collection, Iterable, Iterator, Sequence
from typing import Any, Final, cast

from textual.screen import Screen
from textual.widget import Widget

from opui.core.session.cursors import rows_of
from opui.core.tree.node import Node
from opui.textual.css import restyle
from opui.textual.kinds.layout_watch import LayoutWatch
from opui.textual.kinds.node_widget import Listener, NodeWidget
from opui.textual.kinds.registry import adapter_of
from opui.textual.kinds.window import Window, window_of
from opui.textual.render.budget import Budget
from opui.textual.render.edits import Edits
from opui.textual.render.handover import Handover
from opui.textual.render.shown import Shown
from opui.textual.render.windows import Windows
from opui.textual.render.writer import TEXT_OF_A_WIDGET

_SIBLING_RULES: Final = re.compile(r":(?:first-child|last-child|even|odd)\b")


class Mounting:
    """Gives parents the children they should have.

    Args:
        shown: The widgets of nodes.
        windows: Says which rows are mounted.
        edits: Takes up what new widgets hold that a person can edit.
        handover: Takes up what is replaced.
        budget: Says how much is made at one go.
        listener: Whom new widgets tell what happens.
        watch: The watch over what they cost.

    Attributes:
        rearranged: The parents that have been given other children, or others' places, in this go.
    """

    def __init__(
        self,
        shown: Shown,
        windows: Windows,
        edits: Edits,
        handover: Handover,
        budget: Budget,
        listener: Listener,
        watch: LayoutWatch | None,
    ) -> None:
        self._shown = shown
        self._windows = windows
        self._edits = edits
        self._handover = handover
        self._budget = budget
        self._listener = listener
        self._watch = watch
        self._leaving: set[NodeWidget] = set()
        self._staying: set[NodeWidget] = set()
        self.rearranged: list[Node] = []

    # --- What goes where ---

    def arrange(self, parents: Iterable[Node]) -> list[Awaitable[object]]:
        """Give each parent its children, from the top down: what is below something built anew is built then, too.

        Returns:
            The mounts, to be waited for. What no longer has a place stays until `remove`.
        """
        mounts: list[Awaitable[object]] = []
        self.rearranged = []
        for path in sorted((list(parent.ancestors()) for parent in parents), key=len):
            parent = path[0]
            slot = self._shown.slot_of(parent)
            in_tree = path[-1] is self._shown.root and all(node.signature.row.holds_content for node in path)
            if in_tree and slot is not None and parent not in self._shown.fresh and not self._leaves(slot):
                mounts += self._arrange_children(parent, slot)
        for top in self._leaving:
            for widget in (top, *top.walk_children(NodeWidget)):
                if self._shown.drop(widget):
                    self._edits.forget(widget.node)
        return mounts

    def _leaves(self, slot: Widget) -> bool:
        """Tell whether a slot lies in something that is to be removed: what is put there would never be mounted."""
        return bool(self._leaving) and not self._leaving.isdisjoint(slot.ancestors_with_self)

    def _arrange_children(self, parent: Node, slot: Widget) -> list[Awaitable[object]]:
        window = self._shown.window_of(parent)
        before = [child.node for child in slot.children if isinstance(child, NodeWidget)]
        wanted: list[NodeWidget] = []
        fresh: list[NodeWidget] = []
        for node in parent.children() if window is None else self._windows.rows_to_mount(parent, window):
            widget = self._shown.widget_of(node)
            if widget is None or widget.parent is not slot:
                widget = self._build_within(node, parent)
                if widget is None:
                    continue
                fresh.append(widget)
            wanted.append(widget)
        if window is not None:
            window.mark(fresh)
        mounts: list[Awaitable[object]] = []
        if fresh or before != [widget.node for widget in wanted]:
            self.rearranged.append(parent)
        if fresh:
            behind = _neighbour_behind(wanted, fresh)
            mounts.append(slot.mount(*fresh, before=behind) if behind is not None else slot.mount(*fresh))
        self._sort(slot, wanted)
        return mounts

    def _sort(self, slot: Widget, wanted: Sequence[Widget]) -> None:
        """Have what is wanted in a slot stand in this order; what is not wanted there leaves."""
        staying = set(wanted)
        self._leaving.update(child for child in slot.children if isinstance(child, NodeWidget) and child not in staying)
        current = [widget for widget in slot.children if widget in staying]
        if current != wanted:
            order = {widget: index for index, widget in enumerate(wanted)}
            slot.sort_children(key=lambda widget: order.get(widget, len(order)))

    # --- What goes ---

    def remove(self) -> list[Awaitable[object]]:
        """Begin to remove what has no place any more, except what is being replaced: that stays until `remove_rest`."""
        self._staying = self._leaving & self._handover.replaced
        return self._remove(self._leaving - self._staying)

    def remove_rest(self) -> list[Awaitable[object]]:
        """Begin to remove what has been replaced by now."""
        removals = self._remove(self._staying)
        self._leaving.clear()
        self._staying = set()
        return removals

    def _remove(self, widgets: set[NodeWidget]) -> list[Awaitable[object]]:
        parents: dict[Widget, list[Widget]] = {}
        for widget in widgets:
            # What lies in something that leaves goes with it.
            if isinstance(widget.parent, Widget) and not self._leaving & set(widget.ancestors):
                parents.setdefault(widget.parent, []).append(widget)
        for parent, children in parents.items():
            _take_focus(parent.screen, children)
        return [parent.remove_children(children) for parent, children in parents.items()]

    # --- Making ---

    def _build_within(self, node: Node, parent: Node) -> NodeWidget | None:
        return self._build(node) if self._budget.allows(parent, len(self._shown)) else None

    def _build(self, node: Node) -> NodeWidget | None:
        """Make a node's widget and those below it, as far as there is room; None if it has none of its own."""
        adapter = adapter_of(node)
        if adapter is None:
            return None
        self._budget.spend(1 + len(node.text) // TEXT_OF_A_WIDGET)
        children = [self._build_within(child, node) for child in self._first_children(node, adapter.type)]
        widget = adapter.make(node, [child for child in children if child is not None])
        window = window_of(widget)
        if window is not None:
            window.rows.replace(rows_of(node))
        old = self._shown.widget_of(node)
        self._edits.begin(widget, old)
        if old is not None:
            self._handover.begin(old, widget)
        self._shown.add(node, widget)
        widget.listener = self._listener
        widget.layout_watch = self._watch
        if node.classes:
            widget.add_class(*node.classes, update=False)
        return widget

    def _first_children(self, node: Node, type_: type[NodeWidget]) -> Iterable[Node]:
        """Return the children to make a widget with."""
        if node.signature.window:
            return self._windows.first_rows(node, cast(type[Window], type_))
        return node.children() if node.signature.row.holds_content else ()

    # --- Rules that look at siblings ---

    async def restyle_siblings(self, parents: Collection[Node]) -> None:
        """Apply rules that look at a child's index, if there are any; Textual does so only for what it mounts."""
        if not _SIBLING_RULES.search(self._shown.root.get("stylesheet")):
            return
        for parent in _topmost(parents):
            widget = self._shown.view if parent is self._shown.root else self._shown.widget_of(parent)
            if widget is not None:
                await restyle(widget)


def _take_focus(screen: Screen[Any], leaving: Collection[Widget]) -> None:
    """Have nothing that leaves keep the focus.

    Textual would give it to a neighbour, perhaps in another view, whose guest would then get what is typed.
    """
    if screen.focused is not None and not set(screen.focused.ancestors_with_self).isdisjoint(leaving):
        screen.set_focus(None)


def _topmost(nodes: Collection[Node]) -> Iterator[Node]:
    """Yield those of the nodes that lie below no other of them, each once: what is below is restyled with it."""
    meant = set(nodes)
    for node in dict.fromkeys(nodes):
        above = node.parent
        while above is not None and above not in meant:
            above = above.parent
        if above is None:
            yield node


def _neighbour_behind(wanted: Sequence[Widget], fresh: list[NodeWidget]) -> Widget | None:
    """Return the mounted widget that a single run of new ones stands in front of; None: mount at the end."""
    start = wanted.index(fresh[0])
    run = wanted[start : start + len(fresh)] == fresh
    return wanted[start + len(fresh)] if run and start + len(fresh) < len(wanted) else None
