"""`OpuiList`: a list that shows a window of its rows, with a cursor on one of them.

Rows of texts alone are drawn, line by line (`Painter`); of the others those near what can be seen are widgets: the
renderer mounts what is `wanted`. The scroll bar, the cursor and every key go by `Rows`, where all rows lie.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.containers import ScrollableContainer
from textual.geometry import Offset, Region, Size
from textual.layout import DockArrangeResult, WidgetPlacement
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from opui.core.session.cursors import moved, settled, words_of
from opui.core.session.typeahead import TypeAhead
from opui.core.tree.node import Node
from opui.textual import private
from opui.textual.kinds.adapter import TITLED, Adapter
from opui.textual.kinds.bare import bare_lines, is_bare
from opui.textual.kinds.list.painter import Painter
from opui.textual.kinds.list.pattern import affects_other_rows, ground_of
from opui.textual.kinds.list.row_style import Words, read_row_style
from opui.textual.kinds.list.selection import selected_text, selection_at_pointer
from opui.textual.kinds.marked import selectable
from opui.textual.kinds.node_widget import HIGHLIGHTED, NodeWidget, own_bindings
from opui.textual.kinds.rows import Rows

AHEAD: Final = 0.5
"""Screenfuls of rows that are mounted beyond each end of what can be seen."""
KEPT: Final = 2
"""Screenfuls beyond each end in which rows stay mounted."""


@dataclass
class _Extent(DockArrangeResult):
    """An arrangement whose extent is that of all rows, not only of those that are placed."""

    lines: int = 0

    @property
    def total_region(self) -> Region:
        """The region of all rows."""
        return super().total_region.union(Region(0, 0, 0, self.lines))


class OpuiList(ScrollableContainer, NodeWidget, can_focus=True, inherit_bindings=False):
    """A `list`: a scrolled column with a cursor on one of its rows.

    Attributes:
        rows: Where the rows lie.
        scrolls: How often somebody has scrolled to other rows.
    """

    DEFAULT_CSS = """
    OpuiList {
        width: 1fr; height: 1fr; layout: vertical; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
    }
    OpuiList > .-highlighted { background: $foreground 10%; }
    OpuiList:focus > .-highlighted { background: $block-cursor-background 25%; }
    """

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("list")

    def __init__(self, *children: Widget) -> None:
        super().__init__(*children)
        self.rows = Rows()
        self.scrolls = 0
        self._painter = Painter(self, self.rows)
        self._awaited: Node | None = None
        self._lead = 0
        self._index = -1
        self._told = (-1, -1)
        self._marked: Node | None = None
        self._held: tuple[Node, int] | None = None
        self._shown: Node | None = None
        self._ahead = TypeAhead()

    # --- The window ---

    def sibling_index(self, child: Node) -> tuple[int, int]:
        """Return a row's index, and how many rows there are: rules with `:odd` and the like go by these."""
        return self.rows.place(child), len(self.rows)

    def set_rows(self, nodes: Sequence[Node]) -> None:
        """Take over the rows that the list has now."""
        self.rows.replace(nodes)
        if self._painter.drawn.placed:
            # Rules hide others now, perhaps.
            self.rows.forget_hidden()
        if self._held is not None and self._held[0] not in self.rows:
            self._hold()
        if self._painter.height and self.styles.overflow_y == "auto":
            # Known beforehand, it spares a layout without the scroll bar, or with it.
            self.show_vertical_scrollbar = self.vertical_scrollbar.display = self.rows.total > self._painter.height
        self._painter.rearrange()

    @staticmethod
    def first_rows(rows: Sequence[Node]) -> list[Node]:
        """Return those of the first rows that take widgets, before there are styles to draw any by."""
        return [row for row in rows if read_row_style(row, None, Words()) is None]

    def wanted(self) -> set[int]:
        """Return the places of the rows that should be mounted: those to be seen; once they are, some more around."""
        awaited = {self.rows.place(self._awaited)} - {-1}
        seen = set(self._mounted(awaited.union(self._painter.indices_around(0))))
        mounted = {row.node for row in self.row_widgets()}
        missing = any(self.rows.nodes[place] not in mounted for place in seen)
        return seen if missing else set(self._mounted(awaited.union(self._painter.indices_around(AHEAD))))

    def _mounted(self, places: Iterable[int]) -> Iterator[int]:
        """Yield those of the places whose rows are not drawn."""
        takes, cursor, rows = self._painter.drawn.takes, self.cursor, self.rows.nodes
        return (place for place in places if not takes(rows[place], cursor))

    def kept(self) -> Iterator[int]:
        """Yield the places of the rows that are mounted and stay so, not far away or with the focus in them."""
        near = set(self._painter.indices_around(KEPT))
        for row in self.row_widgets():
            place = self.rows.place(row.node)
            if place in near or (place >= 0 and row.styles.is_docked):
                yield from self._mounted([place])
        yield from self.focused_row()

    def focused_row(self) -> Iterator[int]:
        """Yield the place of the row that has the focus in it, if one has."""
        focused = self.screen.focused
        path = set(focused.ancestors_with_self) if focused is not None else set()
        yield from (self.rows.place(row.node) for row in self.row_widgets() if row in path and row.node in self.rows)

    def reveal(self, row: Node) -> None:
        """Want a row mounted, wherever it is, until somebody scrolls."""
        self._awaited = row

    def is_drawn(self, row: Node) -> bool:
        """Tell whether a row is drawn, without a widget."""
        return self._painter.drawn.takes(row, self.cursor)

    def row_widgets(self) -> Iterator[NodeWidget]:
        """Yield the widgets of the rows that are mounted. One that is being removed takes no room, whatever its row."""
        return (each for each in self.children if isinstance(each, NodeWidget) and not private.is_leaving(each))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Hold on to the row that is uppermost now; other rows can be seen."""
        if not self.is_attached:
            return  # Textual goes on with an animation when the list has left its screen.
        if round(old_value) != round(new_value):
            self.scrolls += 1
            # Before anything asks for the layout, which would go back to the row held before.
            self._awaited = self._shown = None
            self._hold()
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._painter.draw(frozenset())
            self.refresh()
            self._painter.tell_rows_moved()

    def on_resize(self) -> None:
        """More rows, or fewer, can be seen; they may break elsewhere."""
        self._painter.tell_rows_moved()

    def renew(self, rows: Iterable[NodeWidget]) -> None:
        """Widgets of rows stand for other rows now: they lie elsewhere, and may be those that the cursor is on."""
        self.mark(rows)
        self._painter.rearrange()

    def forget(self, rows: Iterable[Node]) -> None:
        """Rows have changed while they were not mounted: they may be higher or lower, or seen again."""
        drawn = {row: bool(self._painter.drawn.lines(row)) for row in rows}
        for row in drawn:
            if not drawn[row]:
                self.rows.forget(row)
        if not all(drawn.values()):
            self._painter.rearrange()
            self._painter.tell_rows_moved()
        self.redraw(drawn)

    def forget_unseen(self) -> None:
        """The stylesheet is another: rows that it hid and that are not mounted may be seen again."""
        mounted = {row.node for row in self.row_widgets()}
        self.forget(row for row in self.rows.nodes if row not in mounted)

    # --- What is drawn ---

    def redraw(self, rows: Iterable[Node | None]) -> None:
        """Draw rows that can be seen: `rows`, because they may look different, and those that are not drawn yet."""
        self._painter.redraw(rows)

    def drawn_lines(self, row: Node) -> int | None:
        """Return how many lines of a row are drawn now, None if it is not."""
        lines = self._painter.drawn.lines(row)
        return len(lines) if lines is not None else None

    def offset_of(self, node: Node, row: Node) -> Offset:
        """Return where in the list a node of a drawn row is seen; raise `KeyError` if it is not."""
        return self._painter.offset_of(node, row)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Let what is under the pointer look so."""
        self._painter.point((event.screen_x, event.screen_y))

    def on_leave(self) -> None:
        """Nothing drawn is under the pointer any more."""
        self._painter.point(None)

    def notify_style_update(self) -> None:
        """Styles have changed on the list or an ancestor; its rows may look different."""
        super().notify_style_update()
        self._painter.restyle()

    def paint(self, crop: Region) -> list[Strip]:
        """Make the lines of the list, without what is mounted in it."""
        self._painter.begin_paint()
        return super().paint(crop)

    def make_lines(self, crop: Region) -> Sequence[Strip]:
        """Make them as strips; without Textual's box around each, if that shows nothing."""
        return bare_lines(self, crop) if is_bare(self) else super().make_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return a line of the content: that of a row that is drawn, or nothing."""
        line = y + self.scroll_offset.y
        strip = self._painter.line(line)
        if strip is None:
            return Strip.blank(self.size.width, ground_of(self))
        return selectable(self, strip, line)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text of drawn rows, and what separates it from that of others."""
        return selected_text(selection, self.rows, self._painter), "\n"

    def text_select_all(self) -> None:
        """Select what is under the pointer, after two clicks."""
        selection = selection_at_pointer(self.rows, self._painter)
        if selection is not None:
            self.screen.selections = {self: selection}

    # --- Layout ---

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return how wide the list is if it is to be as wide as its rows, which takes them as widgets."""
        self._painter.refuse()
        return super().get_content_width(container, viewport)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how high the list is if it is to be as high as its rows."""
        if self.children:
            return super().get_content_height(container, viewport, width)
        return self.arrange(Size(width, 0)).total_region.height

    def arrange_children(self, size: Size, optimal: bool) -> DockArrangeResult:
        """Place the mounted rows where they lie among all rows."""
        if not optimal:
            if size.width != self._painter.size.width:
                self.rows.forget_all()
            self._painter.lay_out(size)
            if self._keep_place():
                self._painter.lay_out(size)
        result = super().arrange_children(size, optimal)
        if isinstance(result, _Extent):
            return result
        if not any(row.display and not row.styles.is_docked for row in self.row_widgets()):
            self._measure([])
        extent = _Extent(result.placements, result.widgets, result.scroll_spacing, None, self.rows.total)
        private.keep_arrangement(self, size, optimal, extent)
        return extent

    def process_layout(self, placements: list[WidgetPlacement]) -> list[WidgetPlacement]:
        """Move placements, packed as Textual makes them, to where the rows lie; learn how high the rows are."""
        rows = [each for each in placements if isinstance(each.widget, NodeWidget) and each.widget.node in self.rows]
        if not rows:
            return placements
        if any(affects_other_rows(each.widget) for each in rows):
            self._painter.refuse()
        self._measure(rows)
        self._lead = rows[0].region.y
        self._keep_place()
        return [each._replace(region=self._placed(each)) for each in rows]

    def lies_in_place(self, row: NodeWidget) -> bool:
        """Tell whether a row was laid out where it belongs now; one that was handed over may lie elsewhere yet."""
        place = self.rows.place(row.node)
        return place >= 0 and row.virtual_region.y == self._lead + self.rows.top(place)

    def _placed(self, placement: WidgetPlacement) -> Region:
        assert isinstance(placement.widget, NodeWidget)
        region = placement.region
        place = self.rows.place(placement.widget.node)
        return Region(region.x, self._lead + self.rows.top(place), region.width, region.height)

    def _measure(self, rows: list[WidgetPlacement]) -> None:
        lines: dict[Node, int] = {}
        for each, after in zip(rows, [*rows[1:], None], strict=False):
            row = each.widget.node  # type: ignore[attr-defined]  # rows are node widgets
            place = self.rows.place(row)
            if after is not None and self.rows.place(after.widget.node) == place + 1:  # type: ignore[attr-defined]
                lines[row] = max(1, after.region.y - each.region.y)
            else:
                last = place == len(self.rows) - 1
                margin = each.margin.bottom if last else max(each.margin.top, each.margin.bottom)
                lines[row] = max(1, each.region.height + margin)
        placed = {each.widget for each in rows}
        # Not displayed, or docked to an edge.
        lines |= {row.node: 0 for row in self.row_widgets() if row.node in self.rows and row not in placed}
        before = self.rows.total
        self.rows.measure(lines)
        if self.rows.total != before:
            self.call_after_refresh(self._painter.tell_rows_moved)

    def _hold(self) -> None:
        """Note which row is uppermost and how far its top is above what is seen: it stays when rows above change."""
        top = self.scroll_offset.y
        place = self.rows.at(top)
        self._held = (self.rows.nodes[place], top - self.rows.top(place)) if place >= 0 and top > 0 else None

    def _keep_place(self) -> bool:
        """Scroll so that what was uppermost, or to be shown, is where it should be; return whether that took any."""
        line = self.scroll_offset.y
        if self._held is not None and self._held[0] in self.rows:
            row, below = self._held
            line = self.rows.top(self.rows.place(row)) + below
        if self._shown is not None and self._shown in self.rows:
            line = self._line_for(self._shown, line)
        line = max(0, min(line, self.rows.total - self._painter.height))
        scrolls = line != self.scroll_offset.y
        if scrolls:
            self.scroll_in_layout(line)
            self.call_after_refresh(self._painter.tell_rows_moved)
        return scrolls

    # --- The cursor ---

    def take_over(self, old: NodeWidget) -> None:
        """Take over the cursor of the list that this one replaces."""
        if isinstance(old, OpuiList):
            self.cursor, self._index, self._told = old.cursor, old._index, old._told

    def enter(self) -> None:
        """Put the cursor on the first row if it is on none."""
        row = settled(self.rows.nodes, self.cursor, -1, focused=True)
        if row is not None and row is not self.cursor:
            self.move_cursor(row)

    def settle(self) -> None:
        """Put the cursor right after rows came, went or moved: on its row, else on what stands in its place now."""
        there = self.cursor if self.cursor in self.rows else None
        self.cursor = settled(self.rows.nodes, there, self._index, self.has_focus)
        self._tell()

    def move_cursor(self, row: Node) -> None:
        """Put the cursor on a row and scroll there; on one that is hidden or on its way out it can't be put."""
        if row not in self.rows:
            return
        self.cursor = row
        self._tell()
        self.show_row(row)

    def node_at(self, screen_x: int, screen_y: int) -> Node:
        """Return the innermost node at a cell of the screen: one of a drawn row, if one lies there."""
        path = self._painter.path_at(screen_x, screen_y)
        return path[-1][0] if path else self.node

    def highlight(self, node: Node) -> None:
        """Put the cursor on a row and scroll there; the guest, which says so, is not told."""
        if node in self.rows:
            self._index = self.rows.place(node)
            self._told = (node.id, self._index)
            self.move_cursor(node)

    def click(self, event: events.Click) -> Node | None:
        """Put the cursor on the drawn row that was clicked, if one was; return the node that was."""
        path = self._painter.path_at(event.screen_x, event.screen_y)
        if path:
            self.move_cursor(path[0][0])
        return path[-1][0] if path else None

    def show_row(self, row: Node) -> None:
        """Scroll as far as it takes to see a row; it need not be mounted, nor the list be laid out yet."""
        if row not in self.rows:
            return
        line = self._line_for(row, self.scroll_offset.y)
        if line > self.max_scroll_y:
            # The extent is that of the last layout: the next one goes there.
            self._held = (row, line - self.rows.top(self.rows.place(row)))
            self._painter.rearrange()
        elif line != self.scroll_offset.y:
            self.scroll_to(y=line, animate=False, immediate=True)
        # Rows that are laid out only now may push it out of sight again, until one scrolls elsewhere.
        self._shown = row

    def _line_for(self, row: Node, line: int) -> int:
        """Return the line nearest to `line` that the list can begin at so that the row is seen."""
        place, height = self.rows.place(row), self._painter.height
        return min(self.rows.top(place), max(line, self.rows.top(place + 1) - height))

    def mark(self, rows: Iterable[NodeWidget]) -> None:
        """Give rows' widgets the look that they should have."""
        for row in rows:
            if row.has_class(HIGHLIGHTED) != (row.node is self.cursor):
                row.set_class(row.node is self.cursor, HIGHLIGHTED)

    def _tell(self) -> None:
        if self.cursor is not self._marked:
            before, self._marked = self._marked, self.cursor
            self.redraw((before, self.cursor))
        self.mark(self.row_widgets())
        index = self.rows.place(self.cursor)
        place = (self.cursor.id if self.cursor is not None else -1, index)
        if place != self._told:
            self._told, self._index = place, index
            self._report("highlight", "", *place)

    async def do(self, action: str) -> bool:
        """Move the cursor."""
        row = moved(self.rows.nodes, self._index, action, self._page)
        if row is not None:
            self.move_cursor(row)
        return True

    def take_sought(self, character: str, now: float) -> bool:
        """Go to the row that a person types the beginning of."""
        rows = self.rows.nodes
        place = self._ahead.place(len(rows), lambda place: words_of(rows[place]), self._index, character, now)
        if place >= 0:
            self.move_cursor(rows[place])
        return place >= 0

    def _page(self, pages: int) -> int:
        """Return the place about a screenful above (-1) or below (1) the cursor."""
        line = self.rows.top(self._index) + pages * max(1, self.scrollable_content_region.height - 1)
        place = self.rows.at(line)
        # Up: not above the screenful, down: not below it.
        return place + 1 if pages < 0 and self.rows.top(place) < line else place


ADAPTER = Adapter(OpuiList, TITLED, recycled=False)
