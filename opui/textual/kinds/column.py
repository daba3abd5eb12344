"""The kind `column`: children below one another."""

from opui.textual.kinds.adapter import TITLED, Adapter
from opui.textual.kinds.node_widget import NodeWidget


class OpuiColumn(NodeWidget):
    """A `column`."""

    DEFAULT_CSS = """
    OpuiColumn { width: 1fr; height: auto; layout: vertical; }
    """


ADAPTER = Adapter(OpuiColumn, TITLED)
