"""What a person does with the mouse, as the guest hears of it: buttons, moves, the wheel, and what the pointer is over.

Clicks are not here: they are presses, and each kind makes its own of them. Nothing here knows of frames.
"""

from collections.abc import Callable
from typing import Final

from textual import events
from textual.geometry import Offset
from textual.widget import Widget

from opui.core import protocol
from opui.core.session import keys
from opui.core.session.events import find_handler
from opui.core.session.session import Session
from opui.core.tree.node import Node
from opui.core.wire.records import Event
from opui.textual.kinds.node_widget import NodeWidget, modifiers_of
from opui.textual.render.renderer import Renderer

_NAMES: Final[dict[type[events.MouseEvent], str]] = {
    events.MouseDown: "mouse_down",
    events.MouseUp: "mouse_up",
    events.MouseMove: "mouse_move",
}
_TURNS: Final[dict[type[events.MouseEvent], Offset]] = {
    events.MouseScrollUp: Offset(0, -1),
    events.MouseScrollDown: Offset(0, 1),
    events.MouseScrollLeft: Offset(-1, 0),
    events.MouseScrollRight: Offset(1, 0),
}
_DRAGS: Final = ("mouse_move", "mouse_up")
"""What is told of a drag, wherever it goes."""
_DOWN_FLAGS: Final = protocol.EVENT_BY_NAME["mouse_down"].flags
_HOVER: Final = protocol.EVENT_BY_NAME["hover"].code
_TOLD: Final = "opui_pointed"
"""Put into a mouse event's attributes once the guest has been told of it."""


class Pointer:
    """The mouse over one view.

    Args:
        root: The widget of the guest's root.
        queue: Called with what the guest is to hear of a node that is in its tree.
        session: Returns the guest's session, None until it is loaded.
        renderer: Returns what shows the guest, None until there is something.
    """

    def __init__(
        self,
        root: Widget,
        queue: Callable[[Event], None],
        session: Callable[[], Session | None],
        renderer: Callable[[], Renderer | None],
    ) -> None:
        self._root = root
        self._queue = queue
        self._session = session
        self._renderer = renderer
        self._over: list[Node] = []
        self._holds: Widget | None = None
        self._down: tuple[Offset, int] | None = None
        self._down_at = 0.0
        self._downs = 0

    # --- Buttons, moves and the wheel ---

    def did(self, widget: NodeWidget | None, event: events.MouseEvent) -> bool:
        """Tell what the mouse did over a widget, or over the bare root.

        Return whether Textual has nothing more to do about it: what the guest hears of a wheel, nothing scrolls by.
        """
        session, turned = self._session(), _turned(event)
        if isinstance(event, events.MouseUp):
            self._let_go()
        if session is None or _TOLD in vars(event):
            return False
        node = session.tree.root if widget is None else widget.node_at(event.screen_x, event.screen_y)
        if keys.is_loading(node):
            # Nor does what it lies in hear of it.
            vars(event)[_TOLD] = True
            return False
        if turned is not None:
            return self._wheel(session, widget, node, event, turned)
        if name := _NAMES.get(type(event)):
            self._button(session, widget, node, event, name)
        return False

    def _wheel(
        self, session: Session, widget: NodeWidget | None, node: Node, event: events.MouseEvent, turned: Offset
    ) -> bool:
        told = _handler(session, "wheel", node)
        if told is None or (widget is not None and _keeps(widget, turned, told)):
            # What it lies in is asked next: it may scroll.
            return False
        self._tell(event, "wheel", told, turned, 0)
        return True

    def _button(
        self, session: Session, widget: NodeWidget | None, node: Node, event: events.MouseEvent, name: str
    ) -> None:
        told = _handler(session, name, node)
        if told is None:
            return
        if name == "mouse_down" and any(_handler(session, each, told) is not None for each in _DRAGS):
            self._hold(widget if widget is not None else self._root)
        flags = 1 << event.button - 1 if 0 < event.button <= len(protocol.BUTTONS) else 0
        if name == "mouse_down":
            flags |= self._clicks(event)
        self._tell(event, name, told, event.screen_offset - self._origin(told), flags)

    def _clicks(self, event: events.MouseEvent) -> int:
        """Return the flag that says how often the button has gone down there, each time soon after the time before."""
        place = event.screen_offset, event.button
        soon = event.time - self._down_at <= self._root.app.CLICK_CHAIN_TIME_THRESHOLD
        self._downs = self._downs + 1 if soon and place == self._down else 1
        self._down, self._down_at = place, event.time
        name = protocol.CLICKS[min(self._downs, 3) - 2] if self._downs > 1 else ""
        return 1 << _DOWN_FLAGS.index(name) if name else 0

    def _tell(self, event: events.MouseEvent, name: str, node: Node, numbers: Offset, flags: int) -> None:
        vars(event)[_TOLD] = True
        self._queue(Event(name, node.id, "", numbers, flags, modifiers_of(event)))

    def drags(self, widget: NodeWidget) -> bool:
        """Tell whether the guest hears of it when a button goes down over a widget."""
        session = self._session()
        return session is not None and _handler(session, "mouse_down", widget.node) is not None

    def _origin(self, node: Node) -> Offset:
        """Return where on the screen a node's content begins, scrolled as it is."""
        renderer = self._renderer()
        assert renderer is not None
        widget = renderer.widgets.get(node.id, self._root)
        return widget.content_region.offset - widget.scroll_offset

    # --- Drags ---

    def _hold(self, widget: Widget) -> None:
        """Hear of the mouse wherever it goes, until the button is let go. What selects its text by a drag keeps it."""
        if self._root.app.mouse_captured is None:
            self._holds = widget
            widget.capture_mouse()

    def _let_go(self) -> None:
        if self._holds is not None:
            self._holds.release_mouse()
            self._holds = None

    def settle(self) -> None:
        """After a frame: what is gone, or lies below a dialog now, holds no mouse."""
        session = self._session()
        node = self._holds.node if isinstance(self._holds, NodeWidget) else None
        covered = session is not None and node is not None and keys.is_covered(session.tree, node)
        if covered:
            self._let_go()
        self.forget_gone()

    def forget_gone(self) -> None:
        """Take the mouse from what is gone, whoever gave it that. Textual would tell nothing else of the mouse."""
        app = self._root.app
        if self._holds is not None and not self._holds.is_attached:
            self._holds = None
        if app.mouse_captured is not None and not app.mouse_captured.is_attached:
            app.capture_mouse(None)

    # --- What the pointer is over ---

    def moved(self, widget: NodeWidget | None, at: Offset) -> None:
        """Tell of what the pointer has come over, or has left.

        Args:
            widget: The widget of a node that it is over now, None if it is over none.
            at: Where on the screen it is.
        """
        node = widget.node_at(*at) if widget is not None else None
        path = list(node.reach()) if node is not None and _hears(node) else []
        over = [each for each in path if each.handler(_HOVER) is not None]
        before, self._over = self._over, over
        for each in (*(each for each in before if each not in over), *(each for each in over if each not in before)):
            self._tell_hover(each, each in over)

    def _tell_hover(self, node: Node, over: bool) -> None:
        session = self._session()
        if session is not None and session.tree.nodes.get(node.id) is node:
            self._queue(Event("hover", node.id, "", (int(over),)))


