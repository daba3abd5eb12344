"""The kind `column`: children below one another."""

from textual.layout import Layout

from opui.textual.kinds.adapter import TITLED, Adapter
from opui.textual.kinds.boxes import BELOW
from opui.textual.kinds.node_widget import NodeWidget


class OpuiColumn(NodeWidget):
    """A `column`."""

    DEFAULT_CSS = """
    OpuiColumn { width: 1fr; height: auto; layout: vertical; }
    """

    @property
    def layout(self) -> Layout:
        """How its children are laid out."""
        return BELOW


ADAPTER = Adapter(OpuiColumn, TITLED)
