"""Random sessions of the examples on modelled terminals: `python -m tests.fuzz.sessions` for two hundred of them.

An app's output goes to pyte and to a terminal that draws whole clusters. At each rest every cell of both is what
Textual has drawn; of what terminals disagree on, only the cells of that itself are not looked at.
"""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any, Final
from unicodedata import normalize
from unittest.mock import patch

from rich.cells import cell_len
from rich.console import COLOR_SYSTEMS
from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from opui.source import load_app
from opui.textual import private
from opui.textual.app.app import OpuiApp
from opui.textual.output.cells import cut
from opui.textual.output.pens import Palette
from tests.cluster_terminal import ClusterTerminal, unsure_cells
from tests.fuzz.soak import EXAMPLES, SIZES, Hands
from tests.picture import Picture

NAMES: Final = ("todo", "rows", "pair", "counter")
ACTIONS: Final = 40
REST: Final = 5
"""Actions between two rests."""
PATIENCE: Final = 30.0


class WrongCellError(Exception):
    """A terminal shows something else than Textual has drawn."""


class ModelDriver(HeadlessDriver):
    """A driver whose terminal is modelled twice; it is one whose cells are known."""

    taken = 0
    is_behind = False
    erases_in_color = True

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.resize(*self._get_terminal_size())

    @property
    def is_headless(self) -> bool:
        """Say that there is a terminal."""
        return False

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminals another size. What they showed is gone, as after the worst of them."""
        self.size = Size(columns, lines)
        self.clusters = ClusterTerminal(columns, lines, cell_len, self.erases_in_color)
        self.picture = Picture(columns, lines)

    def start_application_mode(self) -> None:
        """Take the terminals."""
        self.taken += 1
        super().start_application_mode()

    def write(self, data: str) -> None:
        """Write to both."""
        self.clusters.feed(data)
        self.picture.feed(data.encode())

    def when_taken(self, tell: Callable[[], None]) -> None:
        """Do nothing: these take everything at once."""


class Session:
    """One app on its terminals; it has what `Hands` needs of an app."""

    def __init__(self, app: OpuiApp, driver: ModelDriver) -> None:
        self.app = app
        self.driver = driver
        self.screen = app.screen

    @property
    def size(self) -> Size:
        """Return the screen's size."""
        return self.app.size

    @property
    def is_over(self) -> bool:
        """Tell whether the app has ended."""
        return not (self.app.screen_stack and self.app.view.is_attached)

    def send(self, event: Message) -> None:
        """Put an event where drivers put them. A terminal has its new size before anybody is told."""
        if isinstance(event, events.Resize):
            self.driver.resize(*event.size)
            self.app.post_message(event)
        else:
            self.driver.process_message(event)

    async def rest(self) -> None:
        """Wait until nothing more is to be done, or the app has ended: a click may have quit it.

        Raises:
            WrongCellError: It does not come to that.
        """
        end = monotonic() + PATIENCE
        while not self.is_over and (waits := [name for name, waits in self._waits() if waits]):
            if monotonic() > end:
                raise WrongCellError(f"it does not come to rest: {', '.join(waits)}")
            await asyncio.sleep(0.002)

    def _waits(self) -> Iterator[tuple[str, bool]]:
        app = self.app
        yield "messages are waiting", any(True for _ in private.queued_messages(app))
        yield "a widget has to do", any(map(private.has_work, app.screen.walk_children(Widget, with_self=True)))
        yield "the guest has to do", not app.view.idle
        yield "not all is shown", app._is_held or app._cells is None or app._cells._shown != app._cells.meant
        yield "the screen is not painted", private.is_unpainted(app.screen)
        yield "the size is another one", app.screen._compositor.size != self.driver.size

    def check(self) -> None:
        """Look at every cell.

        Raises:
            WrongCellError: One is wrong.
        """
        palette = Palette(COLOR_SYSTEMS.get(self.app.console.color_system or ""))
        for y, strip in enumerate(self.app.screen._compositor.render_strips()):
            meant = cut(strip, palette)
            unsure = unsure_cells(meant)
            for x, cell in enumerate(meant):
                if x in unsure:
                    continue
                shown, seen = self.driver.clusters.cells[y][x], self.driver.picture.screen.buffer[y][x].data
                # Only pens that a person can tell apart: pyte keeps a letter and its mark as one code point.
                if shown != cell or (cell[0] and seen != normalize("NFC", cell[0])):
                    raise WrongCellError(f"line {y}, column {x}: {cell} is shown as {shown} and as {seen!r}")


@asynccontextmanager
async def playing(example: Path, size: Size, seed: int = 1) -> AsyncIterator[Session]:
    """Run an example on modelled terminals."""
    app = OpuiApp(load_app(example), seed=seed)
    with patch("textual.drivers.headless_driver.HeadlessDriver", ModelDriver):
        async with app.run_test(size=(size.width, size.height)):
            driver = private.driver_of(app)
            assert isinstance(driver, ModelDriver)
            try:
                yield Session(app, driver)
            finally:
                app.exit()  # what was done last means nothing any more


async def run_session(example: Path, seed: int) -> None:
    """Run one session.

    Raises:
        WrongCellError: A terminal shows something else than Textual has drawn.
    """
    random = Random(seed)
    async with playing(example, random.choice(SIZES), seed) as session:
        await _play(session, random)


async def _play(session: Session, random: Random) -> None:
    hands = Hands(session, random)  # type: ignore[arg-type]  # it has what these need
    for number in range(ACTIONS):
        hands.act()
        await asyncio.sleep(random.choice((0, 0, 0.001, 0.01)))
        if number % REST == REST - 1:
            await session.rest()
            if session.is_over:
                return
            session.check()


def main() -> int:
    """Run sessions; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.sessions", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="so many sessions (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="the first one's seed (%(default)s)")
    arguments = parser.parse_args()
    wrong = 0
    for seed in range(arguments.seed, arguments.seed + arguments.count):
        name = NAMES[seed % len(NAMES)]
        try:
            asyncio.run(run_session(EXAMPLES / name, seed))
        except WrongCellError as error:
            wrong += 1
            print(f"{name}, seed {seed}: {error}", flush=True)
    print(f"{arguments.count} sessions of {ACTIONS} actions: {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
