"""The kind `grid`: children in the cells of a grid."""

from math import ceil

from textual.css.scalar import Unit
from textual.layout import Layout
from textual.layouts.grid import GridLayout

from opui.textual.kinds.adapter import TITLED, Adapter
from opui.textual.kinds.node_widget import NodeWidget


class OpuiGrid(NodeWidget):
    """A `grid`."""

    DEFAULT_CSS = """
    OpuiGrid { width: 1fr; height: auto; layout: grid; }
    """

    def pre_layout(self, layout: Layout) -> None:
        """Have as many columns as fit, if the style says how wide they are and not how many."""
        if isinstance(layout, GridLayout):
            layout.min_column_width = self._fitting

    @property
    def _fitting(self) -> int | None:
        """The width of a column, in cells, if as many are wanted as fit."""
        widths = self.styles.grid_columns or ()
        if self.styles.has_rule("grid_size_columns") or len(widths) != 1 or widths[0].unit is not Unit.CELLS:
            return None
        return max(1, ceil(widths[0].value))


ADAPTER = Adapter(OpuiGrid, TITLED)
