"""`ScrolledWidget`: what has its children below one another and scrolls them where they don't fit. Knows no kind."""

from textual.containers import ScrollableContainer
from textual.layout import Layout

from opui.textual.kinds.boxes import BELOW
from opui.textual.kinds.node_widget import NodeWidget


class ScrolledWidget(ScrollableContainer, NodeWidget, can_focus=True, inherit_bindings=False):
    """A box that scrolls."""

    @property
    def layout(self) -> Layout:
        """How its children are laid out."""
        return BELOW

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Other rows of the lists in it may be seen."""
        super().watch_scroll_y(old_value, new_value)
        if self.listener is not None and round(old_value) != round(new_value):
            self.call_after_refresh(self.listener.rows_moved, self)
