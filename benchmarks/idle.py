"""What an app does while nobody does anything: guest calls and paints are counted. The cursors do not blink."""

import asyncio
from typing import Final

from benchmarks.apps import fill_todo, running
from benchmarks.figures import COUNT, Figure, Tick

NAME: Final = "idle"
WAY: Final = "opui"
APPS: Final = ("todo", "rows")
COUNTED: Final = ("guest calls", "paints")
SECONDS_IDLE: Final = 5.0


def case(what: str, app: str) -> str:
    """Return what was counted in which app."""
    return f"{what} of {app} in {SECONDS_IDLE:.0f} s"


def steps() -> int:
    """Return how many samples `measure` takes."""
    return len(APPS)


def measure(tick: Tick) -> list[Figure]:
    """Count in each app."""
    return [figure for app in APPS for figure in asyncio.run(_counted(app, tick))]


async def _counted(app: str, tick: Tick) -> list[Figure]:
    async with running(app) as painter:
        if app == "todo":
            await fill_todo(painter, 10)
        else:
            await painter.do("c")
        calls, paints = painter.app.view.calls, painter.paints
        await asyncio.sleep(SECONDS_IDLE)
        counts = painter.app.view.calls - calls, painter.paints - paints
    tick(f"idle, {app}")
    return [Figure(NAME, case(what, app), WAY, COUNT, (count,)) for what, count in zip(COUNTED, counts, strict=True)]
