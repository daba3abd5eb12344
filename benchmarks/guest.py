"""What a frame costs inside a guest: `python -m benchmarks.guest [--modules FOLDER]`.

Counted as wasmtime's fuel, an instruction a unit, which no other load of the machine changes, and measured as
time. The examples `rows` and `todo` are played one event a frame; everything outside of the guest's own call is
left out. It has an engine of its own, since fuel makes the guest itself slower: once with it, once without.
"""

import argparse
import struct
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, Final, NamedTuple

import wasmtime

from benchmarks.figures import COUNT, SECONDS, Figure, Tick
from opui.core import protocol
from opui.core.arrays import NO_MEMORY
from opui.core.session.events import find_handler
from opui.core.session.session import Session, run_frame
from opui.core.tree.paths import find_node
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.encoder import encode_events
from opui.core.wire.records import Event
from opui.guest.engine import CONFIG
from opui.guest.wasm_guest import Control

NAME: Final = "guest"
SAMPLES: Final = 7
MODULES: Final = Path(__file__).resolve().parents[1] / "examples"
_LIMITS: Final = protocol.CEILING
_FUEL: Final = 1 << 62
_ROOM: Final = 1 << 20
_PAGE: Final = 65_536


class Cost(NamedTuple):
    """What one call of `opui_frame` took; `fuel` is 0 where none is counted."""

    fuel: int
    seconds: float
    pages: int


