"""The methods that a guest can call, as a table from their names to what they do in Textual.

A method on a node that has no widget (any more), or can't do it, does nothing.
"""

from collections.abc import Callable, Iterable
from typing import Final

from textual.widget import Widget
from textual.widgets.input import Selection

from opui.core.node import Node
from opui.core.rules import SEVERITIES
from opui.core.tree import Call
from opui.textual.kinds import cut_message
from opui.textual.lists import OpuiList
from opui.textual.renderer import Renderer
from opui.textual.widgets import NodeWidget, OpuiInput


class Calls:
    """Does what a guest calls, at once or once the widget that it takes is mounted.

    Args:
        view: The guest's view.
    """

    def __init__(self, view: Widget) -> None:
        self._view = view
        self._late: list[Call] = []

    def run(self, calls: Iterable[Call], renderer: Renderer) -> None:
        """Do what a frame called, in order; what takes a row that is far away, later."""
        for call in calls:
            widget = renderer.widgets.get(call.node.id)
            if widget is None and call.method in _OF_WIDGETS and not renderer.finished_at(call.node):
                renderer.reveal(call.node)
                self._late = [each for each in self._late if each.method != call.method] + [call]
            else:
                run_call(self._view, widget, call)

    def run_late(self, renderer: Renderer, is_alive: Callable[[Node], bool]) -> None:
        """Do what waited for a widget that is there now; forget it if none will come."""
        late, self._late = self._late, []
        for call in late:
            widget = renderer.widgets.get(call.node.id) if is_alive(call.node) else None
            if widget is not None:
                run_call(self._view, widget, call)
            elif is_alive(call.node) and not renderer.finished:
                self._late.append(call)


def run_call(view: Widget, widget: NodeWidget | None, call: Call) -> None:
    """Do what the guest called.

    Args:
        view: The guest's view.
        widget: The widget of the called node, None if it has none.
        call: The method and its operands, as the tree has checked them.
    """
    if call.method in _OF_WIDGETS and widget is not None:
        _OF_WIDGETS[call.method](view, widget)
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
    view.notify(cut_message(call.text), severity=SEVERITIES[call.option], markup=False)


_OF_WIDGETS: Final[dict[str, Callable[[Widget, NodeWidget], None]]] = {
    "focus": _focus,
    "scroll_into_view": _scroll_into_view,
    "select_all": _select_all,
}
_OF_THE_VIEW: Final[dict[str, Callable[[Widget, Call], None]]] = {"bell": _bell, "notify": _notify}
