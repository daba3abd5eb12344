"""The five ways out of a guest say the same, and a way that says something else is found."""

import pytest

from benchmarks import boundary, decode
from benchmarks.boundary import BATCH, COMPONENT, IMPORTS, JSON, MSGPACK
from opui.core import protocol
from opui.core.wire.batch import CommandBatch


def head(commands: int) -> CommandBatch:
    batch = decode.batch()
    return batch._replace(commands=batch.commands[: commands * protocol.COMMAND.size])


def test_every_way_makes_the_same_tree() -> None:
    pytest.importorskip("msgpack")
    found = boundary.ways(head(402))
    assert [way.name for way in found] == [BATCH, IMPORTS, JSON, MSGPACK, COMPONENT]
    boundary.check(found)


def test_a_way_that_makes_another_tree_is_found() -> None:
    whole, part = boundary.ways(head(402)), boundary.ways(head(398))
    with pytest.raises(AssertionError, match=IMPORTS):
        boundary.check([whole[0], part[1]])
