"""Lines broken into rows: rows hold what fits, and an edit breaks a line as breaking all of it anew would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core import clusters
from opui.textual.kinds import folds as folds_module
from opui.textual.kinds.folds import COUNTED, LONG, NARROWEST, TAB, Folds, cells_of, row_starts

WIDTHS = st.integers(1, 12)
LINES = st.lists(st.sampled_from(("a", "word ", " ", "漢", "e\u0301", "👩\u200d👧", "\t", "-")), max_size=40).map(
    "".join
)


def rows_of(folds: Folds, line: int = 0) -> list[str]:
    tops = folds.tops
    return [folds.lines[line][slice(*folds.row_of(line, n))] for n in range(tops[line + 1] - tops[line])]


def test_a_row_ends_behind_a_blank_if_there_is_one() -> None:
    assert rows_of(Folds(["one two three"], 8)) == ["one two ", "three"]
    assert rows_of(Folds(["onetwothree"], 8)) == ["onetwoth", "ree"]
    assert rows_of(Folds(["12345 7"], 5)) == ["12345 ", "7"]
    assert rows_of(Folds(["漢漢漢漢"], 5)) == ["漢漢", "漢漢"]
    assert rows_of(Folds(["a\tb\tc"], 10)) == ["a\tb", "\tc"]


@given(LINES, WIDTHS)
def test_rows_make_up_the_line_and_hold_what_fits(line: str, width: int) -> None:
    rows = rows_of(Folds([line], width))
    assert "".join(rows) == line
    borders = set(clusters.borders(line))
    place = 0
    for row in rows:
        assert place in borders
        assert cells_of(row.rstrip(" ")).width <= max(width, 2 if "\t" not in row else TAB)
        place += len(row)


@given(LINES, LINES, LINES, WIDTHS, st.data())
def test_an_edited_line_is_broken_as_if_it_were_new(
    line: str, more: str, put: str, width: int, data: st.DataObject
) -> None:
    line = (line + more) * 3
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(line))] * 2)))
    folds = Folds([line], width)
    new = line[:start] + put + line[end:]
    folds.replace(0, 1, [new])
    assert folds._starts[0] == row_starts(new, width)


@given(st.lists(LINES, min_size=1, max_size=5), st.lists(LINES, min_size=1, max_size=3), WIDTHS, st.data())
def test_lines_that_come_and_go_are_counted(lines: list[str], new: list[str], width: int, data: st.DataObject) -> None:
    folds = Folds(list(lines), width)
    first = data.draw(st.integers(0, len(lines) - 1))
    count = data.draw(st.integers(1, len(lines) - first))
    folds.replace(first, count, new)
    assert folds.lines == lines[:first] + new + lines[first + count :]
    assert folds.tops == Folds(folds.lines, width).tops


@given(st.lists(LINES, min_size=1, max_size=4), WIDTHS, st.data())
def test_the_place_that_is_seen_at_a_spot_is_the_one_that_is_there(
    lines: list[str], width: int, data: st.DataObject
) -> None:
    folds = Folds(lines, width)
    line = data.draw(st.integers(0, len(lines) - 1))
    place = data.draw(st.sampled_from(list(clusters.borders(lines[line]))))
    y, x = folds.spot(line, place)
    assert 0 <= y < folds.height
    assert folds.place(y, x) == (line, place)


def test_what_may_not_be_shown_is_drawn_as_a_sign() -> None:
    assert cells_of("a\u200db").text == "a\ufffdb"


def test_a_line_that_is_not_to_be_broken_is_as_wide_as_it_is() -> None:
    assert Folds(["ab", "漢字漢", "a\tb"]).widest == TAB + 1


def test_a_very_long_line_is_broken_by_counting() -> None:
    folds = Folds(["a\t" * LONG], 20)
    assert folds.height == 2 * LONG // COUNTED
    assert "".join(rows_of(folds)) == folds.lines[0]
    folds.replace(0, 1, ["x" + folds.lines[0]])
    assert "".join(rows_of(folds)) == folds.lines[0]


def test_lines_that_are_dear_to_measure_are_broken_by_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folds_module, "DEAR", 100)
    assert Folds(["\t" * 50] * 2, 20).height == 2
    assert Folds(["\t" * 5] * 2, 20).height > 2
    assert Folds(["word " * 50] * 2, 20).height > 2


def test_no_row_is_narrower_than_a_word() -> None:
    folds = Folds(["x" * 64], 64)
    folds.fold(1)
    assert folds.height == 64 // NARROWEST
