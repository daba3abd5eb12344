"""The same 10,000 operations out of a guest in five ways: `python -m benchmarks --only boundary`.

The operations are those of `benchmarks.decode`: create, set_text, attach and insert in equal parts. A guest, in
WebAssembly text, has them ready in its memory; what it would take it to write them there is left out for all ways
alike. They leave it as one batch, by one call of an imported function each (one import for each opcode, so that no
call has an operand too many), as JSON, as msgpack, and as the `list<u8>` that a component returns.

Two cases compare all ways. *Handed over*: each operation has become a call in Python with its operands, texts
read, decoded and scrubbed, on a target that does nothing. *Into the tree*: the target is a `Tree`, committed, and
the nodes are the same in all ways. The bar names the first: it is about the boundary, and the tree's work behind it
is the same whatever way an operation has come. With it the batch was 20 times faster than the calls when this was
written, with the tree 8 times. The copy of the batch's bytes alone takes a tenth of its time and would flatter it:
a call has its operands in hand. msgpack and JSON are written compactly, their opcodes are numbers.
"""

import gc
import importlib
import importlib.util
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from time import perf_counter
from typing import Any, Final, NamedTuple

import wasmtime
import wasmtime.component

from benchmarks import decode
from benchmarks.figures import BYTES, SECONDS, Figure, Tick
from opui.core import protocol
from opui.core.gate.module import check_module
from opui.core.scrub import scrub
from opui.core.tree.tree import Tree
from opui.core.tree.tree_listing import list_tree
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.decoder import Target, commands, replay
from opui.core.wire.records import Value
from opui.guest.engine import new_engine
from opui.guest.wasm_guest import WasmGuest

NAME: Final = "boundary"
HANDED_OVER: Final = "10,000 operations handed over"
INTO_TREE: Final = "10,000 operations into the tree"
CROSSED: Final = "10,000 operations, their bytes alone"
ONE: Final = "one operation handed over"
BYTE: Final = "one byte handed over"
SIZE: Final = "10,000 operations"
BATCH: Final = "opui, one batch"
IMPORTS: Final = "one import call each"
JSON: Final = "one JSON batch"
MSGPACK: Final = "one msgpack batch"
COMPONENT: Final = "component, list<u8>"
SAMPLES: Final = 11
WARM: Final = 2

_MSGPACK: Final = importlib.util.find_spec("msgpack") is not None
_DATA: Final = 65_536
_NAMES: Final = {op.code: op.name for op in protocol.OPS}
_IMPORTED: Final = {"create": 2, "set_text": 3, "attach": 5, "insert": 3}
"""Imports → how many operands they have; a text is an address and a length."""


class Way(NamedTuple):
    """One way out of the guest.

    Attributes:
        name: What it is called.
        size: How many bytes leave the guest, operands of imports counted as four each.
        hand_over: Makes the guest's call and calls the target for each operation.
        cross: Makes the guest's call and returns the bytes; None where there are none to return.
    """

    name: str
    size: int
    hand_over: Callable[[Target], None]
    cross: Callable[[], object] | None = None


class _Nothing:
    """A target that takes every call and does nothing."""

    def create(self, node: int, kind: int) -> None:
        pass

    def set_text(self, node: int, text: str) -> None:
        pass

    def insert(self, node: int, parent: int, before: int) -> None:
        pass

    def attach(self, node: int, event: int, handler: int, data: int, pace: int) -> None:
        pass


def ways(batch: CommandBatch) -> list[Way]:
    """Return all ways, ready to go; without msgpack that one is left out, with a line that says so."""
    found = [_batch(batch), _imports(batch), _serialized(JSON, batch, _json, json.loads)]
    if _MSGPACK:
        msgpack: Any = importlib.import_module("msgpack")
        found.append(_serialized(MSGPACK, batch, msgpack.packb, msgpack.unpackb))
    else:
        print(f"{NAME}: {MSGPACK} is left out: there is no msgpack (pip install msgpack)", file=sys.stderr)
    return [*found, _component(batch)]


def _json(rows: Any) -> bytes:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


# --- One batch ---


def _batch(batch: CommandBatch) -> Way:
    guest = _guest(batch)

    def cross() -> CommandBatch:
        return guest.frame(EventBatch(b""))

    def hand_over(target: Target) -> None:
        replay(cross(), target)

    return Way(BATCH, len(batch.commands) + len(batch.text), hand_over, cross)


