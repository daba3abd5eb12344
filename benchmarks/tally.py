"""Counts what opui does for one thing that a person does: calls, commands, widgets, layouts, bytes, fuel, blocks.

Functions are wrapped from outside while a session lasts. So that the counts do not hang on how fast the machine is,
three races are decided: a guest's answer comes when nothing else is left to do, the screen is painted when the guest
has answered, and no time passes after which what nobody waits for would be painted at once. What a slow guest costs
beyond, a paint before it and one after, is not counted here. Bytes are those that a terminal would get.
"""

import asyncio
import cProfile
import gc
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import textual.widget
from textual._compositor import Compositor
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.widget import Widget

import opui
from benchmarks import painting
from benchmarks.apps import running
from benchmarks.guest import Metered
from benchmarks.painting import Painter, Terminal
from opui.core import protocol
from opui.core.tree.tree import Changes, Tree
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.guest.wasm_guest import WasmGuest
from opui.textual.app.app import OpuiApp
from opui.textual.kinds.list.pattern import Pattern
from opui.textual.output.pacing import Pace
from opui.textual.view.view import OpuiView

GUEST_CALLS: Final = "guest calls"
PAINTS: Final = "paints"
WRITTEN: Final = "bytes written"
FUEL: Final = "fuel"
PAGES: Final = "guest pages"
BLOCKS: Final = "blocks"
HOST_CALLS: Final = "host calls"
CLOCK: Final = protocol.EVENT_BY_NAME["clock"].code
FRAME: Final = ("events", "commands", "bytes of text")
TREE: Final = ("nodes created", "nodes removed", "nodes changed", "parents reordered")
CALLED: Final[tuple[tuple[str, Any, str], ...]] = (
    ("widgets mounted", App, "_register_child"),
    ("widgets unmounted", Widget, "_message_loop_exit"),
    ("widgets styled", Stylesheet, "apply"),
    ("layouts", Compositor, "reflow"),
    ("layouts", Compositor, "reflow_visible"),
    ("arrangements", textual.widget, "arrange"),
    ("patterns", Pattern, "__init__"),
    ("rows drawn", Pattern, "draw"),
)
"""(quantity, where, name): how often these are called. `arrange` is, where an arrangement is not remembered."""
QUANTITIES: Final = (
    *(GUEST_CALLS, *FRAME, *TREE),
    *dict.fromkeys(quantity for quantity, _, _ in CALLED),
    *(PAINTS, WRITTEN, FUEL, PAGES, BLOCKS, HOST_CALLS),
)
"""All that is counted, in the order in which it is shown."""
TERMINAL: Final = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
"""What is painted for, whatever this is run in."""
_POLL: Final = 0.0005
_OPUI: Final = str(Path(opui.__file__).parent)
_POLLED: Final = frozenset({"idle", "finished"})
"""What is asked over and over, as long as something is waited for."""


class KnownTerminal(Terminal):
    """Shows nothing but what it was told to, so that only what changes is written; takes all of it at once."""

    taken = 1
    erases_in_color = True
    is_behind = False

    def when_taken(self, tell: Callable[[], None]) -> None:
        """Never is there anything that it has not taken."""

    def write(self, data: str) -> None:
        """Count the bytes."""
        self.written += len(data.encode())


class Tally:
    """The counts of one session of an app.

    Attributes:
        counts: Operation → quantity → its count.
    """

    def __init__(self, painter: Painter[OpuiApp], frames: "Frames") -> None:
        self.counts: dict[str, Counter[str]] = {}
        self._painter = painter
        self._frames = frames

    async def count(self, operation: str, *keys: str) -> None:
        """Press keys, one after the other, and count all that follows from them."""
        painter = self._painter
        driver: Any = painter.app._driver
        before = painter.app.view.calls, painter.paints, driver.written
        counts = self.counts[operation] = self._frames.begin(operation)
        with _blocks(counts), _host_calls(counts):
            await painter.do(*keys)
        self._frames.begin("")
        after = painter.app.view.calls, painter.paints, driver.written
        counts.update(dict(zip((GUEST_CALLS, PAINTS, WRITTEN), map(int.__sub__, after, before), strict=True)))


