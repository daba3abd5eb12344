"""A second decoder, for tests alone: written from `spec/opcodes.md`, slowly and plainly.

It shares no code and no table with `opui.core`: where the two differ, one of them has misread the spec. The
tables below were typed from the spec's; only the limits' values are read out of it, for they change.
"""

import re
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

Operand: TypeAlias = str | float | int | bool

SPEC: Final = (Path(__file__).resolve().parents[2] / "spec" / "opcodes.md").read_text()

SLOTS: Final = {"a": (1, 2), "b": (2, 4), "node": (4, 8), "x": (8, 12), "y": (12, 16)}
"""Slot → where in the record it begins and ends."""

# fmt: off
OPCODES: Final[dict[int, tuple[str, list[str], str]]] = {
    0x01: ("create", ["node", "b"], ""),
    0x02: ("insert", ["node", "x", "y"], ""),
    0x03: ("remove", ["node"], ""),
    0x04: ("set_text", ["node"], "text"),
    0x05: ("set_string", ["node", "b"], "text"),
    0x06: ("set_number", ["node", "b"], "number"),
    0x07: ("set_integer", ["node", "b"], "integer"),
    0x08: ("set_flag", ["node", "b"], "flag"),
    0x0A: ("set_array", ["node", "b", "a", "x"], ""),
    0x0B: ("unset", ["node", "b"], ""),
    0x0C: ("add_class", ["node"], "text"),
    0x0D: ("remove_class", ["node"], "text"),
    0x0E: ("attach", ["node", "a", "x", "y", "b"], ""),
    0x0F: ("detach", ["node", "a"], ""),
    0x10: ("call", ["node", "b", "a"], "text"),
    0x11: ("delete_text", ["node", "x", "y"], ""),
    0x12: ("insert_text", ["node"], "text"),
    0x13: ("select_text", ["node", "x", "y"], ""),
}
# fmt: on
"""Code → the name, the slots of the operands that are small numbers, and what the rest of the record is."""

FILLS: Final = {"": [], "text": ["x", "y"], "number": ["x", "y"], "integer": ["x", "y"], "flag": ["x"]}
"""Type of the last operand → the slots it takes."""

DOUBLE: Final = -1
# fmt: off
EVENTS: Final[dict[int, tuple[str, int]]] = {
    1: ("start", 2), 2: ("clock", DOUBLE), 3: ("press", 1), 4: ("change", 0), 5: ("submit", 0), 6: ("toggle", 1),
    7: ("key", 0), 8: ("focus", 0), 9: ("blur", 0), 10: ("highlight", 2), 11: ("tick", 0), 12: ("resize", 2),
    13: ("theme", 0), 14: ("select", 1), 15: ("paste", 0), 16: ("collapse", 1), 17: ("close", 0), 18: ("edit", 2),
    19: ("selection", 2), 20: ("cell_highlight", 2), 21: ("cell_press", 2), 22: ("sort", 1),
    23: ("slide", DOUBLE), 24: ("follow", 0),
    25: ("mouse_down", 2), 26: ("mouse_up", 2), 27: ("mouse_move", 2), 28: ("wheel", 2), 29: ("hover", 1),
    30: ("scroll", 2),
    36: ("size", 2),
}
# fmt: on
"""Code → the name, and how many i32 its numbers are; `DOUBLE`: they are one double."""


