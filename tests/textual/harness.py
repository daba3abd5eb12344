"""A Textual app around one view, as an embedder would write it, for a scripted guest."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, Static

from opui.core.errors import GuestError
from opui.core.tree.node import Node
from opui.core.tree.tree_listing import list_tree
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.decoder import events
from opui.core.wire.records import Event
from opui.guest.wasm_guest import WasmGuest
from opui.textual.kinds.times import stand_still
from opui.textual.view.view import OpuiView
from tests.scripted import scripted


class Host(App[None]):
    """A view between two widgets of the host's own."""

    AUTO_FOCUS = ""
    CSS = "Input { height: 3; } #below { height: 1; }"

    def __init__(self, *views: OpuiView) -> None:
        super().__init__()
        # What a picture shows does not depend on when it is taken.
        self.animation_level = "none"
        stand_still(self)
        self.views = views
        self.seen: list[object] = []
        self.failed: list[GuestError] = []
        self.quit_code: int | None = None
        self.booms = 0

    def compose(self) -> ComposeResult:
        yield Input(id="own")
        yield from self.views
        yield Static("below", id="below", classes="warning")

    def action_boom(self) -> None:
        self.booms += 1

    def on_button_pressed(self, event: object) -> None:
        self.seen.append(event)

    def on_checkbox_changed(self, event: object) -> None:
        self.seen.append(event)

    def on_opui_view_failed(self, message: OpuiView.Failed) -> None:
        self.failed.append(message.error)

    def on_opui_view_quit(self, message: OpuiView.Quit) -> None:
        self.quit_code = message.code


async def settle(pilot: Pilot[Any], views: Sequence[OpuiView]) -> None:
    """Wait until no view that is there has anything to do, and all of it is painted."""
    await pilot.pause()
    while not all(view.idle for view in views if view.is_attached):
        await pilot.pause(0.001)
    await pilot.pause()


def seen(app: App[Any], region: Region) -> str:
    """Return the text of a region of the screen, line by line."""
    lines = app.screen._compositor.render_strips()[region.y : region.bottom]
    return "\n".join(strip.crop(region.x, region.right).text for strip in lines)


class Running:
    """The app under test and what the guest was told."""

    def __init__(self, app: Host, pilot: Pilot[None], view: OpuiView) -> None:
        self.app = app
        self.pilot = pilot
        self.view = view

    @property
    def told(self) -> list[Event]:
        assert isinstance(self.view, ListenedView)
        return self.view.told

    async def settle(self) -> None:
        await settle(self.pilot, self.app.views)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def click(self, node: int, **options: Any) -> None:
        widget, offset = self.view.position_of(node)
        await self.pilot.click(widget, offset=offset, **options)
        await self.settle()

    async def focus(self, node: int) -> None:
        self.widget(node).focus()
        await self.settle()

    def node(self, node: int) -> Node:
        assert self.view.session is not None
        return self.view.session.tree.nodes[node]

    def widget(self, node: int) -> Any:
        return self.view.widget_of(node)

    @property
    def tree(self) -> str:
        assert self.view.session is not None
        return list_tree(self.view.session.tree)

    def told_of(self, *names: str) -> list[Event]:
        return [event for event in self.told if event.name in names]

    def shown(self, widget: Widget) -> str:
        """The text of a widget's region on the screen, line by line."""
        return seen(self.app, widget.region)


class ListenedView(OpuiView):
    """A view that notes every event on its way into the guest."""

    def _load(self, announce: Callable[[WasmGuest], None]) -> WasmGuest:
        self.told: list[Event] = []
        guest = super()._load(announce)
        frame = guest.frame

        def noting(batch: EventBatch) -> CommandBatch:
            self.told.extend(events(batch))
            return frame(batch)

        guest.frame = noting  # type: ignore[method-assign]  # a spy
        return guest


@asynccontextmanager
async def running(
    *frames: Any, again: Sequence[int] = (), size: tuple[int, int] = (80, 24), memory: bytes = b""
) -> AsyncIterator[Running]:
    """Run a guest that says `frames`, one after the other, in a host app."""
    module = scripted(*frames, again=again, memory=memory)
    async with running_views(ListenedView(module, seed=7), size=size) as run:
        yield run


@asynccontextmanager
async def running_views(*views: OpuiView, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Running]:
    """Run views in a host app; the first one is listened to."""
    app = Host(*views)
    async with app.run_test(size=size) as pilot:
        run = Running(app, pilot, views[0])
        await run.settle()
        yield run
