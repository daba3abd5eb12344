"""Pacing: what a person waits for is painted at once, whatever else happens at the display's rate."""

from opui.textual.output.pacing import ANSWERS, PERIOD, Pace


def test_a_flood_is_painted_no_oftener_than_a_display_shows_it() -> None:
    pace, painted = Pace(), 0
    for turn in range(1_000):
        if pace.may_paint(turn * PERIOD / 10):
            pace.painted(turn * PERIOD / 10)
            painted += 1
    assert 90 <= painted <= 100


def test_the_answers_to_a_person_are_painted_at_once_and_no_more_of_them() -> None:
    pace = Pace()
    pace.painted(0.0)
    pace.answer()
    painted = 0
    while pace.may_paint(0.0):
        pace.painted(0.0)
        painted += 1
    assert painted == ANSWERS


def test_answers_do_not_pile_up() -> None:
    pace = Pace()
    for _ in range(100):
        pace.answer()
    for _ in range(ANSWERS):
        pace.painted(0.0)
    assert not pace.may_paint(0.0)
    assert pace.may_paint(PERIOD)
