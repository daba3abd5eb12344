"""The part of a list that is drawn: rows of texts, line by line, without a widget each.

Its subclass `OpuiList` mounts all other rows, over what is drawn here. Knows where rows lie (`Rows`) and how
they look (`DrawnRows`); not which are mounted, nor how the cursor moves.
"""

from collections.abc import Iterable, Set
from itertools import islice
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.containers import ScrollableContainer
from textual.geometry import Offset, Region, Size
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from opui.core.tree.node import Node
from opui.textual import private
from opui.textual.kinds.list.drawn_rows import DrawnRows
from opui.textual.kinds.list.pattern import ground_of
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.kinds.rows import Rows

ATTEMPTS: Final = 4
"""How often rows are drawn in one go before those that come into sight by it wait for the next."""

SELECTED_LINES: Final = 20_000
"""Lines of a list that are copied at most: about a tenth of a second."""


class DrawingList(ScrollableContainer, NodeWidget, inherit_bindings=False):
    """A scrolled column of rows that draws those which need no widgets.

    Attributes:
        rows: Where the rows lie.
        drawn: Those of them that are drawn.
        cursor: The row that the cursor is on, None if it is on none.
    """

    def __init__(self, *children: Widget) -> None:
        super().__init__(*children)
        self.rows = Rows()
        self.drawn = DrawnRows(self)
        self.cursor: Node | None = None
        self._drawn_size = Size(0, 0)
        self._restyled = False
        self._pointer: tuple[int, int] | None = None
        self._pointed: Node | None = None

    def sibling_index(self, child: Node) -> tuple[int, int]:
        """Return a row's index, and how many rows there are: rules with `:odd` and the like go by these."""
        return self.rows.place(child), len(self.rows)

    # --- What is seen ---

    def _lines_around(self, screenfuls: float) -> list[int]:
        if not len(self.rows):
            return []
        top, height = self._seen_lines()
        more = round(height * screenfuls)
        near = range(self.rows.at(top - more), self.rows.at(top + height + more - 1) + 1)
        # Rows that are known to take no line may be any number.
        return list(islice((place for place in near if self.rows.lines(place)), height + 2 * more + 1))

    def _seen_lines(self) -> tuple[int, int]:
        """Return the first line that is seen and how many are; before the first layout as many as the screen has."""
        most = self.app.size.height
        regions = private.last_regions(self)
        if regions is None:
            return self.scroll_offset.y, most
        whole, visible = regions
        above = max(0, visible.y - whole.y - self.gutter.top)
        return self.scroll_offset.y + above, max(1, min(most, visible.height))

    def _tell_rows_moved(self) -> None:
        if self.listener is not None:
            self.listener.rows_moved(self)

    @property
    def _height(self) -> int:
        """How many lines of rows there is room for, in the layout under way or else the last."""
        return self._drawn_size.height or self.scrollable_content_region.height

    def _rearrange(self) -> None:
        private.forget_arrangement(self)
        self.refresh(layout=True)

    # --- Drawing ---

    def redraw(self, rows: Iterable[Node | None]) -> None:
        """Draw rows anew that may look different now, if they can be seen; if all is to be laid out, that does it."""
        changed = () if private.needs_layout(self) else self._draw(set(rows))
        top, width = self.scroll_offset.y, self._drawn_size.width
        for row in changed:
            line = self.rows.top(self.rows.place(row))
            self.refresh(Region(0, line - top, width, len(self.drawn.lines(row) or ())))

    def _draw(self, suspects: Set[Node | None] | None = None) -> list[Node]:
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
        # Rows that are lower than they were taken to be let others be seen.
        for _ in range(ATTEMPTS):
            seen = [self.rows.nodes[place] for place in self._lines_around(0)]
            news, more = self.drawn.draw(seen, self.cursor, self._drawn_size, suspects)
            changed += news
            left |= more
            moved = self.rows.measure({row: len(self.drawn.lines(row) or ()) for row in news})
            if moved:
                self._rearrange()
                self.refresh()
            pointed = self._point()
            if suspects is not None:
                suspects = suspects | pointed
            if not (moved or pointed):
                break
        if left:
            self._tell_rows_moved()
        return changed

    def _point(self) -> set[Node]:
        """Find what is under the pointer; return the rows that look different by it."""
        path = self._path_at(*self._pointer) if self._pointer else []
        shows = [node for node, hoverable in path if hoverable]
        before, self._pointed = self._pointed, path[0][0] if shows else None
        hovered, self.drawn.hovered = self.drawn.hovered, shows[-1] if shows else None
        return {row for row in (before, self._pointed) if row is not None and hovered is not self.drawn.hovered}

    def offset_of(self, node: Node, row: Node) -> Offset:
        """Return where in the list a node of a drawn row is seen.

        Raises:
            KeyError: The row is not drawn now, or the node takes no room.
        """
        region = self.drawn.region_of(node, row)
        line = self.rows.top(self.rows.place(row)) - self.scroll_offset.y
        return region.offset + Offset(self.gutter.left, self.gutter.top + line)

    def _path_at(self, screen_x: int, screen_y: int) -> list[tuple[Node, bool]]:
        content = self.scrollable_content_region
        line = screen_y - content.y + self.scroll_offset.y
        place = self.rows.at(line)
        if place < 0 or not content.contains(screen_x, screen_y):
            return []
        return self.drawn.path_at(self.rows.nodes[place], screen_x - content.x, line - self.rows.top(place))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Let what is under the pointer look so."""
        self._pointer = (event.screen_x, event.screen_y)
        self.redraw(self._point())

    def on_leave(self) -> None:
        """Nothing in the list is under the pointer any more, or a widget is."""
        self._pointer = None
        self.redraw(self._point())

    def notify_style_update(self) -> None:
        """Styles are others, the list's own or those of what it lies in: its rows may look different."""
        super().notify_style_update()
        self.drawn.restyle()
        if self.is_attached:
            self._restyled = True
            self.refresh()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return how wide the list is if it is to be as wide as its rows, which takes them as widgets."""
        self._refuse()
        return super().get_content_width(container, viewport)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how high the list is if it is to be as high as its rows."""
        if self.children:
            return super().get_content_height(container, viewport, width)
        return self.arrange(Size(width, 0)).total_region.height

    def _refuse(self) -> None:
        if not self.drawn.refused:
            self.drawn.refuse()
            self.call_after_refresh(self._tell_rows_moved)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of the list, without what is mounted in it."""
        if self._restyled:
            self._draw()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return a line of the content: that of a row that is drawn, or nothing."""
        line = y + self.scroll_offset.y
        strip = self._line(line)
        if strip is None:
            return Strip.blank(self.size.width, ground_of(self))
        selected = self.text_selection.get_span(line) if self.text_selection is not None else None
        if selected is not None:
            strip = _with_selection(strip, *selected, self.screen.get_visual_style("screen--selection").rich_style)
        return strip.apply_offsets(0, line)

    def _line(self, line: int) -> Strip | None:
        place = self.rows.at(line)
        lines = self.drawn.lines(self.rows.nodes[place]) if place >= 0 else None
        within = line - self.rows.top(place) if lines is not None else -1
        return lines[within] if lines is not None and 0 <= within < len(lines) else None

    # --- Text that a person selects ---

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text of drawn rows, as it is seen, and what separates it from that of others."""
        first, last = selection.start, selection.end
        top = first.y if first else 0
        bottom = min(last.y if last else self.rows.total, self.rows.total - 1, top + SELECTED_LINES)
        texts = [self._text(line).rstrip() for line in range(top, bottom + 1)]
        moved = Selection(first and Offset(first.x, 0), last and Offset(last.x, last.y - top))
        return moved.extract("\n".join(texts)), "\n"

    def _text(self, line: int) -> str:
        strip = self._line(line)
        place = self.rows.at(line)
        if strip is not None or line != self.rows.top(place):
            return strip.text if strip is not None else ""
        # Out of sight: its words will do.
        return " ".join(node.text for node in self.rows.nodes[place].subtree() if node.text)

    def text_select_all(self) -> None:
        """Select what is under the pointer, after two clicks."""
        path = self._path_at(*self._pointer) if self._pointer else []
        if path:
            row, part = path[0][0], self.drawn.region_of(path[-1][0], path[0][0])
            line = self.rows.top(self.rows.place(row)) + part.y
            text = self._text(line)
            start, end = (cell_to_character(text, cell) for cell in (part.x, part.right))
            self.screen.selections = {self: Selection(Offset(start, line), Offset(end, line + part.height - 1))}


def _with_selection(strip: Strip, start: int, end: int, style: Style) -> Strip:
    """Return a strip with the selection's style on the characters from `start` to `end`; -1: to the end."""
    text = strip.text
    left, right = cell_len(text[:start]), strip.cell_length if end == -1 else cell_len(text[:end])
    inner = strip.crop(left, right)
    marked = Strip(Segment.apply_style(inner, post_style=style), inner.cell_length)
    return Strip.join((strip.crop(0, left), marked, strip.crop(right)))


def cell_to_character(text: str, cell: int) -> int:
    """Return the index of the character at a cell of a text."""
    return next((index for index in range(len(text)) if cell_len(text[: index + 1]) > cell), len(text))
