"""The kind `row`: children side by side."""

from opui.textual.kinds.adapter import TITLED, Adapter
from opui.textual.kinds.node_widget import NodeWidget


class OpuiRow(NodeWidget):
    """A `row`."""

    DEFAULT_CSS = """
    OpuiRow { width: 1fr; height: auto; layout: horizontal; }
    """


ADAPTER = Adapter(OpuiRow, TITLED)
