"""Windows: which rows are mounted where only a window of them is shown, and what that means for all others.

A row that comes into sight is given the widgets of one that is out of sight, if there is such a row. Knows windows,
not what kind of widget they are; neither how rows are mounted, nor how what they hold is written.
"""

from typing import Final

from opui.core.session.cursors import rows_of
from opui.core.tree.node import Node
from opui.core.tree.tree import Changes
from opui.textual.kinds.window import Window
from opui.textual.render.budget import Budget
from opui.textual.render.recycling import free_rows, pairs, shape_of
from opui.textual.render.returns import Returns
from opui.textual.render.shown import Shown
from opui.textual.render.writer import WRITES_OF_A_WIDGET, Writer

_RESTYLES: Final = {"stylesheet", "classes", "disabled"}
"""What can make rules match that hide something below."""


class Windows:
    """The windows of one tree.

    Args:
        shown: The widgets of nodes.
        writer: Writes what rows hold that were given other rows' widgets.
        budget: Counts that, and is told where rows are missing.
    """

    def __init__(self, shown: Shown, writer: Writer, budget: Budget) -> None:
        self._shown = shown
        self._writer = writer
        self._budget = budget
        self._touched: set[Node] = set()
        self._returns: dict[Node, Returns] = {}

    # --- Before rows are mounted ---

    def set_rows(self, changes: Changes) -> dict[Node, None]:
        """Tell windows which rows they have now; return the nodes whose children differ from what is mounted."""
        hidden = (node.parent for node, what in changes.changed.items() if "hidden" in what)
        parents = {**changes.reordered, **{node: None for node in hidden if node and node.signature.window}}
        for parent in parents:
            window = self._shown.window_of(parent) if parent.signature.window else None
            if window is not None:
                window.set_rows(rows_of(parent))
        return parents

    def begin(self, changes: Changes) -> None:
        """Begin a go: what changed is not in the widgets yet."""
        if any(changes):
            self._returns.clear()
        self._touched = {*changes.changed, *changes.reordered, *self._writer.unwritten}
        self._touched |= {node.parent for node in changes.changed if node.parent is not None}

    def first_rows(self, parent: Node, window: type[Window]) -> list[Node]:
        """Return the rows to make a new window with; the rest follows once it is laid out."""
        self._budget.miss(parent)
        return window.first_rows(rows_of(parent)[: self._shown.view.app.size.height])

    def rows_to_mount(self, parent: Node, window: Window) -> list[Node]:
        """Return the rows that should be mounted now, some of them by other rows' widgets already."""
        window.redraw(())
        rows = window.rows.nodes
        returns = self._returns_to(window)
        returns.begin(row.node for row in window.row_widgets())
        wanted = self._wanted(window)
        if self._recycle(window, [rows[index] for index in wanted], returns.rows):
            # What can be seen may be complete now; the rows around it then come in the same go.
            wanted = self._wanted(window)
            self._recycle(window, [rows[index] for index in wanted], returns.rows)
        full = self._budget.is_full(len(self._shown))
        kept = set(window.focused_row() if full else window.kept())
        returned = {window.rows.place(row) for row in returns.rows if row in window.rows}
        all_ = {*wanted, *returned, *self._budget.lightest(rows, sorted(kept)), *window.focused_row()}
        # Once these are there, it will be seen whether more are wanted. Where there is no room, some must go first.
        missing = any(rows[index].id not in self._shown.widgets for index in wanted)
        if missing and (not full or any(window.rows.place(row.node) not in all_ for row in window.row_widgets())):
            self._budget.miss(parent)
        to_mount = [rows[index] for index in sorted(all_)]
        returns.end(to_mount)
        return to_mount

    def _returns_to(self, window: Window) -> Returns:
        """Return which rows have come back to a window since it was scrolled, or the guest changed anything."""
        returns = self._returns.get(window.node)
        if returns is None or returns.scrolls != window.scrolls:
            returns = self._returns[window.node] = Returns(window.scrolls)
        return returns

    def _wanted(self, window: Window) -> list[int]:
        return list(self._budget.lightest(window.rows.nodes, sorted(window.wanted())))

    def _recycle(self, window: Window, wanted: list[Node], kept: set[Node]) -> bool:
        """Give rows that should be mounted the widgets of others that aren't kept; return whether there were any."""
        missing = [node for node in wanted if self._can_take(node)]
        free = free_rows(window, kept.union(wanted), self._touched) if missing else {}
        given = []
        for node in missing if free else ():
            rows = free.get(shape_of(node))
            if self._budget.has_room and rows:
                given.append(rows.pop())
                for widget, each in list(pairs(given[-1], node)):
                    self._budget.spend(self._writer.rewrite(widget, each) / WRITES_OF_A_WIDGET)
        if given:
            window.renew(given)
        return bool(given)

    def _can_take(self, row: Node) -> bool:
        """Tell whether a row can take another's widgets: it has none, and is made in one go."""
        widgets = self._shown.widgets
        return not any(node.id in widgets for node in row.subtree()) and self._budget.takes(row)

    # --- After rows are mounted ---

    def settle(self, changes: Changes) -> None:
        """Settle the cursors where rows came, went, moved or changed."""
        touched = [*changes.reordered, *(node.parent for node in changes.changed if node.parent is not None)]
        for node in dict.fromkeys(touched):
            window = self._shown.window_of(node) if node.signature.window else None
            if window is not None:
                window.settle()

    def forget_heights(self, changes: Changes) -> None:
        """Forget how high rows are that changed while they were not mounted. One that is mounted may be drawn now."""
        widgets = self._shown.widgets
        windows: dict[Node, Window | None] = {}
        forgotten: dict[Node, dict[Node, None]] = {}
        walked: set[Node] = set()
        for node in {**changes.changed, **changes.reordered}:
            for row in node.ancestors():
                if row in walked:
                    break
                walked.add(row)
                parent = row.parent
                if parent is None or not parent.signature.window:
                    continue
                if parent not in windows:
                    windows[parent] = self._shown.window_of(parent)
                window = windows[parent]
                if window is None:
                    continue
                if row.id not in widgets:
                    forgotten.setdefault(parent, {})[row] = None
                elif window.is_drawn(row):
                    self._budget.miss(parent)
        for parent, rows in forgotten.items():
            if (window := windows[parent]) is not None:
                window.forget(rows)
        styled = {node for node, what in changes.changed.items() if what & _RESTYLES}
        for window in self._shown.windows() if styled else ():
            if not styled.isdisjoint(window.node.ancestors()):
                window.forget_unseen()

    # --- Rows that are not mounted ---

    def drawn_row(self, node: Node) -> tuple[Window, Node] | None:
        """Return the row that a node without a widget is drawn in, with its window; None if it is not drawn."""
        row = next((each for each in node.ancestors() if each.parent is not None and each.parent in self._shown), None)
        window = self._shown.window_of(row.parent) if row is not None and row.parent is not None else None
        if row is None or window is None or row not in window.rows or not window.is_drawn(row):
            return None
        return window, row

    def reveal(self, node: Node) -> None:
        """Have the rows mounted that a node lies in, wherever they are in their windows."""
        for row in node.ancestors():
            window = self._shown.window_of(row.parent) if row.parent is not None else None
            if window is not None:
                window.reveal(row)
                self._returns.pop(window.node, None)
                self._budget.miss(window.node)

    def may_mount(self, node: Node) -> bool:
        """Tell whether a node that has no widget may still get one: it lies in a row, or more is to be mounted."""
        above = (parent for parent in node.ancestors() if parent is not node)
        return any(self._budget.lacks(parent) or self._shown.window_of(parent) is not None for parent in above)
