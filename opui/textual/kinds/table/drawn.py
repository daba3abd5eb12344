"""`DrawnTable`: what a table of nodes and one of arrays have in common. It makes the lines that are seen.

A kind's own widget says what its rows are, and what is shown of their cells.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import ClassVar, Final

from rich.style import Style
from textual import events
from textual.containers import ScrollableContainer
from textual.geometry import Offset, Region, Size
from textual.layout import DockArrangeResult
from textual.selection import Selection
from textual.strip import Strip

from opui.core.session.cells import OF_ROWS, Cells, Cursor, Row, clicked, moved, pressed, settled
from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.core.wire.records import Event
from opui.textual import private
from opui.textual.kinds.adapter import TITLED
from opui.textual.kinds.bounded import Extent
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.kinds.part_styles import PartStyles
from opui.textual.kinds.table.columns import BESIDE, Columns, Seen
from opui.textual.kinds.table.runs import Marks, Run, line_of, padded, without_left

SELECTED_LINES: Final = 20_000
"""Lines that are copied at most."""
KEPT: Final = 512
"""Lines that are kept at most: more than any screen has."""
_SCROLLS: Final = {
    "cursor_up": "scroll_up", "cursor_down": "scroll_down",
    "cursor_left": "scroll_left", "cursor_right": "scroll_right",
    "first": "scroll_home", "last": "scroll_end", "first_of_all": "scroll_home", "last_of_all": "scroll_end",
}  # fmt: skip
"""What an own key does that moves no cursor, if not what its name says."""
_HALVES: Final = {"left": 0, "center": 1, "right": 2}
"""Halves of the room that is left that lie before a text."""


class DrawnTable(ScrollableContainer, NodeWidget, can_focus=True, inherit_bindings=False):
    """A table. Its headings take the first line, and each row one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--heading", "table--fixed", "table--striped", "table--highlighted", "table--cursor",
    }  # fmt: skip
    DEFAULT_CSS = """
    DrawnTable { width: 1fr; height: 1fr; overflow: auto auto; scrollbar-size: 1 1; }
    DrawnTable > .table--heading { color: $foreground; background: $panel; text-style: bold; }
    DrawnTable > .table--striped { background: $foreground 4%; }
    DrawnTable > .table--fixed { background: $foreground 6%; }
    DrawnTable > .table--highlighted { background: $foreground 15%; }
    DrawnTable > .table--cursor { color: $block-cursor-foreground; background: $block-cursor-background; }
    """

    def __init__(self, columns: Columns) -> None:
        super().__init__()
        self._columns = columns
        self._cells: Cells | None = None
        self._cursor = Cursor("row")
        self._told = self._cursor.told
        self._room = Size(0, 0)
        self._lines: dict[Row, tuple[object, Strip]] = {}
        self._styles = PartStyles(self)
        self._pointed = (-1, -1)
        self._view: tuple[tuple[int, ...], Sequence[Seen]] = (), ()

    @property
    def cells(self) -> Cells:
        """Its rows and columns."""
        if self._cells is None:
            self._cells = Cells(self.node)
        return self._cells

    def row_cells(self, row: Row, seen: Sequence[Seen]) -> Iterator[tuple[str, Style | None]]:
        """Yield what is shown of a row in each of the columns that are seen, and in which style, if it has its own."""
        raise NotImplementedError

    def row_texts(self, rows: Sequence[Row], count: int) -> Iterator[Sequence[str]]:
        """Yield what is shown of rows in the first `count` columns, of each as far as there is anything."""
        raise NotImplementedError

    def style_of_row(self, row: Row) -> Style | None:
        """Return the style of a row's own, if it has one."""
        return None

    # --- What the guest says ---

    def settle(self) -> None:
        """Put the cursor right after rows or columns came, went or moved, or its type changed."""
        self._put(settled(self.cells, self._cursor, self.has_focus))

    def redraw(self, moved: bool) -> None:
        """Make all lines anew. `moved`: there are other rows than before, or columns lie elsewhere."""
        self._lines.clear()
        if moved:
            private.forget_arrangement(self)
        self.refresh(layout=moved)

    def set_cursor_type(self, value: str) -> None:
        """Have the cursor be on rows, cells or columns."""
        self.redraw(False)
        self.settle()

    def set_fixed_columns(self, value: int) -> None:
        """Have columns stay in sight."""
        self.redraw(False)

    def set_striped(self, value: bool) -> None:
        """Have every other row look different."""
        self._lines.clear()
        self.refresh()

    def take_over(self, old: NodeWidget) -> None:
        """Take over the cursor of the table that this one replaces."""
        if isinstance(old, type(self)):
            self._cursor, self._told = old._cursor, old._told

    # --- The cursor ---

    def enter(self) -> None:
        """Put the cursor on the first row, or column, if it is on none."""
        self._put(settled(self.cells, self._cursor, focused=True))

    def _put(self, cursor: Cursor) -> None:
        before, self._cursor = self._cursor, cursor
        if cursor.told != self._told:
            self._told = cursor.told
            self._report("cell_highlight", "", *cursor.at)
        if before == cursor:
            return
        if before.row is None or cursor.row is None:
            # On a heading, or on a column.
            self.redraw(False)
        else:
            self._repaint((before.row, cursor.row))

    async def do(self, action: str) -> bool:
        """Do what an own key does: press, move the cursor or scroll."""
        if action == "press":
            event = pressed(self.cells, self._cursor)
            if event is not None:
                self._tell(event)
            return True
        cursor = moved(self.cells, self._cursor, action, self._room.height - 1)
        if cursor is None:
            return await super().do(_SCROLLS.get(action, action))
        self._put(cursor)
        self._reveal(*cursor.at)
        return True

    def _tell(self, event: Event) -> None:
        self._report(event.name, "", *map(int, event.numbers))

    def click(self, event: events.Click) -> Node | None:
        """Go to what was clicked, and press it."""
        row, column = self._pointed = self._place_at(event.get_content_offset(self))
        if column < 0 or not row < len(self.cells.rows):
            return None
        cursor, told = clicked(self.cells, row, column)
        if cursor is not None:
            self._put(cursor)
        if told is not None:
            self._tell(told)
        return None

    def _place_at(self, offset: Offset | None) -> tuple[int, int]:
        """Return the places of the row and the column under a position; -1, and no column: none."""
        if offset is None:
            return -1, -1
        row = -1 if offset.y == 0 else offset.y - 1 + self.scroll_offset.y
        start = 0
        for seen in self._seen():
            start += seen.width - seen.cut
            if offset.x < start:
                return row, seen.place
        return row, -1

    def _reveal(self, row: int, column: int) -> None:
        """Scroll as far as it takes to see a row and a column; -1: any will do."""
        if private.needs_layout(self) or not self._room.height:
            self.call_after_refresh(self._reveal_now, row, column)
        else:
            self._reveal_now(row, column)

    def _reveal_now(self, row: int, column: int) -> None:
        x, y = self.scroll_offset
        if 0 <= row < len(self.cells.rows):
            y = min(row, max(y, row + 2 - self._room.height))
        fixed, offsets = self._fixed, self._columns.offsets
        if fixed <= column < len(self.cells.columns):
            x = min(offsets[column] - offsets[fixed], max(x, offsets[column + 1] - self._room.width))
        if (x, y) != self.scroll_offset:
            self.scroll_to(x, y, animate=False, immediate=True)

    # --- Layout ---

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width of all columns."""
        return self._columns.offsets[-1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return a line for the headings, and one for each row."""
        return 1 + len(self.cells.rows)

    def arrange_children(self, size: Size, optimal: bool) -> DockArrangeResult:
        """Say how far the lines reach, of which there is room for some."""
        if not optimal:
            self._room = size
        return Extent.of(Region(0, 0, self._columns.offsets[-1], 1 + len(self.cells.rows)))

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Show other columns."""
        super().watch_scroll_x(old_value, new_value)
        self._scrolled(old_value, new_value)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Show other rows."""
        super().watch_scroll_y(old_value, new_value)
        self._scrolled(old_value, new_value)

    def _scrolled(self, old_value: float, new_value: float) -> None:
        if round(old_value) != round(new_value):
            self.refresh()

    # --- Lines ---

    def notify_style_update(self) -> None:
        """Styles have changed: all lines may look different."""
        super().notify_style_update()
        self._lines.clear()
        self._styles.forget()

    def on_focus(self) -> None:
        """What is under the cursor looks different with the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """And without."""
        self.refresh()

    def _repaint(self, rows: Iterable[Row]) -> None:
        """Make the lines of rows anew that are seen."""
        for row in rows:
            self._lines.pop(row, None)
            line = 1 + self.cells.place(row) - self.scroll_offset.y
            if 1 <= line < self._room.height:
                self.refresh(Region(0, line, self._room.width, 1))

    @property
    def _fixed(self) -> int:
        return self._columns.fixed(self.node.get("fixed_columns"), self._room.width)

    def _seen(self) -> Sequence[Seen]:
        """Return the columns that are seen; each line of a paint asks for them."""
        key = self._columns.version, self._fixed, self.scroll_offset.x, self._room.width
        if self._view[0] != key:
            self._view = key, list(self._columns.seen(*key[1:]))
        return self._view[1]

    def render_line(self, y: int) -> Strip:
        """Return a line of the content: the headings, or that of a row."""
        width, place = self.size.width, y - 1 + self.scroll_offset.y
        if y == 0:
            heading = self._component("heading")
            return line_of(self._heading_runs(heading), 0, width, heading, self._marks(0))
        if not 0 <= place < len(self.cells.rows):
            return Strip.blank(width, self.visual_style.rich_style)
        row = self.cells.rows[place]
        near = self._cursor if self._cursor.row in (None, row) else None
        look = (place, width, self.scroll_offset.x, self.has_focus, near, self.text_selection)
        kept = self._lines.get(row)
        if kept is None or kept[0] != look:
            if len(self._lines) >= KEPT:
                self._lines.clear()
            runs = self._row_runs(row)
            kept = look, line_of(runs, 1 + place, width, self._row_style(row), self._marks(1 + place))
            self._lines[row] = kept
        return kept[1]

    def _marks(self, line: int) -> Marks:
        selection = self.text_selection
        if selection is None:
            return Marks(None, Style.null())
        return Marks(selection.get_span(line), self.screen.get_visual_style("screen--selection").rich_style)

    def _ground_of(self, row: Row) -> Style:
        """Return the style of a row that says none itself: the first, third … may be striped."""
        striped = self.node.get("striped") and self.cells.place(row) % 2 == 0
        return self._component("striped") if striped else self.visual_style.rich_style

    def _row_style(self, row: Row) -> Style:
        """Return the style of a row where it has no cells."""
        style = self._ground_of(row) + self.style_of_row(row)
        return style + self._cursor_style if row == self._cursor.row and self._cursor.column is None else style

    def _row_runs(self, row: Row) -> Iterator[Run]:
        """Yield what is seen of the cells of a row."""
        cursor = self._cursor
        is_row = row == cursor.row
        base, fixed, columns = self._ground_of(row), self._fixed, self._seen()
        for seen, (text, own) in zip(columns, self.row_cells(row, columns), strict=True):
            style = self._component("fixed") if seen.place < fixed else base
            if own is not None:
                style += own
            on_column = seen.place == cursor.at[1] and (is_row or cursor.type not in OF_ROWS)
            if on_column or (is_row and cursor.column is None):
                style += self._cursor_style
            yield self._run(text, seen, style)

    def _heading_runs(self, style: Style) -> Iterator[Run]:
        for seen in self._seen():
            on = seen.place == self._cursor.at[1] and self._cursor.row is None
            yield self._run(self._columns.heading(seen.place), seen, style + self._cursor_style if on else style)

    def _run(self, text: str, seen: Seen, style: Style) -> Run:
        """Return what is seen of a cell."""
        return without_left(Run(self._padded(text, seen.place), style, self._columns.offsets[seen.place]), seen.cut)

    def _padded(self, text: str, place: int) -> str:
        """Return the text of a cell with the blanks around it that fill its column."""
        offsets, column = self._columns.offsets, self._columns.nodes[place]
        return padded(text, offsets[place + 1] - offsets[place] - BESIDE, _HALVES[column.get("align")])

    # --- Styles ---

    @property
    def _cursor_style(self) -> Style:
        return self._component("cursor" if self.has_focus else "highlighted")

    def _component(self, name: str) -> Style:
        return self._styles.component(f"table--{name}")

    # --- Selection ---

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text that is selected, a tab between two cells, and what separates it from that of others."""
        first, last = selection.start or Offset(0, 0), selection.end
        bottom = min(last.y if last else len(self.cells.rows), len(self.cells.rows), first.y + SELECTED_LINES)
        headings = [[self._columns.heading(place) for place in range(len(self.cells.columns))]] if not first.y else []
        rows = self.row_texts(self.cells.rows[max(0, first.y - 1) : bottom], len(self.cells.columns))
        lines = enumerate(chain(headings, rows), first.y)
        return "\n".join(self._selected(texts, selection.get_span(line)) for line, texts in lines), "\n"

    def _selected(self, texts: Sequence[str], span: tuple[int, int] | None) -> str:
        if span is None or not self.cells.columns:
            return ""
        start, end = span
        first, last = self._columns.at(start), self._columns.at(end) if end >= 0 else len(self.cells.columns) - 1
        return "\t".join(
            self._part_of_text(text, place, start, end)
            for place, text in enumerate(texts[: last + 1])
            if place >= first and self._columns.is_shown(place)
        )

    def _part_of_text(self, text: str, place: int, start: int, end: int) -> str:
        """Return what is selected of the text of a cell, whether or not there is room for all of it."""
        begin = self._columns.offsets[place]
        seen = self._padded(text, place)
        finish = len(seen) if end == -1 else end - begin
        whole = start <= begin and finish >= len(seen.rstrip())
        return (text if whole else seen[max(0, start - begin) : max(0, finish)]).strip()

    def text_select_all(self) -> None:
        """Select the text of the cell that was clicked, after two clicks."""
        row, place = self._pointed
        if place >= 0 and row < len(self.cells.rows):
            texts = next(self.row_texts(self.cells.rows[row : row + 1], place + 1), ()) if row >= 0 else ()
            text = self._columns.heading(place) if row < 0 else next(iter(texts[place:]), "")
            seen, begin = self._padded(text, place), self._columns.offsets[place]
            ends = begin + len(seen) - len(seen.lstrip()), begin + len(seen.rstrip())
            self.screen.selections = {self: Selection(*(Offset(end, 1 + row) for end in ends))}


def shown_table(widget: DrawnTable) -> Iterator[str]:
    """Yield what the listing of widgets says of a table."""
    yield f"{len(widget.cells.rows)} rows"
    yield from (quote(widget._columns.heading(place)) for place in widget.cells.shown)


TABLE_SETTERS: Final = TITLED | {
    "cursor_type": DrawnTable.set_cursor_type,
    "fixed_columns": DrawnTable.set_fixed_columns,
    "striped": DrawnTable.set_striped,
}
"""Attributes of every table."""
