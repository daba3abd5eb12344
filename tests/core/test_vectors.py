import re

import pytest

from opui.core import kinds, protocol
from opui.core.errors import DecodeError
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.decoder import commands, events
from opui.core.wire.encoder import encode, encode_events
from opui.core.wire.listing import list_command, list_event, read_command, read_event
from tests.core.vectors import ALL, NEGATIVE, POSITIVE, VECTORS, Vector


def listing_of(vector: Vector) -> list[str]:
    if vector.kind == "commands":
        return [list_command(command) for command in commands(CommandBatch(vector.records, vector.text))]
    return [list_event(event) for event in events(EventBatch(vector.records, vector.text))]


@pytest.mark.parametrize("vector", POSITIVE, ids=lambda vector: vector.name)
def test_bytes_have_the_listing(vector: Vector) -> None:
    assert listing_of(vector) == list(vector.listing)


@pytest.mark.parametrize("vector", POSITIVE, ids=lambda vector: vector.name)
def test_the_listing_has_the_bytes(vector: Vector) -> None:
    if vector.kind == "commands":
        assert encode(map(read_command, vector.listing)) == CommandBatch(vector.records, vector.text)
    else:
        assert encode_events(map(read_event, vector.listing)) == EventBatch(vector.records, vector.text)


@pytest.mark.parametrize("vector", NEGATIVE, ids=lambda vector: vector.name)
def test_bad_bytes_give_the_error(vector: Vector) -> None:
    with pytest.raises(DecodeError, match=re.escape(vector.error) + "$") as caught:
        listing_of(vector)
    assert vector.error.startswith(f"{caught.value.rule}: ")


def test_every_vector_begins_with_a_sentence() -> None:
    for vector in ALL:
        first = (VECTORS / f"{vector.name}.txt").read_text().splitlines()[0]
        assert re.fullmatch(r"# [A-Z0-9].*\.", first), vector.name


def test_every_opcode_has_a_vector_of_its_name() -> None:
    named = {vector.name: {line.split()[0] for line in vector.listing} for vector in POSITIVE}
    for op in protocol.OPS:
        assert named[op.name] == {op.name}
    for event in protocol.EVENTS:
        assert named[f"event_{event.name}"] == {event.name}


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("kind", {kind.name for kind in kinds.KINDS} - {"root"}),
        ("attribute", {attribute.name for attribute in protocol.ATTRIBUTES}),
        ("method", {method.name for method in protocol.METHODS}),
    ],
)
def test_every_code_of_a_table_is_in_a_vector(field: str, names: set[str]) -> None:
    lines = "\n".join(line for vector in POSITIVE for line in vector.listing)
    assert set(re.findall(rf"\b{field}=(\w+)", lines)) == names
