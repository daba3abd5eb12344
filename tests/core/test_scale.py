import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core.session.scale import SLIDING, Scale, decimals

numbers = st.floats(-(2.0**53), 2.0**53)
scales = st.builds(Scale, numbers, numbers, st.one_of(st.just(0.0), st.floats(0, 2.0**53)))
plain = st.builds(
    lambda least, steps, step: Scale(least / 1000, (least + steps * step) / 1000, step / 1000),
    st.integers(-10**6, 10**6), st.integers(1, 10**4), st.integers(1, 10**4),
)  # fmt: skip
"""Scales such as people write: of whole thousandths."""


@pytest.mark.parametrize("action", ["more", "less", "much_more", "much_less", "least", "most"])
def test_each_action_is_one_of_the_table(action: str) -> None:
    assert action in SLIDING


def test_the_third_tenth_is_written_as_people_write_it() -> None:
    scale = Scale(0.0, 1.0, 0.1)
    assert [scale.at(place) for place in range(11)] == [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    assert scale.moved(0.2, "more") == 0.3


@given(plain)
def test_a_scale_of_thousandths_has_thousandths(scale: Scale) -> None:
    for place in {0, 1, scale.last // 2, scale.last}:
        amount = scale.at(place)
        assert amount == float(f"{amount:.3f}")
    assert scale.at(scale.last) == scale.maximum


@given(plain, st.integers(0, 10**4))
def test_to_go_on_and_back_is_to_stay(scale: Scale, place: int) -> None:
    amount = scale.at(min(place, scale.last))
    assert scale.holds(amount)
    if place < scale.last:
        assert scale.moved(scale.moved(amount, "more"), "less") == amount


@pytest.mark.parametrize(
    ("amount", "action", "after"),
    [
        (50.0, "more", 53.0),
        (50.0, "less", 47.0),
        (51.0, "more", 53.0),
        (51.0, "less", 50.0),
        (50.0, "much_more", 80.0),
        (50.0, "much_less", 20.0),
        (51.0, "much_more", 80.0),
        (51.0, "much_less", 23.0),
        (98.0, "much_more", 98.0),
        (3.0, "much_less", 2.0),
        (50.0, "least", 2.0),
        (50.0, "most", 98.0),
        (2.0, "less", 2.0),
        (98.0, "more", 98.0),
        (1000.0, "more", 98.0),
        (1000.0, "less", 98.0),
        (-7.0, "less", 2.0),
        (-7.0, "more", 2.0),
    ],
)
def test_where_each_action_leads_in_threes_from_two_to_a_hundred(amount: float, action: str, after: float) -> None:
    assert Scale(2.0, 100.0, 3.0).moved(amount, action) == after


def test_a_scale_that_goes_down_or_nowhere_has_its_least_number_alone() -> None:
    for scale in (Scale(5.0, 1.0, 1.0), Scale(5.0, 5.0, 1.0), Scale(5.0, 5.0, 0.0), Scale(5.0, 5.5, 1.0)):
        assert {scale.moved(7.0, action) for action in SLIDING} == {5.0}
        assert [scale.holds(amount) for amount in (5.0, 5.5, 1.0)] == [True, False, False]
        assert scale.nearest(7, 10) == 5.0
        assert scale.column(5.0, 10) == 0


def test_a_step_of_none_is_a_hundredth_of_the_way() -> None:
    scale = Scale(0.0, 1.0, 0.0)
    assert (scale.moved(0.07, "more"), scale.moved(0.5, "much_more"), scale.last) == (0.08, 0.6, 100)


def test_steps_whose_numbers_no_double_writes_lead_on_all_the_same() -> None:
    scale = Scale(0.0, 100.0, 1 / 3)
    seen: list[float] = []
    amount = 0.0
    while len(seen) <= scale.last:
        seen.append(amount)
        amount = scale.moved(amount, "more")
    assert len(set(seen)) == scale.last + 1
    assert amount == scale.at(scale.last)
    for _ in range(scale.last):
        amount = scale.moved(amount, "less")
    assert amount == 0.0


@given(scales, numbers, st.sampled_from(sorted(SLIDING)), st.integers(-5, 300), st.integers(1, 200))
def test_whatever_the_guest_says_what_is_chosen_lies_on_the_scale(
    scale: Scale, amount: float, action: str, column: int, columns: int
) -> None:
    for chosen in (scale.moved(amount, action), scale.nearest(column, columns)):
        assert math.isfinite(chosen)
        assert scale.holds(chosen)
        assert scale.minimum <= chosen <= max(scale.minimum, scale.maximum)
    assert 0 <= scale.column(amount, columns) < columns


@pytest.mark.parametrize(
    "scale",
    [
        Scale(-(2.0**53), 2.0**53, 5e-324),
        Scale(0.0, 5e-324, 5e-324),
        Scale(-(2.0**53), 2.0**53, 0.0),
        Scale(0.0, 2.0**53, 0.1),
    ],
)
def test_extremes_are_worked_out_like_the_rest(scale: Scale) -> None:
    assert scale.moved(scale.minimum, "most") == scale.maximum
    assert scale.moved(scale.maximum, "least") == scale.minimum
    assert scale.moved(scale.minimum, "more") >= scale.minimum


@given(plain, st.integers(2, 200))
def test_the_first_and_the_last_column_are_the_ends_and_between_them_it_goes_up(scale: Scale, columns: int) -> None:
    chosen = [scale.nearest(column, columns) for column in range(columns)]
    assert (chosen[0], chosen[-1]) == (scale.minimum, scale.maximum)
    assert chosen == sorted(chosen)
    assert [scale.column(chosen[at], columns) for at in (0, columns - 1)] == [0, columns - 1]


@pytest.mark.parametrize(
    ("scale", "amount", "digits"),
    [
        (Scale(0.0, 100.0, 1.0), 5.0, 0),
        (Scale(0.0, 1.0, 0.25), 0.5, 2),
        (Scale(0.5, 9.5, 1.0), 1.5, 1),
        (Scale(0.0, 1.0, 0.0), 0.0, 2),
        (Scale(0.0, 100.0, 1.0), 33.3, 1),
        (Scale(0.0, 1.0, 5e-324), 0.0, 6),
    ],
)
def test_so_many_digits_show_a_number_and_those_of_its_scale(scale: Scale, amount: float, digits: int) -> None:
    assert decimals(scale, amount, 6) == digits
