# ruff: noqa: D102 - what a target's methods mean says the protocol table.
"""Bytes → calls on a target: one method call per command, in order.

A target has one method per opcode, named as in the protocol table; the tree is one, and `commands` builds
a list with another. The decoder checks everything that can be checked without a tree: sizes, unused slots,
text ranges, UTF-8, numbers. Text leaves it scrubbed.
"""

import math
from collections.abc import Callable, Iterator
from operator import length_hint
from typing import Final, Protocol, TypeAlias

from opui.core import protocol
from opui.core.errors import BatchError, DecodeError, LimitError
from opui.core.protocol import Limits
from opui.core.scrub import covered, is_plain, scrub, scrub_line
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.listing import CODES, code_name, list_command
from opui.core.wire.records import Command, Event, Value

# fmt: off
CREATE, INSERT, REMOVE, SET_TEXT, SET_STRING, SET_NUMBER, SET_INTEGER, SET_FLAG, SET_ARRAY, UNSET, ADD_CLASS, \
    REMOVE_CLASS, ATTACH, DETACH, CALL, DELETE_TEXT, INSERT_TEXT, SELECT_TEXT = (op.code for op in protocol.OPS)
# fmt: on


STRING_BYTES: Final = protocol.LIMIT["string_bytes"]
DESCRIPTION_LENGTH: Final = 120
"""Characters of a command's listing in an error: the text in it may be 64 KiB long."""

ReadText: TypeAlias = Callable[..., str]
"""(byte offset, length) → the scrubbed text there; with `covered` as a third, what scrubs it."""


class Target(Protocol):
    """What commands are called on. Ids, codes and indices are plain integers; texts are scrubbed."""

    def create(self, node: int, kind: int) -> None: ...
    def insert(self, node: int, parent: int, before: int) -> None: ...
    def remove(self, node: int) -> None: ...
    def set_text(self, node: int, text: str) -> None: ...
    def set_string(self, node: int, attribute: int, value: str) -> None: ...
    def set_number(self, node: int, attribute: int, value: float) -> None: ...
    def set_integer(self, node: int, attribute: int, value: int) -> None: ...
    def set_flag(self, node: int, attribute: int, value: bool) -> None: ...
    def set_array(self, node: int, attribute: int, element: int, descriptor: int) -> None: ...
    def unset(self, node: int, attribute: int) -> None: ...
    def add_class(self, node: int, name: str) -> None: ...
    def remove_class(self, node: int, name: str) -> None: ...
    def attach(self, node: int, event: int, handler: int, data: int, pace: int) -> None: ...
    def detach(self, node: int, event: int) -> None: ...
    def call(self, node: int, method: int, option: int, text: str) -> None: ...
    def delete_text(self, node: int, start: int, end: int) -> None: ...
    def insert_text(self, node: int, text: str) -> None: ...
    def select_text(self, node: int, start: int, end: int) -> None: ...


class _TextRegion:
    """A batch's text. Sliced as one string if it is plain, else byte range by byte range.

    `most`: the bytes that may be read in all. Without it a command for each of a hundred thousand nodes could
    point at the same 64 KiB.
    """

    def __init__(self, data: bytes, most: int) -> None:
        self._data = data
        self._length = len(data)
        self._most = self._left = most
        self._plain = data.decode("ascii") if is_plain(data) else None

    def read(self, offset: int, length: int, clean: Callable[[str], str] = scrub) -> str:
        """Return the text of a range of bytes, made clean."""
        end = offset + length
        if end > self._length:
            raise DecodeError(
                "text_range", f"text {offset}+{length} reaches past the {self._length} bytes of the text region"
            )
        if length > STRING_BYTES:
            raise LimitError("limit", f"a text of {length} bytes is over string_bytes = {STRING_BYTES}")
        self._left -= length
        if self._left < 0:
            raise LimitError("limit", f"with this text, all together are over text_bytes = {self._most}")
        if self._plain is not None:
            return self._plain[offset:end]
        try:
            return clean(self._data[offset:end].decode())
        except UnicodeDecodeError as error:
            raise DecodeError("utf8", f"text {offset}+{length} is not UTF-8 at its byte {error.start}") from None


