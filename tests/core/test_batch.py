import pytest

from opui.core import protocol
from opui.core.errors import DecodeError
from opui.core.wire.batch import CommandBatch, EventBatch, pack, unpack

COMMANDS = CommandBatch(bytes(range(32)), b"abc", 7)
EVENTS = EventBatch(bytes(64), b"", 8)


def test_a_file_holds_batches_of_both_types_one_behind_the_other() -> None:
    assert list(unpack(pack(EVENTS) + pack(COMMANDS))) == [EVENTS, COMMANDS]


def test_the_file_form_begins_with_the_header_of_the_spec() -> None:
    header = "4f505542 00000100 01000000 07000000 02000000 03000000 00000000 00000000"
    assert pack(COMMANDS) == bytes.fromhex(header) + bytes(range(32)) + b"abc"


def test_an_event_batch_counts_its_events() -> None:
    assert EVENTS.record_count == 2


def test_an_empty_file_has_no_batches() -> None:
    assert list(unpack(b"")) == []


@pytest.mark.parametrize("cut", range(1, len(pack(COMMANDS))))
def test_a_file_cut_short_is_truncated(cut: int) -> None:
    with pytest.raises(DecodeError, match=r"^truncated: the (file ends inside|batch at offset 0)") as caught:
        list(unpack(pack(COMMANDS)[:cut]))
    assert caught.value.rule == "truncated"


@pytest.mark.parametrize(
    ("offset", "word", "message"),
    [
        (0, b"OPUX", "no batch begins at offset 0"),
        (4, b"\0\0\2\0", "is of version 2, not 1"),
        (8, b"\3\0\0\0", "unknown type 3"),
        (24, b"\1\0\0\0", "last words are not 0"),
        (28, b"\1\0\0\0", "last words are not 0"),
    ],
)
def test_a_header_that_is_none_is_refused(offset: int, word: bytes, message: str) -> None:
    data = bytearray(pack(COMMANDS))
    data[offset : offset + 4] = word
    with pytest.raises(DecodeError, match=message) as caught:
        list(unpack(bytes(data)))
    assert caught.value.rule == "header"


def test_a_count_that_lies_is_truncated_and_not_believed() -> None:
    header = protocol.HEADER.pack(b"OPUB", protocol.BATCH_VERSION, 1, 0, 0xFFFF_FFFF, 0xFFFF_FFFF, 0, 0)
    with pytest.raises(DecodeError, match="has 0 of 73014444015 bytes"):
        list(unpack(header))


def test_batches_of_a_newer_minor_version_are_read() -> None:
    data = bytearray(pack(COMMANDS))
    data[4] = 9
    assert list(unpack(bytes(data))) == [COMMANDS]
