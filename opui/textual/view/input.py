"""How what people do becomes events: clicks, edits, the focus, keys.

Widgets tell the view's `Interaction` (it is their `Listener`), and it tells the guest. Who gets a key, the core
says (`opui.core.session.keys`). Nothing here knows of frames, nor how anything is shown.
"""

from collections.abc import Callable, Iterator, Mapping
from time import monotonic
from typing import Final, Protocol

from textual import events
from textual.binding import ActiveBinding
from textual.widget import Widget

from opui.core.session import keys
from opui.core.session.area import Area
from opui.core.session.edit import pasted
from opui.core.session.events import OF_CURSORS, edit_of, edited_value, find_handler
from opui.core.session.session import Session
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event
from opui.textual.kinds.happening import is_by_guest
from opui.textual.kinds.node_widget import NodeWidget, modifiers_of, node_widget
from opui.textual.render.renderer import Renderer
from opui.textual.view.focus import move_cursors
from opui.textual.view.keynames import key_name
from opui.textual.view.pointer import Pointer

_NONE: Final[Mapping[str, str]] = {}


class Told(Protocol):
    """Who is told what comes of what people do; the view is one."""

    def queue(self, event: Event) -> None:
        """An event is on its way to the guest."""

    def tell_changed(self) -> None:
        """Other key bindings may work now."""

    def rows_moved(self, widget: NodeWidget) -> None:
        """Other rows may be seen of a list, or of those that lie in a widget."""

    def now(self) -> float:
        """Return how many milliseconds it is since the guest's start."""