class Metered:
    """A guest of which every frame is measured; nothing that it says is checked.

    Args:
        module: The module's bytes.
        fuel: Whether to count instructions, which takes time.

    Attributes:
        last: What the last frame cost.
    """

    abi_minor = protocol.ABI_MINOR
    inbox_room = _ROOM
    memory = NO_MEMORY

    def __init__(self, module: bytes, fuel: bool) -> None:
        config = wasmtime.Config()
        for name, value in CONFIG.items():
            setattr(config, name, value)
        config.consume_fuel = fuel
        self._store = wasmtime.Store(wasmtime.Engine(config))
        self._fuel = fuel
        self._store.set_epoch_deadline(1)
        self._fill()
        instance = wasmtime.Instance(self._store, wasmtime.Module(self._store.engine, module), [])
        exports: Any = instance.exports(self._store)
        self._memory, self._frame = exports["memory"], exports["opui_frame"]
        self._address = exports["opui_init"](self._store)
        exports["opui_reserve"](self._store, _ROOM)
        self.last = Cost(0, 0.0, 0)

    def check_handler(self, index: int) -> None:
        """Every handler is taken for good."""

    def frame(self, batch: EventBatch) -> CommandBatch:
        """Run one frame and note its cost."""
        self._memory.write(self._store, batch.events + batch.text, self._control().inbox_address)
        words = struct.pack("<3I", batch.record_count, len(batch.text), batch.frame)
        self._memory.write(self._store, words, self._address + protocol.CONTROL_OFFSETS["events_count"])
        self._fill()
        start = perf_counter()
        self._frame(self._store)
        seconds = perf_counter() - start
        fuel = _FUEL - self._store.get_fuel() if self._fuel else 0
        self.last = Cost(fuel, seconds, self._memory.data_len(self._store) // _PAGE)
        control = self._control()
        commands = self._read(control.commands_address, control.commands_count * protocol.COMMAND.size)
        return CommandBatch(commands, self._read(control.text_address, control.text_length), batch.frame)

    def _fill(self) -> None:
        if self._fuel:
            self._store.set_fuel(_FUEL)

    def _control(self) -> Control:
        return Control(*protocol.CONTROL.unpack(self._read(self._address, protocol.CONTROL.size)))

    def _read(self, address: int, length: int) -> bytes:
        return bytes(self._memory.read(self._store, address, address + length))


class Play:
    """An app that is played, one event a frame.

    Args:
        module: The module's bytes.
        fuel: Whether to count instructions.
    """

    def __init__(self, module: bytes, fuel: bool) -> None:
        self.guest = Metered(module, fuel)
        self._session = Session(self.guest, limits=_LIMITS)
        self._run()
        root = self._session.tree.root
        self._keys = {node.get("key"): node.id for node in root.subtree() if node.kind_name == "key_binding"}

    def press(self, keys: str) -> None:
        """Press key bindings, one after the other."""
        for key in keys:
            self.send(Event("press", self._keys[key], "", (1,)))

    def press_cell(self, row: int, cell: int) -> None:
        """Click on a cell of a row of the list; both are counted from 0."""
        self.send(Event("press", self._cell(row, cell), "", (1,)))

    def tick(self, row: int, checked: bool) -> None:
        """Tick the checkbox at the front of a row."""
        self.send(Event("toggle", self._cell(row, 0), "", (int(checked),)))

    def enter(self, texts: list[str]) -> None:
        """Submit texts in the first input, a thousand a frame: a session would make a frame of each."""
        for start in range(0, len(texts), 1_000):
            node = self._node("input")
            found = find_handler(self._session.tree, Event("submit", node))
            assert found is not None
            _, (handler, data, _pace) = found
            clock = Event("clock", numbers=(0.0,))
            events = [Event("submit", node, text, (), 0, 0, handler, data) for text in texts[start : start + 1_000]]
            self._session.take_events(0.0)
            self._session.receive_batch(self.guest.frame(encode_events([clock, *events])), 0.0)

    def type(self, text: str) -> None:
        """The first input has another value."""
        self.send(Event("change", self._node("input"), text))

    def send(self, event: Event) -> None:
        """Run one frame with an event."""
        self._session.queue_event(event)
        self._run()

    def _run(self) -> None:
        while self._session.wants_frame(0.0):
            run_frame(self._session, self.guest, 0.0)

    def _node(self, path: str) -> int:
        return find_node(self._session.tree, path)

    def _cell(self, row: int, cell: int) -> int:
        list_ = self._session.tree.nodes[self._node("list")]
        return list(list(list_.children())[row].children())[cell].id


class Case(NamedTuple):
    """An operation: what comes before it once, what before each sample, and what is measured."""

    example: str
    name: str
    prepare: Callable[[Play], None]
    reset: Callable[[Play], None]
    act: Callable[[Play, int], None]


def _keys(keys: str) -> Callable[[Play], None]:
    return lambda play: play.press(keys)


def _key(key: str) -> Callable[[Play, int], None]:
    return lambda play, _: play.press(key)


def _select(play: Play, sample: int) -> None:
    play.press_cell(3 + sample, 1)


def _remove(play: Play, _: int) -> None:
    play.press_cell(3, 2)


def _items(count: int) -> Callable[[Play], None]:
    return lambda play: play.enter([f"item number {number}" for number in range(count)])


def _type(play: Play, sample: int) -> None:
    play.type("typed"[: 1 + sample % 5])


def _tick(play: Play, sample: int) -> None:
    play.tick(5, sample % 2 == 0)


CASES: Final = (
    Case("rows", "create 1,000", _keys(""), _keys("x"), _key("c")),
    Case("rows", "replace 1,000", _keys("c"), _keys(""), _key("c")),
    Case("rows", "update every 10th of 1,000", _keys("c"), _keys(""), _key("u")),
    Case("rows", "select in 1,000", _keys("c"), _keys(""), _select),
    Case("rows", "swap in 1,000", _keys("c"), _keys(""), _key("s")),
    Case("rows", "remove from 1,000", _keys("c"), _keys(""), _remove),
    Case("rows", "append 1,000 to 1,000", _keys(""), _keys("xc"), _key("a")),
    Case("rows", "clear 1,000", _keys(""), _keys("c"), _key("x")),
    Case("rows", "create 10,000", _keys(""), _keys("x"), _key("l")),
    Case("rows", "select in 10,000", _keys("l"), _keys(""), _select),
    Case("todo", "type above 10", _items(10), _keys(""), _type),
    Case("todo", "type above 1,000", _items(1_000), _keys(""), _type),
    Case("todo", "type above 10,000", _items(10_000), _keys(""), _type),
    Case("todo", "tick one of 1,000", _items(1_000), _keys(""), _tick),
    Case("todo", "tick one of 10,000", _items(10_000), _keys(""), _tick),
)


def costs(case: Case, module: bytes, fuel: bool) -> list[Cost]:
    """Return what each sample of a case cost inside the guest."""
    play, found = Play(module, fuel), []
    case.prepare(play)
    for sample in range(SAMPLES):
        case.reset(play)
        case.act(play, sample)
        found.append(play.guest.last)
    return found


def steps() -> int:
    """Return how often `measure` calls its `tick`."""
    return 2 * len(CASES)


def measure(tick: Tick, modules: Path = MODULES) -> list[Figure]:
    """Measure every case, in modules `NAME/NAME.wasm` or `NAME.wasm` of a folder."""
    figures = []
    for case in CASES:
        nested = modules / case.example / f"{case.example}.wasm"
        module = (nested if nested.exists() else modules / f"{case.example}.wasm").read_bytes()
        counted, timed = costs(case, module, True), costs(case, module, False)
        name = f"{case.example}: {case.name}"
        figures.append(Figure(NAME, name, "fuel", COUNT, tuple(cost.fuel for cost in counted)))
        tick(name)
        figures.append(Figure(NAME, name, "time", SECONDS, tuple(cost.seconds for cost in timed)))
        figures.append(Figure(NAME, name, "pages", COUNT, tuple(cost.pages for cost in timed)))
        tick(name)
    return figures


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--modules", type=Path, default=MODULES, help="a folder of modules, not the examples'")
    figures = measure(lambda word: None, parser.parse_args().modules)
    print(f"{'':34} {'fuel':>13} {'µs':>9} {'pages':>6}")
    for fuel, seconds, pages in zip(figures[::3], figures[1::3], figures[2::3], strict=True):
        print(f"{fuel.case:34} {fuel.median:13,.0f} {seconds.median * 1e6:9,.0f} {pages.median:6,.0f}")


if __name__ == "__main__":
    main()