class Frames:
    """What is counted where functions are wrapped, and the frames, for a replay."""

    def __init__(self) -> None:
        self.events: list[tuple[str, EventBatch]] = []
        self.begin("")

    def begin(self, operation: str) -> Counter[str]:
        """Return where all is counted from now on."""
        self._operation = operation
        self._counts: Counter[str] = Counter()
        return self._counts

    @contextmanager
    def wrapped(self) -> Iterator[None]:
        """Count while this lasts; a guest's answers come when nothing else is left to do in this event loop."""
        loop = _running_loop()
        with ExitStack() as stack:
            stack.enter_context(patch.dict(os.environ, TERMINAL))
            os.environ.pop("NO_COLOR", None)
            for quantity, where, name in CALLED:
                stack.enter_context(patch.object(where, name, self._counted(quantity, getattr(where, name))))
            stack.enter_context(patch.object(WasmGuest, "frame", self._frame(WasmGuest.frame, loop)))
            stack.enter_context(patch.object(Tree, "commit", self._commit(Tree.commit)))
            stack.enter_context(patch.object(painting, "Terminal", KnownTerminal))
            stack.enter_context(patch.object(Pace, "may_paint", lambda pace, now: pace._awaited > 0))
            # Whether a guest is busy is a question of time.
            stack.enter_context(patch.object(OpuiView, "_tell_busy", lambda view, busy: None))
            yield

    def _counted(self, quantity: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self._counts[quantity] += 1
            return function(*arguments, **named)

        return call

    def _frame(self, function: Callable[..., CommandBatch], loop: asyncio.AbstractEventLoop) -> Callable[..., Any]:
        def frame(guest: WasmGuest, events: EventBatch) -> CommandBatch:
            commands = function(guest, events)
            self.events.append((self._operation, events))
            count = len(commands.commands) // protocol.COMMAND.size
            # How many clocks there are hangs on which events share a millisecond.
            told = sum(code != CLOCK for code in events.events[:: protocol.EVENT.size])
            self._add(FRAME, told, count, len(commands.text))
            asyncio.run_coroutine_threadsafe(_rest(), loop).result()
            return commands

        return frame

    def _commit(self, function: Callable[[Tree], Changes]) -> Callable[[Tree], Changes]:
        def commit(tree: Tree) -> Changes:
            changes = function(tree)
            removed = sum(1 for top in changes.removed for _ in top.subtree())
            self._add(TREE, len(changes.created), removed, len(changes.changed), len(changes.reordered))
            return changes

        return commit

    def _add(self, quantities: tuple[str, ...], *counts: int) -> None:
        self._counts.update(dict(zip(quantities, counts, strict=True)))


@asynccontextmanager
async def tallied(example: str) -> AsyncIterator[tuple[Painter[OpuiApp], Tally]]:
    """Run an example until it has come to rest, and on; what is counted is complete when this ends.

    Args:
        example: One whose guest has `opui_reserve`, which the replay calls.
    """
    frames = Frames()
    with frames.wrapped():
        async with running(example) as painter:
            _paint_answers(painter.app)
            tally = Tally(painter, frames)
            yield painter, tally
            module = painter.app.view._module.data
    _replay(module, frames.events, tally.counts)


def _replay(module: bytes, events: list[tuple[str, EventBatch]], counts: dict[str, Counter[str]]) -> None:
    """Count what the same frames take inside the guest."""
    guest = Metered(module, fuel=True)
    for operation, batch in events:
        guest.frame(batch)
        if operation:
            counts[operation][FUEL] += guest.last.fuel
            counts[operation][PAGES] = guest.last.pages


def _paint_answers(app: OpuiApp) -> None:
    """Have the screen painted only when the guest has answered and nothing else is left to do."""
    timer, driver, loop = app.screen._update_timer, app.view._driver, _running_loop()
    paint: Any = timer._callback

    def paint_or_wait() -> None:
        # The timer ticks on until something has been painted.
        if driver.idle and not loop._ready:
            paint()

    timer._callback = paint_or_wait


async def _rest() -> None:
    """Wait until nothing else can be done at once in this event loop."""
    loop = _running_loop()
    while loop._ready:
        await asyncio.sleep(_POLL)


def _running_loop() -> Any:
    """Return the event loop; what is ready to run in it only its own part tells."""
    return asyncio.get_running_loop()


@contextmanager
def _blocks(counts: Counter[str]) -> Iterator[None]:
    """Count the blocks of memory that are left, those in cycles that only the garbage collector would find as well."""
    gc.collect()
    gc.disable()
    before = sys.getallocatedblocks()
    try:
        yield
        counts[BLOCKS] = sys.getallocatedblocks() - before
    finally:
        gc.enable()


@contextmanager
def _host_calls(counts: Counter[str]) -> Iterator[None]:
    """Count the calls of opui's own functions in this thread; those that a generator goes on by are some, too."""
    profile = cProfile.Profile(builtins=False)
    profile.enable()
    try:
        yield
    finally:
        profile.disable()
    counts[HOST_CALLS] = sum(
        entry.callcount
        for entry in profile.getstats()
        if not isinstance(entry.code, str)
        and entry.code.co_filename.startswith(_OPUI)
        and entry.code.co_name not in _POLLED
    )
    profile.clear()