class Interaction:
    """What people do to one view.

    Args:
        view: The view.
        told: Who is told of it.
        session: Returns the guest's session, None until it is loaded.
        renderer: Returns what shows the guest, None until there is something.
        pointer: Who tells of the mouse.
    """

    def __init__(
        self,
        view: Widget,
        told: Told,
        session: Callable[[], Session | None],
        renderer: Callable[[], Renderer | None],
        pointer: Pointer,
    ) -> None:
        self._view = view
        self._told = told
        self._session = session
        self._renderer = renderer
        self._pointer = pointer
        self._focused_before: Node | None = None
        self._keys_before = _NONE

    @property
    def focused_node(self) -> Node | None:
        """The node that has the focus, None if it is elsewhere."""
        widget = self._focused
        return widget.node if widget is not None else None

    @property
    def _focused(self) -> NodeWidget | None:
        """The widget of the node that has the focus: it, or something inside it that stands for no node, has it."""
        focused = self._view.screen.focused if self._view.is_attached else None
        return node_widget(focused) if focused is not None and self._view in focused.ancestors else None

    # --- What people do ---

    def happened(self, node: Node, event: Event) -> None:
        """Queue an event of a node that a message or the footer told of, if that node still is the one of its id."""
        session = self._session()
        if session is not None and session.tree.nodes.get(node.id) is node:
            self._told.queue(event)

    def is_covered(self, widget: NodeWidget) -> bool:
        """Tell whether a dialog lies over a widget."""
        session = self._session()
        return session is not None and keys.is_covered(session.tree, widget.node)

    def report(self, widget: NodeWidget, event: Event) -> None:
        """A widget tells what happened to it. An edit may be an echo of the guest's own setting, or news.

        What a person does in a row takes its list's cursor there first; where a cursor is, its list tells itself.
        """
        session, renderer = self._session(), self._renderer()
        node = session.tree.nodes.get(event.node) if session is not None else None
        if session is None or renderer is None or node is None or not renderer.shows(widget, node):
            return
        edit = edit_of(session.tree, event)
        if edit is not None and not renderer.edits.is_news(event.node, edited_value(event, edit)):
            return
        if event.name not in OF_CURSORS:
            move_cursors(widget)
        self._told.queue(event)

    def area(self, node: Node) -> Area | None:
        """Return the text of a node that a person edits, as it is now."""
        session = self._session()
        return session.areas.of(node) if session is not None else None

    def point(self, widget: NodeWidget, event: events.MouseEvent) -> bool:
        """Tell what the mouse did over a widget; return whether Textual has nothing more to do about it."""
        return self._pointer.did(widget, event)

    def drags(self, widget: NodeWidget) -> bool:
        """Tell whether the guest hears of it when a button goes down over a widget."""
        return self._pointer.drags(widget)

    def now(self) -> float:
        """Return how many milliseconds it is since the guest's start."""
        return self._told.now()

    def rows_moved(self, widget: NodeWidget) -> None:
        """Other rows may be seen of a list, or of those that lie in a widget."""
        self._told.rows_moved(widget)

    def scrolled(self, widget: NodeWidget) -> None:
        """Tell where a widget is scrolled to, unless the guest has asked for that."""
        node, session = widget.node, self._session()
        if session is None or is_by_guest() or find_handler(session.tree, Event("scroll", node.id)) is None:
            return
        x, y = widget.scroll_offset
        self.happened(node, Event("scroll", node.id, "", (x, y), int(y >= widget.max_scroll_y)))

    def clicked(self, event: events.Click) -> None:
        """Press what was clicked, unless its kind tells that itself: text, a container, a row of a list."""
        widget = node_widget(event.widget)
        if widget is None or self.is_covered(widget) or keys.is_loading(widget.node):
            return
        if (focused := self._focused) is not None and focused is not widget:
            focused.leave()
        node = widget.click(event) or widget.node
        move_cursors(widget)
        if not widget.node.signature.row.clicks:
            self.happened(node, Event("press", node.id, "", (event.chain,), 0, modifiers_of(event)))

    # --- The focus ---

    def settle_focus(self) -> None:
        """Tell which node has the focus, if the guest was told last that another one has.

        Textual tells the widgets that lose and get the focus by messages, which take turns of their own: told from
        there alone, a `focus` may come before its `blur`, and both behind a later key. What has the focus now is
        asked instead, wherever it may have moved. A new widget of the same node, and a widget inside it, are no news.
        """
        widget = self._focused
        own = widget.keys if widget is not None else _NONE
        if own is not self._keys_before:
            # Those of a menu that was opened or closed: other key bindings work.
            self._keys_before = own
            self._told.tell_changed()
        node, before = widget.node if widget is not None else None, self._focused_before
        if node is before:
            return
        self._focused_before = node
        if widget is not None:
            move_cursors(widget)
            widget.enter()
        if before is not None:
            self.happened(before, Event("blur", before.id))
        if node is not None:
            self.happened(node, Event("focus", node.id))
        self._told.tell_changed()

    # --- Keys ---

    def key_bindings(self, tree: Tree) -> Iterator[Node]:
        """Yield the key bindings that their keys would press now, the nearest to the focus first."""
        widget = self._focused
        if widget is None or not widget.is_shown:
            return keys.working_bindings(tree, None)
        return keys.working_bindings(tree, widget.node.id, widget.keys)

    async def press_key(self, event: events.Key) -> bool:
        """Have a key do what it means; return whether Textual has nothing more to do about it.

        The widget with the focus calls this; an app around the view may too, when nothing has the focus.
        """
        self.settle_focus()
        taken = await self._route(event)
        self.settle_focus()
        return taken

    async def _route(self, event: events.Key) -> bool:
        session = self._session()
        if session is None or session.over:
            return False
        widget, key = self._focused, key_name(event)
        idle = widget is not None and keys.is_loading(widget.node)
        unseen = widget is not None and (not widget.is_shown or self.is_covered(widget))
        if unseen:
            # By a style, which the tree does not know, or until its focus is taken: it gets no key.
            widget = None
        focused, cursor, own = (None, None, None) if widget is None else (widget.node.id, widget.cursor, widget.keys)
        match keys.route(session.tree, focused, key, cursor, own, lambda: self._is_hosts(event.key)):
            case keys.Binding(node) | keys.Press(node):
                self._told.queue(keys.pressed(node))
            case keys.Key(news):
                self._told.queue(news)
            case keys.Own(node, action, takes_focus):
                if takes_focus:
                    self._take_focus(node)
                # Also if there is nothing to do, as for what is not scrolled: Textual would ask what lies around it.
                await self._do(node, action)
            case keys.Move() | keys.Host() as goes:
                if widget is not None:
                    widget.finish() if isinstance(goes, keys.Move) else widget.leave()
                return await self._leave(event.key)
            case keys.Type(_, text):
                # What Textual takes for unprintable, it would not type.
                if widget is None or (event.is_printable and widget.types_itself):
                    return False
                widget.take_typed(text)
            case keys.Seek(_, character) if widget is not None and widget.take_sought(character, 1_000 * monotonic()):
                pass
            case keys.Nobody() | keys.Seek():
                # Whatever Textual's widget would do with it is not what the kind says.
                return unseen or idle or self._active(event.key) is not None
        return True

    def paste(self, text: str) -> None:
        """Have a paste do what it means, and say how much of it there was no room for.

        The widget with the focus calls this; an app around the view may too, when nothing has the focus.
        """
        session, renderer, widget = self._session(), self._renderer(), self._focused
        if session is None or session.over or renderer is None:
            return
        self.settle_focus()
        whole, cut = pasted(text)
        match keys.route_paste(session.tree, widget.node.id if widget and widget.is_shown else None, whole):
            case keys.Key(event):
                if widget is not None:
                    move_cursors(widget)
                self._told.queue(event)
            case keys.Type(node):
                cut = renderer.widgets[node.id].take_paste(text)
            case keys.Nobody():
                return
        if cut:
            says = f"{cut:,} of {len(text):,} characters pasted do not fit"
            self._view.app.notify(says, severity="warning", markup=False)

    def _active(self, key: str) -> ActiveBinding | None:
        """What Textual would do with a key; it copies all bindings along the focus to answer."""
        return self._view.screen.active_bindings.get(key)

    def _is_hosts(self, key: str) -> bool:
        active = self._active(key)
        return active is not None and self._view not in active.node.ancestors_with_self

    def _take_focus(self, node: Node) -> None:
        renderer = self._renderer()
        widget = renderer.widgets.get(node.id) if renderer is not None else None
        if widget is not None and widget.focusable:
            self._view.screen.set_focus(widget, scroll_visible=False)
            self.settle_focus()

    async def _do(self, node: Node, action: str) -> None:
        renderer = self._renderer()
        widget = renderer.widgets.get(node.id) if renderer is not None else None
        if widget is not None:
            await widget.do(action)

    async def _leave(self, key: str) -> bool:
        """Do at once what a widget or the screen does with a key; leave to Textual what others do."""
        screen, active = self._view.screen, self._active(key)
        if active is None or active.node not in (screen.focused, screen):
            return False
        return await self._view.app.run_action(active.binding.action, active.node)

    def press_binding(self, node: Node) -> None:
        """Press a key binding as if by its key."""
        self.happened(node, keys.pressed(node))
