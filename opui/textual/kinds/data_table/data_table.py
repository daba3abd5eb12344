"""`OpuiDataTable`: the widget of a table whose cells lie in the guest's memory. It reads those that are seen."""

from collections.abc import Callable, Iterator, Sequence
from math import isnan
from typing import ClassVar, Final, NamedTuple

from rich.style import Style
from textual.binding import BindingType
from textual.color import Color
from textual.selection import Selection
from textual.strip import Strip

from opui.core.arrays import Array, Item
from opui.core.session.cells import Cells, Row, at_places
from opui.core.tree.node import Node
from opui.textual.kinds.adapter import Adapter
from opui.textual.kinds.data_table.blocks import Blocks, Source
from opui.textual.kinds.data_table.columns import SampledColumns
from opui.textual.kinds.data_table.formats import share, writer
from opui.textual.kinds.node_widget import own_bindings
from opui.textual.kinds.parts import PartChanges, Parts
from opui.textual.kinds.table.columns import Seen
from opui.textual.kinds.table.drawn import TABLE_SETTERS, DrawnTable, shown_table

AGAIN: Final = 1 / 60
"""Seconds after which cells are asked for again that could not be read."""
COPIED: Final = 1 << 20
"""Characters that are copied at most."""
_COUNTS: Final = {False: 8, True: 64}
"""Characters that a cell counts for besides its own, by whether it is a text: a short one may take long to read."""
STEPS: Final = 16
"""Steps of the background from the least number to the greatest."""


class _Shown(NamedTuple):
    """A column as it is shown: what of its node each of its cells would be asked for otherwise.

    Attributes:
        node: It.
        source: What it is read of.
        write: What writes its elements.
        tint: How its numbers are coloured.
        ends: Between which numbers.
    """

    node: Node
    source: Source
    write: Callable[[Item], str]
    tint: str
    ends: tuple[float, float]

    @property
    def is_text(self) -> bool:
        """Whether its elements are texts."""
        return self.source[0].element.name == "utf8"