def _guest(batch: CommandBatch) -> WasmGuest:
    """Return a guest of opui's own that leaves the same batch in every frame."""
    offset = protocol.CONTROL_OFFSETS
    words = {
        "magic": protocol.CONTROL_MAGIC,
        "abi_major": protocol.ABI_MAJOR,
        "commands_address": _DATA,
        "commands_count": len(batch.commands) // protocol.COMMAND.size,
        "text_address": _DATA + len(batch.commands),
        "text_length": len(batch.text),
        "inbox_address": 1_024,
        "inbox_capacity": protocol.INBOX_MINIMUM,
    }
    stores = " ".join(f"(i32.store (i32.const {offset[name]}) (i32.const {value}))" for name, value in words.items())
    text = f"""(module
      (memory (export "memory") {_pages(batch.commands + batch.text)}) {_segment(batch.commands + batch.text)}
      (table (export "__indirect_function_table") 1 funcref)
      (func (export "opui_init") (result i32) {stores} (i32.const 0))
      (func (export "opui_frame")))"""
    return WasmGuest(check_module(bytes(wasmtime.wat2wasm(text))), protocol.CEILING)


def _pages(data: bytes) -> int:
    return (_DATA + len(data)) // 65_536 + 1


def _segment(data: bytes) -> str:
    escaped = "".join(f"\\{byte:02x}" for byte in data)
    return f'(data (i32.const {_DATA}) "{escaped}")'


# --- One import call each ---


def _imports(batch: CommandBatch) -> Way:
    data = batch.commands + batch.text
    store = wasmtime.Store(new_engine())
    store.set_epoch_deadline(1 << 40)
    linker = wasmtime.Linker(store.engine)
    targets: list[Target] = []
    memories: list[wasmtime.Memory] = []

    def text(address: int, length: int) -> str:
        return scrub(memories[0].read(store, address, address + length).decode())

    functions: dict[str, Callable[..., None]] = {
        "create": lambda node, kind: targets[0].create(node, kind),
        "set_text": lambda node, address, length: targets[0].set_text(node, text(address, length)),
        "attach": lambda node, event, handler, data, pace: targets[0].attach(node, event, handler, data, pace),
        "insert": lambda node, parent, before: targets[0].insert(node, parent, before),
    }
    for name, operands in _IMPORTED.items():
        linker.define_func("host", name, wasmtime.FuncType([wasmtime.ValType.i32()] * operands, []), functions[name])
    module = wasmtime.Module(store.engine, bytes(wasmtime.wat2wasm(_calling_text(data, len(batch.commands)))))
    exports: Any = linker.instantiate(store, module).exports(store)
    memories.append(exports["memory"])

    def hand_over(target: Target) -> None:
        targets[:] = [target]
        exports["frame"](store)

    operands = sum(_IMPORTED[command.op] for command in commands(batch))
    return Way(IMPORTS, 4 * operands + len(batch.text), hand_over)


def _calling_text(data: bytes, end: int) -> str:
    """Return a guest that walks through the records in its memory and calls an import for each."""
    codes = {name: code for code, name in _NAMES.items()}
    imports = " ".join(
        f'(import "host" "{name}" (func ${name} (param {"i32 " * operands})))' for name, operands in _IMPORTED.items()
    )
    a, b = "(i32.load8_u offset=1 (local.get $at))", "(i32.load16_u offset=2 (local.get $at))"
    node, x, y = (f"(i32.load offset={offset} (local.get $at))" for offset in (4, 8, 12))
    calls = {
        "create": f"{node} {b}",
        "set_text": f"{node} (i32.add (i32.const {_DATA + end}) {x}) {y}",
        "attach": f"{node} {a} {x} {y} {b}",
        "insert": f"{node} {x} {y}",
    }
    branches = " ".join(
        f"(if (i32.eq (i32.load8_u (local.get $at)) (i32.const {codes[name]})) (then (call ${name} {operands})))"
        for name, operands in calls.items()
    )
    return f"""(module {imports} (memory (export "memory") {_pages(data)}) {_segment(data)}
      (func (export "frame") (local $at i32) (local.set $at (i32.const {_DATA}))
        (loop $next {branches}
          (local.set $at (i32.add (local.get $at) (i32.const {protocol.COMMAND.size})))
          (br_if $next (i32.lt_u (local.get $at) (i32.const {_DATA + end}))))))"""


# --- JSON and msgpack ---


