"""The kind `scroll`: children below one another, scrolled where they don't fit."""

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import ScrollableContainer
from textual.layout import Layout

from opui.textual.kinds.adapter import TITLED, Adapter
from opui.textual.kinds.boxes import BELOW
from opui.textual.kinds.node_widget import NodeWidget, own_bindings


class OpuiScroll(ScrollableContainer, NodeWidget, can_focus=True, inherit_bindings=False):
    """A `scroll`."""

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("scroll")

    DEFAULT_CSS = """
    OpuiScroll {
        width: 1fr; height: 1fr; layout: vertical; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
    }
    """

    @property
    def layout(self) -> Layout:
        """How its children are laid out."""
        return BELOW

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Other rows of the lists in it may be seen."""
        super().watch_scroll_y(old_value, new_value)
        if self.listener is not None and round(old_value) != round(new_value):
            self.call_after_refresh(self.listener.rows_moved, self)


ADAPTER = Adapter(OpuiScroll, TITLED, recycled=False)