def replay(batch: CommandBatch, target: Target, limits: Limits = protocol.LIMIT) -> None:
    """Call one method of `target` per command of `batch`.

    Args:
        batch: The bytes.
        target: What the methods are called on.
        limits: Those of the app.

    Raises:
        BatchError: A command can't be decoded or the target refused it; its `place` says which command.
            The calls before it have been made: undoing them is the target's business.
    """
    if len(batch.commands) % protocol.COMMAND.size:
        raise _placed(
            DecodeError("truncated", f"{len(batch.commands)} bytes are not a whole number of commands"), batch
        )
    count = len(batch.commands) // protocol.COMMAND.size
    for name, value in (("commands", count), ("text_bytes", len(batch.text))):
        if value > limits[name]:
            raise _placed(LimitError("limit", f"{value} is over {name} = {limits[name]}"), batch)
    records = protocol.COMMAND.iter_unpack(batch.commands)
    try:
        _replay(records, _TextRegion(batch.text, limits["text_bytes"]).read, target)
    except BatchError as error:
        raise _placed(error, batch, count - length_hint(records) - 1) from None


def _replay(records: Iterator[tuple[int, ...]], text: ReadText, target: Target) -> None:
    # The hot loop: a branch for each of the common opcodes, no object per command. Change it with
    # `python -m benchmarks.decode` only.
    create, insert, set_text, attach = target.create, target.insert, target.set_text, target.attach
    for opcode, a, b, node, x, y in records:
        if opcode == CREATE:
            if a or x or y:
                raise _reserved(opcode, a=a, x=x, y=y)
            create(node, b)
        elif opcode == SET_TEXT:
            if a or b:
                raise _reserved(opcode, a=a, b=b)
            set_text(node, text(x, y))
        elif opcode == INSERT:
            if a or b:
                raise _reserved(opcode, a=a, b=b)
            insert(node, x, y)
        elif opcode == ATTACH:
            attach(node, a, x, y, b)
        elif opcode in _OTHERS:
            _OTHERS[opcode](target, text, a, b, node, x, y)
        else:
            raise DecodeError("opcode_unknown", f"there is no opcode 0x{opcode:02x}")


def _reserved(opcode: int, **slots: int) -> DecodeError:
    used = ", ".join(f"{slot} is {value}" for slot, value in slots.items() if value)
    return DecodeError("reserved", f"{used}, but must be 0: {protocol.OP_BY_CODE[opcode].name} does not use it")


def _zero(opcode: int, **slots: int) -> None:
    if any(slots.values()):
        raise _reserved(opcode, **slots)


def _remove(target: Target, text: ReadText, a: int, b: int, node: int, x: int, y: int) -> None:
    _zero(REMOVE, a=a, b=b, x=x, y=y)
    target.remove(node)


def _set_string(target: Target, text: ReadText, a: int, b: int, node: int, x: int, y: int) -> None:
    _zero(SET_STRING, a=a)
    target.set_string(node, b, text(x, y))


def _set_number(target: Target, text: ReadText, a: int, b: int, node: int, x: int, y: int) -> None:
    _zero(SET_NUMBER, a=a)
    (value,) = protocol.NUMBER.unpack(protocol.WORDS.pack(x, y))
    if not math.isfinite(value):
        raise DecodeError("value", f"{value} is not a finite number")
    target.set_number(node, b, value)


def _set_integer(target: Target, text: ReadText, a: int, b: int, node: int, x: int, y: int) -> None:
    _zero(SET_INTEGER, a=a)
    (value,) = protocol.INTEGER.unpack(protocol.WORDS.pack(x, y))
    target.set_integer(node, b, value)


def _set_flag(target: Target, text: ReadText, a: int, b: int, node: int, x: int, y: int) -> None:
    _zero(SET_FLAG, a=a, y=y)
    if x > 1:
        raise DecodeError("value", f"{x} is not a flag (0 or 1)")
    target.set_flag(node, b, x == 1)


def _set_array(target: Target, text: ReadText, a: int, b: int, node: int, x: int, y: int) -> None:
    _zero(SET_ARRAY, y=y)
    target.set_array(node, b, a, x)


def _unset(target: Target, text: ReadText, a: int, b: int, node: int, x: int, y: int) -> None:
    _zero(UNSET, a=a, x=x, y=y)
    target.unset(node, b)


def _add_class(target: Target, text: ReadText, a: int, b: int, node: int, x: int, y: int) -> None:
    _zero(ADD_CLASS, a=a, b=b)
    target.add_class(node, text(x, y))


def _remove_class(target: Target, text: ReadText, a: int, b: int, node: int, x: int, y: int) -> None:
    _zero(REMOVE_CLASS, a=a, b=b)
    target.remove_class(node, text(x, y))


def _detach(target: Target, text: ReadText, a: int, b: int, node: int, x: int, y: int) -> None:
    _zero(DETACH, b=b, x=x, y=y)
    target.detach(node, a)


def _call(target: Target, text: ReadText, a: int, b: int, node: int, x: int, y: int) -> None:
    target.call(node, b, a, text(x, y))


def _delete_text(target: Target, text: ReadText, a: int, b: int, node: int, x: int, y: int) -> None:
    _zero(DELETE_TEXT, a=a, b=b)
    target.delete_text(node, x, y)


