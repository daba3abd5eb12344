"""`OpuiApp` around a scripted guest, and the commands that tests of the Textual side write most often."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from unittest.mock import patch

from textual.pilot import Pilot
from textual.widget import Widget

from opui.core.gate.module import Module
from opui.core.wire.records import Event
from opui.source import App as Source
from opui.textual.app.app import OpuiApp
from opui.textual.app.chrome import FaultPanel, KeyFooter
from tests.scripted import scripted
from tests.textual.harness import ListenedView


def made(node: int, kind: str, parent: int, *more: str) -> str:
    """The commands that make a node and put it at the end of its parent."""
    return "\n".join((f"create node={node} kind={kind}", *more, f"insert node={node} parent={parent} before=0", ""))


def bound(node: int, key: str, parent: int, *more: str) -> str:
    """The commands that make a key binding with a handler."""
    key = key.replace('"', '\\"')
    attach = f"attach node={node} event=press handler=1 data=0"
    return made(node, "key_binding", parent, f'set_string node={node} attribute=key value="{key}"', attach, *more)


class RunningOpui:
    """An `OpuiApp` in Textual's test driver, and what its guest was told."""

    def __init__(self, app: OpuiApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def view(self) -> ListenedView:
        view = self.app.view
        assert isinstance(view, ListenedView)
        return view

    @property
    def told(self) -> list[Event]:
        """What the guest has heard of people: all but the events of the host."""
        return [event for event in self.view.told if event.name not in ("clock", "start", "focus", "blur")]

    def widget(self, node: int) -> Any:
        return self.view.widget_of(node)

    async def settle(self) -> None:
        await self.pilot.pause()
        while not self.view.idle:
            await self.pilot.pause(0.001)
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    def shown(self, widget: Widget) -> str:
        """The text of a widget's region on the screen, line by line."""
        region = widget.region
        lines = self.app.screen._compositor.render_strips()[region.y : region.bottom]
        return "\n".join(strip.crop(region.x, region.right).text.rstrip() for strip in lines)

    @property
    def footer(self) -> str:
        return self.shown(self.app.query_one(KeyFooter)).strip()

    @property
    def panel(self) -> str:
        """What the panel for faults says, on one line and without its sides; empty if there is none."""
        return " ".join(
            word for panel in self.app.query(FaultPanel) for word in self.shown(panel).split() if word != "│"
        )


@asynccontextmanager
async def run_opui(
    *frames: Any,
    again: Sequence[int] = (),
    module: Module | None = None,
    size: tuple[int, int] = (80, 24),
    notifications: bool = False,
) -> AsyncIterator[RunningOpui]:
    """Run a guest that says `frames`, or another module, as `opui PATH` does.

    `notifications`: they and tooltips are shown.
    """
    with patch("opui.textual.app.app.OpuiView", ListenedView):
        app = OpuiApp(Source("test", "Test", module or scripted(*frames, again=again)), seed=7)
        async with app.run_test(size=size, notifications=notifications, tooltips=notifications) as pilot:
            run = RunningOpui(app, pilot)
            await run.settle()
            yield run
