"""How long showing a guest's frames holds the loop: `python -m tests.fuzz.held` searches for legal frames that do.

Each screen of `frames` is shown beside an input of the host's, into which keys are typed. Measured is the processor
time of each turn of the loop, so that what else the machine does counts for nothing.
"""

import argparse
import asyncio
import contextlib
import gc
import os
import statistics
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from random import Random
from time import monotonic, perf_counter, thread_time
from typing import Final, NamedTuple

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input

from opui.textual.kinds.transitions import is_at_rest
from opui.textual.render.renderer import Renderer
from opui.textual.view.view import OpuiView
from tests.fuzz.campaign import resident_bytes
from tests.fuzz.frames import FRAMES, MEMORY, screens
from tests.scripted import scripted

BAR: Final = 0.5
"""Seconds that a turn of the loop may take."""
AGAIN: Final = 2
"""How often a screen is shown once more: what it does itself takes as long each time."""
PATIENCE: Final = 20_000
"""Milliseconds of sleep in which a screen comes to rest. They are counted, since a machine's clock may jump."""
REST: Final = (0.25, 3)
"""Seconds that a screen is watched once it has come to rest, and how often it may be laid out or filled in them."""
HANGS: Final = 60
"""Seconds, waited for one by one, after which a screen, and the app around it, will never end."""


class Held(NamedTuple):
    """What came of showing one screen: seconds of its longest turn, of each key, and what the guest ended by."""

    longest: float
    keys: list[float]
    outcome: str


class Host(App[None]):
    """The app around the guest, with an input of its own."""

    CSS = "Input { height: 3; }"
    AUTO_FOCUS = "#own"

    def __init__(self, view: OpuiView) -> None:
        super().__init__()
        self.view = view

    def compose(self) -> ComposeResult:
        """Yield the input, then the view."""
        yield Input(id="own")
        yield self.view

    def press(self, key: str) -> None:
        """Put a key where the driver puts them."""
        assert self._driver is not None
        self._driver.process_message(events.Key(key, key))


@contextlib.contextmanager
def turns() -> Iterator[list[float]]:
    """Collect the processor time of each turn of the loop, in seconds."""
    taken: list[float] = []
    run = asyncio.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        start = thread_time()
        run(handle)
        taken.append(thread_time() - start)

    asyncio.Handle._run = timed  # type: ignore[assignment, method-assign]
    try:
        yield taken
    finally:
        asyncio.Handle._run = run  # type: ignore[method-assign]


@contextlib.contextmanager
def passes(app: App[None]) -> Iterator[list[str]]:
    """Collect what is done again and again for a screen that does not come to rest: layouts, and rounds of mounting."""
    passed: list[str] = []
    fill = Renderer.fill

    async def noted(renderer: Renderer) -> None:
        passed.append("fill")
        await fill(renderer)

    app.screen.screen_layout_refresh_signal.subscribe(app.screen, lambda screen: passed.append("layout"))
    Renderer.fill = noted  # type: ignore[method-assign, assignment]
    try:
        yield passed
    finally:
        Renderer.fill = fill  # type: ignore[method-assign]


async def show(random: Random) -> Held:
    """Show a screen until nothing more comes of it."""
    # What earlier screens have left is not this one's: collecting it would be counted.
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    view = OpuiView(scripted(*screens(random), again=range(1, FRAMES), memory=bytes(MEMORY.data)), seed=7)
    app = Host(view)
    keys: list[float] = []
    async with app.run_test(size=(100, 40)):
        own = app.query_one("#own", Input)
        with turns() as taken:
            left, settled = PATIENCE, 0
            while settled < 10 and left > 0:
                length, start = len(own.value), perf_counter()
                app.press("k")
                while len(own.value) == length and left > 0:
                    await asyncio.sleep(0.001)
                    left -= 1
                keys.append(perf_counter() - start)
                settled = settled + 1 if view.idle and is_at_rest(app) else 0
                await asyncio.sleep(0.005)
                left -= 5
            failure = view.session.failure if view.session is not None else None
            idle = view.idle
            with passes(app) as passed:
                await asyncio.sleep(REST[0])
            restless = len(passed) > REST[1]
    outcome = failure.rule if failure is not None else "late" if not idle else "restless" if restless else "shown"
    return Held(max(taken), keys, outcome)


async def show_or_tell(random: Random) -> Held:
    """Show a screen. If the program hangs on it, print what each task waits for and end: nothing else would end it."""
    showing = asyncio.ensure_future(show(random))
    for _ in range(HANGS):
        await asyncio.wait((showing,), timeout=1)
        if showing.done():
            break
    else:
        for task in asyncio.all_tasks():
            print(f"{task.get_name()}:", *awaited(task.get_coro()), sep="\n  ", flush=True)
        os._exit(2)
    return await showing


def awaited(waiting: object) -> Iterator[str]:
    """Yield where a coroutine waits, and where what it waits for does."""
    while waiting is not None:
        frame = getattr(waiting, "cr_frame", None) or getattr(waiting, "gi_frame", None)
        yield f"{frame.f_code.co_filename}:{frame.f_lineno} {frame.f_code.co_name}" if frame else repr(waiting)
        waiting = getattr(waiting, "cr_await", None) or getattr(waiting, "gi_yieldfrom", None)


def shown(seed: int) -> Held:
    """Show a screen; if a turn of it takes too long, show it again, for a machine that others share stands at times."""
    held = asyncio.run(show_or_tell(Random(seed)))
    for _ in range(AGAIN):
        if held.longest <= BAR:
            break
        again = asyncio.run(show_or_tell(Random(seed)))
        held = Held(min(held.longest, again.longest), held.keys, held.outcome)
    return held


def main() -> int:
    """Search; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.held", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000, help="how many screens (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the first screen; the next ones follow (%(default)s)")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after that many seconds")
    arguments = parser.parse_args()
    outcomes: Counter[str] = Counter()
    worst: list[tuple[float, int, str]] = []
    keys: list[float] = []
    begun = monotonic()
    for seed in range(arguments.seed, arguments.seed + arguments.count):
        if monotonic() - begun > arguments.seconds:
            break
        try:
            print(seed, end="\r", flush=True)
            held = shown(seed)
        except Exception as error:
            print(f"seed {seed}: the program ended: {error!r}", flush=True)
            traceback.print_exception(error)
            outcomes["ended"] += 1
            continue
        outcomes[held.outcome] += 1
        keys += held.keys
        worst.append((held.longest, seed, held.outcome))
        if held.longest > BAR or held.outcome not in ("shown", "limit"):
            print(f"seed {seed}: {held.longest:.2f} s, {held.outcome}", flush=True)
    worst.sort(reverse=True)
    keys.sort()
    print(f"{dict(outcomes)}; the longest turns: {[(round(s, 2), seed, how) for s, seed, how in worst[:8]]}")
    median = statistics.median(longest for longest, *_ in worst)
    p50, p95 = (keys[int(len(keys) * share)] * 1000 for share in (0.5, 0.95))
    print(f"median {median:.3f} s; keys p50 {p50:.0f} ms, p95 {p95:.0f} ms, most {keys[-1] * 1000:.0f} ms")
    print(f"{resident_bytes() >> 20} MiB")
    return int(worst[0][0] > BAR or not outcomes.keys() <= {"shown", "limit"})


if __name__ == "__main__":
    sys.exit(main())
