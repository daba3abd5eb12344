"""`OpuiView`: one guest shown in one widget, which any Textual app can mount.

What people do becomes events (`Interaction`), and the renderer shows what a frame changed. The view decides
nothing about the app around it: that the guest is busy, failed, quits, or has other keys is told by messages.
"""

import asyncio
import os
import sys
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from functools import partial
from itertools import count
from typing import Any, Final, TypeAlias

from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.theme import Theme
from textual.widget import Widget

from opui.core import protocol
from opui.core.errors import GuestError, HostError, LimitError
from opui.core.gate.module import Module
from opui.core.scrub import scrub_line
from opui.core.session.dialogs import Dialogs
from opui.core.session.session import Guest, Screen, Session
from opui.core.tree.node import Node
from opui.core.tree.tree import Call, Changes, Tree
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.records import Event
from opui.guest.wasm_guest import WasmGuest
from opui.textual import private
from opui.textual.css import apply_style
from opui.textual.kinds.happening import age, handling
from opui.textual.kinds.layout_watch import LayoutWatch
from opui.textual.kinds.node_widget import NodeWidget, node_widget
from opui.textual.removal import GoneAtOnce
from opui.textual.render.renderer import Renderer
from opui.textual.view.driver import Driver
from opui.textual.view.focus import keep_focus, keep_while_away, leave_to_list
from opui.textual.view.input import Interaction
from opui.textual.view.life import State
from opui.textual.view.methods import MethodRunner
from opui.textual.view.notifications import NotificationStack
from opui.textual.view.notifications import Notified as _Notified
from opui.textual.view.pointer import Pointer
from opui.textual.view.stage import BusyMark, OpuiRoot, drop_stylesheet, set_stylesheet
from opui.textual.view.themes import ThemeAsked as _ThemeAsked
from opui.textual.view.tooltips import GuestTooltip

TITLE_CHARACTERS: Final = 200
HELD_SECONDS: Final = 0.1
"""How long the first layout waits for a guest that starts before it."""
FRAMES: Final = 1_000
"""Python's frames that the program around the view may take, as many as it may have altogether without one."""
FRAMES_OF_A_LEVEL: Final = 32
"""Python's frames that a layout takes for each level of boxes in one another: 18 for lists as wide as their rows."""
_ids: Final = count(1)