def _insert_text(target: Target, text: ReadText, a: int, b: int, node: int, x: int, y: int) -> None:
    _zero(INSERT_TEXT, a=a, b=b)
    # Places are counted in it from now on: what is not kept leaves something in its place.
    target.insert_text(node, text(x, y, covered))


def _select_text(target: Target, text: ReadText, a: int, b: int, node: int, x: int, y: int) -> None:
    _zero(SELECT_TEXT, a=a, b=b)
    target.select_text(node, x, y)


_OTHERS: Final[dict[int, Callable[[Target, ReadText, int, int, int, int, int], None]]] = {
    REMOVE: _remove,
    SET_STRING: _set_string,
    SET_NUMBER: _set_number,
    SET_INTEGER: _set_integer,
    SET_FLAG: _set_flag,
    SET_ARRAY: _set_array,
    UNSET: _unset,
    ADD_CLASS: _add_class,
    REMOVE_CLASS: _remove_class,
    DETACH: _detach,
    CALL: _call,
    DELETE_TEXT: _delete_text,
    INSERT_TEXT: _insert_text,
    SELECT_TEXT: _select_text,
}

# --- The place of an error -----------------------------------------------------------------------


def _placed(error: BatchError, batch: CommandBatch, index: int | None = None) -> BatchError:
    error.place = f"frame {batch.frame}"
    if index is not None:
        offset = index * protocol.COMMAND.size
        error.place += f", command {index} (offset 0x{offset:x}): {describe(batch, offset)}"
    return error


def describe(batch: CommandBatch, offset: int) -> str:
    """Return the listing of the command at a byte offset, cut to a line, or its raw slots if it can't be decoded."""
    record = batch.commands[offset : offset + protocol.COMMAND.size]
    recorder = _Recorder()
    try:
        _replay(protocol.COMMAND.iter_unpack(record), _TextRegion(batch.text, STRING_BYTES).read, recorder)
    except BatchError:
        return _raw(*protocol.COMMAND.unpack(record))
    return scrub_line(list_command(recorder.commands[0]), DESCRIPTION_LENGTH)


def _raw(opcode: int, *values: int) -> str:
    """Return a command that can't be decoded: its operands as they are, a text as `@offset+length`."""
    slots = dict(zip(("a", "b", "node", "x", "y"), values, strict=True))
    op = protocol.OP_BY_CODE.get(opcode)
    if op is None:
        return " ".join((f"0x{opcode:02x}", *(f"{slot}={value}" for slot, value in slots.items())))
    words = [op.name]
    for field in op.fields:
        if field.type is protocol.TEXT:
            shown = f"@{slots['x']}+{slots['y']}"
        elif field.slot == "xy":
            shown = f"0x{slots['y']:08x}{slots['x']:08x}"
        else:
            value = slots[field.slot]
            shown = code_name(field.type.name, value) if field.type.name in CODES else str(value)
        words.append(f"{field.name}={shown}")
    return " ".join(words)


# --- Whole batches as values ---------------------------------------------------------------------


class _Recorder:
    """A target that keeps every call as a `Command`."""

    def __init__(self) -> None:
        self.commands: list[Command] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        def keep(*arguments: Value) -> None:
            self.commands.append(Command(name, arguments))

        return keep


def commands(batch: CommandBatch) -> list[Command]:
    """Return the commands of `batch` as values, whatever its app's limits were.

    Raises:
        BatchError: The batch can't be decoded.
    """
    recorder = _Recorder()
    replay(batch, recorder, protocol.CEILING)
    return recorder.commands


def events(batch: EventBatch) -> list[Event]:
    """Return the events of `batch` as values.

    Raises:
        DecodeError: A record is cut short, its code is unknown, or its text is out of range or not UTF-8.
    """
    if len(batch.events) % protocol.EVENT.size:
        raise DecodeError("truncated", f"{len(batch.events)} bytes are not a whole number of events")
    text = _TextRegion(batch.text, STRING_BYTES * (len(batch.events) // protocol.EVENT.size)).read
    return [_event(text, *record) for record in protocol.EVENT.iter_unpack(batch.events)]


def _event(
    text: ReadText,
    code: int,
    flags: int,
    modifiers: int,
    node: int,
    handler: int,
    data: int,
    x: int,
    y: int,
    numbers: bytes,
) -> Event:
    row = protocol.EVENT_BY_CODE.get(code)
    if row is None:
        raise DecodeError("event_unknown", f"there is no event {code}")
    form = protocol.NUMBER if row.is_double else protocol.PAIR
    values = form.unpack(numbers)[: len(row.numbers)]
    return Event(row.name, node, text(x, y), values, flags, modifiers, handler, data)
