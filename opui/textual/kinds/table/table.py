"""`OpuiTable`: the widget of a table whose rows and cells are nodes. It has no widgets for them."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import ClassVar

from rich.style import Style
from textual.binding import BindingType

from opui.core.session.cells import Cells, Row, highlighted
from opui.core.tree.node import Node
from opui.textual.kinds.adapter import Adapter
from opui.textual.kinds.node_widget import own_bindings
from opui.textual.kinds.parts import PartChanges, Parts
from opui.textual.kinds.table.columns import Seen, shown_text
from opui.textual.kinds.table.drawn import TABLE_SETTERS, DrawnTable, shown_table
from opui.textual.kinds.table.measured import MeasuredColumns


class OpuiTable(DrawnTable):
    """A `table`."""

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("table")
    _columns: MeasuredColumns

    def __init__(self) -> None:
        super().__init__(MeasuredColumns())
        self._awaited: Node | None = None

    # --- What the guest says ---

    def show(self, changes: PartChanges) -> None:
        """Show what became of columns, rows and cells."""
        before = list(self._columns.offsets), len(self._columns.nodes)
        rows, changed = 0 if self._cells is None else len(self._cells.rows), self._changed_cells(changes)
        whole = self._cells is None or changes.node in changes.reordered
        if whole:
            self._cells = Cells(changes.node)
            self._columns.replace(self._cells.columns, self._cells.nodes)
        for row in changes.reordered & changed.keys():
            self._columns.forget(row)
            self._columns.measure(row)
        for row in changed.keys() - changes.reordered:
            cells = [cell for cell in changed[row] if cell is not row]
            if cells:
                self._columns.change(row, cells)
        if any(part.parent is changes.node and not part.signature.holds_parts for part in changes.changed):
            self._columns.head()
            whole = True
        for row in changed:
            self._lines.pop(row, None)
        moved = rows != len(self.cells.rows) or before != (self._columns.offsets, len(self._columns.nodes))
        if moved or whole:
            self.redraw(moved)
        else:
            self._repaint(changed)
        self.settle()

    def _changed_cells(self, changes: PartChanges) -> dict[Node, list[Node]]:
        """Return the rows that look different → the cells with other texts; a row among them has another style."""
        found: dict[Node, list[Node]] = {row: [] for row in changes.reordered if row is not changes.node}
        for part, what in changes.changed.items():
            row = part if part.signature.holds_parts else part.parent
            if row is not None and row is not changes.node:
                texts = found.setdefault(row, [])
                if "text" in what:
                    texts.append(part)
        return {row: cells for row, cells in found.items() if row.parent is changes.node}

    def settle(self) -> None:
        """Put the cursor right, or where the guest has put it meanwhile."""
        super().settle()
        awaited, self._awaited = self._awaited, None
        if awaited is not None and awaited.holder is self.node:
            self.highlight(awaited)

    def highlight(self, node: Node) -> None:
        """Put the cursor on a row or a cell, without telling. What is not shown yet is waited for."""
        cursor = highlighted(self.cells, self._cursor, node)
        row = node if node.signature.holds_parts else node.parent
        self._awaited = None if self.cells.place(row) >= 0 else node
        self._told = cursor.told
        self._put(cursor)
        column = row.parts().index(node) if row is not None and row is not node else cursor.at[1]
        self._reveal(self.cells.place(row), min(column, len(self.cells.columns) - 1))

    # --- Cells ---

    def row_cells(self, row: Row, seen: Sequence[Seen]) -> Iterator[tuple[str, Style | None]]:
        """Yield the texts of the cells that are seen, each with the styles of its column, its row and its own."""
        assert isinstance(row, Node)
        last = max((each.place for each in seen), default=-1)
        texts = dict(zip(range(last + 1), row.children(), strict=False))
        for each in seen:
            cell, style = texts.get(each.place), None
            for part in (self._columns.nodes[each.place], row, cell):
                if part is not None and part.attributes:
                    own = self._styles.of(part)
                    style = own if style is None else style + own
            yield shown_text(cell.text) if cell is not None else "", style

    def row_texts(self, rows: Sequence[Row], count: int) -> Iterator[Sequence[str]]:
        """Yield the texts of the cells of each row."""
        for row in rows:
            assert isinstance(row, Node)
            yield [shown_text(cell.text) for cell in islice(row.children(), count)]

    def style_of_row(self, row: Row) -> Style | None:
        """Return the colours and text styles of a row."""
        assert isinstance(row, Node)
        return self._styles.of(row)


ADAPTER = Adapter(OpuiTable, TABLE_SETTERS, shown=shown_table, recycled=False, parts=Parts(OpuiTable.show))
