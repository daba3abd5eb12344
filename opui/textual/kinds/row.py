"""The kind `row`: children side by side."""

from textual.layout import Layout

from opui.textual.kinds.adapter import TITLED, Adapter
from opui.textual.kinds.boxes import BESIDE
from opui.textual.kinds.node_widget import NodeWidget


class OpuiRow(NodeWidget):
    """A `row`."""

    DEFAULT_CSS = """
    OpuiRow { width: 1fr; height: auto; layout: horizontal; }
    """

    @property
    def layout(self) -> Layout:
        """How its children are laid out."""
        return BESIDE


ADAPTER = Adapter(OpuiRow, TITLED)
