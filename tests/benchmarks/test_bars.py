"""Bars: when they are passed, missed, and when nobody can say."""

import pytest

from benchmarks.__main__ import BENCHMARKS
from benchmarks.bars import BARS, FASTER, MOST, TIMES, Bar, judge
from benchmarks.figures import PROCESSOR, SECONDS, Figure

OTHER = ("case", "by hand")


def figure(way: str, *samples: float, unit: str = SECONDS) -> Figure:
    return Figure("rows", "case", way, unit, samples)


def bar(relation: str, limit: float, percent: int = 50) -> Bar:
    against = ("", "") if relation == MOST else OTHER
    return Bar("words", "rows", "case", "opui", relation, limit, against, percent=percent)


@pytest.mark.parametrize(
    ("relation", "limit", "reached", "met"),
    [
        (FASTER, 4, 4, True),
        (FASTER, 5, 4, False),
        (TIMES, 0.25, 0.25, True),
        (TIMES, 0.2, 0.25, False),
        (MOST, 2, 2, True),
        (MOST, 1.9, 2, False),
    ],
)
def test_a_bar_is_passed_at_its_limit(relation: str, limit: float, reached: float, met: bool) -> None:
    (verdict,) = judge([figure("opui", 1, 2, 3), figure("by hand", 7, 8, 9)], [bar(relation, limit)])
    assert (verdict.reached, verdict.met) == (reached, met)


def test_a_bar_on_a_percentile_takes_it_of_both() -> None:
    (verdict,) = judge([figure("opui", 1, 1, 1, 10), figure("by hand", 1, 1, 1, 30)], [bar(FASTER, 2, 95)])
    assert verdict.reached == 3


@pytest.mark.parametrize("figures", [[], [figure("opui", 1)], [figure("by hand", 1)]])
def test_what_was_not_measured_is_neither_met_nor_missed(figures: list[Figure]) -> None:
    (verdict,) = judge([*figures, figure("opui", 1, unit=PROCESSOR)], [bar(FASTER, 1)])
    assert (verdict.reached, verdict.met) == (None, None)


def test_every_bar_is_about_a_benchmark_of_the_suite() -> None:
    assert {each.benchmark for each in BARS} <= BENCHMARKS.keys()
    assert len({each.words for each in BARS}) == len(BARS)
