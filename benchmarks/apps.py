"""The apps in `examples/`, run in opui's own Textual app without a terminal."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks.painting import Painter, painted
from opui.core import protocol
from opui.core.session.events import find_handler
from opui.core.tree.paths import find_node
from opui.core.wire.batch import EventBatch
from opui.core.wire.encoder import event_record
from opui.core.wire.records import Event
from opui.source import load_app
from opui.textual.app.app import OpuiApp

EXAMPLES: Final = Path(__file__).resolve().parents[1] / "examples"
SEED: Final = 7
"""What the guests' randomness follows from, and the words of those written by hand."""
PATIENCE: Final = {"call_milliseconds": protocol.CEILING["call_milliseconds"]}
AT_ONCE: Final = 1_000
"""Entries that the todo app is told of in one frame."""


@asynccontextmanager
async def running(name: str) -> AsyncIterator[Painter[OpuiApp]]:
    """Run an example until it has come to rest, and on."""
    source = load_app(EXAMPLES / name)
    # What else the machine does must not end a guest that computes long.
    app = OpuiApp(source._replace(limits=source.limits | PATIENCE), seed=SEED)

    def idle() -> bool:
        assert app.error is None, f"{name}: {app.error}"
        return app.view.idle

    async with painted(app, idle) as painter:
        yield painter


def running_guest(app: OpuiApp) -> Any:
    """Return the guest itself, whose parts no embedder needs."""
    return app.view._driver.guest


async def fill_todo(painter: Painter[OpuiApp], count: int) -> None:
    """Give the todo app so many more items, as if each had been typed and entered.

    The guest is told of many entries in one frame, where a person's would take a frame each: ten thousand frames
    of a list that grows would take minutes. All else goes the way that it always goes.
    """
    for start in range(0, count, AT_ONCE):
        titles = [f"item {number}" for number in range(start, min(start + AT_ONCE, count))]
        guest = running_guest(painter.app)
        tell = guest.frame
        guest.frame = lambda batch, titles=titles, tell=tell: tell(_with_entries(painter.app, batch, titles))
        # What is typed makes a frame; the entries behind it clear the input again.
        painter.press("i")
        await painter.still()
        del guest.frame


def _with_entries(app: OpuiApp, batch: EventBatch, titles: list[str]) -> EventBatch:
    """Return a batch with a `submit` of the app's input for each title behind what is in it."""
    session = app.view.session
    assert session is not None
    entry = Event("submit", find_node(session.tree, "new-todo"))
    found = find_handler(session.tree, entry)
    assert found is not None
    handler, data, _pace = found[1]
    records, text = bytearray(batch.events), bytearray(batch.text)
    for title in titles:
        records += event_record(entry._replace(text=title, handler=handler, data=data), len(text))
        text += title.encode()
    return EventBatch(bytes(records), bytes(text), batch.frame)