def _hears(node: Node) -> bool:
    """Tell whether the mouse can do anything to a node."""
    return not keys.is_disabled(node) and not keys.is_loading(node)


def _handler(session: Session, name: str, node: Node) -> Node | None:
    """Return the nearest node from a node upwards that handles an event, unless a person can do nothing there."""
    tree = session.tree
    if session.over or tree.nodes.get(node.id) is not node or not _hears(node) or keys.is_covered(tree, node):
        return None
    found = find_handler(session.tree, Event(name, node.id))
    return found[0] if found is not None else None


def _turned(event: events.MouseEvent) -> Offset | None:
    """Return how a wheel was turned, sideways with Shift or Ctrl, as Textual scrolls; None if none was."""
    step = _TURNS.get(type(event))
    return Offset(step.y or step.x, 0) if step is not None and (event.shift or event.ctrl) else step


def _keeps(widget: NodeWidget, turned: Offset, told: Node) -> bool:
    """Tell whether a wheel is the business of a widget, and not of the node that would be told of it."""
    return widget.is_turned or _scrolls(widget, turned) or widget.node not in told.ancestors()


def _scrolls(widget: Widget, turned: Offset) -> bool:
    """Tell whether a widget scrolls by a wheel."""
    at, end = (
        (widget.scroll_target_y, widget.max_scroll_y) if turned.y else (widget.scroll_target_x, widget.max_scroll_x)
    )
    allowed = widget.allow_vertical_scroll if turned.y else widget.allow_horizontal_scroll
    return allowed and (at < end if sum(turned) > 0 else at > 0)
