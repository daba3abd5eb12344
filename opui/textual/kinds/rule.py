"""The kind `rule`: a line between neighbours."""

from textual.widgets import Rule
from textual.widgets.rule import LineStyle

from opui.textual.kinds.adapter import COMMON, Adapter
from opui.textual.kinds.node_widget import NodeWidget


class OpuiRule(Rule, NodeWidget):
    """A `rule`."""


def _set_vertical(widget: OpuiRule, value: bool) -> None:
    widget.orientation = "vertical" if value else "horizontal"


def _set_line_style(widget: OpuiRule, value: LineStyle) -> None:
    widget.line_style = value


ADAPTER = Adapter(OpuiRule, COMMON | {"vertical": _set_vertical, "line_style": _set_line_style})
