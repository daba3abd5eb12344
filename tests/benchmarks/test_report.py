"""The report: what people read of figures and bars."""

import pytest

from benchmarks.bars import FASTER, MOST, Bar, Verdict
from benchmarks.figures import BYTES, COUNT, EXPONENT, PROCESSOR, SECONDS, WRITTEN, Figure
from benchmarks.report import bar_cells, machine, markdown, rows, shown


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (2, SECONDS, "2 s"),
        (0.0123, SECONDS, "12.3 ms"),
        (0.4567, PROCESSOR, "457 ms"),
        (1.234e-6, SECONDS, "1.23 µs"),
        (5e-10, SECONDS, "0.50 ns"),
        (0, BYTES, "0 bytes"),
        (-2048, BYTES, "-2 KiB"),
        (5_242_880, BYTES, "5 MiB"),
        (2_482, WRITTEN, "2,482 bytes"),
        (40_558, COUNT, "40,558"),
        (0.4567, EXPONENT, "0.46"),
        (1800, "bytes per row", "1,800 bytes per row"),
    ],
)
def test_values_are_shown_with_three_digits_in_the_unit_that_suits(value: float, unit: str, text: str) -> None:
    assert shown(value, unit) == text


def test_the_processors_time_stands_beside_that_by_the_clock() -> None:
    figures = [
        Figure("rows", "select", "opui", SECONDS, (0.002, 0.004, 0.003)),
        Figure("rows", "select", "opui", PROCESSOR, (0.001,)),
        Figure("rows", "select", "by hand", SECONDS, (0.5,)),
    ]
    assert list(rows(figures)) == [
        ("select", "opui", "3 ms", "2 ms … 4 ms", "4 ms", "1 ms", "3"),
        ("select", "by hand", "500 ms", "", "", "", "1"),
    ]


FASTER_BAR = Bar("select", "rows", "select", "opui", FASTER, 3, ("select", "by hand"))
MOST_BAR = Bar("a page", "scroll", "page", "opui", MOST, 0.05)


@pytest.mark.parametrize(
    ("verdict", "cells"),
    [
        (Verdict(FASTER_BAR, 3.14), ("select", "3×", "3.14×", "met")),
        (Verdict(FASTER_BAR, 2.5), ("select", "3×", "2.50×", "MISSED")),
        (Verdict(FASTER_BAR, None), ("select", "3×", "", "not measured")),
        (Verdict(MOST_BAR, 0.04), ("a page", "≤ 50 ms", "40 ms", "met")),
    ],
)
def test_a_bar_says_its_limit_what_was_reached_and_whether_that_is_enough(
    verdict: Verdict, cells: tuple[str, ...]
) -> None:
    assert bar_cells(verdict) == cells


def test_the_report_names_the_machine_and_has_bars_plots_and_a_table_for_each_benchmark() -> None:
    figures = [
        Figure("rows", "select", "opui", SECONDS, (0.002, 0.004)),
        Figure("idle", "paints", "opui", COUNT, (0,)),
    ]
    text = markdown(figures, [Verdict(FASTER_BAR, 4)], [("rows.svg", "Rows")], [("machine", "a fast one")])
    lines = text.splitlines()
    assert "- machine: a fast one" in lines
    assert "| select | 3× | 4× | met |" in lines
    assert "![Rows](rows.svg)" in lines
    assert lines.index("## rows") < lines.index("## idle")
    assert "| paints | opui | 0 |  |  |  | 1 |" in lines


def test_the_machine_is_named_with_what_is_installed() -> None:
    facts = dict(machine())
    assert "processors" in facts["machine"]
    assert "textual" in facts["software"]
