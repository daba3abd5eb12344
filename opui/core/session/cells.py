"""Where the cursor of a table is: the rules of the spec's *Tables* for both hosts, and their keeper without a screen.

It knows the tree; it draws nothing and waits for nothing.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event

OF_ROWS: Final = frozenset({"row", "cell"})
"""The types of a cursor that is on a row."""
OF_COLUMNS: Final = frozenset({"cell", "column"})
"""The types of a cursor that is on a column."""
TOLD: Final = frozenset({"cell_highlight", "cell_press", "sort"})
"""The events that tell of a cursor, of a press of what it is on, and of a heading."""
_STEPS: Final = {"cursor_up": (-1, 0), "cursor_down": (1, 0), "cursor_left": (0, -1), "cursor_right": (0, 1)}
_PAGES: Final = {"page_up": -1, "page_down": 1}
_ENDS: Final = {"first": 0, "last": -1, "first_of_all": 0, "last_of_all": -1}
_OF_ALL: Final = frozenset({"first_of_all", "last_of_all"})

Row: TypeAlias = Node | int
"""A row that is a node; or one that is none, by its place: what stands there is the same row."""


class Cells:
    """The rows and columns of a table, as they were when this was made.

    Attributes:
        table: The table.
        nodes: Its rows that are nodes.
        rows: Its rows, whatever they are.
        columns: Its columns.
    """

    def __init__(self, table: Node) -> None:
        self.table = table
        self.nodes: list[Node] = []
        self.columns: list[Node] = []
        for part in table.parts():
            (self.nodes if part.signature.holds_parts else self.columns).append(part)
        self.rows: Sequence[Row] = (
            range(_elements(table, self.columns)) if table.signature.row.in_arrays else self.nodes
        )
        self._places = {part: place for parts in (self.nodes, self.columns) for place, part in enumerate(parts)}

    def place(self, part: Row | None) -> int:
        """Return the place of a row among the rows, or of a column among the columns; -1 if it is none of them."""
        if isinstance(part, int):
            return part if part < len(self.rows) else -1
        return self._places.get(part, -1) if part is not None else -1

    @property
    def shown(self) -> list[int]:
        """The places of the columns that are not hidden, in order."""
        return [place for place, column in enumerate(self.columns) if not column.get("hidden")]

    def shown_at(self, place: int) -> int:
        """Return the place of a column, of the next that is shown if it is hidden, else of the last; -1 for none."""
        shown = self.shown
        return next((each for each in shown if each >= place), shown[-1]) if place >= 0 and shown else -1

    @property
    def sortable(self) -> int:
        """The place of the first column that is shown and sortable, -1 if none is."""
        return next((place for place in self.shown if self.columns[place].get("sortable")), -1)


def _elements(table: Node, columns: Sequence[Node]) -> int:
    """Return how many rows a table of arrays has: as its order has elements, else as the longest of its columns has."""
    arrays = [table.get("order")] if table.get("order") else [column.get("values") for column in columns]
    return max((array.length for array in arrays if array), default=0)


class Cursor(NamedTuple):
    """What a table's cursor is on, and where that is.

    A cursor that is on a row, by its type, but has a column alone is on the heading of that.

    Attributes:
        type: The table's `cursor_type`.
        row: The row.
        column: The column.
        at: The places of the row and of the column, -1 for none.
    """

    type: str
    row: Row | None = None
    column: Node | None = None
    at: tuple[int, int] = (-1, -1)

    @property
    def is_somewhere(self) -> bool:
        """Whether it is on anything."""
        return self.row is not None or self.column is not None

    @property
    def on_heading(self) -> bool:
        """Whether it is on a heading, above all rows."""
        return self.type in OF_ROWS and self.row is None and self.column is not None

    @property
    def told(self) -> tuple[int, int, int, int]:
        """What a guest is told of, by `cell_highlight`, if it is anything else."""
        row = self.row.id if isinstance(self.row, Node) else self.at[0]
        return self.at[0], self.at[1], row, self.column.id if self.column else -1


# --- The rules -----------------------------------------------------------------------------------


def cursor_at(cells: Cells, row: int, column: int, heading: bool = False) -> Cursor:
    """Return the cursor that is on a row and a column, as far as its type allows; -1 for none.

    Args:
        cells: The table's rows and columns.
        row: A row's place.
        column: A column's place; a hidden one stands for the next that is shown, or else the last.
        heading: Whether it is on the heading, not on a row.
    """
    type_ = cells.table.get("cursor_type")
    row = row if type_ in OF_ROWS and not heading else -1
    column = cells.shown_at(column) if type_ in OF_COLUMNS or (heading and type_ in OF_ROWS) else -1
    return Cursor(
        type_,
        cells.rows[row] if row >= 0 else None,
        cells.columns[column] if column >= 0 else None,
        (row, column),
    )


def settled(cells: Cells, cursor: Cursor, focused: bool) -> Cursor:
    """Return where a cursor is after rows or columns have come, gone, moved or been hidden, or its type has changed.

    It is on its own row and column, else on what stands in their place.

    Args:
        cells: The table's rows and columns.
        cursor: Where it was.
        focused: Whether the table has the focus: its cursor is then on the first row if it was on none.
    """
    type_ = cells.table.get("cursor_type")
    if not (cursor.is_somewhere or focused):
        return Cursor(type_)
    row = _survivor(cells, cells.rows, cursor.row, cursor.at[0])
    column = cells.shown_at(_survivor(cells, cells.columns, cursor.column, cursor.at[1]))
    if cursor.on_heading and cursor.type == type_ and column >= 0:
        return cursor_at(cells, -1, column, heading=True)
    row = row if row >= 0 or not cells.rows else 0
    column = column if column >= 0 or not cells.columns else 0
    if type_ in OF_ROWS and row < 0:
        return Cursor(type_)
    return cursor_at(cells, row, column)


def _survivor(cells: Cells, parts: Sequence[Row], part: Row | None, place: int) -> int:
    there = cells.place(part)
    return there if there >= 0 or place < 0 else min(place, len(parts) - 1)


def moved(cells: Cells, cursor: Cursor, action: str, lines: int) -> Cursor | None:
    """Return where an own key takes the cursor; None if it moves none, and so scrolls.

    Args:
        cells: The table's rows and columns.
        cursor: Where it is.
        action: What the key does.
        lines: How many rows are seen at a time.
    """
    if cursor.type not in OF_ROWS:
        return _along_columns(cells, cursor, action) if cursor.type in OF_COLUMNS else None
    across = _STEPS.get(action, (0, 0))[1] or action in ("first", "last")
    if across and (cursor.on_heading or cursor.type in OF_COLUMNS):
        column = _along(cells, cursor.at[1], action)
        return cursor_at(cells, cursor.at[0], column, cursor.on_heading)
    if _STEPS.get(action, (0, 0))[1]:
        return None
    return _among_rows(cells, cursor, action, lines)


def _along_columns(cells: Cells, cursor: Cursor, action: str) -> Cursor | None:
    if not (_STEPS.get(action, (0, 0))[1] or action in _ENDS):
        return None
    return cursor_at(cells, -1, _along(cells, cursor.at[1], action))


def _along(cells: Cells, place: int, action: str) -> int:
    """Return the place among columns that a key goes to from another. What is hidden is passed over."""
    shown = cells.shown
    if not shown:
        return -1
    if action in _ENDS:
        return shown[_ENDS[action]]
    at = shown.index(place) if place in shown else -1
    return shown[max(0, min(at + _STEPS[action][1], len(shown) - 1))]


def _among_rows(cells: Cells, cursor: Cursor, action: str, lines: int) -> Cursor:
    row, column = cursor.at
    if action in _ENDS:
        row = _ENDS[action] % len(cells.rows) if cells.rows else -1
        column = cells.shown[_ENDS[action]] if action in _OF_ALL and cells.shown else column
    else:
        row += _STEPS[action][0] if action in _STEPS else _PAGES[action] * max(1, lines - 1)
    if row < 0 and (cursor.on_heading or (action == "cursor_up" and cells.sortable >= 0)):
        return cursor_at(cells, -1, column if column >= 0 else cells.sortable, heading=True)
    return cursor_at(cells, max(0, min(row, len(cells.rows) - 1)), column) if cells.rows else cursor


def pressed(cells: Cells, cursor: Cursor) -> Event | None:
    """Return the event of Enter: it presses what the cursor is on, or has a sortable column sorted; None if neither."""
    row, column = cursor.at
    if cursor.row is None and cursor.column is not None and cursor.column.get("sortable"):
        return Event("sort", cells.table.id, "", (column,))
    if not cursor.is_somewhere or cursor.on_heading:
        return None
    return Event("cell_press", cells.table.id, "", (row, column))


def clicked(cells: Cells, row: int, column: int) -> tuple[Cursor | None, Event | None]:
    """Return where a click takes the cursor, None for nowhere else, and the event that it is.

    Args:
        cells: The table's rows and columns.
        row: The place of the row that was hit, -1 for the headings.
        column: The place of the column.
    """
    if row < 0:
        sorts = column in cells.shown and cells.columns[column].get("sortable")
        return None, Event("sort", cells.table.id, "", (column,)) if sorts else None
    cursor = cursor_at(cells, row, column)
    return (cursor, Event("cell_press", cells.table.id, "", cursor.at)) if cursor.is_somewhere else (None, None)


def highlighted(cells: Cells, cursor: Cursor, node: Node) -> Cursor:
    """Return where the method `highlight` of a row or a cell puts the cursor.

    On a row, it stays in its column. A cell behind the last column stands for the one below that.
    """
    row = node if cells.place(node) >= 0 else node.parent
    if row is None or cells.place(row) < 0:
        return cursor
    column = max(0, cursor.at[1]) if row is node else row.parts().index(node)
    return cursor_at(cells, cells.place(row), min(column, len(cells.columns) - 1))


def at_places(cells: Cells, cursor: Cursor, text: str) -> Cursor:
    """Return where the method `highlight_cell` puts the cursor, whose text has been checked; nowhere without rows."""
    row, column = (*map(int, text.split()), max(0, cursor.at[1]))[:2]
    return cursor_at(cells, min(row, len(cells.rows) - 1), min(column, len(cells.columns) - 1))


# --- Without a screen ------------------------------------------------------------------------------


class CellCursors:
    """The cursors of a tree's tables, for a host without a screen. Moves are told as events."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._cursors: dict[Node, Cursor] = {}

    def of(self, table: Node) -> Cursor:
        """Return where a table's cursor is."""
        return self._cursors.get(table) or Cursor(table.get("cursor_type"))

    def enter(self, table: Node) -> Iterator[Event]:
        """The table gets the focus: put its cursor on the first row if it is on none."""
        yield from self._put(table, settled(Cells(table), self.of(table), focused=True))

    def do(self, table: Node, action: str, lines: int) -> Iterator[Event]:
        """Do what an own key of a table does.

        On a screen, a page depends on the layout. Without one, the table is as high as the view: `lines`, of which its
        headings take one.
        """
        cells = Cells(table)
        if action == "press":
            event = pressed(cells, self.of(table))
            yield from () if event is None else (event,)
            return
        cursor = moved(cells, self.of(table), action, lines - 1)
        if cursor is not None:
            yield from self._put(table, cursor)

    def click(self, table: Node, row: int, column: int) -> Iterator[Event]:
        """Click on a cell, or on a heading (-1)."""
        cursor, event = clicked(Cells(table), row, column)
        if cursor is not None:
            yield from self._put(table, cursor)
        if event is not None:
            yield event

    def put(self, table: Node, row: int, column: int) -> Iterator[Event]:
        """Put the cursor somewhere by keys."""
        yield from self._put(table, cursor_at(Cells(table), row, column))

    def highlight(self, table: Node, node: Node) -> None:
        """Put the cursor on a row or a cell, as the guest says."""
        self._cursors[table] = highlighted(Cells(table), self.of(table), node)

    def highlight_cell(self, table: Node, text: str) -> None:
        """Put the cursor on a line and a column, as the guest says."""
        self._cursors[table] = at_places(Cells(table), self.of(table), text)

    def settle(self, focused: Node | None = None) -> Iterator[Event]:
        """After a frame: a cursor stays on its row, else goes to what stands in the same place.

        `focused`: the node with the focus; rows may have come to an empty table.
        """
        self._cursors = {each: at for each, at in self._cursors.items() if self._tree.nodes.get(each.id) is each}
        if focused is not None and focused.signature.row.cells:
            self._cursors.setdefault(focused, self.of(focused))
        for table, cursor in list(self._cursors.items()):
            yield from self._put(table, settled(Cells(table), cursor, table is focused))

    def _put(self, table: Node, cursor: Cursor) -> Iterator[Event]:
        before, self._cursors[table] = self.of(table), cursor
        if cursor.told != before.told:
            yield Event("cell_highlight", table.id, "", cursor.at)
