"""`OpuiView`: one guest shown in one widget, which any Textual app can mount.

It drives a session: what people do becomes events, frames run one at a time in the guest's own thread, and
the renderer shows what they changed. It decides nothing about the app around it: that the guest failed,
quits, or has other keys is told by messages.
"""

import asyncio
import secrets
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from time import monotonic
from typing import Final

from textual import events
from textual.message import Message
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import Checkbox, Input

from opui.core import keys, protocol
from opui.core.batch import CommandBatch, EventBatch
from opui.core.errors import GuestError
from opui.core.events import EDITS, edit_of, find_handler
from opui.core.module import Module
from opui.core.node import Node
from opui.core.records import Event
from opui.core.session import Session, View
from opui.core.tree import Changes
from opui.textual.calls import run_call
from opui.textual.css import apply_style, scoped_css
from opui.textual.keynames import key_name
from opui.textual.kinds import TYPE_NAMES
from opui.textual.renderer import Renderer
from opui.textual.widgets import (
    NodeWidget,
    OpuiButton,
    OpuiCheckbox,
    OpuiInput,
    OpuiList,
    modifiers_of,
    node_widget,
)
from opui.wasm_guest import WasmGuest

FRAME_SECONDS: Final = 1 / 60
"""Between two frames of a guest that asks for one after the other: as often as Textual paints."""
KEPT_BATCHES: Final = 32
"""Batches of each direction that a view keeps, for a crash bundle."""
_ids: Final = count(1)


