"""Where the focus goes when the widget that has it goes, and cursors that follow it. Knows widgets, not the session."""

from collections.abc import Callable, Mapping
from typing import Any

from textual.screen import Screen
from textual.widget import Widget

from opui.core.session.keys import takes_focus
from opui.core.tree.node import Node
from opui.textual.kinds.node_widget import NodeWidget, node_widget
from opui.textual.kinds.window import rows_around, window_of


def leave_to_list(screen: Screen[Any], is_alive: Callable[[Node], bool]) -> None:
    """Give the focus to the list around a widget that is about to go; without one it goes to nobody."""
    if screen.focused is None:
        return
    windows = (each for each in screen.focused.ancestors if window_of(each) is not None)
    nearest = next((each for each in windows if isinstance(each, NodeWidget) and is_alive(each.node)), None)
    if nearest is not None:
        screen.set_focus(nearest)


def keep_focus(screen: Screen[Any], before: Node | None, widgets: Mapping[int, NodeWidget]) -> None:
    """Give the focus back to a node whose widget was replaced; take it from a widget that is gone or can't have it now.

    Args:
        screen: Whose focus it is.
        before: The node that had the focus.
        widgets: Node id → its widget.
    """
    if screen.focused is not None and not screen.focused.is_attached:
        screen.set_focus(None)
    holder = node_widget(screen.focused)
    if holder is not None and holder.node is before and not takes_focus(before):
        # Textual blurs what is hidden once it has been laid out; keys may come before.
        screen.set_focus(None)
        return
    if before is not None and screen.focused is None:
        widget = widgets.get(before.id)
        if widget is not None and widget.node is before and widget.focusable:
            screen.set_focus(widget)


def move_cursors(widget: Widget) -> None:
    """Put the cursor of each list that `widget` lies in on the row that it lies in."""
    for window, row in rows_around(widget):
        if window.cursor is not row.node:
            window.move_cursor(row.node)
