"""Drives a Textual app without a terminal, and notes when what a key does has been painted.

A sample begins when a key is put where a terminal's driver puts it, and ends when the bytes of the last paint that
changes the screen have been written. Knows Textual; of opui only that a view says whether it is idle.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from time import perf_counter, process_time
from typing import Any, Final, Generic, NamedTuple, TypeVar

from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Key
from textual.strip import Strip
from textual.widgets import Input

SIZE: Final = (100, 40)
QUIET: Final = 0.025
"""Seconds without a paint or a pause: more than a tick of Textual's painting, so that the next paint need not wait."""
POLL: Final = 0.002
PAUSE: Final = 0.004
"""Seconds that the loop may take longer than asked for while nothing is being done."""
PATIENCE: Final = 300.0
_CHARACTER: Final = {"space": " "}
A = TypeVar("A", bound=App[Any])


class Terminal(HeadlessDriver):
    """Takes a terminal's place: what is painted is rendered to its last byte, counted and dropped."""

    written = 0

    @property
    def is_headless(self) -> bool:
        """Say no: else Textual would not render what it paints."""
        return False

    def write(self, data: str) -> None:
        """Count what a terminal would get."""
        self.written += len(data)


class Clock:
    """The time by the clock and the processor's, both without what the measuring itself takes."""

    def __init__(self) -> None:
        self._left_out = self._left_out_processor = 0.0
        self._stood: tuple[float, float] | None = None

    @property
    def seconds(self) -> float:
        """The time by the clock."""
        return self._stood[0] if self._stood else perf_counter() - self._left_out

    @property
    def processor(self) -> float:
        """The process's own time, of all its threads."""
        return self._stood[1] if self._stood else process_time() - self._left_out_processor

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Let no time pass."""
        self._stood = seconds, processor = self.seconds, self.processor
        yield
        self._stood = None
        self._left_out += self.seconds - seconds
        self._left_out_processor += self.processor - processor


CLOCK: Final = Clock()


class Paint(NamedTuple):
    """When something was painted, by the clock and in the process's own time, and whether it changed the screen."""

    seconds: float
    processor: float
    changed: bool


class Sample(NamedTuple):
    """What lay between a key and the last paint that changed the screen.

    Attributes:
        seconds: By the clock.
        processor: Seconds of the processor's time, of all threads.
        paints: How often the screen changed.
    """

    seconds: float
    processor: float
    paints: int


class Painter(Generic[A]):
    """An app that runs without a terminal.

    Args:
        app: It; its screen is mounted.
        idle: Whether it has nothing more to do, as far as Textual can't tell.

    Attributes:
        app: It.
        paints: How many paints there have been.
        shown: Called, while the clock stands still, when a paint of a sample has changed the screen.
    """

    def __init__(self, app: A, idle: Callable[[], bool]) -> None:
        self.app = app
        self.paints = 0
        self.shown: Callable[[], object] = lambda: None
        self._idle = idle
        self._sampled: list[Paint] | None = None
        self._seen: list[Strip] = []
        self._painted = perf_counter()
        self._display = app._display
        app._display = self._note  # type: ignore[method-assign, assignment]

    def _note(self, *arguments: Any) -> None:
        driver: Any = self.app._driver
        before = driver.written
        self._display(*arguments)
        if driver.written == before:
            return
        self.paints += 1
        if self._sampled is not None:
            with CLOCK.stopped():
                changed = self._look()
                self._sampled.append(Paint(CLOCK.seconds, CLOCK.processor, changed))
                if changed:
                    self.shown()
        self._painted = perf_counter()

    def _look(self) -> bool:
        seen, self._seen = self._seen, self.app.screen._compositor.render_strips()
        return seen != self._seen

    @property
    def lines(self) -> list[str]:
        """What the screen says, line by line."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    def press(self, *keys: str) -> None:
        """Put keys where the driver puts them, all in one go."""
        assert self.app._driver is not None
        for key in keys:
            self.app._driver.process_message(Key(key, _CHARACTER.get(key, key if len(key) == 1 else None)))

    async def sample(self, *keys: str) -> Sample:
        """Press keys and wait until all is painted that follows from them."""
        await self.still()
        self._sampled = []
        self._look()
        seconds, processor = CLOCK.seconds, CLOCK.processor
        self.press(*keys)
        await self.still()
        paints = [paint for paint in self._sampled if paint.changed]
        self._sampled = None
        assert paints, f"{type(self.app).__name__}, {', '.join(keys)}: nothing was painted"
        return Sample(paints[-1].seconds - seconds, paints[-1].processor - processor, len(paints))

    async def do(self, *keys: str) -> None:
        """Press keys, one after the other, each when nothing is left to do of the one before."""
        for key in keys:
            self.press(key)
            await self.still()

    async def still(self) -> None:
        """Wait until nothing is left to be done or painted, and nothing has been for a moment."""
        begun = since = perf_counter()
        while not (perf_counter() - max(since, self._painted) > QUIET and self._clean()):
            before = perf_counter()
            await asyncio.sleep(POLL)
            now = perf_counter()
            if now - before > POLL + PAUSE or not self._clean():
                since = now
            assert now - begun < PATIENCE, "the app has not come to rest"

    def _clean(self) -> bool:
        screen = self.app.screen
        waits = screen._layout_required or screen._scroll_required or screen._repaint_required
        return not (waits or screen._dirty_widgets or self.app._batch_count) and self._idle()


@asynccontextmanager
async def painted(app: A, idle: Callable[[], bool] = lambda: True) -> AsyncIterator[Painter[A]]:
    """Run an app until it has come to rest, and on; its cursors do not blink, its scrolling is not animated."""
    app.driver_class = Terminal
    app.animation_level = "none"
    async with app.run_test(headless=False, size=SIZE):
        painter = Painter(app, idle)
        await painter.still()
        for each in app.query(Input):
            each.cursor_blink = False
        await painter.still()
        yield painter
