"""The part of a view in which what people do becomes events: clicks, edits, the focus, keys.

Widgets tell it (`Listener`); what is told to the guest is queued. Its subclass `OpuiView` has the guest; nothing
here knows of frames, nor how anything is shown.
"""

from textual import events
from textual.widget import Widget

from opui.core import protocol
from opui.core.session import keys
from opui.core.session.events import edit_of, edited_value, find_handler
from opui.core.session.session import Session
from opui.core.tree.node import Node
from opui.core.wire.records import Event
from opui.textual.kinds.list.list import OpuiList
from opui.textual.kinds.node_widget import NodeWidget, modifiers_of, node_widget
from opui.textual.render.renderer import Renderer
from opui.textual.view.focus import move_cursors
from opui.textual.view.keynames import key_name


class PeoplesView(Widget):
    """A view as people meet it."""

    _renderer: Renderer | None = None

    @property
    def session(self) -> Session | None:
        """The guest's session, None until it is loaded."""
        raise NotImplementedError

    @property
    def focused_node(self) -> Node | None:
        """The node that has the focus, None if it is elsewhere."""
        focused = self.screen.focused if self.is_attached else None
        widget = node_widget(focused) if focused is not None and self in focused.ancestors else None
        return widget.node if widget is not None else None

    def _is_alive(self, node: Node) -> bool:
        return self.session is not None and self.session.tree.nodes.get(node.id) is node

    def _queue(self, event: Event) -> None:
        raise NotImplementedError

    def _tell_changed(self) -> None:
        raise NotImplementedError

    # --- What people do ---

    def _happened(self, node: Node, event: Event) -> None:
        """Queue an event of a node that a message or the footer told of, if that node still is the one of its id."""
        if self._is_alive(node):
            self._queue(event)

    def _wanted(self, event: Event) -> bool:
        return self.session is not None and find_handler(self.session.tree, event) is not None

    def report(self, widget: NodeWidget, event: Event) -> None:
        """A widget tells what happened to it. An edit may be an echo of the guest's own setting, or news."""
        renderer = self._renderer
        node = self.session.tree.nodes.get(event.node) if self.session is not None else None
        if self.session is None or renderer is None or node is None or not renderer.shows(widget, node):
            return
        edit = edit_of(self.session.tree, event)
        if edit is None or renderer.edits.is_news(event.node, edited_value(event, edit)):
            self._queue(event)

    def on_click(self, event: events.Click) -> None:
        """A click on something that has no press of its own: text, a container, a row of a list."""
        widget = node_widget(event.widget)
        if widget is None:
            return
        drawn = widget.click(event) if isinstance(widget, OpuiList) else None
        move_cursors(widget)
        node = drawn or widget.node
        if not widget.node.signature.row.clicks:
            self._happened(node, Event("press", node.id, "", (event.chain,), 0, modifiers_of(event)))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Something in the view got the focus: in a list, the cursor is where the focus is."""
        move_cursors(event.widget)
        self._focus_event("focus", event.widget)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Something in the view lost the focus."""
        self._focus_event("blur", event.widget)

    def _focus_event(self, name: str, widget: Widget) -> None:
        if isinstance(widget, NodeWidget) and self._renderer and not self._renderer.handover.is_refocus(name, widget):
            self._happened(widget.node, Event(name, widget.node.id))
            self._tell_changed()

    # --- Keys ---

    def press_key(self, event: events.Key) -> bool:
        """Give the guest a key and return whether it took it; the order is in the spec, *Keys*.

        The widget with the focus calls this; an app around the view may too, when nothing has the focus.
        """
        session, focused = self.session, self.focused_node
        if session is None or session.over:
            return False
        key = key_name(event)
        active = self.screen.active_bindings.get(event.key)
        binding = keys.find_binding(session.tree, focused.id if focused else None, key)
        if binding is not None and (
            binding.parent is focused or active is None or active.node is not self.screen.focused
        ):
            self._queue(Event("press", binding.id, "", (1,)))
            return True
        if key == "enter" and self._press_row(focused):
            return True
        news = Event("key", focused.id if focused else protocol.ROOT, key, modifiers=keys.modifiers_of(key))
        if active is not None or not self._wanted(news):
            return False
        self._queue(news)
        return True

    def press_binding(self, node: Node) -> None:
        """Press a key binding as if by its key."""
        self._happened(node, Event("press", node.id, "", (1,)))

    def _press_row(self, focused: Node | None) -> bool:
        widget = self.screen.focused
        if focused is None or not isinstance(widget, OpuiList) or widget.cursor is None:
            return False
        press = Event("press", widget.cursor.id, "", (1,))
        if keys.is_disabled(widget.cursor) or not self._wanted(press):
            return False
        self._queue(press)
        return True
