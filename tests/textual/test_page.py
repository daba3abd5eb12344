"""The lines of a page: no line is too wide, no word is lost, and each looks as its names say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.strip import Strip
from textual.style import Style

from opui.core.scrub import scrub
from opui.markdown import read
from opui.textual.kinds import page as lines_of_pages
from opui.textual.kinds.lines import Look
from opui.textual.kinds.page import PageLines
from tests.test_markdown import SOURCES

STYLE = Style()
LOOK = Look(STYLE, "left", lambda name: STYLE, None, STYLE)
WIDTHS = st.integers(0, 90)


def strips(source: str, width: int) -> list[Strip]:
    lines = PageLines(read(scrub(source)), width)
    return [lines.strip(y, LOOK) for y in range(lines.height)]


def drawn(source: str, width: int = 30) -> list[str]:
    return [strip.text.rstrip() for strip in strips(source, width)]


@given(SOURCES, WIDTHS)
def test_every_line_of_any_source_is_as_wide_as_the_room(source: str, width: int) -> None:
    for strip in strips(source, width):
        assert strip.cell_length == width
        assert sum(segment.cell_length for segment in strip) == width


@given(SOURCES, st.integers(2, 90))
def test_every_link_is_on_a_line(source: str, width: int) -> None:
    page = read(scrub(source))
    lines = PageLines(page, width)
    places = [lines.line_of(link) for link in range(len(page.links))]
    # In a narrow table, what is cut from a cell.
    assert all(place is None or 0 <= place < lines.height for place in places)


@pytest.mark.parametrize("width", [2, 7, 12, 20, 79])
def test_no_word_is_lost_however_narrow_it_is(width: int) -> None:
    source = "# one\n\n- two\n  - three\n\n> > four\n\n```\nfive six\n```\n\n| seven | eight |\n|-|-|\n| nine | ten |"
    letters = "".join(line.replace(" ", "") for line in drawn(source, width))
    found = "".join(letter for letter in letters if letter.isalpha())
    if width >= 20:
        assert found == "onetwothreefourfivesixseveneightnineten"
    assert sorted(found) == sorted("onetwothreefourfivesixseveneightnineten")


def test_words_are_broken_beside_what_stands_in_front_of_them() -> None:
    assert drawn("- one two three\n\n> four five six seven", 14) == [
        "• one two", "  three", "", "▌ four five", "▌ six seven",
    ]  # fmt: skip


def test_of_deep_marks_as_many_are_shown_as_leave_room_for_words() -> None:
    assert drawn("> " * 16 + "0123456789", 14) == ["▌ ▌ 0123456789"]
    assert drawn("> " * 16 + "0123456789", 5) == ["01234", "56789"]


def test_code_is_broken_nowhere_but_where_it_is_too_wide() -> None:
    assert drawn("```\na  b\n\n0123456789\n```", 8) == ["a  b", "", "01234567", "89"]
    assert drawn("```\na  b\n```", 30) == [" a  b"]


def test_a_tables_columns_are_as_wide_as_they_must_be_and_aligned() -> None:
    assert drawn("a | b | c\n:-|-:|:-:\nlong | words | are\n1|2|3") == [
        "┌──────┬───────┬─────┐",
        "│ a    │     b │  c  │",
        "├──────┼───────┼─────┤",
        "│ long │ words │ are │",
        "│ 1    │     2 │  3  │",
        "└──────┴───────┴─────┘",
    ]


def test_the_widest_columns_share_the_room_that_is_left() -> None:
    assert drawn("a | words that are many | and more of them\n-|-|-\n", 30) == [
        "┌───┬────────────┬───────────┐",
        "│ a │ words that │ and more  │",
        "│   │ are many   │ of them   │",
        "├───┼────────────┼───────────┤",
        "└───┴────────────┴───────────┘",
    ]


def test_a_table_without_room_for_its_columns_is_shown_without_lines() -> None:
    assert drawn("ab | cd | ef\n-|-|-\n1|2|3", 15) == ["ab │ cd │ ef", "1 │ 2 │ 3"]


def test_of_a_long_cell_the_first_lines_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines_of_pages, "CELL_LINES", 2)
    assert drawn("a | b\n-|-\none two three | x\none two three four five | y", 15)[3:-1] == [
        "│ one two │ x │",
        "│ three   │   │",
        "│ one two │ y │",
        "│ three…  │   │",
    ]


def test_what_is_copied_has_neither_marks_nor_line_breaks_that_the_width_made() -> None:
    lines = PageLines(read("- one two three\n  - four\n\n> five  \n> six\n\n    seven\n    eight"), 9)
    assert list(lines.paragraphs) == ["one two three", "four", "", "five", "six", "", "seven", "eight"]


def test_words_have_the_names_of_how_they_look() -> None:
    names: list[str] = []

    def note(name: str | Style) -> Style:
        names.append(str(name))
        return STYLE

    lines = PageLines(read("## a *b*\n\n[`c`](d)\n\n```\ne\n```\n\n---\n\n> - f\n\n|g|\n|-|"), 40)
    for y in range(lines.height):
        lines.strip(y, LOOK._replace(read_style=note))
    assert dict.fromkeys(names).keys() == {
        "heading-2", "emphasis", "code", "link 0", "code-block", "line", "quote", "mark", "head",
    }  # fmt: skip
