"""The kind `grid`: children in the cells of a grid."""

from opui.textual.kinds.adapter import TITLED, Adapter
from opui.textual.kinds.node_widget import NodeWidget


class OpuiGrid(NodeWidget):
    """A `grid`."""

    DEFAULT_CSS = """
    OpuiGrid { width: 1fr; height: auto; layout: grid; }
    """


ADAPTER = Adapter(OpuiGrid, TITLED)
