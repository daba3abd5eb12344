import zlib
from collections.abc import Iterable
from itertools import chain
from typing import Protocol

import pytest

from opui.core import kinds, protocol


class Row(Protocol):
    """What the rows of all tables have."""

    @property
    def code(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def doc(self) -> str: ...


FINGERPRINTS = {(1, 0): 1720281453}
"""(ABI major, minor) → fingerprint. A change of a released version needs a new version, so a new line."""

TABLES: dict[str, tuple[Row, ...]] = {
    "opcodes": protocol.OPS,
    "elements": protocol.ELEMENTS,
    "kinds": kinds.KINDS,
    "attributes": protocol.ATTRIBUTES,
    "events": protocol.EVENTS,
    "methods": protocol.METHODS,
}


def fingerprint() -> int:
    """Return the CRC-32 of all that two sides of the protocol must agree on; documentation is none of it."""
    parts: Iterable[object] = chain(
        (protocol.COMMAND.format, protocol.EVENT.format, protocol.HEADER.format, protocol.BATCH_MAGIC),
        (protocol.COMMAND_BATCH, protocol.EVENT_BATCH, protocol.CONTROL_MAGIC, protocol.INBOX_MINIMUM),
        ((word.name, word.writer) for word in (*protocol.CONTROL_BLOCK, *protocol.DESCRIPTOR_WORDS)),
        ((word.name, word.writer) for word in protocol.CELL_WORDS),
        (protocol.CELL_TEXTS, tuple(protocol.CELL_COLORS), protocol.CELL_MARKS),
        ((row.code, row.name, row.form, row.size) for row in protocol.ELEMENTS),
        (
            (op.code, op.name, tuple((field.name, field.type.name, field.slot) for field in op.fields))
            for op in protocol.OPS
        ),
        ((row.code, row.name, row.type, row.default, row.check, row.choices) for row in protocol.ATTRIBUTES),
        ((row.code, row.name, bool(row.text), row.numbers, row.flags) for row in protocol.EVENTS),
        ((row.code, row.name, row.most, bool(row.text), row.check) for row in protocol.METHODS),
        (
            (row.code, row.name, bool(row.text), row.attributes, row.events, row.methods, row.children)
            for row in kinds.KINDS
        ),
        ([row.name for row in protocol.EVENTS if row.is_double], sorted(protocol.HOST_EVENTS), protocol.MODIFIERS),
    )
    return zlib.crc32(repr(tuple(parts)).encode())


def test_the_table_is_the_one_of_its_version() -> None:
    version = (protocol.ABI_MAJOR, protocol.ABI_MINOR)
    assert FINGERPRINTS[version] == fingerprint(), (
        f"The protocol table changed: its fingerprint is {fingerprint()}. As long as ABI 1.0 is not released, that "
        "takes the place of the old one. Afterwards, raise ABI_MINOR if codes were only added, else ABI_MAJOR, and "
        "add a line to FINGERPRINTS."
    )


@pytest.mark.parametrize("name", TABLES)
def test_codes_and_names_are_unique_and_in_order(name: str) -> None:
    codes = [row.code for row in TABLES[name]]
    names = [row.name for row in TABLES[name]]
    assert codes == sorted(set(codes))
    assert len(names) == len(set(names))
    assert all(row.doc.endswith((".", "!")) for row in TABLES[name])


def test_codes_that_are_kept_or_invalid_are_not_used() -> None:
    assert protocol.OP_BY_CODE.keys().isdisjoint({0x00, 0x09})
    assert 0 not in protocol.EVENT_BY_CODE
    assert 0 not in protocol.ATTRIBUTE_BY_CODE
    assert 0 not in protocol.METHOD_BY_CODE
    assert kinds.KIND_BY_CODE[0].name == "root"


def test_codes_fit_their_slots() -> None:
    assert max(protocol.OP_BY_CODE) < 1 << 8
    assert max(protocol.EVENT_BY_CODE) < 1 << 8
    assert max(chain(kinds.KIND_BY_CODE, protocol.ATTRIBUTE_BY_CODE, protocol.METHOD_BY_CODE)) < 1 << 16


def test_records_have_the_sizes_of_the_spec() -> None:
    sizes = (protocol.COMMAND.size, protocol.EVENT.size, protocol.HEADER.size, protocol.CONTROL.size)
    assert sizes == (16, 32, 32, 64)
    assert protocol.CONTROL_OFFSETS["magic"] == 0
    assert protocol.CONTROL_OFFSETS["reserved"] == 60


def test_no_two_operands_share_a_slot() -> None:
    for op in protocol.OPS:
        slots = "".join(field.slot.replace("node", "n") for field in op.fields)
        assert len(slots) == len(set(slots)), op.name
        assert {field.type for field in op.fields} <= set(protocol.FIELD_TYPES)


def test_kinds_name_only_rows_that_exist() -> None:
    for kind in kinds.KINDS:
        assert set(kind.attributes) <= protocol.ATTRIBUTE_BY_NAME.keys()
        assert set(kind.events) <= protocol.EVENT_BY_NAME.keys() - protocol.HOST_EVENTS
        assert set(kind.methods) <= protocol.METHOD_BY_NAME.keys()
        assert set(kind.children) <= kinds.KIND_BY_NAME.keys() - {"root"}


def test_everything_in_a_table_belongs_to_some_kind() -> None:
    assert {name for kind in kinds.KINDS for name in kind.attributes} == set(protocol.ATTRIBUTE_BY_NAME)
    assert {name for kind in kinds.KINDS for name in kind.methods} == set(protocol.METHOD_BY_NAME)
    assert {name for kind in kinds.KINDS for name in kind.children} == set(kinds.KIND_BY_NAME) - {"root"}
    handled = {name for kind in kinds.KINDS for name in kind.events}
    assert handled == set(protocol.EVENT_BY_NAME) - protocol.HOST_EVENTS


def test_defaults_are_of_their_type() -> None:
    types = {"string": str, "number": float, "integer": int, "flag": bool, "array": type(None)}
    for attribute in protocol.ATTRIBUTES:
        assert type(attribute.default) is types[attribute.type], attribute.name


def test_limits_are_unique_and_say_why() -> None:
    assert len(protocol.LIMIT) == len(protocol.LIMITS)
    assert all(0 < limit.value <= limit.ceiling and limit.doc.endswith(".") for limit in protocol.LIMITS)
    assert protocol.LIMIT.keys() == protocol.CEILING.keys() == protocol.SAFE.keys()


def test_no_limit_can_be_raised_to_its_ceiling_unasked() -> None:
    for limit in protocol.LIMITS:
        safe = protocol.SAFE[limit.name]
        assert limit.value <= safe < limit.ceiling or limit.value == safe == limit.ceiling, limit.name
