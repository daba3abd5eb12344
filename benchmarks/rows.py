"""The nine operations of js-framework-benchmark, from the key to the painted frame: `examples/rows` and by hand.

A session of an app is a script of keys, some of them timed. The ways take turns, a session each; those that make a
thousand widgets in seconds have fewer sessions. Rows are removed three times before a thousand are appended to the
997 that are left: a session of its own for each operation would take those written by hand many minutes.
"""

import asyncio
import gc
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, Final, NamedTuple, TypeAlias

from benchmarks import apps, by_hand
from benchmarks.figures import PROCESSOR, SECONDS, Figure, Tick
from benchmarks.painting import SIZE, Painter, painted
from benchmarks.stages import STAGES, staged
from benchmarks.words import Maker

NAME: Final = "rows"
OPUI: Final = "opui"
SAME: Final = "Textual, same widgets"

CREATE: Final = "create 1,000"
REPLACE: Final = "replace 1,000"
UPDATE: Final = "change every 10th"
SELECT: Final = "select"
SWAP: Final = "swap"
REMOVE: Final = "remove"
CREATE_MANY: Final = "create 10,000"
APPEND: Final = "append 1,000"
CLEAR: Final = "clear 1,000"
OPERATIONS: Final = (CREATE, REPLACE, UPDATE, SELECT, SWAP, REMOVE, CREATE_MANY, APPEND, CLEAR)

Step: TypeAlias = tuple[str, str]
"""What is measured, empty if nothing is, and the key."""
SCRIPT: Final[tuple[Step, ...]] = (
    *((CREATE, "c"), (CLEAR, "x"), (CREATE, "c"), (REPLACE, "c"), (UPDATE, "u"), (UPDATE, "u")),
    *(("", "down"), ("", "enter"), *(("", "down"), (SELECT, "enter")) * 3),
    *((SWAP, "s"),) * 3,
    *((REMOVE, "d"),) * 3,
    (APPEND, "a"),
)
MANY: Final[tuple[Step, ...]] = (("", "x"), (CREATE_MANY, "l"))
"""For ways that need no minute for it."""

Samples: TypeAlias = dict[tuple[str, str, str], list[float]]
"""(case, way, unit) → its samples."""


class Way(NamedTuple):
    """A way to show rows: its name, how its app is run, and how many sessions it has in a round."""

    name: str
    run: Callable[[], AbstractAsyncContextManager[Painter[Any]]]
    sessions: int
    script: tuple[Step, ...]


WAYS: Final = (
    Way(OPUI, lambda: apps.running("rows"), 3, SCRIPT + MANY),
    Way(SAME, lambda: painted(by_hand.SameWidgets(apps.SEED)), 1, SCRIPT),
    Way("ListView", lambda: painted(by_hand.ListViewRows(apps.SEED)), 1, SCRIPT),
    Way("OptionList", lambda: painted(by_hand.OptionListRows(apps.SEED)), 3, SCRIPT + MANY),
    Way("DataTable", lambda: painted(by_hand.DataTableRows(apps.SEED)), 3, SCRIPT + MANY),
)


def steps() -> int:
    """Return how many samples `measure` takes."""
    return sum(way.sessions * sum(bool(case) for case, _ in way.script) for way in WAYS)


def measure(tick: Tick) -> list[Figure]:
    """Let each way have its turn; return for each operation the time by the clock, the processor's, and opui's stages.

    What opui and the same widgets show is compared.
    """
    samples: Samples = defaultdict(list)
    screens: dict[str, list[str]] = {}
    for way in WAYS:
        for _ in range(way.sessions):
            gc.collect()
            screens[way.name] = asyncio.run(_session(way, samples, tick))
    _check_same(screens)
    return [Figure(NAME, case, way, unit, tuple(taken)) for (case, way, unit), taken in samples.items()]


async def _session(way: Way, samples: Samples, tick: Tick) -> list[str]:
    """Play a way's script once; return the screen as it was after the first step."""
    screen: list[str] = []
    stages: dict[str, float] = {}
    with staged() as taken:
        async with way.run() as painter:
            # What is still done when all is to be seen is not the sample's.
            painter.shown = lambda: stages.update(taken.so_far)
            for case, key in way.script:
                if not case:
                    await painter.do(key)
                    continue
                taken.clear()
                sample = await painter.sample(key)
                samples[case, way.name, SECONDS].append(sample.seconds)
                samples[case, way.name, PROCESSOR].append(sample.processor)
                for stage in STAGES if way.name == OPUI else ():
                    samples[case, f"{OPUI}: {stage}", SECONDS].append(stages[stage])
                screen = screen or painter.lines
                tick(f"{case}, {way.name}")
    return screen


def expected(count: int) -> list[list[str]]:
    """Return the words of the screen's lines when `count` rows have been made, without the line of keys."""
    rows = Maker(apps.SEED).make(count)[: SIZE[1] - 2]
    return [[str(count), "rows"], *([str(row.id), *row.label.split(), by_hand.REMOVE] for row in rows)]


def words(lines: list[str]) -> list[list[str]]:
    """Return the words of a screen's lines, without scroll bars and the line of keys."""
    return [[word for word in line.split() if word[0].isalnum() or word == by_hand.REMOVE] for line in lines[:-1]]


def _check_same(screens: dict[str, list[str]]) -> None:
    """Assert that all ways have shown the same words, and the same widgets the same lines."""
    for way, screen in screens.items():
        assert words(screen) == expected(1_000), f"{way} shows something else"
    assert screens[OPUI][:-1] == screens[SAME][:-1], "the same widgets look different"
