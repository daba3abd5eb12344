"""What the tree holds for rows, in bytes and in objects: there may be a hundred thousand of them."""

import gc
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

from opui.core.kinds import KIND_BY_NAME
from opui.core.protocol import EVENT_BY_NAME
from opui.core.tree.tree import Tree
from opui.core.wire.batch import CommandBatch
from opui.core.wire.decoder import replay
from opui.core.wire.encoder import encode
from opui.core.wire.records import Command

ROWS = 2_000
NODES_OF_A_ROW = 4
BYTES_OF_A_ROW = 1_200
"""At most, by what is asked of Python's allocator, which rounds up. Python 3.11 takes 1,063."""


@pytest.fixture(scope="module")
def rows() -> CommandBatch:
    """A list of rows of three texts: each text has a class, two have a handler."""
    return encode(_commands())


def _commands() -> Iterator[Command]:
    list_, row, text = (KIND_BY_NAME[name].code for name in ("list", "row", "text"))
    yield Command("create", (1, list_))
    yield Command("insert", (1, 0, 0))
    for number in range(ROWS):
        first = 2 + NODES_OF_A_ROW * number
        yield Command("create", (first, row))
        cells = ((f"{number}", "id"), (f"an adjective colour noun {number}", "label"), ("✕", "remove"))
        for node, (said, class_) in enumerate(cells, start=first + 1):
            yield Command("create", (node, text))
            yield Command("set_text", (node, said))
            yield Command("add_class", (node, class_))
            if class_ != "id":
                yield Command("attach", (node, EVENT_BY_NAME["press"].code, 3, 1_000 + number, 0))
            yield Command("insert", (node, first, 0))
        yield Command("insert", (first, 1, 0))


def _growth(measured: Callable[[], int], batch: CommandBatch) -> tuple[Tree, int]:
    tree = Tree()
    before = measured()
    for frame in (batch, CommandBatch(b"")):
        tree.begin()
        replay(frame, tree)
        tree.commit()
    gc.collect()
    return tree, measured() - before


def test_a_row_of_three_texts_takes_few_bytes(rows: CommandBatch) -> None:
    tracemalloc.start()
    try:
        _, grown = _growth(lambda: tracemalloc.get_traced_memory()[0], rows)
    finally:
        tracemalloc.stop()
    assert grown / ROWS <= BYTES_OF_A_ROW


def test_of_a_row_the_garbage_collector_sees_the_nodes_alone(rows: CommandBatch) -> None:
    gc.collect()
    _, grown = _growth(lambda: len(gc.get_objects()), rows)
    # What is there once for all rows makes up for less than a row of ten.
    assert grown / ROWS == pytest.approx(NODES_OF_A_ROW, abs=0.1)


def test_nodes_share_what_they_do_not_have_and_classes_that_are_equal(rows: CommandBatch) -> None:
    tree, _ = _growth(lambda: 0, rows)
    row, first, label, _, other, *_, other_label = [tree.nodes[id_] for id_ in range(2, 2 + 7)]
    assert row.attributes is other.attributes is first.attributes
    assert row.classes is other.classes
    assert label.classes == {"label"}
    assert label.classes is other_label.classes
    assert (row.attached, row.handlers, len(label.handlers)) == (b"", {}, 1)
