"""The painter of one list: which rows can be seen, and drawing those of them that need no widgets.

Knows where rows lie (`Rows`) and how they look (`DrawnRows`); not which are mounted, nor how the cursor moves. The
list, whose part it is, mounts all other rows over what is drawn here.
"""

from collections.abc import Iterable, Set
from itertools import islice
from typing import Final

from textual.geometry import Offset, Region, Size
from textual.strip import Strip

from opui.core.tree.node import Node
from opui.textual import private
from opui.textual.kinds.list.drawn_rows import DrawnRows
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.kinds.rows import Rows

ATTEMPTS: Final = 4
"""How often rows are drawn in one go before those that come into sight by it wait for the next."""


class Painter:
    """Draws the rows of a list that can be seen.

    Args:
        owner: The list.
        rows: Where its rows lie.

    Attributes:
        drawn: The rows that are drawn.
        size: The size of the list's content in the last layout, or the one under way.
    """

    def __init__(self, owner: NodeWidget, rows: Rows) -> None:
        self._owner = owner
        self._rows = rows
        self.drawn = DrawnRows(owner)
        self.size = Size(0, 0)
        self._restyled = False
        self._repaints = False
        self._pointer: tuple[int, int] | None = None
        self._pointed: Node | None = None

    # --- What can be seen ---

    def indices_around(self, screenfuls: float) -> list[int]:
        """Return the indices of the rows that can be seen, and of those within some screenfuls above and below."""
        if not len(self._rows):
            return []
        top, height = self._seen_lines()
        more = round(height * screenfuls)
        near = range(self._rows.at(top - more), self._rows.at(top + height + more - 1) + 1)
        # There may be any number of rows that are known to take no line.
        return list(islice((index for index in near if self._rows.lines(index)), height + 2 * more + 1))

    def _seen_lines(self) -> tuple[int, int]:
        """Return the first line that is seen and how many are; before the first layout as many as the screen has.

        In a layout under way, all by which the list gets higher is taken to be seen: where it will lie nobody knows.
        """
        owner = self._owner
        most = owner.app.size.height
        regions = private.last_regions(owner)
        if regions is None:
            return owner.scroll_offset.y, most
        whole, visible = regions
        above = max(0, visible.y - whole.y - owner.gutter.top)
        more = max(0, self.size.height - (whole.height - owner.gutter.height))
        return owner.scroll_offset.y + above, max(1, min(most, visible.height + more))

    @property
    def height(self) -> int:
        """How many lines of rows there is room for, in the layout under way or else the last."""
        if self.size.height:
            return self.size.height
        # Not by its region: to ask for that lays everything out if that is due, perhaps in the middle of doing so.
        owner = self._owner
        bar = owner.scrollbar_size_horizontal if owner.show_horizontal_scrollbar else 0
        return max(0, owner.outer_size.height - owner.gutter.height - bar)

    def rearrange(self) -> None:
        """Have the list laid out anew, and painted as a whole: rows lie elsewhere."""
        self._repaints = True
        private.forget_arrangement(self._owner)
        self._owner.refresh(layout=True)

    def tell_rows_moved(self) -> None:
        """Tell that other rows may be seen."""
        if self._owner.listener is not None:
            self._owner.listener.rows_moved(self._owner)

    # --- Drawing ---

    def redraw(self, rows: Iterable[Node | None]) -> None:
        """Draw rows anew that may look different now, if they can be seen; a layout that is due does that by itself."""
        if not private.needs_layout(self._owner):
            self._show(self.draw(set(rows)))

    def lay_out(self, size: Size) -> None:
        """Draw what can be seen in a layout under way, which gives the content of the list this size."""
        self.size = size
        changed = self.draw()
        if not self._repaints:
            # Another widget has asked for the layout, and the list would show its old lines again.
            self._show(changed)

    def _show(self, changed: Iterable[Node]) -> None:
        top, width = self._owner.scroll_offset.y, self.size.width
        for row in changed:
            line = self._rows.top(self._rows.place(row))
            self._owner.refresh(Region(0, line - top, width, len(self.drawn.lines(row) or ())))

    def draw(self, suspects: Set[Node | None] | None = None) -> list[Node]:
        """Draw the rows that can be seen and learn how high they are.

        Args:
            suspects: Those that may look different; None: any.

        Returns:
            Those that do.
        """
        if self._restyled:
            self._restyled, suspects = False, None
        changed: list[Node] = []
        left = False
        # Rows that turn out lower than they were taken to be let others be seen.
        for _ in range(ATTEMPTS):
            seen = [self._rows.nodes[index] for index in self.indices_around(0)]
            news, more = self.drawn.draw(seen, self._owner.cursor, self.size, suspects)
            changed += news
            left |= more
            moved = self._rows.measure({row: len(self.drawn.lines(row) or ()) for row in news})
            if moved:
                self.rearrange()
                self._owner.refresh()
            pointed = self._point()
            if suspects is not None:
                suspects = suspects | pointed
            if not (moved or pointed):
                break
        if left:
            self.tell_rows_moved()
        return changed

    def begin_paint(self) -> None:
        """The list is about to be painted: draw all rows that can be seen if styles have changed since they were."""
        self._repaints = False
        if self._restyled:
            self.draw()

    def restyle(self) -> None:
        """Forget how rows look: styles have changed, on the list or on an ancestor."""
        self.drawn.restyle()
        if self._owner.is_attached:
            self._restyled = True
            self._owner.refresh()

    def refuse(self) -> None:
        """Draw no rows from now on: what the list is to look like takes widgets."""
        if not self.drawn.refused:
            self.drawn.refuse()
            self._owner.call_after_refresh(self.tell_rows_moved)

    def line(self, line: int) -> Strip | None:
        """Return a line of all rows, None if it is not drawn."""
        index = self._rows.at(line)
        lines = self.drawn.lines(self._rows.nodes[index]) if index >= 0 else None
        within = line - self._rows.top(index) if lines is not None else -1
        return lines[within] if lines is not None and 0 <= within < len(lines) else None

    # --- The pointer, and what lies under it ---

    def point(self, pointer: tuple[int, int] | None) -> None:
        """Let what is under the pointer look so.

        Args:
            pointer: Where on the screen it is; None: not over the list, or over a widget in it.
        """
        self._pointer = pointer
        self.redraw(self._point())

    def _point(self) -> set[Node]:
        """Find what is under the pointer; return the rows that look different by it."""
        path = self.path_at_pointer()
        shows = [node for node, hoverable in path if hoverable]
        before, self._pointed = self._pointed, path[0][0] if shows else None
        hovered, self.drawn.hovered = self.drawn.hovered, shows[-1] if shows else None
        return {row for row in (before, self._pointed) if row is not None and hovered is not self.drawn.hovered}

    def path_at_pointer(self) -> list[tuple[Node, bool]]:
        """Return the nodes of a drawn row under the pointer; see `path_at`."""
        return self.path_at(*self._pointer) if self._pointer else []

    def path_at(self, screen_x: int, screen_y: int) -> list[tuple[Node, bool]]:
        """Return the nodes at a position in a drawn row, outer ones first, each with whether it shows the pointer."""
        content = self._owner.scrollable_content_region
        line = screen_y - content.y + self._owner.scroll_offset.y
        index = self._rows.at(line)
        if index < 0 or not content.contains(screen_x, screen_y):
            return []
        return self.drawn.path_at(self._rows.nodes[index], screen_x - content.x, line - self._rows.top(index))

    def offset_of(self, node: Node, row: Node) -> Offset:
        """Return where in the list a node of a drawn row is seen.

        Raises:
            KeyError: The row is not drawn now, or the node takes no room.
        """
        region = self.drawn.region_of(node, row)
        line = self._rows.top(self._rows.place(row)) - self._owner.scroll_offset.y
        return region.offset + Offset(self._owner.gutter.left, self._owner.gutter.top + line)
