"""The methods that a guest can call, as a table from their names to what they do in Textual.

A method on a node that has no widget (any more), or can't do it, does nothing.
"""

from collections.abc import Callable
from typing import Final

from textual.widget import Widget
from textual.widgets.input import Selection

from opui.core.rules import SEVERITIES
from opui.core.tree import Call
from opui.textual.widgets import NodeWidget, OpuiInput, OpuiList


def run_call(view: Widget, widget: NodeWidget | None, call: Call) -> None:
    """Do what the guest called.

    Args:
        view: The guest's view.
        widget: The widget of the called node, None if it has none.
        call: The method and its operands, as the tree has checked them.
    """
    if call.method in _OF_WIDGETS and widget is not None:
        _OF_WIDGETS[call.method](widget)
    elif call.method in _OF_THE_VIEW:
        _OF_THE_VIEW[call.method](view, call)


def _focus(widget: NodeWidget) -> None:
    if isinstance(widget.parent, OpuiList) and not widget.focusable:
        widget.screen.set_focus(widget.parent)
        widget.parent.move_cursor(widget)
    elif widget.focusable:
        # Not `widget.focus()`, which waits a turn of the event loop: keys that come meanwhile would go astray.
        widget.screen.set_focus(widget)


def _scroll_into_view(widget: NodeWidget) -> None:
    widget.scroll_visible(animate=False)


def _select_all(widget: NodeWidget) -> None:
    if isinstance(widget, OpuiInput):
        widget.selection = Selection(0, len(widget.value))


def _bell(view: Widget, call: Call) -> None:
    view.app.bell()


def _notify(view: Widget, call: Call) -> None:
    view.notify(call.text, severity=SEVERITIES[call.option], markup=False)


_OF_WIDGETS: Final[dict[str, Callable[[NodeWidget], None]]] = {
    "focus": _focus,
    "scroll_into_view": _scroll_into_view,
    "select_all": _select_all,
}
_OF_THE_VIEW: Final[dict[str, Callable[[Widget, Call], None]]] = {"bell": _bell, "notify": _notify}