class OpuiDataTable(DrawnTable):
    """A `data_table`."""

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("data_table")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--negative", "table--positive", "table--least", "table--most",
    }  # fmt: skip
    DEFAULT_CSS = """
    OpuiDataTable > .table--negative { color: $text-error; }
    OpuiDataTable > .table--positive { color: $text-success; }
    OpuiDataTable > .table--least { background: $primary 10%; }
    OpuiDataTable > .table--most { background: $primary; }
    """
    _columns: SampledColumns

    def __init__(self) -> None:
        super().__init__(SampledColumns())
        self._blocks = Blocks()
        self._shown: list[_Shown | None] = []
        self._asks_again = False
        self._tints: dict[str, Style] = {}

    # --- What the guest says ---

    def show(self, changes: PartChanges) -> None:
        """Show what became of columns and their arrays."""
        self._renew(changes.node)

    def set_order(self, value: Array | None) -> None:
        """Show other rows, or in another order."""
        self._renew(self.node)

    def _renew(self, table: Node) -> None:
        before = list(self._columns.offsets), len(self.cells.rows)
        self._cells = Cells(table)
        changed = self._columns.replace(self._cells.columns)
        self._shown = [_shown(column, table.get("order")) for column in self._cells.columns]
        if self.is_attached:
            self._measure(changed)
        self.redraw(before != (self._columns.offsets, len(self._cells.rows)))
        self.settle()

    def on_mount(self) -> None:
        """Measure the columns: from now on the view's watch sees how long that takes."""
        self._renew(self.node)

    def _measure(self, columns: Sequence[Node]) -> None:
        """Measure columns, as many as there is time for; the others soon."""
        for column in columns:
            if self.layout_watch is None or self.layout_watch.has_time:
                self._watched(lambda: None, self._columns.measure, column)
            else:
                self._columns.late.add(column)
        if self._columns.late:
            self._ask_again()

    def highlight_cell(self, text: str) -> None:
        """Put the cursor on a line and a column, without telling."""
        cursor = at_places(self.cells, self._cursor, text)
        self._told = cursor.told
        self._put(cursor)
        self._reveal(*cursor.at)

    # --- What is read ---

    def _ask_again(self) -> None:
        if not self._asks_again:
            self._asks_again = True
            self.set_timer(AGAIN, self._again)

    def _again(self) -> None:
        self._asks_again = False
        if self._columns.late:
            self._renew(self.node)
        self.redraw(False)

    def render_line(self, y: int) -> Strip:
        """Return a line of the content. One that could not be read is made again as soon as it can be."""
        self._blocks.late = False
        strip = super().render_line(y)
        if self._blocks.late:
            self._lines.clear()
            self._ask_again()
        return strip

    def row_cells(self, row: Row, seen: Sequence[Seen]) -> Iterator[tuple[str, Style | None]]:
        """Yield the cells of a line that are seen, each with the style of its column and the colour of its number."""
        for each in seen:
            column = self._shown[each.place]
            if column is None:
                yield "", self._own(self._columns.nodes[each.place])
            else:
                item = self._item(column, row)
                yield column.write(item), self._style(column, item)

    def row_texts(self, rows: Sequence[Row], count: int) -> Iterator[Sequence[str]]:
        """Yield the cells of each line, as far as there is room for."""
        room = COPIED
        for row in rows:
            texts = ["" if column is None else column.write(self._item(column, row)) for column in self._shown[:count]]
            room -= sum(map(len, texts)) + sum(_COUNTS[column.is_text] for column in self._shown[:count] if column)
            if room < 0:
                return
            yield texts

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text that is selected; None while it can't be read, for what is copied has to be right."""
        self._blocks.late = False
        found = super().get_selection(selection)
        return None if self._blocks.late else found

    def _item(self, column: _Shown, row: Row) -> Item:
        assert isinstance(row, int)
        return self._blocks.item(column.node, column.source, row)

    # --- Colours ---

    def notify_style_update(self) -> None:
        """Styles have changed: numbers may have other colours."""
        super().notify_style_update()
        self._tints.clear()

    def _own(self, column: Node) -> Style | None:
        return self._styles.of(column) if "style" in column.attributes else None

    def _style(self, column: _Shown, item: Item) -> Style | None:
        own = self._own(column.node)
        if column.tint == "none" or not isinstance(item, float | int):
            return own
        colour = self._by_sign(item) if column.tint == "sign" else self._heat(share(item, *column.ends))
        return own + colour if own is not None else colour

    def _by_sign(self, number: float) -> Style | None:
        if not number or isnan(number):
            return None
        name = "negative" if number < 0 else "positive"
        key = f".colour of {name}"
        if key not in self._tints:
            self._tints[key] = Style(color=self._component(name).color)
        return self._tints[key]

    def _heat(self, part: float | None) -> Style | None:
        """Return the style of a number that is so far on its way."""
        if part is None:
            return None
        step = round(part * STEPS)
        key = f".heat {step}"
        if key not in self._tints:
            least, most = (self.get_visual_style(f"table--{end}").background or Color(0, 0, 0) for end in _ENDS)
            ground = least.blend(most, step / STEPS)
            self._tints[key] = Style(color=ground.get_contrast_text().rich_color, bgcolor=ground.rich_color)
        return self._tints[key]


_ENDS: Final = ("least", "most")


def _shown(column: Node, order: Array | None) -> _Shown | None:
    """Return how a column is shown, None if it has no cells."""
    array = column.get("values")
    if array is None:
        return None
    ends = column.get("minimum"), column.get("maximum")
    return _Shown(column, (array, order), writer(column.get("format"), array.element), column.get("tint"), ends)


ADAPTER = Adapter(
    OpuiDataTable,
    TABLE_SETTERS | {"order": OpuiDataTable.set_order},
    shown=shown_table,
    methods={"highlight_cell": OpuiDataTable.highlight_cell},
    recycled=False,
    parts=Parts(OpuiDataTable.show),
)
