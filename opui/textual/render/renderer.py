"""One frame's changes → operations on the mounted widgets, as few as will do.

One mount and one removal per parent, one sort per reordered parent, property writes only of what differs.
No more widgets are made at one go than `new_widgets`: the rest follows, what can be seen first, by `fill`.
Knows nodes and widgets; not the guest, nor where events go. Follows a recipe measured in Textual 8.2:
the batch is held over the awaits, and `check_idle` follows at the end.
"""

import asyncio
import re
from collections.abc import Awaitable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from textual.widget import Widget

from opui.core import protocol
from opui.core.kinds import EDITED
from opui.core.session.cursors import rows_of
from opui.core.tree.cost import Weighing
from opui.core.tree.node import Node
from opui.core.tree.tree import Changes
from opui.textual.kinds.input import OpuiInput
from opui.textual.kinds.list.list import OpuiList
from opui.textual.kinds.list.row_style import Words, read_look
from opui.textual.kinds.node_widget import Listener, NodeWidget
from opui.textual.kinds.registry import adapter_of
from opui.textual.render.handover import free_rows, pairs, shape_of
from opui.textual.render.writer import TEXT_OF_A_WIDGET, WRITES_OF_A_WIDGET, Writer

UNITS: Final = 2
"""How many times the limit `widgets` is mounted, and weighs, at most: rows of a list beyond that stay blank."""


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
        limits: The app's limits.

    Attributes:
        widgets: Node id → its widget.
        known: Node id → the value or tick that the guest believes in; what differs is a person's doing.
    """

    def __init__(
        self, view: Widget, root: Node, listener: Listener, limits: Mapping[str, int] = protocol.LIMIT
    ) -> None:
        self._view = view
        self._listener = listener
        self.root = root
        self.widgets: dict[int, NodeWidget] = {}
        self.known: dict[int, Any] = {}
        self._at_one_go = limits["new_widgets"]
        self._most = UNITS * limits["widgets"]
        self._room = 0.0
        self._touched: set[Node] = set()
        self._weighing = Weighing("", limits["depth"], self._most)
        self._unfinished: dict[Node, None] = {}
        self._turn = asyncio.Lock()
        self._built: set[Node] = set()
        self._writer = Writer(self.widgets, self.known, self._built)
        self._leaving: set[NodeWidget] = set()
        self._replaced: list[_Replaced] = []
        self._handed_over: set[tuple[str, Widget]] = set()

    @property
    def finished(self) -> bool:
        """Whether all that should be mounted is, and says what it should say."""
        return not self._unfinished and self._writer.finished

    async def apply(self, changes: Changes) -> None:
        """Show what a frame did. Returns when as much of it is mounted as goes at once; `fill` does the rest."""
        async with self._turn:
            for top in changes.removed:
                for node in top.subtree():
                    self._unfinished.pop(node, None)
            hidden = (node.parent for node, what in changes.changed.items() if "hidden" in what)
            lists = {node: None for node in hidden if node is not None and node.signature.window}
            self._set_rows([*changes.reordered, *lists])
            await self._mount({**changes.reordered, **lists}, changes)
            self._settle_lists(changes)
            hidden = (node.parent for node, what in changes.changed.items() if what & _DISPLAY)
            self._settle_places([*changes.reordered, *hidden])
            self._forget_lines(changes)
        # Without this the screen may not be painted until something else happens (textual facts §0.2).
        self._view.screen.check_idle()

    async def fill(self) -> None:
        """Mount and write some of what is missing, and unmount rows that have been left far behind."""
        async with self._turn:
            parents = dict.fromkeys(node for node in self._unfinished if node is self.root or node.id in self.widgets)
            self._unfinished.clear()
            await self._mount(parents, _NOTHING)
            self._settle_places(parents)
        self._view.screen.check_idle()

    def look(self, node: Node) -> None:
        """Other rows of a list may be seen: `fill` will look which."""
        self._unfinished[node] = None

    def finished_at(self, node: Node) -> bool:
        """Whether a node that has no widget will not get one: nothing is missing where it would be."""
        return not any(
            parent in self._unfinished or isinstance(self.widgets.get(parent.id), OpuiList)
            for parent in node.ancestors()
            if parent is not node
        )

    def drawn_row(self, node: Node) -> tuple[OpuiList, Node] | None:
        """Return the row that a node without a widget is drawn in, with its list; None if it is not drawn."""
        row = next((each for each in node.ancestors() if each.parent and each.parent.id in self.widgets), None)
        owner = self.widgets.get(row.parent.id) if row is not None and row.parent is not None else None
        if row is None or not isinstance(owner, OpuiList) or row not in owner.rows:
            return None
        return (owner, row) if owner.drawn.takes(row, owner.cursor) else None

    def reveal(self, node: Node) -> None:
        """Have the rows mounted that a node lies in, wherever they are in their lists."""
        for row in node.ancestors():
            widget = self.widgets.get(row.parent.id) if row.parent is not None else None
            if isinstance(widget, OpuiList):
                widget.awaited = row
                self.look(widget.node)

    async def _mount(self, parents: Iterable[Node], changes: Changes) -> None:
        """Give `parents` the children they should have, and write what `changes` says."""
        self._built.clear()
        self._room = self._at_one_go
        self._touched = {*changes.changed, *changes.reordered, *self._writer.unwritten}
        self._touched |= {node.parent for node in changes.changed if node.parent is not None}
        with self._view.app.batch_update():
            mounts = self._arrange(parents)
            self._forget_leaving()
            replaced = {pair.old for pair in self._replaced}
            removals = self._remove(self._leaving - replaced)
            self._writer.write(changes)
            for mount in mounts:
                await mount
            # Only now: what has the focus goes on taking keys until the widget in its place can.
            self._hand_over()
            removals += self._remove(self._leaving & replaced)
            self._leaving.clear()
            for removal in removals:
                await removal

    # --- Structure ---

    def _arrange(self, parents: Iterable[Node]) -> list[Awaitable[object]]:
        """Give each parent its children, from the top down: what is below something built anew is built then, too."""
        waits: list[Awaitable[object]] = []
        for path in sorted((list(parent.ancestors()) for parent in parents), key=len):
            parent = path[0]
            into = self._view if parent is self.root else self.widgets.get(parent.id)
            shown = path[-1] is self.root and all(map(_shows_children, path))
            if shown and into is not None and parent not in self._built:
                waits += self._arrange_children(parent, into)
        return waits

    def _arrange_children(self, parent: Node, into: Widget) -> list[Awaitable[object]]:
        wanted: list[Widget] = []
        fresh: list[NodeWidget] = []
        for node in self._shown_children(parent, into):
            widget = self.widgets.get(node.id)
            if widget is None or widget.node is not node or widget.parent is not into:
                widget = self._build_within(node, parent)
                if widget is None:
                    continue
                fresh.append(widget)
            wanted.append(widget)
        if isinstance(into, OpuiList):
            into.mark_cursor(fresh)
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

    def _shown_children(self, parent: Node, into: Widget) -> Iterable[Node]:
        """Return the children that should be mounted: of a list those near what can be seen, else all."""
        if not isinstance(into, OpuiList):
            return parent.children()
        into.redraw(())
        rows = into.rows.nodes
        seen = list(self._bearable(rows, sorted(into.window())))
        if self._recycle(into, [rows[place] for place in seen]):
            # What can be seen may be complete now; the rows around it then come in the same go.
            seen = list(self._bearable(rows, sorted(into.window())))
            self._recycle(into, [rows[place] for place in seen])
        full = len(self.widgets) >= self._most
        kept = set(into.focused_row() if full else into.kept())
        wanted = {*seen, *self._bearable(rows, sorted(kept)), *into.focused_row()}
        # Once these are there, it will be seen whether more are wanted. Where there is no room, some must go first.
        missing = any(rows[place].id not in self.widgets for place in seen)
        if missing and (not full or any(into.rows.place(row.node) not in wanted for row in into.row_widgets())):
            self._unfinished[parent] = None
        return [rows[place] for place in sorted(wanted)]

    def _recycle(self, into: OpuiList, wanted: list[Node]) -> bool:
        """Give rows that should be mounted the widgets of others, as far as there are any; return whether it did."""
        missing = [node for node in wanted if self._can_take(node)]
        free = free_rows(into, set(wanted), self._touched) if missing else {}
        given: list[NodeWidget] = []
        for node in missing if free else ():
            rows = free.get(shape_of(node))
            if self._room > 0 and rows:
                given.append(rows.pop())
                for widget, each in list(pairs(given[-1], node)):
                    self._room -= self._writer.rewrite(widget, each) / WRITES_OF_A_WIDGET
                    self._built.add(each)
        if given:
            into.renew(given)
        return bool(given)

    def _can_take(self, row: Node) -> bool:
        """Tell whether a row can take another's widgets: it has none, and is made in one go."""
        has_some = any(node.id in self.widgets for node in row.subtree())
        return not has_some and self._weighing.weigh(row) <= self._at_one_go

    def _bearable(self, rows: Sequence[Node], places: Iterable[int]) -> Iterator[int]:
        """Yield places while the rows there weigh no more together than may be mounted; the first in any case."""
        weight = 0
        for place in places:
            own = self._weighing.weigh(rows[place])
            if weight and weight + own > self._most:
                return
            weight += own
            yield place

    def _build_within(self, node: Node, parent: Node) -> NodeWidget | None:
        """Build a node's widget while there is room; note where it is missing if there is none."""
        if len(self.widgets) >= self._most:
            return None
        if self._room <= 0:
            self._unfinished[parent] = None
            return None
        return self._build(node)

    def _before(self, wanted: list[Widget], fresh: list[NodeWidget]) -> Widget | None:
        """Return the mounted widget that a single run of new ones stands in front of; None: mount at the end."""
        start = wanted.index(fresh[0])
        run = wanted[start : start + len(fresh)] == fresh
        return wanted[start + len(fresh)] if run and start + len(fresh) < len(wanted) else None

    def _build(self, node: Node) -> NodeWidget | None:
        kind = adapter_of(node)
        if kind is None:
            return None
        self._room -= 1 + len(node.text) // TEXT_OF_A_WIDGET
        children = [self._build_within(child, node) for child in self._first_children(node)]
        widget = kind.make(node, [child for child in children if child is not None])
        if isinstance(widget, OpuiList):
            widget.rows.replace(rows_of(node))
        for name in EDITED:
            if name in kind.setters:
                self._build_edited(widget, node, name)
        old = self.widgets.get(node.id)
        if old is not None and old.node is node:
            if isinstance(old, OpuiList) and isinstance(widget, OpuiList):
                widget.take_over(old)
            # Textual can't move a widget to another parent: the old one goes, a new one is made from the node.
            self._replaced.append(_Replaced(old, widget, getattr(old, "value", None)))
        self.widgets[node.id] = widget
        self._built.add(node)
        widget.listener = self._listener
        if node.classes:
            widget.add_class(*node.classes, update=False)
        return widget

    def _first_children(self, node: Node) -> Iterable[Node]:
        """Return the children to build a widget with: of a list, as many rows as the screen has lines."""
        if not _shows_children(node):
            return ()
        if not node.signature.window:
            return node.children()
        self._unfinished[node] = None
        rows = rows_of(node)[: self._view.app.size.height]
        return [row for row in rows if read_look(row, None, Words()) is None]

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

    def _set_rows(self, parents: Iterable[Node]) -> None:
        for node in parents:
            widget = self.widgets.get(node.id)
            if isinstance(widget, OpuiList):
                widget.set_rows(rows_of(node))

    def _forget_lines(self, changes: Changes) -> None:
        """What has changed in a row that is not mounted may make it higher or lower; one that is may be drawn now."""
        forgotten: dict[OpuiList, dict[Node, None]] = {}
        walked: set[Node] = set()
        for node in {**changes.changed, **changes.reordered}:
            for above in node.ancestors():
                if above in walked:
                    break
                walked.add(above)
                widget = self.widgets.get(above.parent.id) if above.parent is not None else None
                if not isinstance(widget, OpuiList):
                    continue
                if above.id not in self.widgets:
                    forgotten.setdefault(widget, {})[above] = None
                elif widget.drawn.takes(above, widget.cursor):
                    self.look(widget.node)
        for widget, rows in forgotten.items():
            widget.forget(rows)
        styled = {node for node, what in changes.changed.items() if what & _RESTYLES}
        for each in list(self.widgets.values()) if styled else ():
            if isinstance(each, OpuiList) and not styled.isdisjoint(each.node.ancestors()):
                each.forget_unseen()

    def _settle_lists(self, changes: Changes) -> None:
        touched = [*changes.reordered, *(node.parent for node in changes.changed if node.parent is not None)]
        for node in dict.fromkeys(touched):
            widget = self.widgets.get(node.id)
            if isinstance(widget, OpuiList):
                widget.settle_cursor()

    def _settle_places(self, parents: Iterable[Node | None]) -> None:
        """Apply rules that look at the place among the siblings; Textual does so only for what is mounted."""
        if not _PLACES.search(self.root.get("stylesheet")):
            return
        for parent in dict.fromkeys(node for node in parents if node is not None):
            widget = self._view if parent is self.root else self.widgets.get(parent.id)
            if widget is not None:
                widget.update_node_styles(animate=False)


_NOTHING: Final = Changes([], [], {}, {}, [], {})
_RESTYLES: Final = {"stylesheet", "classes", "disabled"}
"""What can make rules match that hide something below."""
_DISPLAY: Final = {"hidden", "style", "classes"}
"""What can make a widget take room or not."""
_PLACES = re.compile(r":(?:first-child|last-child|even|odd)\b")


def _shows_children(node: Node) -> bool:
    return node.signature.row.holds_content
