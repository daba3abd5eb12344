"""A guest that says what a test has written: frame by frame the listings it is given, whatever happens.

What it is told is read from the `exchanges` of whoever runs it, or from a session's tree.
"""

from collections.abc import Sequence

import wasmtime

from opui.core import protocol
from opui.core.gate.module import Module, check_module
from opui.core.wire.batch import CommandBatch
from opui.core.wire.encoder import encode
from opui.core.wire.listing import lines, read_command

_CONTROL, _INBOX, _INBOX_SIZE, ARRAYS, _FRAMES, _DATA = 0, 64, 32_768, 32_832, 49_152, 57_344
"""`ARRAYS`: where there is room for arrays with their descriptors."""


def scripted_wat(*frames: str | CommandBatch, again: Sequence[int] = (), memory: bytes = b"") -> str:
    """Return the module as text. Slot 1 of its table is a handler that does nothing; frames in `again` set the word.

    What `memory` has at `ARRAYS` and behind it, the module's memory has too.
    """
    batches = [frame if isinstance(frame, CommandBatch) else _encoded(frame) for frame in frames]
    arrays = memory[ARRAYS:].rstrip(b"\0")
    assert ARRAYS + len(arrays) <= _FRAMES, "the arrays do not fit"
    segments = [f'(data (i32.const {ARRAYS}) "{_escaped(arrays)}")'] if arrays else []
    rows, address = [], _DATA
    for number, batch in enumerate(batches, 1):
        rows.append(
            (address, len(batch.commands) // 16, address + len(batch.commands), len(batch.text), number in again)
        )
        data = batch.commands + batch.text
        segments.append(f'(data (i32.const {address}) "{_escaped(data)}")')
        address += (len(data) + 15) // 16 * 16
    assert _FRAMES + 20 * len(rows) < _DATA, "too many frames: no row of zeros is left behind the last one"
    table = b"".join(int(word).to_bytes(4, "little") for row in rows for word in row)
    pages = address // 65_536 + 1
    offset = protocol.CONTROL_OFFSETS
    return f"""(module
      (memory (export "memory") {pages})
      (table (export "__indirect_function_table") 2 funcref) (elem (i32.const 1) $handler)
      (func $handler (param i32))
      (data (i32.const {_FRAMES}) "{_escaped(table)}") {" ".join(segments)}
      (global $next (mut i32) (i32.const {_FRAMES}))
      (func (export "opui_init") (result i32)
        (i32.store (i32.const {offset["magic"]}) (i32.const {protocol.CONTROL_MAGIC}))
        (i32.store (i32.const {offset["abi_major"]}) (i32.const {protocol.ABI_MAJOR}))
        (i32.store (i32.const {offset["inbox_address"]}) (i32.const {_INBOX}))
        (i32.store (i32.const {offset["inbox_capacity"]}) (i32.const {_INBOX_SIZE}))
        (i32.const {_CONTROL}))
      (func (export "opui_frame")
        (i32.store (i32.const {offset["commands_address"]}) (i32.load (global.get $next)))
        (i32.store (i32.const {offset["commands_count"]}) (i32.load offset=4 (global.get $next)))
        (i32.store (i32.const {offset["text_address"]}) (i32.load offset=8 (global.get $next)))
        (i32.store (i32.const {offset["text_length"]}) (i32.load offset=12 (global.get $next)))
        (i32.store (i32.const {offset["again"]}) (i32.load offset=16 (global.get $next)))
        (if (i32.lt_u (global.get $next) (i32.const {_FRAMES + 20 * len(rows)}))
          (then (global.set $next (i32.add (global.get $next) (i32.const 20)))))))"""


def scripted(*frames: str | CommandBatch, again: Sequence[int] = (), memory: bytes = b"") -> Module:
    """Return the module, checked. Frames after the last one say nothing."""
    return check_module(bytes(wasmtime.wat2wasm(scripted_wat(*frames, again=again, memory=memory))))


def _encoded(listing: str) -> CommandBatch:
    return encode(read_command(line, number) for number, line in lines(listing))


def _escaped(data: bytes) -> str:
    return "".join(f"\\{byte:02x}" for byte in data)
