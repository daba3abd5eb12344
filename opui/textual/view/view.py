"""`OpuiView`: one guest shown in one widget, which any Textual app can mount.

What people do becomes events (`Interaction`), and the renderer shows what a frame changed. The view decides
nothing about the app around it: that the guest is busy, failed, quits, or has other keys is told by messages.
"""

import asyncio
import os
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from functools import partial
from itertools import count
from typing import Any, Final

from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.theme import Theme
from textual.widget import Widget
from textual.widgets import Checkbox, Input

from opui.core import protocol
from opui.core.errors import GuestError, HostError
from opui.core.gate.module import Module
from opui.core.scrub import scrub_line
from opui.core.session import keys
from opui.core.session.session import Guest, Session, View
from opui.core.tree.node import Node
from opui.core.tree.tree import Changes
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.records import Event
from opui.guest.wasm_guest import WasmGuest
from opui.textual.css import apply_style
from opui.textual.kinds.list.list import OpuiList
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.render.renderer import Renderer
from opui.textual.view.driver import Driver
from opui.textual.view.focus import keep_focus, leave_to_list
from opui.textual.view.input import Interaction
from opui.textual.view.methods import Calls
from opui.textual.view.stage import BusyMark, OpuiRoot, drop_stylesheet, set_stylesheet

TITLE_CHARACTERS: Final = 200
HELD_SECONDS: Final = 0.1
"""How long the first layout waits for a guest that starts before it."""
_ids: Final = count(1)


