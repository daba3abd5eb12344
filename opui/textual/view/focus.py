"""Where the focus goes when the widget that has it goes, and cursors that follow it. Knows widgets, not the session."""

from collections.abc import Callable, Mapping
from typing import Any

from textual.screen import Screen
from textual.widget import Widget

from opui.core.session.keys import takes_focus
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.textual import private
from opui.textual.kinds.node_widget import NodeWidget, node_widget
from opui.textual.kinds.window import rows_around, window_of


def leave_to_list(screen: Screen[Any], is_alive: Callable[[Node], bool]) -> None:
    """Give the focus to the list around a widget that is about to go; without one it goes to nobody."""
    if screen.focused is None:
        return
    windows = (each for each in screen.focused.ancestors if window_of(each) is not None)
    nearest = next((each for each in windows if isinstance(each, NodeWidget) and is_alive(each.node)), None)
    if nearest is not None:
        nearest.take_focus(scroll_visible=True)


def keep_while_away(view: Widget, is_window_focused: bool) -> None:
    """Leave the focus in a view while the terminal's window has lost its own: no node loses anything by that.

    Textual takes it away and would give it back to the same widget, which a guest may have replaced by then.
    """
    held = private.focused_before(view.app)
    if not is_window_focused and held is not None and view in held.ancestors:
        give_focus(held)


def give_focus(widget: Widget) -> None:
    """Give a widget the focus back, which it may have lost by no person's doing."""
    if isinstance(widget, NodeWidget):
        widget.take_focus()
    else:
        widget.screen.set_focus(widget, scroll_visible=False)


def may_focus(view: Widget) -> bool:
    """Tell whether the focus is the guest's to move, not another view's or the host's."""
    held = view.screen.focused
    if held is None and not view.app.app_focus:
        # It is the host's still, and comes back with the window.
        held = private.focused_before(view.app)
    return held is None or not held.is_attached or view in held.ancestors_with_self


def keep_focus(screen: Screen[Any], tree: Tree, before: Node | None, widgets: Mapping[int, NodeWidget]) -> None:
    """Give the focus back to a node whose widget was replaced; take it from a widget that is gone or can't have it now.

    Args:
        screen: Whose focus it is.
        tree: The guest's tree.
        before: The node that had the focus.
        widgets: Node id → its widget.
    """
    if screen.focused is not None and not screen.focused.is_attached:
        screen.set_focus(None)
    holder = node_widget(screen.focused)
    if holder is not None and holder.node is before and not takes_focus(tree, before):
        # Textual blurs what is hidden once it has been laid out; keys may come before.
        screen.set_focus(None)
        return
    if before is not None and screen.focused is None:
        widget = widgets.get(before.id)
        if widget is not None and widget.node is before:
            widget.take_focus(scroll_visible=True)


def move_cursors(widget: Widget) -> None:
    """Put the cursor of each list that `widget` lies in on the row that it lies in."""
    for window, row in rows_around(widget):
        if window.cursor is not row.node:
            window.move_cursor(row.node)