def _limits() -> dict[str, int]:
    table = SPEC.split("<!-- generated: limits -->")[1].split("<!-- end -->")[0]
    return {name: int(value.replace(",", "")) for name, value in re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", table, re.M)}


LIMITS: Final = _limits()
"""The limits' values, as the spec prints them."""


class WrongError(Exception):
    """The bytes break a rule; `args[0]` is its name."""


class SimpleCommand(NamedTuple):
    """An opcode's name and its operands in the order of the spec's table. A text is as it lies in the bytes."""

    name: str
    operands: tuple[Operand, ...]


class SimpleEvent(NamedTuple):
    """All fields of an event's record, its text and its numbers."""

    name: str
    flags: int
    modifiers: int
    node: int
    handler: int
    data: int
    text: str
    numbers: tuple[float, ...]


class SimpleBatch(NamedTuple):
    """One batch of a file. `kind` is 1 for commands, 2 for events."""

    kind: int
    frame: int
    records: bytes
    text: bytes


class Decoded(NamedTuple):
    """The commands in front of the first error, and the name of the rule it breaks: empty if there is none."""

    commands: list[SimpleCommand]
    rule: str


def unsigned(data: bytes) -> int:
    """Return a little-endian number."""
    return int.from_bytes(data, "little")


def signed(data: bytes) -> int:
    """Return a little-endian number in two's complement."""
    return int.from_bytes(data, "little", signed=True)


def decode_commands(records: bytes, text: bytes, limits: Mapping[str, int] = LIMITS) -> Decoded:
    """Return what a batch of commands says, up to the first thing wrong with it."""
    commands: list[SimpleCommand] = []
    try:
        if len(records) % 16 != 0:
            raise WrongError("truncated")
        if len(records) // 16 > limits["commands"] or len(text) > limits["text_bytes"]:
            raise WrongError("limit")
        read = 0
        for start in range(0, len(records), 16):
            command, length = _command(records[start : start + 16], text, read, limits)
            read += length
            commands.append(command)
    except WrongError as error:
        return Decoded(commands, error.args[0])
    return Decoded(commands, "")


def _command(record: bytes, text: bytes, read: int, limits: Mapping[str, int]) -> tuple[SimpleCommand, int]:
    """Return a command and how many bytes of text it has; `read` is how many those before it had."""
    if record[0] not in OPCODES:
        raise WrongError("opcode_unknown")
    name, numbers, last = OPCODES[record[0]]
    values = {slot: unsigned(record[start:end]) for slot, (start, end) in SLOTS.items()}
    for slot, value in values.items():
        if slot not in numbers and slot not in FILLS[last] and value != 0:
            raise WrongError("reserved")
    operands: list[Operand] = [values[slot] for slot in numbers]
    length = 0
    if last == "text":
        offset, length = values["x"], values["y"]
        operands.append(_text(text, offset, length, read, limits))
    elif last == "number":
        operands.append(_number(record[8:16]))
    elif last == "integer":
        operands.append(signed(record[8:16]))
    elif last == "flag":
        operands.append(_flag(values["x"]))
    return SimpleCommand(name, tuple(operands)), length


def _text(region: bytes, offset: int, length: int, read: int, limits: Mapping[str, int]) -> str:
    if offset + length > len(region):
        raise WrongError("text_range")
    if length > limits["string_bytes"] or read + length > limits["text_bytes"]:
        raise WrongError("limit")
    return _utf8(region[offset : offset + length])


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise WrongError("utf8") from None


def _number(data: bytes) -> float:
    (number,) = struct.unpack("<d", data)
    if number != number or number in (float("inf"), float("-inf")):
        raise WrongError("value")
    return float(number)


def _flag(value: int) -> bool:
    if value > 1:
        raise WrongError("value")
    return value == 1


def decode_events(records: bytes, text: bytes) -> list[SimpleEvent]:
    """Return the events of a batch.

    Raises:
        WrongError: The name of the rule that the bytes break.
    """
    if len(records) % 32 != 0:
        raise WrongError("truncated")
    return [_event(records[start : start + 32], text) for start in range(0, len(records), 32)]


def _event(record: bytes, text: bytes) -> SimpleEvent:
    if record[0] not in EVENTS:
        raise WrongError("event_unknown")
    name, shape = EVENTS[record[0]]
    offset, length = unsigned(record[16:20]), unsigned(record[20:24])
    if offset + length > len(text):
        raise WrongError("text_range")
    numbers: tuple[float, ...] = (signed(record[24:28]), signed(record[28:32]))
    numbers = struct.unpack("<d", record[24:32]) if shape == DOUBLE else numbers[:shape]
    return SimpleEvent(
        name=name,
        flags=record[1],
        modifiers=unsigned(record[2:4]),
        node=unsigned(record[4:8]),
        handler=unsigned(record[8:12]),
        data=unsigned(record[12:16]),
        text=_utf8(text[offset : offset + length]),
        numbers=numbers,
    )


def read_file(data: bytes) -> tuple[list[SimpleBatch], str]:
    """Return the batches of a file in front of the first error, and the name of the rule it breaks, if any."""
    batches: list[SimpleBatch] = []
    while data:
        header, data = data[:32], data[32:]
        if len(header) < 32:
            return batches, "truncated"
        version, kind, frame, count, length, *last = (unsigned(header[at : at + 4]) for at in range(4, 32, 4))
        if header[:4] != b"OPUB" or version >> 16 != 1 or kind not in (1, 2) or last != [0, 0]:
            return batches, "header"
        size = count * (16 if kind == 1 else 32)
        if len(data) < size + length:
            return batches, "truncated"
        batches.append(SimpleBatch(kind, frame, data[:size], data[size : size + length]))
        data = data[size + length :]
    return batches, ""
