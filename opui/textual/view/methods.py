"""The methods that a guest can call, as a table from their names to what they do; those of one kind are its adapter's.

A method on a node that has no widget (any more), or can't do it, does nothing.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from textual.widget import Widget

from opui.core.protocol import METHOD_BY_NAME
from opui.core.session.keys import is_reachable
from opui.core.tree.node import Node
from opui.core.tree.tree import Call, Tree
from opui.core.tree.values import read_notification
from opui.textual.kinds.adapter import cut_message
from opui.textual.kinds.happening import by_guest
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.kinds.registry import adapter_of
from opui.textual.kinds.window import Window, rows_around, window_of
from opui.textual.render.renderer import Renderer
from opui.textual.view.focus import may_focus
from opui.textual.view.notifications import Notified
from opui.textual.view.themes import ThemeAsked


class MethodRunner:
    """Runs the methods that a guest calls, at once or when the widget that they need is mounted.

    Args:
        view: The guest's view.
    """

    def __init__(self, view: Widget) -> None:
        self._view = view
        self._late: list[Call] = []

    def run(self, calls: Iterable[Call], renderer: Renderer, tree: Tree) -> None:
        """Run what a frame called, in order; a method of something in a row that is far away is run later."""
        with by_guest():
            self._run(calls, renderer, tree)

    def _run(self, calls: Iterable[Call], renderer: Renderer, tree: Tree) -> None:
        for call in calls:
            if call.method == "focus" and not is_reachable(tree, call.node):
                continue
            if call.method == "highlight":
                if (shower := renderer.shower_of(call.node)) is not None:
                    shower.highlight(call.node)
                continue
            widget = renderer.widgets.get(call.node.id)
            if call.method == "scroll_to":
                # How far it goes is known once all is there. A row that is far away is scrolled to by nobody.
                if renderer.finished:
                    run_call(self._view, widget, call)
                else:
                    self._wait(call)
                continue
            drawn = renderer.drawn_row(call.node) if widget is None else None
            if drawn is not None:
                window, row = drawn
                _call_drawn(self._view, renderer.widgets[window.node.id], window, row, call)
            elif widget is None and call.node.signature.shown and renderer.may_mount(call.node):
                renderer.reveal(call.node)
                self._wait(call)
            else:
                run_call(self._view, widget, call)

    def _wait(self, call: Call) -> None:
        """Have a call run later, in place of others that it makes void."""
        void = [each for each in self._late if each.method == call.method]
        if call.method == "scroll_to":
            void = [each for each in void if each.node is call.node]
        self._late = [each for each in self._late if each not in void] + [call]

    def run_late(self, renderer: Renderer, is_alive: Callable[[Node], bool]) -> None:
        """Run what waited for a widget that is there now; forget what waits for one that will not come."""
        late, self._late = self._late, []
        with by_guest():
            self._do_late(late, renderer, is_alive)

    def _do_late(self, late: list[Call], renderer: Renderer, is_alive: Callable[[Node], bool]) -> None:
        for call in late:
            widget = renderer.widgets.get(call.node.id) if is_alive(call.node) else None
            if widget is not None and (renderer.finished or call.method != "scroll_to"):
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
    adapter = adapter_of(call.node)
    if call.method in _OF_WIDGETS and widget is not None:
        _OF_WIDGETS[call.method](view, widget, call)
    elif adapter is not None and call.method in adapter.methods and widget is not None:
        adapter.methods[call.method](widget, call.text)
    elif call.method in _OF_THE_VIEW:
        _OF_THE_VIEW[call.method](view, call)


def _call_drawn(view: Widget, widget: NodeWidget, window: Window, row: Node, call: Call) -> None:
    """Do what the guest called on a row that is drawn, or on something in one.

    Args:
        view: The guest's view.
        widget: The widget that draws the row.
        window: The same.
        row: The row.
        call: The method and its operands.
    """
    if call.method == "scroll_into_view":
        window.show_row(row)
        _scroll_into_view(view, widget, call)
    elif call.method == "focus" and call.node is row and may_focus(view) and widget.take_focus(scroll_visible=True):
        window.move_cursor(row)


def _focus(view: Widget, widget: NodeWidget, call: Call) -> None:
    if not may_focus(view):
        return
    window = window_of(widget.parent)
    if widget.take_focus():
        _scroll_into_view(view, widget, call)
    elif window is not None and isinstance(widget.parent, NodeWidget) and widget.parent.take_focus(scroll_visible=True):
        window.move_cursor(widget.node)


def _scroll_into_view(view: Widget, widget: NodeWidget, call: Call) -> None:
    for window, row in rows_around(widget):
        window.show_row(row.node)
    view.call_after_refresh(_reveal, view, widget, widget.node)


def _scroll_to(view: Widget, widget: NodeWidget, call: Call) -> None:
    x, y = map(int, call.text.split())
    view.call_after_refresh(_scroll, widget, x, y)


def _scroll(widget: NodeWidget, x: int, y: int) -> None:
    with by_guest():
        widget.scroll_to(x, y, animate=False, immediate=True)


def _reveal(view: Widget, widget: NodeWidget, node: Node) -> None:
    """Scroll to where a node lies; to its list if its row, which that list has scrolled to, is not laid out there."""
    # What is not seen, because something that it lies in is loading, lies nowhere.
    around = [each for each in widget.ancestors if isinstance(each, NodeWidget) and each.is_loading]
    target: Widget = around[-1] if around else widget
    for window, row in rows_around(widget):
        if (widget.node is not node or not window.lies_in_place(row)) and isinstance(row.parent, Widget):
            target = row.parent
    # No further up than the view: where the host's own containers are scrolled is not the guest's to say.
    with by_guest():
        view.scroll_to_widget(target, animate=False, immediate=True)


def _bell(view: Widget, call: Call) -> None:
    view.app.bell()


def _notify(view: Widget, call: Call) -> None:
    view.post_message(Notified(view, cut_message(call.text), _SEVERITIES[call.option]))


def _notify_as(view: Widget, call: Call) -> None:
    said = read_notification(call.text)
    assert said is not None
    message, seconds = cut_message(said.message), said.milliseconds / 1_000
    view.post_message(Notified(view, message, _SEVERITIES[call.option], said.name, seconds))


def _use_theme(view: Widget, call: Call) -> None:
    view.post_message(ThemeAsked(view, call.text))


def _log(view: Widget, call: Call) -> None:
    view.app.log.info(call.text)


_SEVERITIES: Final[tuple[Any, ...]] = METHOD_BY_NAME["notify"].choices
"""Textual's own words, which its types name one by one."""
_OF_WIDGETS: Final[dict[str, Callable[[Widget, NodeWidget, Call], None]]] = {
    "focus": _focus,
    "scroll_to": _scroll_to,
    "scroll_into_view": _scroll_into_view,
}
_OF_THE_VIEW: Final[dict[str, Callable[[Widget, Call], None]]] = {
    "bell": _bell,
    "notify": _notify,
    "notify_as": _notify_as,
    "use_theme": _use_theme,
    "log": _log,
}
