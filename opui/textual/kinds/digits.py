"""The kind `digits`: figures three lines high."""

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len
from textual.widgets import Digits

from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.textual.kinds.adapter import COMMON, Adapter, title_line
from opui.textual.kinds.node_widget import NodeWidget

_INSTEAD: Final = "?"
"""What stands for a character that does not take one column: Textual counts each that it has no figure for as one."""


class OpuiDigits(Digits, NodeWidget):
    """A `digits`."""

    DEFAULT_CSS = """
    OpuiDigits { width: auto; max-width: 100%; height: auto; }
    """


def _set_text(widget: OpuiDigits, node: Node) -> None:
    widget.update("".join(each if cell_len(each) == 1 else _INSTEAD for each in title_line(node.text)))


def _shown(widget: OpuiDigits) -> Iterator[str]:
    yield quote(widget.value)


ADAPTER = Adapter(OpuiDigits, COMMON, _set_text, shown=_shown)