class OpuiView(GoneAtOnce):
    """A guest and the widgets it builds.

    Args:
        module: What `opui.core.gate.module.check_module` returned.
        limits: The app's limits, every name of `protocol.LIMIT`.
        seed: The source of the guest's randomness; a random one by default.
        expected: Returns, once the view is mounted, the size that it will have. The guest then starts before there is
            a layout, so that the first paint shows it.
        notifications: Whether the view shows the guest's notifications; `Notified` tells of each in any case.
        name: The widget's name, by which people are told whose notifications they see; the manifest's by default.
        id: The widget's id.
        classes: The widget's classes.
    """

    DEFAULT_CSS = """
    OpuiView { width: 1fr; height: 1fr; layout: vertical; overflow: hidden hidden; layers: default notifications host; }
    """
    Notified: TypeAlias = _Notified
    ThemeAsked: TypeAlias = _ThemeAsked

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
        """A call into the guest has taken longer than `busy_milliseconds`, or such a call is over."""

        def __init__(self, view: "OpuiView", busy: bool) -> None:
            super().__init__()
            self.view = view
            self.busy = busy

    class Changed(Message):
        """The title, the active key bindings, or the tree may have changed."""

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
        notifications: bool = True,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._scope = f"opui-view-{next(_ids)}"
        self._root = OpuiRoot(classes=self._scope)
        self._watch = LayoutWatch(limits["layout_milliseconds"] / 1000, partial(_late, limits), self._tell_failure)
        self._root.layout_watch = self._watch
        self._module = module
        self._limits = limits
        self._seed = int.from_bytes(os.urandom(4)) if seed is None else seed
        self._driver = Driver(self._load, self._begin, self._show, self._tell_busy, limits)
        self._mark = BusyMark()
        self._guest_tooltip = GuestTooltip(self)
        self._renderer: Renderer | None = None
        self._dialogs: Dialogs | None = None
        self._pointer = Pointer(self._root, self.queue, lambda: self.session, lambda: self._renderer)
        self._root.tell_mouse = lambda event: self._pointer.did(None, event)
        self._people = Interaction(self, self, lambda: self.session, lambda: self._renderer, self._pointer)
        self._unfilled = asyncio.Event()
        self._methods = MethodRunner(self)
        self._shows_notifications = notifications
        self._notifications: NotificationStack | None = None
        self._expected = expected
        self._told = Size(0, 0)
        self._appeared = asyncio.Event()

    # --- Life ---

    async def on_mount(self) -> None:
        """Start the guest, if its size is known by now, and hold the first layout back for it a little."""
        rest = self._watch.rest
        # The signal would keep whatever the function holds, as long as the screen is there.
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _: rest.laid_out())
        self.watch(self.app, "app_focus", lambda focused: keep_while_away(self, focused), init=False)
        if self._expected is not None:
            self._start(Size(*self._expected()))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._appeared.wait(), HELD_SECONDS)

    def _start(self, size: Size) -> None:
        self._driver.life.become(State.LOADING)
        self._told = size
        # Python's usual 1,000 frames end a layout of boxes that lie as deep in one another as they may.
        sys.setrecursionlimit(max(sys.getrecursionlimit(), FRAMES + FRAMES_OF_A_LEVEL * self._limits["depth"]))
        self._work(self._live)

    def compose(self) -> Iterable[Widget]:
        """Yield the guest's root and the host's own mark."""
        yield self._root
        yield self._mark

    def _work(self, task: Callable[[], Coroutine[Any, Any, None]]) -> None:
        # A coroutine made here would never be awaited if the view went away at once.
        self.run_worker(task, group=self._scope)  # type: ignore[arg-type]  # typed for tasks that never end

    def _load(self, announce: Callable[[WasmGuest], None]) -> WasmGuest:
        return WasmGuest(self._module, self._limits, announce)

    def _begin(self, guest: Guest) -> Session:
        self._told = self.size or self._told
        screen = Screen(self._told.width, self._told.height, self.app.current_theme.dark)
        session = Session(guest, screen, self._seed, self._limits)
        self._renderer = Renderer(self._root, session.tree.root, self._people, self._limits, self._watch)
        self._dialogs = Dialogs(session.tree)
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
        """End the guest and tell why; a view that is on its way out has nobody to tell."""
        self._appeared.set()
        if self._driver.end(error) and self._is_here:
            self.post_message(self.Failed(self, error))

    def _tell_failure(self, error: Exception) -> None:
        # In the view's own turn: a message made in the screen's would not get past the screen.
        self.call_later(self._give_up, error)

    def _give_up(self, error: Exception) -> None:
        """End the guest because of one of its widgets. If the view can't be laid out, it shows nothing from now on."""
        self._end(error if isinstance(error, GuestError) else _host_error(error))
        if self._watch.over and self._is_here:
            self._root.refresh(layout=True)

    @property
    def _is_here(self) -> bool:
        """Whether the view is not being removed: Textual takes it from the screen before it ends its tasks."""
        return self.is_attached and self.is_running and not private.is_leaving(self)

    def stop(self) -> None:
        """End the guest, in the middle of a call if need be; `Failed` follows."""
        self._driver.stop("it was stopped by the host")

    def on_unmount(self) -> None:
        """Stop the guest and free it."""
        self._driver.close()
        self._pointer.forget_gone()
        self.app.theme_changed_signal.unsubscribe(self)
        private.stop_watching(self, self.app, "app_focus")
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
        """Whether there is nothing to do: the guest has answered all it was told, and what it shows is mounted."""
        renderer = self._renderer
        shown = renderer is None or (renderer.finished and not self._waits_for_colours(renderer))
        return self._driver.life.state is State.FAILED or (shown and self._driver.idle)

    def _waits_for_colours(self, renderer: Renderer) -> bool:
        """Tell whether an edited text will look different though nobody does anything."""
        nodes = () if self.session is None else self.session.areas.nodes
        return any(renderer.widgets[node.id].is_waiting for node in nodes if node.id in renderer.widgets)

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

    def position_of(self, node: int) -> tuple[NodeWidget, Offset]:
        """Return the widget that a node is seen in, its own or the list that draws its row, and where in that it is.

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
        window, row = found
        return self._renderer.widgets[window.node.id], window.offset_of(drawn, row)

    def key_bindings(self) -> list[Node]:
        """Return the key bindings that their keys would press now, the nearest to the focus first."""
        return [] if self.session is None or self.session.over else list(self._people.key_bindings(self.session.tree))

    # --- Frames ---

    def _is_alive(self, node: Node) -> bool:
        return self.session is not None and self.session.tree.nodes.get(node.id) is node

    def _tell_busy(self, busy: bool) -> None:
        self._mark.display = busy
        self.post_message(self.Busy(self, busy))

    async def _show(self, changes: Changes) -> None:
        renderer, session = self._renderer, self.session
        assert renderer is not None
        assert session is not None
        if not any(changes) and self._appeared.is_set() and session.exit_code is None:
            # The answer to most letters that are typed: nothing has changed but the input, which shows them already.
            return
        if "stylesheet" in changes.changed.get(renderer.root, set()):
            await set_stylesheet(self._root, self._scope, renderer.root.get("stylesheet"))
        focused = self._people.focused_node
        if focused is not None and not self._is_alive(focused):
            leave_to_list(self.screen, self._is_alive)
        await renderer.apply(changes)
        self._appeared.set()
        self._guest_tooltip.follow()
        keep_focus(self.screen, session.tree, focused, renderer.widgets)
        self._methods.run((*self._focus_calls(session.tree, focused), *changes.calls), renderer, session.tree)
        self._people.settle_focus()
        self._pointer.settle()
        self._go_on(renderer)
        if session.exit_code is not None:
            self._driver.life.become(State.QUIT)
            self.post_message(self.Quit(self, session.exit_code))
            self._driver.close()
        self.tell_changed()

    def _focus_calls(self, tree: Tree, before: Node | None) -> Iterable[Call]:
        """Move the focus where dialogs that open or close want it; what lies in one may only be mounted later."""
        assert self._dialogs is not None
        target = self._dialogs.settle(before, self._people.focused_node)
        nodes = () if target is None else (tree.top, target) if tree.top is not tree.root else (target,)
        return [Call(node, "focus", 0, "") for node in dict.fromkeys(nodes)]

    async def _fill(self, renderer: Renderer) -> None:
        """Mount what a frame has left over, and the rows that come into sight; keys are handled in between."""
        while True:
            await self._unfilled.wait()
            self._unfilled.clear()
            # What is mounted is laid out before more is: one layout of all would hold keys up.
            await self._painted()
            try:
                await renderer.fill()
                self._methods.run_late(renderer, self._is_alive)
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

    def rows_moved(self, widget: NodeWidget) -> None:
        """Other rows may be seen of a list, or of the lists inside a widget."""
        if self._renderer is not None:
            for each in (widget, *widget.walk_children(NodeWidget)):
                if each is widget or each.node.signature.window:
                    self._renderer.rows_moved(each.node)
            self._unfilled.set()

    def now(self) -> float:
        """Return how many milliseconds it is since the guest's start."""
        return self._driver.now()

    # --- What people do ---

    async def press_key(self, event: events.Key) -> bool:
        """Give the guest a key while nothing has the focus; return whether that is all there is to do about it."""
        with handling(event):
            return await self._people.press_key(event)

    def paste(self, text: str) -> None:
        """Give the guest what was pasted while nothing has the focus; the widget that has it does so itself."""
        self._people.paste(text)

    def press_binding(self, node: Node) -> None:
        """Press a key binding as if by its key."""
        self._people.press_binding(node)

    def ask_to_close(self) -> bool:
        """Tell the guest that the person wants it to end, as a program may do before it ends; return whether it hears.

        It does not if it has no handler for that, has ended, or has not answered yet when it was told before. One that
        hears may end by itself (`Quit`), ask the person, or do nothing: the program decides how long to wait for it.
        """
        asked = self.session is not None and self.session.ask_to_close(self._driver.now())
        self._driver.wake()
        return asked

    def on_click(self, event: events.Click) -> None:
        """Tell of a click."""
        with handling(event):
            self._people.clicked(event)

    async def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell what the pointer is over, and show the tooltip of what it rests on, in a while."""
        with handling(event):
            self._pointer.moved(node_widget(event.widget), event.screen_offset)
        if self._is_here:
            if not self._guest_tooltip.is_attached:
                await self.mount(self._guest_tooltip)
            self._guest_tooltip.pointed(event)

    def on_leave(self) -> None:
        """Hide the tooltip: the pointer is elsewhere now."""
        self._guest_tooltip.display = False
        if not self.region.contains_point(self.app.mouse_position):
            self._pointer.moved(None, self.app.mouse_position)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Something in the view has got the focus."""
        self._people.settle_focus()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Something in the view has lost the focus."""
        self._people.settle_focus()

    # --- What happens to the view ---

    async def on_opui_view_notified(self, message: _Notified) -> None:
        """Show what the guest wants to be shown, inside the view."""
        if not (self._shows_notifications and self._is_here):
            return
        if self._notifications is None:
            # Made for the first one: most guests never say anything.
            self._notifications = NotificationStack(self.name or str(self._module.manifest.get("name") or "app"))
            await self.mount(self._notifications)
        self._notifications.add(message)

    def queue(self, event: Event) -> None:
        """Have an event told to the guest."""
        self._guest_tooltip.display = False
        if self.session is not None:
            self.session.queue_event(event, self._driver.now() - age())
            self._driver.wake()

    def tell_changed(self) -> None:
        """Tell that other key bindings may work now."""
        self.post_message(self.Changed(self))

    def on_resize(self, event: events.Resize) -> None:
        """Start with the first size; tell the guest the later ones."""
        if self._driver.life.state is State.NEW:
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


def _late(limits: Mapping[str, int]) -> LimitError:
    bound = limits["layout_milliseconds"]
    return LimitError("layout", f"laying out and painting the view took longer than layout_milliseconds = {bound}")


def _host_error(error: Exception) -> HostError:
    made = HostError("host", scrub_line(f"{type(error).__name__}: {error}", 300))
    made.__cause__ = error
    return made
