"""A batch of commands or events as bytes, and its file form: a 32-byte header, the records, the text.

A file is any number of batches, one behind the other. It knows sizes and offsets, not what the records mean.
"""

from collections.abc import Iterator
from typing import NamedTuple

from opui.core import protocol
from opui.core.errors import DecodeError


class CommandBatch(NamedTuple):
    """What one frame of the guest left: 16-byte records and the text they point into."""

    commands: bytes
    text: bytes = b""
    frame: int = 0
    again: bool = False

    @property
    def records(self) -> bytes:
        """The commands, as bytes."""
        return self.commands

    @property
    def record_count(self) -> int:
        """How many commands there are."""
        return len(self.commands) // protocol.COMMAND.size


class EventBatch(NamedTuple):
    """What one frame tells the guest: 32-byte records and the text they point into."""

    events: bytes
    text: bytes = b""
    frame: int = 0

    @property
    def records(self) -> bytes:
        """The events, as bytes."""
        return self.events

    @property
    def record_count(self) -> int:
        """How many events there are."""
        return len(self.events) // protocol.EVENT.size


def pack(batch: CommandBatch | EventBatch) -> bytes:
    """Return the file form of `batch`."""
    type_ = protocol.COMMAND_BATCH if isinstance(batch, CommandBatch) else protocol.EVENT_BATCH
    magic, version = protocol.BATCH_MAGIC, protocol.BATCH_VERSION
    header = protocol.HEADER.pack(magic, version, type_, batch.frame, batch.record_count, len(batch.text), 0, 0)
    return header + batch.records + batch.text


def unpack(data: bytes) -> Iterator[CommandBatch | EventBatch]:
    """Yield the batches of a file.

    Raises:
        DecodeError: `header` or `truncated`, with the offset.
    """
    offset = 0
    while offset < len(data):
        if len(data) - offset < protocol.HEADER.size:
            raise DecodeError("truncated", f"the file ends inside the header at offset {offset}")
        type_, frame, count, text_length = _header(data, offset)
        size = protocol.COMMAND.size if type_ == protocol.COMMAND_BATCH else protocol.EVENT.size
        start = offset + protocol.HEADER.size
        middle = start + count * size
        end = middle + text_length
        if end > len(data):
            raise DecodeError(
                "truncated", f"the batch at offset {offset} has {len(data) - start} of {end - start} bytes"
            )
        make = CommandBatch if type_ == protocol.COMMAND_BATCH else EventBatch
        yield make(data[start:middle], data[middle:end], frame)
        offset = end


def _header(data: bytes, offset: int) -> tuple[int, int, int, int]:
    magic, version, type_, frame, count, text_length, *rest = protocol.HEADER.unpack_from(data, offset)
    if magic != protocol.BATCH_MAGIC:
        raise DecodeError("header", f"no batch begins at offset {offset}")
    if version >> 16 != protocol.ABI_MAJOR:
        raise DecodeError(
            "header", f"the batch at offset {offset} is of version {version >> 16}, not {protocol.ABI_MAJOR}"
        )
    if type_ not in (protocol.COMMAND_BATCH, protocol.EVENT_BATCH) or any(rest):
        raise DecodeError(
            "header", f"the batch at offset {offset} is of the unknown type {type_}, or its last words are not 0"
        )
    return type_, frame, count, text_length
