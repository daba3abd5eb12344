"""Moves: the cursor comes to where it is to be, by no more bytes than naming the place takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.textual.output.moves import Place, move
from tests.cluster_terminal import ClusterTerminal

PLACES = st.tuples(st.integers(0, 199), st.integers(0, 59))


@given(st.none() | PLACES, PLACES)
def test_a_move_leads_to_its_place_and_is_never_longer_than_its_name(now: Place | None, then: Place) -> None:
    terminal = ClusterTerminal(200, 60, len)
    terminal.cursor = now or (17, 17)
    terminal.feed(move(now, then))
    assert terminal.cursor == then
    assert len(move(now, then)) <= len(f"\x1b[{then[1] + 1};{then[0] + 1}H")


@pytest.mark.parametrize(
    ("now", "then", "written"),
    [
        ((5, 5), (5, 5), ""),
        (None, (0, 0), "\x1b[H"),
        (None, (0, 6), "\x1b[7H"),
        (None, (3, 0), "\x1b[1;4H"),
        ((9, 9), (0, 9), "\r"),
        ((9, 9), (7, 9), "\b\b"),
        ((9, 9), (10, 9), "\x1b[C"),
        ((9, 9), (9, 10), "\x1b[B"),
        ((9, 9), (0, 8), "\x1b[9H"),
        ((99, 9), (1, 9), "\x1b[2G"),
    ],
)
def test_the_shortest_way_is_taken(now: Place | None, then: Place, written: str) -> None:
    assert move(now, then) == written
