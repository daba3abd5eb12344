"""A view whose size is known beforehand: its guest starts before the first layout, and the first paint shows it."""

import asyncio
from typing import Any

import pytest

from opui.core.gate.module import check_module
from opui.core.wire.batch import CommandBatch
from opui.core.wire.decoder import events
from opui.source import App as Source
from opui.textual.app.app import OpuiApp
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.view import view as views
from tests.guests import compiled, guest_text
from tests.scripted import scripted

TEXT = 'create node=1 kind=text\nset_text node=1 text="here"\ninsert node=1 parent=0 before=0'


def _paints(app: OpuiApp) -> list[int]:
    """A list that grows by the number of the guest's widgets at each paint."""
    widgets: list[int] = []
    display = app._display

    def noting(screen: Any, renderable: Any) -> None:
        widgets.append(sum(isinstance(widget, NodeWidget) for widget in app.view.query()))
        display(screen, renderable)

    app._display = noting  # type: ignore[method-assign]
    return widgets


async def test_the_first_paint_shows_the_guest_which_is_told_its_size_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "HELD_SECONDS", 30.0)  # compiling may take its time
    app = OpuiApp(Source("small", "Small", scripted(TEXT)))
    paints = _paints(app)
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.view.idle:
            await pilot.pause()
        told = [event for batch in app.view.batches if not isinstance(batch, CommandBatch) for event in events(batch)]
        assert paints[0] == 1
        assert (app.view.size.width, app.view.size.height) == (80, 23)
        assert [event.name for event in told if event.name in ("start", "resize")] == ["start"]


async def test_a_guest_that_takes_long_does_not_hold_the_first_paint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "HELD_SECONDS", 0.01)
    app = OpuiApp(Source("slow", "Slow", check_module(compiled(guest_text("(loop $on (br $on))")))))
    paints = _paints(app)
    async with app.run_test(size=(80, 24)):
        while not paints:
            await asyncio.sleep(0.001)
        assert (paints[0], app.error) == (0, None)
