"""A table of arrays of 1,000,000 rows of eight cells: its first screen, a page, a page in another order, and memory.

The guest has filled its own memory before: half of the columns with whole numbers, half with numbers that have a point,
two of them coloured by their signs, and an order in which no two neighbours are. A key has it say the next frame.
"""

import asyncio
import gc
from collections.abc import Iterator
from typing import Final

import wasmtime
from textual.app import App, ComposeResult

from benchmarks.figures import BYTES, PROCESSOR, SECONDS, Figure, Tick
from benchmarks.memory import host_bytes
from benchmarks.painting import Painter, Sample, painted
from opui.core import protocol
from opui.core.gate.module import Module, check_module
from opui.textual.view.view import OpuiView
from tests.scripted import ARRAYS, scripted_wat

NAME: Final = "data_table"
OPUI: Final = "opui"
ROWS: Final = 1_000_000
COLUMNS: Final = 8
FIRSTS: Final = 20
PAGES: Final = 60
TABLE: Final = 1
NEXT: Final = "b"
"""The key that brings the guest's next frame."""
FIRST: Final = "the first screen of 1,000,000 rows in arrays"
PAGE: Final = "a page of 1,000,000 rows in arrays"
ORDERED: Final = "a page of 1,000,000 rows in arrays, in another order"
HELD: Final = "host memory of 1,000,000 rows in arrays"
_SIZE: Final = 4
"""Bytes of an element."""
_DATA: Final = 1 << 20
"""Where the first array lies, behind which the others lie side by side; the order is the last."""
_MEMORY_PAGES: Final = (_DATA + (COLUMNS + 1) * ROWS * _SIZE) // 65_536 + 1
_APART: Final = 7_919
"""A prime: by as many rows neighbours in the order are apart."""


def _fill() -> str:
    """Return what fills the memory, as text."""
    half = COLUMNS // 2 * ROWS
    return f"""
      (local $at i32)
      (loop $more
        (i32.store (i32.add (i32.const {_DATA}) (i32.shl (local.get $at) (i32.const 2))) (local.get $at))
        (f32.store (i32.add (i32.const {_DATA + half * _SIZE}) (i32.shl (local.get $at) (i32.const 2)))
          (f32.div (f32.convert_i32_s (local.get $at)) (f32.const 7)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br_if $more (i32.lt_u (local.get $at) (i32.const {half}))))
      (local.set $at (i32.const 0))
      (loop $more
        (i32.store (i32.add (i32.const {_DATA + 2 * half * _SIZE}) (i32.shl (local.get $at) (i32.const 2)))
          (i32.wrap_i64 (i64.rem_u (i64.mul (i64.extend_i32_u (local.get $at)) (i64.const {_APART}))
            (i64.const {ROWS}))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br_if $more (i32.lt_u (local.get $at) (i32.const {ROWS}))))"""


def _made(node: int, kind: str, parent: int) -> Iterator[str]:
    yield f"create node={node} kind={kind}"
    yield f"insert node={node} parent={parent} before=0"


def _frames() -> Iterator[str]:
    """Yield the guest's frames: the table without arrays; with them, and without, again and again; with the order."""
    built = [*_made(TABLE, "data_table", 0), "attach node=0 event=key handler=1 data=0"]
    sets, unsets = [], []
    for place in range(COLUMNS):
        node, element = 10 + place, "i32" if place < COLUMNS // 2 else "f32"
        built += [*_made(node, "data_column", TABLE), f'set_text node={node} text="Column {place}"']
        built.append(f'set_string node={node} attribute=tint value="{"none" if place % 4 else "sign"}"')
        descriptor = ARRAYS + place * protocol.DESCRIPTOR.size
        sets.append(f"set_array node={node} attribute=values element={element} descriptor={descriptor}")
        unsets.append(f"unset node={node} attribute=values")
    yield "\n".join(built)
    for _ in range(FIRSTS):
        yield "\n".join(sets)
        yield "\n".join(unsets)
    yield "\n".join(sets)
    descriptor = ARRAYS + COLUMNS * protocol.DESCRIPTOR.size
    yield f"set_array node={TABLE} attribute=order element=u32 descriptor={descriptor}"


def guest() -> Module:
    """Return the guest, checked."""
    places = (_DATA + place * ROWS * _SIZE for place in range(COLUMNS + 1))
    descriptors = b"".join(protocol.DESCRIPTOR.pack(place, ROWS, *[0] * 6) for place in places)
    text = scripted_wat(*_frames(), memory=bytes(ARRAYS) + descriptors)
    start = '(func (export "opui_init") (result i32)'
    memory = '(memory (export "memory") '
    before, _, behind = text.partition(memory)
    text = f"{before}{memory}{_MEMORY_PAGES}{behind[behind.index(')') :]}".replace(start, start + _fill())
    return check_module(bytes(wasmtime.wat2wasm(text)))


class Shown(App[None]):
    """The view and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.view = OpuiView(guest())

    def compose(self) -> ComposeResult:
        """Yield it."""
        yield self.view


def steps() -> int:
    """Return how many samples `measure` takes."""
    return FIRSTS + 2 * PAGES


def measure(tick: Tick) -> list[Figure]:
    """Show the table again and again, then page through it, then in another order."""
    return asyncio.run(_measured(tick))


async def _measured(tick: Tick) -> list[Figure]:
    app = Shown()
    async with painted(app, lambda: app.view.idle) as painter:
        await painter.do("tab")
        gc.collect()
        without = host_bytes(painter)
        figures = _figures(FIRST, [await _first(painter, tick) for _ in range(FIRSTS)])
        await painter.do(NEXT)
        figures += _figures(PAGE, [await _page(painter, PAGE, tick) for _ in range(PAGES)])
        figures.append(Figure(NAME, HELD, OPUI, BYTES, (host_bytes(painter) - without,)))
        await painter.do(NEXT)
        figures += _figures(ORDERED, [await _page(painter, ORDERED, tick) for _ in range(PAGES)])
    return figures


async def _first(painter: Painter[Shown], tick: Tick) -> Sample:
    sample = await painter.sample(NEXT)
    await painter.do(NEXT)
    tick(f"{FIRST}, {OPUI}")
    return sample


async def _page(painter: Painter[Shown], case: str, tick: Tick) -> Sample:
    sample = await painter.sample("pagedown")
    tick(f"{case}, {OPUI}")
    return sample


def _figures(case: str, samples: list[Sample]) -> list[Figure]:
    return [
        Figure(NAME, case, OPUI, SECONDS, tuple(sample.seconds for sample in samples)),
        Figure(NAME, case, OPUI, PROCESSOR, tuple(sample.processor for sample in samples)),
    ]
