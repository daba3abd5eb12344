"""The kind `rule`: a line between neighbours."""

from textual.widgets import Rule

from opui.textual.kinds.adapter import COMMON, Adapter
from opui.textual.kinds.node_widget import NodeWidget


class OpuiRule(Rule, NodeWidget):
    """A `rule`."""


def _set_vertical(widget: OpuiRule, value: bool) -> None:
    widget.orientation = "vertical" if value else "horizontal"


ADAPTER = Adapter(OpuiRule, COMMON | {"vertical": _set_vertical})
