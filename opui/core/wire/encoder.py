"""Commands and events → bytes: the inverse of the decoder, driven by the protocol table alone."""

import struct
from collections.abc import Iterable

from opui.core import protocol
from opui.core.errors import InputError
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.records import Command, Event, Value


def encode(commands: Iterable[Command], frame: int = 0) -> CommandBatch:
    """Return the batch of `commands`.

    Raises:
        InputError: An operand does not fit its slot; the message names command and operand.
    """
    records, text = bytearray(), bytearray()
    for command in commands:
        records += _record(command, text)
    return CommandBatch(bytes(records), bytes(text), frame)


def _record(command: Command, text: bytearray) -> bytes:
    op = protocol.OP_BY_NAME[command.op]
    slots = {"a": 0, "b": 0, "node": 0, "x": 0, "y": 0}
    try:
        for field, value in zip(op.fields, command.arguments, strict=True):
            slots |= _slots(field, value, text)
        return protocol.COMMAND.pack(op.code, *slots.values())
    except (struct.error, ValueError, TypeError, OverflowError) as error:
        raise InputError(f"{command.op}{command.arguments}: {error}") from error


def _slots(field: protocol.Field, value: Value, text: bytearray) -> dict[str, int]:
    if field.slot != "xy":
        return {field.slot: int(value)}
    if field.type is protocol.TEXT:
        data = str(value).encode()
        x, y = len(text) if data else 0, len(data)
        text += data
    else:
        form = protocol.NUMBER if field.type is protocol.F64 else protocol.INTEGER
        x, y = protocol.WORDS.unpack(form.pack(value))
    return {"x": x, "y": y}


def encode_events(events: Iterable[Event], frame: int = 0) -> EventBatch:
    """Return the batch of `events`, as they are."""
    records, text = bytearray(), bytearray()
    for event in events:
        records += event_record(event, len(text))
        text += utf8(event.text)
    return EventBatch(bytes(records), bytes(text), frame)


def event_record(event: Event, offset: int) -> bytes:
    """Return the 32 bytes of one event whose text begins at `offset` of the batch's text."""
    row = protocol.EVENT_BY_NAME[event.name]
    length = len(utf8(event.text))
    return protocol.EVENT.pack(
        row.code, event.flags, event.modifiers, event.node, event.handler, event.data,
        offset if length else 0, length, _numbers(event),
    )  # fmt: skip


def _numbers(event: Event) -> bytes:
    if protocol.EVENT_BY_NAME[event.name].is_double:
        return protocol.NUMBER.pack(*event.numbers)
    # Modulo 2^32: the row of a `highlight` is a node, whose id may be over what an i32 holds.
    first, second = (int(number) & 0xFFFF_FFFF for number in (*event.numbers, 0, 0)[:2])
    return protocol.WORDS.pack(first, second)


def utf8(text: str) -> bytes:
    """Return the bytes of a person's text; halves of surrogate pairs, which no UTF-8 has, become `?`."""
    return text.encode(errors="replace")
