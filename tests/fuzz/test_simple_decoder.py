"""The second decoder itself, held to the golden vectors."""

import pytest

from opui.core import protocol
from opui.core.wire.batch import CommandBatch
from opui.core.wire.listing import list_command, list_event
from opui.core.wire.records import Command, Event
from tests.core.vectors import ALL, NEGATIVE, POSITIVE, Vector
from tests.fuzz import simple_decoder
from tests.fuzz.simple_decoder import WrongError, decode_commands, decode_events, read_file


@pytest.mark.parametrize("vector", [v for v in POSITIVE if v.kind == "commands"], ids=lambda vector: vector.name)
def test_commands_are_read_as_the_vectors_list_them(vector: Vector) -> None:
    decoded = decode_commands(vector.records, vector.text)
    assert decoded.rule == ""
    assert tuple(list_command(Command(*command)) for command in decoded.commands) == vector.listing


@pytest.mark.parametrize("vector", [v for v in POSITIVE if v.kind == "events"], ids=lambda vector: vector.name)
def test_events_are_read_as_the_vectors_list_them(vector: Vector) -> None:
    events = decode_events(vector.records, vector.text)
    assert tuple(list_event(Event(**event._asdict())) for event in events) == vector.listing


@pytest.mark.parametrize("vector", NEGATIVE, ids=lambda vector: vector.name)
def test_what_is_wrong_is_named_as_in_the_vectors(vector: Vector) -> None:
    rule = vector.error.partition(":")[0]
    if vector.kind == "commands":
        assert decode_commands(vector.records, vector.text).rule == rule
    else:
        with pytest.raises(WrongError, match=rule):
            decode_events(vector.records, vector.text)


def test_each_opcode_and_event_has_a_vector_and_a_row() -> None:
    read = {command.name for vector in ALL for command in decode_commands(vector.records, vector.text).commands}
    assert read >= {name for name, _, _ in simple_decoder.OPCODES.values()}
    assert len(simple_decoder.OPCODES) == len(protocol.OPS)
    assert len(simple_decoder.EVENTS) == len(protocol.EVENTS)


def test_a_file_is_read_up_to_what_is_wrong_with_it() -> None:
    words = (1 << 16, 1, 7, 1, 2, 0, 0)
    good = b"OPUB" + b"".join(word.to_bytes(4, "little") for word in words) + bytes(16) + b"ab"
    batches, rule = read_file(good + good[:-1])
    assert [(batch.kind, batch.frame, batch.text) for batch in batches] == [(1, 7, b"ab")]
    assert rule == "truncated"
    assert read_file(good + b"x" * 32) == (batches, "header")
    assert read_file(b"OPUB")[1] == "truncated"
    assert batches[0].records == CommandBatch(bytes(16)).commands


def test_a_limit_is_named_whether_one_text_is_too_long_or_all_together_are() -> None:
    record = b"\4\0\0\0\1\0\0\0\0\0\0\0\3\0\0\0"
    limits = simple_decoder.LIMITS | {"string_bytes": 3, "text_bytes": 6, "commands": 3}
    assert decode_commands(record * 2, b"abc", limits).rule == ""
    assert decode_commands(record * 3, b"abc", limits).rule == "limit"
    assert decode_commands(record * 4, b"abc", limits | {"text_bytes": 99}).rule == "limit"
    assert decode_commands(record, b"abc", limits | {"string_bytes": 2}).rule == "limit"
    assert decode_commands(b"", b"abcdefg", limits).rule == "limit"
