"""The kind `scroll`: children below one another, scrolled where they don't fit."""

from typing import ClassVar

from textual.binding import BindingType

from opui.textual.kinds.adapter import TITLED, Adapter
from opui.textual.kinds.node_widget import own_bindings
from opui.textual.kinds.scrolled import ScrolledWidget


class OpuiScroll(ScrolledWidget):
    """A `scroll`."""

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("scroll")

    DEFAULT_CSS = """
    OpuiScroll {
        width: 1fr; height: 1fr; layout: vertical; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
    }
    """


ADAPTER = Adapter(OpuiScroll, TITLED, recycled=False)
