"""How the time of each operation grows with the number of rows that are there, and the exponent that fits.

An exponent of 0 is a time that does not grow, of 1 one that doubles with twice the rows.
"""

import asyncio
import gc
import statistics
from typing import Any, Final

from benchmarks.apps import running
from benchmarks.figures import EXPONENT, SECONDS, Figure, Tick, fitted_exponent
from benchmarks.painting import Painter

NAME: Final = "growth"
WAY: Final = "opui"
ROWS: Final = (1_000, 2_000, 5_000, 10_000, 20_000)
TIMES: Final = 3
OPERATIONS: Final = (("change every 10th", "u"), ("select", "enter"), ("swap", "s"), ("remove", "d"))
"""What is done several times; each `select` has a step of the cursor before it."""
APPEND: Final = "append 1,000"
CLEAR: Final = "clear"
CREATE: Final = "create"
CREATED: Final = {1_000: "c", 10_000: "l"}
"""Numbers of rows that one key makes."""
Times = dict[str, dict[int, list[float]]]
"""Operation → number of rows → seconds."""


def case(operation: str, rows: int) -> str:
    """Return what was done, and with how many rows there."""
    return f"{operation}, {rows:,} rows"


def steps() -> int:
    """Return how many samples `measure` takes."""
    return len(ROWS) * (TIMES * len(OPERATIONS) + 2) + TIMES * len(CREATED)


def measure(tick: Tick) -> list[Figure]:
    """Return the time of each operation at each number of rows, and the exponents."""
    times: Times = {}
    for rows in ROWS:
        gc.collect()
        asyncio.run(_with_rows(rows, times, tick))
    gc.collect()
    asyncio.run(_created(times, tick))
    return list(_figures(times))


async def _with_rows(rows: int, times: Times, tick: Tick) -> None:
    async with running("rows") as painter:
        # Appending a thousand at a time gives any number; ten thousand at a time is sooner done.
        await painter.do(*"m" * (rows // 10_000), *"a" * (rows % 10_000 // 1_000), "down", "enter")
        for operation, key in OPERATIONS:
            for _ in range(TIMES):
                if operation == "select":
                    await painter.do("down")
                await _timed(painter, operation, key, rows, times, tick)
        await _timed(painter, APPEND, "a", rows, times, tick)
        await _timed(painter, CLEAR, "x", rows, times, tick)


async def _created(times: Times, tick: Tick) -> None:
    async with running("rows") as painter:
        for _ in range(TIMES):
            for rows, key in CREATED.items():
                await _timed(painter, CREATE, key, rows, times, tick)
                await painter.do("x")


async def _timed(painter: Painter[Any], operation: str, key: str, rows: int, times: Times, tick: Tick) -> None:
    sample = await painter.sample(key)
    times.setdefault(operation, {}).setdefault(rows, []).append(sample.seconds)
    tick(case(operation, rows))


def _figures(times: Times) -> list[Figure]:
    figures = []
    for operation, taken in times.items():
        for rows, seconds in taken.items():
            figures.append(Figure(NAME, case(operation, rows), WAY, SECONDS, tuple(seconds)))
        exponent = fitted_exponent(list(taken), [statistics.median(seconds) for seconds in taken.values()])
        figures.append(Figure(NAME, operation, WAY, EXPONENT, (exponent,)))
    return figures