class OpuiView(Widget):
    """A guest and the widgets it builds.

    Args:
        module: What `opui.core.module.check_module` returned.
        seed: The source of the guest's randomness; a random one by default.
        name: The widget's name.
        id: The widget's id.
        classes: The widget's classes.

    Attributes:
        session: The guest's session, None until it is loaded.
        batches: The last batches, events and commands in turn, as they crossed the boundary.
    """

    DEFAULT_CSS = """
    OpuiView { width: 1fr; height: 1fr; layout: vertical; overflow: hidden hidden; }
    """

    class Failed(Message):
        """The guest broke a rule or trapped and will not be called again; its last screen stays."""

        def __init__(self, view: "OpuiView", error: GuestError) -> None:
            super().__init__()
            self.view = view
            self.error = error

    class Quit(Message):
        """The guest wants to end."""

        def __init__(self, view: "OpuiView", code: int) -> None:
            super().__init__()
            self.view = view
            self.code = code

    class Changed(Message):
        """The title, the key bindings that work now, or the tree they hang on may be others."""

        def __init__(self, view: "OpuiView") -> None:
            super().__init__()
            self.view = view

    def __init__(
        self,
        module: Module,
        *,
        seed: int | None = None,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._scope = f"opui-view-{next(_ids)}"
        self.add_class(self._scope)
        self._module = module
        self._seed = secrets.randbits(32) if seed is None else seed
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="opui-guest")
        self._loading: Future[WasmGuest] | None = None
        self._guest: WasmGuest | None = None
        self.session: Session | None = None
        self.batches: deque[EventBatch | CommandBatch] = deque(maxlen=2 * KEPT_BATCHES)
        self._renderer: Renderer | None = None
        self._started = 0.0
        self._woken = asyncio.Event()
        self._in_frame = True
        self._failed = False

    # --- Life ---

    def _start(self) -> None:
        """Load the guest in its own thread, so that neither compiling it nor its first call holds the screen up."""
        self._loading = self._thread.submit(self._load)
        self.run_worker(self._live(self._loading), group=self._scope)

    def _load(self) -> WasmGuest:
        return WasmGuest(self._module)

    async def _live(self, loading: Future[WasmGuest]) -> None:
        try:
            self._guest = await asyncio.wrap_future(loading)
            self._started = monotonic()
            view = View(self.size.width, self.size.height, self.app.current_theme.dark)
            self.session = Session(self._guest, view, self._seed)
            self._renderer = Renderer(self, self.session.tree.root, self)
            self.app.theme_changed_signal.subscribe(self, self._theme_changed)
            await self._run(self.session, self._guest, self._renderer)
        except GuestError as error:
            self._fail(error)

    def _close(self) -> None:
        """In the guest's thread, so behind whatever still runs there: free the guest, if it was loaded."""
        loading = self._loading
        if loading is not None and not loading.cancelled() and loading.exception() is None:
            loading.result().close()

    def on_unmount(self) -> None:
        """Close the guest, behind the frame that may still run."""
        self._thread.submit(self._close)
        self._thread.shutdown(wait=False)
        if self.app.stylesheet.source.pop(self._css_place, None) is not None:
            self.app.stylesheet.reparse()

    @property
    def idle(self) -> bool:
        """Whether no frame runs or is about to, and the guest has answered all it was told."""
        session = self.session
        return self._failed or (session is not None and not self._in_frame and not len(session.queue))

    @property
    def calls(self) -> int:
        """How many calls into the guest there have been, `opui_init` aside."""
        return self._guest.calls["opui_frame"] + self._guest.calls["opui_reserve"] if self._guest else 0

    @property
    def title(self) -> str:
        """The root's title, empty if the guest has set none."""
        return str(self.session.tree.root.get("title")) if self.session else ""

    @property
    def focused_node(self) -> Node | None:
        """The node that has the focus, None if it is elsewhere."""
        focused = self.screen.focused if self.is_attached else None
        widget = node_widget(focused) if focused is not None and self in focused.ancestors else None
        return widget.node if widget is not None else None

    def widget_of(self, node: int) -> NodeWidget:
        """Return the widget of a node.

        Raises:
            KeyError: The node has none: it is unknown, or a span, a key binding or a timer.
        """
        assert self._renderer is not None
        return self._renderer.widgets[node]

    def key_bindings(self) -> list[Node]:
        """Return the key bindings that work now, the nearest to the focus first."""
        focused = self.focused_node
        return list(keys.active_bindings(self.session.tree, focused.id if focused else None)) if self.session else []

    # --- Frames ---

    def _now(self) -> float:
        return (monotonic() - self._started) * 1000

    async def _run(self, session: Session, guest: WasmGuest, renderer: Renderer) -> None:
        """Run frames, one at a time, whenever there is a reason for one, until the guest fails or the view goes.

        A task of its own: what people do meanwhile is handled while the guest computes and while widgets mount.
        """
        loop = asyncio.get_running_loop()
        while True:
            self._woken.clear()
            if not session.wants_frame(self._now()):
                self._in_frame = False
                await self._sleep(session)
                continue
            self._in_frame = True
            batch = session.take_events(self._now())
            self.batches.append(batch)
            commands = await loop.run_in_executor(self._thread, guest.frame, batch)
            self.batches.append(commands)
            changes = session.receive_batch(commands, self._now())
            await self._show(renderer, changes)
            if commands.again:
                await asyncio.sleep(FRAME_SECONDS)

    async def _sleep(self, session: Session) -> None:
        """Wait for something to happen, or for the next timer."""
        due = session.next_due()
        timeout = None if due is None else max(0.001, (due - self._now()) / 1000)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), timeout)

    def _fail(self, error: GuestError) -> None:
        if self.session is not None:
            self.session.fail(error)
        self._failed = True
        self.post_message(self.Failed(self, error))

    async def _show(self, renderer: Renderer, changes: Changes) -> None:
        root = changes.changed.get(renderer.root, set())
        if "stylesheet" in root:
            self._set_stylesheet(renderer.root.get("stylesheet"))
        focused = self.focused_node
        self._leave_removed(focused)
        await renderer.apply(changes)
        self._keep_focus(renderer, focused)
        for call in changes.calls:
            run_call(self, renderer.widgets.get(call.node.id), call)
        if self.session is not None and self.session.exit_code is not None:
            self.post_message(self.Quit(self, self.session.exit_code))
        self.post_message(self.Changed(self))

    def _leave_removed(self, focused: Node | None) -> None:
        """Give the focus of a node that goes to the list it lies in, before Textual looks for a neighbour."""
        session, widget = self.session, self.screen.focused
        if session is None or focused is None or widget is None or focused.id in session.tree.nodes:
            return
        lists = (each for each in widget.ancestors if isinstance(each, OpuiList))
        heir = next((each for each in lists if each.node.id in session.tree.nodes), None)
        if heir is not None:
            self.screen.set_focus(heir)

    def _keep_focus(self, renderer: Renderer, before: Node | None) -> None:
        """Give the focus back to a node whose widget was made anew; take it from a widget that is gone."""
        focused = self.screen.focused
        if focused is not None and not focused.is_attached:
            self.screen.set_focus(None)
        if before is not None and self.screen.focused is None:
            widget = renderer.widgets.get(before.id)
            if widget is not None and widget.node is before and widget.focusable:
                self.screen.set_focus(widget)

    @property
    def _css_place(self) -> tuple[str, str]:
        return ("opui", self._scope)

    def _set_stylesheet(self, text: str) -> None:
        stylesheet = self.app.stylesheet
        stylesheet.source.pop(self._css_place, None)
        stylesheet.add_source(scoped_css(text, self._scope, TYPE_NAMES), self._css_place)
        stylesheet.reparse()
        stylesheet.update(self)

    # --- What people do ---

    def _queue(self, event: Event) -> None:
        if self.session is not None:
            self.session.queue_event(event)
            self._woken.set()

    def _happened(self, node: Node, event: Event) -> None:
        """Queue an event of a node that a message or the footer told of, if that node still is the one of its id."""
        if self.session is not None and self.session.tree.nodes.get(node.id) is node:
            self._queue(event)

    def _wanted(self, event: Event) -> bool:
        return self.session is not None and find_handler(self.session.tree, event) is not None

    def on_resize(self, event: events.Resize) -> None:
        """Start with the first size; tell the guest the later ones."""
        if self._loading is None:
            self._start()
        else:
            self._queue(Event("resize", protocol.ROOT, "", (event.size.width, event.size.height)))

    def _theme_changed(self, theme: Theme) -> None:
        self._queue(Event("theme", protocol.ROOT, flags=int(theme.dark)))
        if self._renderer is not None:
            # Inline styles hold the old theme's colours.
            for widget in self._renderer.widgets.values():
                if widget.node.get("style"):
                    apply_style(widget, widget.node.get("style"), widget.node.get("hidden"))

    def report(self, widget: NodeWidget, event: Event) -> None:
        """A widget tells what happened to it. An edit may be an echo of the guest's own setting, or news."""
        renderer = self._renderer
        if renderer is None or renderer.widgets.get(event.node) is not widget:
            return
        if event.name in EDITS:
            value = edit_of(event)
            if renderer.known.get(event.node) == value:
                return
            renderer.known[event.node] = value
        self._queue(event)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep Textual's own message from the embedding app."""
        event.stop()

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        """Keep Textual's own message from the embedding app."""
        event.stop()

    def on_click(self, event: events.Click) -> None:
        """A click on something that has no press of its own: text, a container, a row of a list."""
        widget = node_widget(event.widget)
        if widget is None:
            return
        _move_cursors(widget)
        if not isinstance(widget, (OpuiButton, OpuiInput, OpuiCheckbox)):
            self._happened(widget.node, Event("press", widget.node.id, "", (event.chain,), 0, modifiers_of(event)))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Something in the view got the focus: in a list, the cursor is where the focus is."""
        _move_cursors(event.widget)
        self._focus_event("focus", event.widget)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Something in the view lost the focus."""
        self._focus_event("blur", event.widget)

    def _focus_event(self, name: str, widget: Widget) -> None:
        if isinstance(widget, NodeWidget) and self._renderer and not self._renderer.is_no_news(name, widget):
            self._happened(widget.node, Event(name, widget.node.id))
            self.post_message(self.Changed(self))

    # --- Keys ---

    def press_key(self, event: events.Key) -> bool:
        """Give the guest a key and return whether it took it; the order is in the spec, *Keys*.

        The widget with the focus calls this; an app around the view may too, when nothing has the focus.
        """
        session, focused = self.session, self.focused_node
        if session is None:
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
        if focused is None or not isinstance(widget, OpuiList) or not isinstance(widget.cursor, NodeWidget):
            return False
        press = Event("press", widget.cursor.node.id, "", (1,))
        if keys.is_disabled(widget.cursor.node) or not self._wanted(press):
            return False
        self._queue(press)
        return True


def _move_cursors(widget: Widget) -> None:
    """Put the cursor of each list that `widget` lies in on the row that it lies in."""
    for row in widget.ancestors_with_self:
        if isinstance(row, NodeWidget) and isinstance(row.parent, OpuiList) and row.parent.cursor is not row:
            row.parent.move_cursor(row)
