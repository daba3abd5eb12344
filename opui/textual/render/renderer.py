"""One frame's changes → operations on the mounted widgets, as few as will do.

Each duty has a part: `Mounting` and `Windows` say which widgets there should be, `Writer` and `Edits` what they show,
`Handover` keeps what a person has of those that are replaced, and `Budget` bounds what is done at one go: the rest
follows, what can be seen first, by `fill`. The renderer calls them in the order that Textual needs. It knows nodes and
widgets; not the guest, nor where events go.
"""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Final

from textual.widget import Widget

from opui.core import protocol
from opui.core.tree.node import Node
from opui.core.tree.tree import Changes
from opui.textual.kinds.layout_watch import LayoutWatch
from opui.textual.kinds.node_widget import Listener, NodeWidget
from opui.textual.kinds.window import Window
from opui.textual.render.budget import Budget
from opui.textual.render.edits import Edits
from opui.textual.render.handover import Handover
from opui.textual.render.mounting import Mounting
from opui.textual.render.shown import Shown
from opui.textual.render.windows import Windows
from opui.textual.render.writer import Writer

_NOTHING: Final = Changes([], [], {}, {}, [], {})
_DISPLAY: Final = {"hidden", "style", "classes"}
"""What can make a widget take room or not."""


class Renderer:
    """Keeps the widgets below `view` the same as the nodes below the root.

    Args:
        view: Where the root's children go.
        root: The tree's root.
        listener: Whom the widgets tell what happens.
        limits: The app's limits.
        watch: The watch over what laying out and painting the widgets costs.

    Attributes:
        edits: What the guest believes of the values that a person can edit.
        handover: What a person has of widgets that are replaced.
    """

    def __init__(
        self,
        view: Widget,
        root: Node,
        listener: Listener,
        limits: Mapping[str, int] = protocol.LIMIT,
        watch: LayoutWatch | None = None,
    ) -> None:
        self._view = view
        self.root = root
        self._turn = asyncio.Lock()
        self._shown = Shown(root, view)
        self._budget = Budget(limits)
        self.edits = Edits()
        self.handover = Handover(view)
        self._writer = Writer(self._shown, self.edits)
        self._windows = Windows(self._shown, self._writer, self._budget)
        self._mounting = Mounting(self._shown, self._windows, self.edits, self.handover, self._budget, listener, watch)

    # --- Showing ---

    async def apply(self, changes: Changes) -> None:
        """Show what a frame did. Returns when as much of it is mounted as goes at once; `fill` does the rest."""
        async with self._turn:
            self._forget(changes.removed)
            parents = self._windows.set_rows(changes)
            await self._go(parents, changes)
            self._windows.settle(changes)
            await self._mounting.restyle_siblings([*changes.reordered, *_with_other_siblings(changes)])
            self._windows.forget_heights(changes)
        # A batch of updates ends without a paint if nothing else makes the screen idle.
        self._view.screen.check_idle()

    async def fill(self) -> None:
        """Mount and write some of what is missing, and unmount rows that have been left far behind."""
        async with self._turn:
            parents = [node for node in self._budget.take_missing() if self._shown.slot_of(node) is not None]
            await self._go(parents, _NOTHING)
            await self._mounting.restyle_siblings(self._mounting.rearranged)
        self._view.screen.check_idle()

    async def _go(self, parents: Iterable[Node], changes: Changes) -> None:
        """Give `parents` the children they should have, and write what `changes` says, as far as one go allows."""
        self._shown.begin()
        self._budget.begin()
        self._windows.begin(changes)
        # Over the awaits: else each mount, and each removal, would lay everything out.
        with self._view.app.batch_update():
            mounts = self._mounting.arrange(parents)
            removals = self._mounting.remove()
            self._writer.write(changes)
            for mount in mounts:
                await mount
            # Only now: what has the focus goes on taking keys until the widget in its place can.
            self.handover.finish()
            for removal in [*removals, *self._mounting.remove_rest()]:
                await removal

    def _forget(self, tops: Iterable[Node]) -> None:
        self._budget.forget(tops)
        for top in tops:
            if top.signature.part:
                self.edits.forget(top)

    # --- What others ask ---

    @property
    def widgets(self) -> dict[int, NodeWidget]:
        """Node id → its widget."""
        return self._shown.widgets

    @property
    def finished(self) -> bool:
        """Whether all that should be mounted is, and says what it should say."""
        return self._budget.finished and self._writer.finished

    def shows(self, widget: NodeWidget, node: Node) -> bool:
        """Tell whether a widget shows a node: stands for it, or for the parent that it is a part of."""
        return self._shown.holder_of(node) is widget

    def shower_of(self, node: Node) -> NodeWidget | None:
        """Return the widget that shows a node as one of its rows or parts; None if none does."""
        holder = node.holder if node.signature.part else node.parent
        return self._shown.widget_of(holder) if holder is not None else None

    def rows_moved(self, node: Node) -> None:
        """Other rows of a window may be seen: `fill` will find out which."""
        self._budget.miss(node)

    def may_mount(self, node: Node) -> bool:
        """Tell whether a node that has no widget may still get one."""
        return self._windows.may_mount(node)

    def drawn_row(self, node: Node) -> tuple[Window, Node] | None:
        """Return the row that a node without a widget is drawn in, with its window; None if it is not drawn."""
        return self._windows.drawn_row(node)

    def reveal(self, node: Node) -> None:
        """Have the rows mounted that a node lies in, wherever they are in their windows."""
        self._windows.reveal(node)


def _with_other_siblings(changes: Changes) -> Iterable[Node]:
    """Return the parents of nodes that may take room now, or none any more."""
    parents = (node.parent for node, what in changes.changed.items() if what & _DISPLAY)
    return (parent for parent in parents if parent is not None)
