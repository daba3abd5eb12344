"""Scrolling through 100,000 rows, one page a key, from the key to the painted frame."""

import asyncio
import gc
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, Final

from benchmarks import apps, by_hand
from benchmarks.figures import PROCESSOR, SECONDS, Figure, Tick
from benchmarks.painting import Painter, painted

NAME: Final = "scroll"
OPUI: Final = "opui"
CASE: Final = "a page of 100,000 rows"
PAGES: Final = 120
FILL: Final = ("m",) * 10 + ("down",)
"""Ten thousand rows a key; the cursor is then on a row in every way of showing them."""


WAYS: Final[dict[str, Callable[[], AbstractAsyncContextManager[Painter[Any]]]]] = {
    OPUI: lambda: apps.running("rows"),
    "OptionList": lambda: painted(by_hand.OptionListRows(apps.SEED)),
    "DataTable": lambda: painted(by_hand.DataTableRows(apps.SEED)),
}


def steps() -> int:
    """Return how many samples `measure` takes."""
    return PAGES * len(WAYS)


def measure(tick: Tick) -> list[Figure]:
    """Page through each list, one after the other: three with 100,000 rows at once would be in each other's way."""
    return [figure for way in WAYS for figure in asyncio.run(_paged(way, tick))]


async def _paged(way: str, tick: Tick) -> list[Figure]:
    gc.collect()
    async with WAYS[way]() as painter:
        await painter.do(*FILL)
        samples = []
        for _ in range(PAGES):
            samples.append(await painter.sample("pagedown"))
            tick(f"{CASE}, {way}")
    return [
        Figure(NAME, CASE, way, SECONDS, tuple(sample.seconds for sample in samples)),
        Figure(NAME, CASE, way, PROCESSOR, tuple(sample.processor for sample in samples)),
    ]
