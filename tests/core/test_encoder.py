import re

import pytest

from opui.core.errors import InputError
from opui.core.wire.batch import CommandBatch
from opui.core.wire.encoder import encode, encode_events, event_record, utf8
from opui.core.wire.records import Command, Event, Value


def test_texts_lie_one_behind_the_other_and_empty_ones_at_0() -> None:
    batch = encode([Command("set_text", (1, "ab")), Command("set_text", (2, "")), Command("set_text", (3, "é"))], 9)
    assert batch == CommandBatch(
        bytes.fromhex(
            "04000000 01000000 00000000 0200000004000000 02000000 00000000 0000000004000000 03000000 02000000 02000000"
        ),
        b"ab\xc3\xa9",
        9,
    )


@pytest.mark.parametrize(
    ("op", "arguments", "message"),
    [
        ("create", (1,), "create(1,): zip() argument 2 is shorter"),
        ("create", (1, 2, 3), "create(1, 2, 3): zip() argument 2 is longer"),
        ("create", (-1, 2), "create(-1, 2): "),
        ("create", (1 << 32, 2), "create(4294967296, 2): "),
        ("create", (1, 1 << 16), "create(1, 65536): "),
        ("create", ("x", 1), "create('x', 1): invalid literal"),
        ("set_integer", (1, 11, 1 << 63), "set_integer(1, 11, 9223372036854775808): "),
        ("set_number", (1, 15, "x"), "required argument is not a float"),
        ("set_number", (1, 15, 10**400), "required argument is not a float"),
        ("set_text", (1, "\ud800"), "surrogates not allowed"),
    ],
)
def test_an_operand_that_does_not_fit_is_refused(op: str, arguments: tuple[Value, ...], message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        encode([Command(op, arguments)])


def test_an_event_with_fewer_numbers_has_zeros() -> None:
    assert event_record(Event("press", 3), 0)[-8:] == bytes(8)


def test_the_time_is_one_double() -> None:
    assert event_record(Event("clock", numbers=(250.0,)), 0)[-8:].hex() == "0000000000406f40"


def test_numbers_of_events_are_taken_modulo_2_to_the_32() -> None:
    assert event_record(Event("highlight", 1, "", (3_000_000_000, -1)), 0)[-8:].hex() == "005ed0b2ffffffff"


def test_a_persons_text_is_always_utf8() -> None:
    assert utf8("a\ud800é") == b"a?\xc3\xa9"
    batch = encode_events([Event("change", 1, "\ud800"), Event("change", 1, "x")])
    assert batch.text == b"?x"
    assert batch.events[52:56] == b"\1\0\0\0"
