"""The arithmetic of rows that are seen and rows that are guessed."""

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from opui.core import kinds
from opui.core.tree.node import Node
from opui.core.tree.signature import signature_of
from opui.textual.kinds.rows import Rows

TEXT = kinds.KIND_BY_NAME["text"].code
NODES = [Node(number, signature_of(TEXT, False), 0) for number in range(1, 13)]
MANY = 2_000
KEPT_OF_A_ROW, MOST_OF_A_ROW = 80, 100
"""Bytes at most of a row that nobody sees: those that are kept, and those that there are while rows are replaced."""


def rows(*heights: int | None) -> Rows:
    """Return rows of these heights; None: not seen yet."""
    made = Rows()
    made.replace(NODES[: len(heights)])
    made.measure({node: height for node, height in zip(NODES, heights, strict=False) if height is not None})
    return made


def test_rows_that_nobody_has_seen_take_a_line_each() -> None:
    assert rows(None, None, None).total == 3


def test_rows_not_seen_are_taken_to_be_as_high_as_those_seen_first() -> None:
    assert rows(3, 3, 2, None, None).total == 3 + 3 + 2 + 3 + 3


def test_what_is_seen_later_does_not_change_the_guess() -> None:
    made = rows(2, None, None)
    made.measure({NODES[1]: 5})
    assert made.total == 2 + 5 + 2


def test_a_row_that_has_changed_unseen_is_guessed_again() -> None:
    made = rows(1, 1, 7)
    made.forget(NODES[2])
    assert made.total == 3


def test_what_is_known_of_a_row_stays_known_when_it_moves_and_goes_when_it_goes() -> None:
    made = rows(1, 4, 1)
    made.replace([NODES[1], NODES[0]])
    assert [made.top(place) for place in range(3)] == [0, 4, 5]
    made.replace([NODES[0]])
    made.replace([NODES[0], NODES[1]])
    assert made.total == 2


def test_what_is_no_row_has_no_place() -> None:
    made = rows(1, 1)
    assert (made.place(NODES[1]), made.place(NODES[5]), made.place(None)) == (1, -1, -1)
    assert [node in made for node in (NODES[1], NODES[5])] == [True, False]


def test_where_there_are_no_rows_there_is_none_on_a_line() -> None:
    assert rows().at(3) == -1


@given(st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=1, max_size=12), st.integers(-3, 60))
def test_the_row_on_a_line_is_the_one_whose_lines_hold_it(heights: list[int | None], line: int) -> None:
    made = rows(*heights)
    place = made.at(line)
    if 0 <= line < made.total:
        assert made.top(place) <= line < made.top(place + 1)
    else:
        assert place == (0 if line < 0 and made.top(1) > 0 else place)
        assert 0 <= place < len(heights)


def test_a_row_that_nobody_sees_takes_few_bytes_also_while_rows_are_replaced() -> None:
    nodes = [Node(number, signature_of(TEXT, False), 0) for number in range(MANY)]
    made = Rows()
    tracemalloc.start()
    try:
        for _ in range(2):
            made.replace(nodes)
            assert made.total == MANY
        kept, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept / MANY <= KEPT_OF_A_ROW
    assert most / MANY <= MOST_OF_A_ROW