class OpuiView(Widget):
    """A guest and the widgets it builds.

    Args:
        module: What `opui.core.gate.module.check_module` returned.
        limits: The app's limits, every name of `protocol.LIMIT`.
        seed: The source of the guest's randomness; a random one by default.
        expected: Says, once the view is mounted, what size it will have. The guest then starts before there is a
            layout, so that the first paint shows it.
        name: The widget's name.
        id: The widget's id.
        classes: The widget's classes.
    """

    DEFAULT_CSS = """
    OpuiView { width: 1fr; height: 1fr; layout: vertical; overflow: hidden hidden; layers: default host; }
    """

    class Failed(Message):
        """The guest broke a rule, trapped or was stopped, and will not be called again; its last screen stays."""

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

    class Busy(Message):
        """The guest's call has taken longer than `busy_milliseconds`, or is over now."""

        def __init__(self, view: "OpuiView", busy: bool) -> None:
            super().__init__()
            self.view = view
            self.busy = busy

    class Changed(Message):
        """The title, the key bindings that work now, or the tree they hang on may be others."""

        def __init__(self, view: "OpuiView") -> None:
            super().__init__()
            self.view = view

    def __init__(
        self,
        module: Module,
        *,
        limits: Mapping[str, int] = protocol.LIMIT,
        seed: int | None = None,
        expected: Callable[[], tuple[int, int]] | None = None,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._scope = f"opui-view-{next(_ids)}"
        self._root = OpuiRoot(classes=self._scope)
        self._module = module
        self._limits = limits
        self._seed = int.from_bytes(os.urandom(4)) if seed is None else seed
        self._driver = Driver(self._load, self._begin, self._show, self._tell_busy, limits)
        self._mark = BusyMark()
        self._renderer: Renderer | None = None
        self._people = Interaction(self, self, lambda: self.session, lambda: self._renderer)
        self._unfilled = asyncio.Event()
        self._calls = Calls(self)
        self._begun = False
        self._failed = False
        self._expected = expected
        self._told = Size(0, 0)
        self._appeared = asyncio.Event()

    # --- Life ---

    async def on_mount(self) -> None:
        """Start the guest, if one can know for what size, and hold the first layout for it a little."""
        if self._expected is not None:
            self._start(Size(*self._expected()))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._appeared.wait(), HELD_SECONDS)

    def _start(self, size: Size) -> None:
        self._begun = True
        self._told = size
        self._work(self._live)

    def compose(self) -> Iterable[Widget]:
        """Yield the guest's root and the host's own mark."""
        yield self._root
        yield self._mark

    def _work(self, task: Callable[[], Coroutine[Any, Any, None]]) -> None:
        # Not a coroutine made here: if the view goes at once, nobody would ever wait for it.
        self.run_worker(task, group=self._scope)  # type: ignore[arg-type]  # typed for tasks that never end

    def _load(self, announce: Callable[[WasmGuest], None]) -> WasmGuest:
        return WasmGuest(self._module, self._limits, announce)

    def _begin(self, guest: Guest) -> Session:
        self._told = self.size or self._told
        view = View(self._told.width, self._told.height, self.app.current_theme.dark)
        session = Session(guest, view, self._seed, self._limits)
        self._renderer = Renderer(self._root, session.tree.root, self._people, self._limits)
        self.app.theme_changed_signal.subscribe(self, self._theme_changed)
        self._work(partial(self._fill, self._renderer))
        return session

    async def _live(self) -> None:
        try:
            await self._driver.run()
        except GuestError as error:
            self._end(error)
        except Exception as error:
            self._end(_host_error(error))

    def _end(self, error: GuestError) -> None:
        """Free the guest and tell why; a view that is on its way out, or whose guest has quit, has nobody to tell."""
        self._appeared.set()
        self._driver.close()
        if self._failed or not self._is_here or (self.session is not None and self.session.exit_code is not None):
            return
        self._failed = True
        if self.session is not None:
            self.session.fail(error)
        self.post_message(self.Failed(self, error))

    @property
    def _is_here(self) -> bool:
        """Whether the view is not on its way out: Textual takes it from the screen before it ends its tasks."""
        return self.is_attached and self.is_running and not self._pruning

    def stop(self) -> None:
        """End the guest, in the middle of a call if need be; `Failed` follows."""
        self._driver.stop("it was stopped by the host")

    def on_unmount(self) -> None:
        """Stop the guest and free it."""
        self._driver.close()
        self.app.theme_changed_signal.unsubscribe(self)
        drop_stylesheet(self.app, self._scope)

    @property
    def session(self) -> Session | None:
        """The guest's session, None until it is loaded."""
        return self._driver.session

    @property
    def batches(self) -> deque[EventBatch | CommandBatch]:
        """The last batches, events and commands in turn, as they crossed the boundary."""
        return self._driver.batches

    @property
    def idle(self) -> bool:
        """Whether nothing is to be done: no frame, nothing to mount, the guest has answered all it was told."""
        shown = self._renderer is None or self._renderer.finished
        return self._failed or (shown and self._driver.idle)

    @property
    def calls(self) -> int:
        """How many calls into the guest there have been, `opui_init` aside."""
        guest = self._driver.guest
        return guest.calls["opui_frame"] + guest.calls["opui_reserve"] if isinstance(guest, WasmGuest) else 0

    @property
    def title(self) -> str:
        """The root's title on one line, cut; empty if the guest has set none."""
        title = self.session.tree.root.get("title") if self.session else ""
        return scrub_line(title[: 4 * TITLE_CHARACTERS], TITLE_CHARACTERS)

    def widget_of(self, node: int) -> NodeWidget:
        """Return the widget of a node.

        Raises:
            KeyError: The node has none: it is unknown; a span, a key binding or a timer; or in a row of a list
                that is drawn, or not mounted, for it is far from what can be seen.
        """
        assert self._renderer is not None
        return self._renderer.widgets[node]

    def place_of(self, node: int) -> tuple[NodeWidget, Offset]:
        """Return the widget that a node is seen in, and where in it: its own, or the list that draws the row it is in.

        Raises:
            KeyError: It is unknown, nothing of it is shown, or it lies in a row far from what can be seen.
        """
        assert self._renderer is not None
        widget = self._renderer.widgets.get(node)
        if widget is not None:
            return widget, Offset(0, 0)
        assert self.session is not None
        drawn = self.session.tree.nodes[node]
        found = self._renderer.drawn_row(drawn)
        if found is None:
            raise KeyError(node)
        owner, row = found
        return owner, owner.offset_of(drawn, row)

    def key_bindings(self) -> list[Node]:
        """Return the key bindings that work now, the nearest to the focus first."""
        if self.session is not None and self.session.over:
            return []
        focused = self._people.focused_node
        return list(keys.active_bindings(self.session.tree, focused.id if focused else None)) if self.session else []

    # --- Frames ---

    def _is_alive(self, node: Node) -> bool:
        return self.session is not None and self.session.tree.nodes.get(node.id) is node

    def _tell_busy(self, busy: bool) -> None:
        self._mark.display = busy
        self.post_message(self.Busy(self, busy))

    async def _show(self, changes: Changes) -> None:
        renderer = self._renderer
        assert renderer is not None
        if not any(changes) and self._appeared.is_set() and (self.session is None or self.session.exit_code is None):
            # Most letters that are typed change nothing but what is typed.
            return
        if "stylesheet" in changes.changed.get(renderer.root, set()):
            set_stylesheet(self._root, self._scope, renderer.root.get("stylesheet"))
        focused = self._people.focused_node
        if focused is not None and not self._is_alive(focused):
            leave_to_list(self.screen, self._is_alive)
        await renderer.apply(changes)
        self._appeared.set()
        keep_focus(self.screen, focused, renderer.widgets)
        self._calls.run(changes.calls, renderer)
        self._go_on(renderer)
        if self.session is not None and self.session.exit_code is not None:
            self.post_message(self.Quit(self, self.session.exit_code))
            self._driver.close()
        self.tell_changed()

    async def _fill(self, renderer: Renderer) -> None:
        """Mount what a frame has left over, and the rows that come into sight; keys are handled in between."""
        while True:
            await self._unfilled.wait()
            self._unfilled.clear()
            # What is mounted is laid out before there is more of it: a layout of all at once would hold keys up.
            await self._painted()
            try:
                await renderer.fill()
                self._calls.run_late(renderer, self._is_alive)
                self._go_on(renderer)
            except Exception as error:
                return self._end(_host_error(error))

    async def _painted(self) -> None:
        painted = asyncio.Event()
        self.call_after_refresh(painted.set)
        await painted.wait()

    def _go_on(self, renderer: Renderer) -> None:
        if not renderer.finished:
            self._unfilled.set()

    def look(self, widget: NodeWidget) -> None:
        """Other rows may be seen now of a list, or of those that lie in a widget."""
        if self._renderer is not None:
            for each in (widget, *widget.query(OpuiList)):
                self._renderer.look(each.node)
            self._unfilled.set()

    # --- What people do ---

    async def press_key(self, event: events.Key) -> bool:
        """Give the guest a key while nothing has the focus; return whether that is all there is to do about it."""
        return await self._people.press_key(event)

    def press_binding(self, node: Node) -> None:
        """Press a key binding as if by its key."""
        self._people.press_binding(node)

    def on_click(self, event: events.Click) -> None:
        """Tell of a click."""
        self._people.clicked(event)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tell what got the focus."""
        self._people.got_focus(event.widget)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Tell what lost the focus."""
        self._people.lost_focus(event.widget)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep Textual's own message from the embedding app."""
        event.stop()

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        """Keep Textual's own message from the embedding app."""
        event.stop()

    # --- What happens to the view ---

    def queue(self, event: Event) -> None:
        """Have an event told to the guest."""
        if self.session is not None:
            self.session.queue_event(event)
            self._driver.wake()

    def tell_changed(self) -> None:
        """Tell that other key bindings may work now."""
        self.post_message(self.Changed(self))

    def on_resize(self, event: events.Resize) -> None:
        """Start with the first size; tell the guest the later ones."""
        if not self._begun:
            self._start(event.size)
        elif event.size != self._told:
            self._told = event.size
            self.queue(Event("resize", protocol.ROOT, "", (event.size.width, event.size.height)))

    def _theme_changed(self, theme: Theme) -> None:
        self.queue(Event("theme", protocol.ROOT, flags=int(theme.dark)))
        if self._renderer is not None:
            # Inline styles hold the old theme's colours.
            for widget in self._renderer.widgets.values():
                if widget.node.get("style"):
                    apply_style(widget, widget.node.get("style"), widget.node.get("hidden"))


def _host_error(error: Exception) -> HostError:
    made = HostError("host", scrub_line(f"{type(error).__name__}: {error}", 300))
    made.__cause__ = error
    return made
