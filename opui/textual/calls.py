"""The methods that a guest can call, as a table from their names to what they do in Textual.

A method on a node that has no widget (any more), or can't do it, does nothing.
"""

from collections.abc import Callable
from typing import Final

from textual.widget import Widget
from textual.widgets.input import Selection

from opui.core.rules import SEVERITIES
from opui.core.scrub import cut
from opui.core.tree import Call
from opui.textual.kinds import MESSAGE
from opui.textual.lists import OpuiList
from opui.textual.widgets import NodeWidget, OpuiInput


def run_call(view: Widget, widget: NodeWidget | None, call: Call) -> None:
    """Do what the guest called.

    Args:
        view: The guest's view.
        widget: The widget of the called node, None if it has none.
        call: The method and its operands, as the tree has checked them.
    """
    if call.method in OF_WIDGETS and widget is not None:
        OF_WIDGETS[call.method](view, widget)
    elif call.method in _OF_THE_VIEW:
        _OF_THE_VIEW[call.method](view, call)


def _focus(view: Widget, widget: NodeWidget) -> None:
    focused = view.screen.focused
    if focused is not None and view not in focused.ancestors_with_self:
        return  # It is at another view's or the host's, and not the guest's to take.
    if isinstance(widget.parent, OpuiList) and not widget.focusable:
        widget.screen.set_focus(widget.parent)
        widget.parent.move_cursor(widget.node)
    elif widget.focusable:
        # Not `widget.focus()`, which waits a turn of the event loop: keys that come meanwhile would go astray.
        widget.screen.set_focus(widget)


def _scroll_into_view(view: Widget, widget: NodeWidget) -> None:
    for row in widget.ancestors_with_self:
        if isinstance(row, NodeWidget) and isinstance(row.parent, OpuiList):
            row.parent.show_row(row.node)
    # No further up than the view: where the host's own containers are scrolled is not the guest's to say.
    view.call_after_refresh(view.scroll_to_widget, widget, animate=False)


def _select_all(view: Widget, widget: NodeWidget) -> None:
    if isinstance(widget, OpuiInput):
        widget.selection = Selection(0, len(widget.value))


def _bell(view: Widget, call: Call) -> None:
    view.app.bell()


def _notify(view: Widget, call: Call) -> None:
    view.notify(cut(call.text, *MESSAGE), severity=SEVERITIES[call.option], markup=False)


OF_WIDGETS: Final[dict[str, Callable[[Widget, NodeWidget], None]]] = {
    "focus": _focus,
    "scroll_into_view": _scroll_into_view,
    "select_all": _select_all,
}
_OF_THE_VIEW: Final[dict[str, Callable[[Widget, Call], None]]] = {"bell": _bell, "notify": _notify}
