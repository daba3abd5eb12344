"""A key pressed → painted, in the todo app with few and with many items, against a bare `Input` in a bare app.

Keys come one at a time, each when the app has come to rest, and ten in one read of the terminal. Every session of
the todo app has one of the bare app before it.
"""

import asyncio
import gc
from collections import defaultdict
from typing import Any, Final

from textual.app import App, ComposeResult
from textual.widgets import Input

from benchmarks.apps import fill_todo, running
from benchmarks.figures import PROCESSOR, SECONDS, Figure, Tick
from benchmarks.painting import Painter, painted

NAME: Final = "latency"
OPUI: Final = "opui"
BARE: Final = "Textual, bare Input"
ITEMS: Final = (10, 1_000, 10_000)
KEYS: Final = 50
BURSTS: Final = 5
BURST: Final = tuple("abcdefghij")
KEY: Final = "a key"
TEN: Final = "ten keys"

Samples = dict[tuple[str, str, str], list[float]]
"""(case, way, unit) → its samples."""

_TYPED: Final = [(KEY, ("k",)), (KEY, ("backspace",))] * (KEYS // 2) + [(TEN, BURST)] * BURSTS


class BareApp(App[None]):
    """An input and nothing else."""

    def compose(self) -> ComposeResult:
        """Yield it."""
        yield Input(placeholder="What needs to be done?")


def case(what: str, items: int) -> str:
    """Return what was done with so many items there."""
    return f"{what}, {items:,} items"


def steps() -> int:
    """Return how many samples `measure` takes."""
    return len(ITEMS) * 2 * (KEYS + BURSTS)


def measure(tick: Tick) -> list[Figure]:
    """Let the apps take turns; return the times by the clock and the processor's."""
    samples: Samples = defaultdict(list)
    for items in ITEMS:
        gc.collect()
        asyncio.run(_bare(items, samples, tick))
        gc.collect()
        asyncio.run(_todo(items, samples, tick))
    return [Figure(NAME, what, way, unit, tuple(taken)) for (what, way, unit), taken in samples.items()]


async def _bare(items: int, samples: Samples, tick: Tick) -> None:
    async with painted(BareApp()) as painter:
        await _typed(painter, BARE, items, samples, tick)


async def _todo(items: int, samples: Samples, tick: Tick) -> None:
    async with running("todo") as painter:
        await fill_todo(painter, items)
        await _typed(painter, OPUI, items, samples, tick)


async def _typed(painter: Painter[Any], way: str, items: int, samples: Samples, tick: Tick) -> None:
    """Type letters and take them back, so that the input holds no more at the end than at the start."""
    for what, keys in _TYPED:
        sample = await painter.sample(*keys)
        samples[case(what, items), way, SECONDS].append(sample.seconds)
        samples[case(what, items), way, PROCESSOR].append(sample.processor)
        tick(f"{case(what, items)}, {way}")
        if keys == BURST:
            painter.press(*["backspace"] * len(BURST))
            await painter.still()
