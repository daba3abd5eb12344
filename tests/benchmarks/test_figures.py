"""Figures: their middle, their spread, and what is fitted to them."""

import pytest

from benchmarks.figures import COUNT, SECONDS, Figure, fitted_exponent, joined


def figure(*samples: float, case: str = "case", unit: str = SECONDS) -> Figure:
    return Figure("rows", case, "opui", unit, samples)


def test_the_median_lies_between_the_two_in_the_middle() -> None:
    assert figure(4, 1, 3, 2).median == 2.5
    assert figure(7).median == 7


@pytest.mark.parametrize(("percent", "value"), [(0, 1), (1, 1), (50, 50), (95, 95), (99, 99), (100, 100)])
def test_a_percentile_is_a_sample_that_so_many_do_not_exceed(percent: float, value: float) -> None:
    assert figure(*range(100, 0, -1)).percentile(percent) == value


def test_few_samples_have_percentiles_too() -> None:
    assert [figure(3, 1, 2).percentile(percent) for percent in (25, 50, 75, 95)] == [1, 2, 3, 3]
    assert figure(5).spread == (5, 5)


def test_rounds_are_joined_by_what_was_measured() -> None:
    first, second = figure(1, 2), figure(3)
    other, counted = figure(4, case="other"), figure(5, unit=COUNT)
    assert joined([[first, other], [second, counted]]) == [figure(1, 2, 3), other, counted]


@pytest.mark.parametrize("exponent", [0, 0.5, 1, 2])
def test_the_exponent_of_a_power_is_found(exponent: float) -> None:
    sizes = [100, 1_000, 5_000, 10_000]
    assert fitted_exponent(sizes, [3e-6 * size**exponent for size in sizes]) == pytest.approx(exponent)


def test_a_file_holds_the_samples_and_what_is_read_of_them() -> None:
    assert figure(1, 2, 9).as_json() == {
        "benchmark": "rows", "case": "case", "way": "opui", "unit": "s", "samples": (1, 2, 9),
        "median": 2, "quartiles": [1, 9],
    }  # fmt: skip
