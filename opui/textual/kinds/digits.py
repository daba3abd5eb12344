"""The kind `digits`: figures three lines high."""

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len
from textual.widgets import Digits

from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.textual.kinds.adapter import Adapter, title_line
from opui.textual.kinds.times import TIMED, Timed

_INSTEAD: Final = "?"
"""What stands for a character that does not take one column: Textual counts each that it has no figure for as one."""


class OpuiDigits(Digits, Timed):
    """A `digits`."""

    DEFAULT_CSS = """
    OpuiDigits { width: auto; max-width: 100%; height: auto; }
    """

    def show_words(self) -> None:
        """Show the words of its node, and the time behind them if there is one."""
        words = title_line(self.node.text) + self.time_shown
        self.update("".join(each if cell_len(each) == 1 else _INSTEAD for each in words))


def _set_text(widget: OpuiDigits, node: Node) -> None:
    widget.show_words()


def _shown(widget: OpuiDigits) -> Iterator[str]:
    yield quote(widget.value)


ADAPTER = Adapter(OpuiDigits, TIMED, _set_text, shown=_shown)