def _serialized(name: str, batch: CommandBatch, write: Callable[[Any], bytes], read: Callable[[bytes], Any]) -> Way:
    """Return the way of a list of lists, opcode first; its bytes leave as a batch's text does."""
    data = write(list(_rows(batch)))
    guest = _guest(CommandBatch(b"", data))

    def cross() -> bytes:
        return guest.frame(EventBatch(b"")).text

    def hand_over(target: Target) -> None:
        methods = {code: getattr(target, each) for code, each in _NAMES.items() if each in _IMPORTED}
        set_text = _code("set_text")
        for code, *operands in read(cross()):
            if code == set_text:
                operands[1] = scrub(operands[1])
            methods[code](*operands)

    return Way(name, len(data), hand_over, cross)


def _rows(batch: CommandBatch) -> Iterator[list[Value]]:
    for command in commands(batch):
        yield [_code(command.op), *command.arguments]


def _code(name: str) -> int:
    return protocol.OP_BY_NAME[name].code


# --- A component ---


def _component(batch: CommandBatch) -> Way:
    data = batch.commands + batch.text
    text = f"""(component
      (core module $guest (memory (export "memory") {_pages(data)}) {_segment(data)}
        (func (export "frame") (result i32)
          (i32.store (i32.const 16) (i32.const {_DATA})) (i32.store (i32.const 20) (i32.const {len(data)}))
          (i32.const 16)))
      (core instance $made (instantiate $guest))
      (func (export "frame") (result (list u8))
        (canon lift (core func $made "frame") (memory (core memory $made "memory")))))"""
    # An engine of its own: the component model is off in opui's.
    engine = wasmtime.Engine()
    store = wasmtime.Store(engine)
    linker = wasmtime.component.Linker(engine)
    instance = linker.instantiate(store, wasmtime.component.Component(engine, text))
    frame: Any = instance.get_func(store, "frame")

    def cross() -> bytes:
        crossed: bytes = frame(store)
        frame.post_return(store)
        return crossed

    def hand_over(target: Target) -> None:
        crossed = cross()
        end = len(batch.commands)
        replay(CommandBatch(crossed[:end], crossed[end:]), target)

    return Way(COMPONENT, len(data), hand_over, cross)


# --- Measuring ---


def steps() -> int:
    """Return how many samples `measure` takes."""
    return (4 + _MSGPACK) * SAMPLES


def measure(tick: Tick) -> list[Figure]:
    """Measure all ways in turn."""
    batch = decode.batch()
    found = ways(batch)
    check(found)
    samples: dict[tuple[str, str], list[float]] = {}
    for number in range(WARM + SAMPLES):
        for way in found:
            for case, seconds in _sample(way):
                if number >= WARM:
                    samples.setdefault((case, way.name), []).append(seconds)
            if number >= WARM:
                tick(way.name)
    count, sizes = len(batch.commands) // protocol.COMMAND.size, {way.name: way.size for way in found}
    figures = [Figure(NAME, case, way, SECONDS, tuple(each)) for (case, way), each in samples.items()]
    handed = [figure for figure in figures if figure.case == HANDED_OVER]
    figures += [_shared(figure, ONE, count) for figure in handed]
    figures += [_shared(figure, BYTE, sizes[figure.way]) for figure in handed]
    return figures + [Figure(NAME, SIZE, name, BYTES, (size,)) for name, size in sizes.items()]


def check(found: Iterable[Way]) -> None:
    """See that every way makes the same tree."""
    listings = {way.name: _tree(way) for way in found}
    for name, listing in listings.items():
        assert listing == listings[BATCH], f"{name} makes another tree"


def _tree(way: Way) -> str:
    tree = Tree()
    tree.begin()
    way.hand_over(tree)
    tree.commit()
    return list_tree(tree)


def _sample(way: Way) -> Iterator[tuple[str, float]]:
    """Yield each case with its seconds."""
    nothing: Any = _Nothing()
    tree = Tree()
    gc.collect()
    began = perf_counter()
    way.hand_over(nothing)
    yield HANDED_OVER, perf_counter() - began
    began = perf_counter()
    tree.begin()
    way.hand_over(tree)
    tree.commit()
    yield INTO_TREE, perf_counter() - began
    if way.cross is not None:
        began = perf_counter()
        way.cross()
        yield CROSSED, perf_counter() - began


def _shared(figure: Figure, case: str, parts: int) -> Figure:
    return figure._replace(case=case, samples=tuple(sample / parts for sample in figure.samples))
