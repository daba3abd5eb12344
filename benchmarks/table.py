"""A table of 10,000 rows of six cells, by nodes: from a batch, or a key, to the painted frame, in the host alone.

There is no guest: the batches lie ready, and are decoded, applied to the tree and shown.
"""

import asyncio
import gc
from collections.abc import Callable, Iterator
from random import Random
from typing import Final

from textual import events
from textual.app import App
from textual.containers import Vertical

from benchmarks.figures import PROCESSOR, SECONDS, Figure, Tick
from benchmarks.painting import Painter, Sample, painted
from opui.core.kinds import KIND_BY_NAME
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.batch import CommandBatch
from opui.core.wire.decoder import replay
from opui.core.wire.encoder import encode
from opui.core.wire.records import Command, Event
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.render.renderer import Renderer

NAME: Final = "table"
OPUI: Final = "opui"
ROWS: Final = 10_000
COLUMNS: Final = 6
TABLE: Final = 1
CHANGES: Final = 40
SORTS: Final = 10
PAGES: Final = 60
BATCH: Final = "b"
"""The key that brings the next batch."""
_STRIDE: Final = 10
"""From the id of a row to that of the next."""


def _row(place: int) -> int:
    return 1_000 + _STRIDE * place


def _made(node: int, kind: str, parent: int, text: str = "") -> Iterator[Command]:
    yield Command("create", (node, KIND_BY_NAME[kind].code))
    if text:
        yield Command("set_text", (node, text))
    yield Command("insert", (node, parent, 0))


def _built(part: range) -> Iterator[Command]:
    if not part.start:
        yield from _made(TABLE, "table", 0)
        for place in range(COLUMNS):
            yield from _made(10 + place, "table_column", TABLE, f"Column {place}")
    for place in part:
        yield from _made(_row(place), "table_row", TABLE)
        for cell in range(1, COLUMNS + 1):
            yield from _made(_row(place) + cell, "table_cell", _row(place), f"cell {place * cell}")


class Shown(App[None]):
    """A tree without a guest: a key brings the next batch. It is the widgets' listener, too."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[CommandBatch] = []
        self.renderer: Renderer | None = None
        self._tree = Tree()

    def on_mount(self) -> None:
        """Show the table."""
        place = Vertical()
        self.mount(place)
        self.renderer = Renderer(place, self._tree.root, self)

    async def on_key(self, event: events.Key) -> None:
        """Show the next batch."""
        if event.key == BATCH:
            await self.show(self.batches.pop(0))

    async def show(self, batch: CommandBatch) -> None:
        """Decode a batch, apply it and show it."""
        assert self.renderer is not None
        self._tree.begin()
        replay(batch, self._tree)
        await self.renderer.apply(self._tree.commit())

    def report(self, widget: NodeWidget, event: Event) -> None:
        """Nobody is told."""

    async def press_key(self, event: events.Key) -> bool:
        """Leave each key to the widget."""
        return False

    def paste(self, text: str) -> None:
        """Nothing is pasted."""

    def rows_moved(self, widget: NodeWidget) -> None:
        """There are no rows with widgets."""

    def scrolled(self, widget: NodeWidget) -> None:
        """Nobody hears of it."""

    def area(self, node: Node) -> None:
        """No text is edited."""

    def is_covered(self, widget: NodeWidget) -> bool:
        """There are no dialogs."""
        return False

    def point(self, widget: NodeWidget, event: events.MouseEvent) -> bool:
        """Leave the mouse to the widget."""
        return False

    def now(self) -> float:
        """Return a time; nothing shows it."""
        return 0.0

    def drags(self, widget: NodeWidget) -> bool:
        """Tell that nobody wants to hear of the mouse."""
        return False


def _changed(number: int) -> CommandBatch:
    # A cell of a row that is seen.
    return encode([Command("set_text", (_row(number % 20) + 1, f"now {number}"))])


def _sorted(number: int) -> CommandBatch:
    order = list(range(ROWS))
    Random(number).shuffle(order)
    return encode([Command("insert", (_row(place), TABLE, 0)) for place in order])


CELL: Final = "a cell of 60,000 changes"
SORT: Final = "all 10,000 rows are moved"
PAGE: Final = "a page of 10,000 rows of cells"
CASES: Final[tuple[tuple[str, int, Callable[[int], CommandBatch | str]], ...]] = (
    (CELL, CHANGES, _changed),
    (SORT, SORTS, _sorted),
    (PAGE, PAGES, lambda number: "pagedown"),
)
"""Name, samples, and the batch or the key of each."""


def steps() -> int:
    """Return how many samples `measure` takes."""
    return sum(samples for _, samples, _ in CASES)


def measure(tick: Tick) -> list[Figure]:
    """Build the table, then take the samples of each case."""
    return asyncio.run(_measured(tick))


async def _measured(tick: Tick) -> list[Figure]:
    app, figures = Shown(), []
    async with painted(app) as painter:
        for start in range(0, ROWS, ROWS // 4):
            await app.show(encode(list(_built(range(start, start + ROWS // 4)))))
        assert app.renderer is not None
        app.renderer.widgets[TABLE].focus()
        await painter.still()
        gc.collect()
        for case, count, next_ in CASES:
            samples = []
            for number in range(count):
                samples.append(await _sample(painter, next_(number)))
                tick(f"{case}, {OPUI}")
            for quantity, values in (
                (SECONDS, tuple(sample.seconds for sample in samples)),
                (PROCESSOR, tuple(sample.processor for sample in samples)),
            ):
                figures.append(Figure(NAME, case, OPUI, quantity, values))
    return figures


async def _sample(painter: Painter[Shown], next_: CommandBatch | str) -> Sample:
    if isinstance(next_, str):
        return await painter.sample(next_)
    painter.app.batches.append(next_)
    return await painter.sample(BATCH)
