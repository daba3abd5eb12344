import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core import clusters
from opui.core.scrub import scrub
from opui.core.session.line import EDITS, Clipboard, Line
from opui.core.session.masked import Mask
from opui.core.session.rules import Rules
from tests.core.test_line import line_of, shown


def masked(before: str, mask: str) -> Line:
    line = line_of(before)
    line.rules = Rules(mask=mask)
    return line


DATE = "99/99/9999"


@pytest.mark.parametrize(
    ("mask", "before", "typed", "after", "cut"),
    [
        (DATE, "|", "1", "1|", 0),
        (DATE, "1|", "2", "12/|", 0),
        (DATE, "|", "31122026", "31/12/2026|", 0),
        (DATE, "|", "31/12/2026", "31/12/2026|", 0),
        (DATE, "|", "31-12-2026", "31/12/2026|", 2),
        (DATE, "|", "1/2/2026", "1 /2 /2026|", 0),
        (DATE, "|", "/", "|", 1),
        (DATE, "12/|", "/", "12/|", 0),
        (DATE, "1|2/34", "9", "19/|34", 0),
        (DATE, "12|", "3", "12/3|", 0),
        (DATE, "31/12/2026|", "7", "31/12/2026|", 1),
        (DATE, "<31/12|/2026", "4", "4| /  /2026", 0),
        (DATE, "1|", "x", "1|", 1),
        (DATE, "|", "x1y2z", "12/|", 3),
        ("(999) 999", "|", "1", "(1|", 0),
        ("(999) 999", "|", "(123) 456", "(123) 456|", 0),
        ("(999) 999", "(12|", "3", "(123) |", 0),
        (">AA<AA!AA", "|", "abCDeF", "ABcdeF|", 0),
        ("XX", "|", "日e\u0301é", "日é|", 2),
        ("XX", "a|", "\u0301", "a|", 1),
        ("XX", "🇩|", "🇪", "🇩|", 1),
        ("#9", "|", "-1", "-1|", 0),
        ("BB:hh", "|", "012fg", "01:2f|", 1),
        ("dd", "|", "01", "1|", 1),
    ],
)
def test_what_is_typed_fills_the_places_of_a_mask(mask: str, before: str, typed: str, after: str, cut: int) -> None:
    line = masked(before, mask)
    assert line.type(typed).cut == cut
    assert shown(line) == after


@pytest.mark.parametrize(
    ("mask", "before", "action", "after"),
    [
        (DATE, "12/|", "delete_left", "1|"),
        (DATE, "12/3|", "delete_left", "12/|"),
        (DATE, "1|", "delete_left", "|"),
        (DATE, "|12", "delete_left", "|12"),
        (DATE, "12/|34", "delete_left", "1| /34"),
        (DATE, "1|2/34", "delete_right", "1| /34"),
        (DATE, "1|2/34", "delete_left", "| 2/34"),
        (DATE, "12/34/|", "delete_left_word", "12/|"),
        (DATE, "12/34/5|", "delete_left_word", "12/34/|"),
        (DATE, "1|2/34", "delete_right_word", "1| /34"),
        (DATE, "12/|34", "delete_left_all", "|  /34"),
        (DATE, "12/34|", "delete_left_all", "|"),
        (DATE, "12/|34", "delete_right_all", "12/|"),
        (DATE, "1<2/3|4", "delete_left", "1| / 4"),
        (DATE, "12/|", "cursor_left", "1|2/"),
        (DATE, "1|2/34", "cursor_right", "12/|34"),
        (DATE, "1|2/34", "cursor_right(True)", "1<2/|34"),
        (DATE, "12/34/|56", "cursor_left_word", "12/|34/56"),
        (DATE, "12/|34", "cursor_left_word", "|12/34"),
        (DATE, "|12/34", "cursor_right_word", "12/|34"),
        (DATE, "12/|34", "cursor_right_word", "12/34|"),
        ("(999)", "(12|", "home", "(|12"),
        ("(999)", "(|12", "cursor_left", "(|12"),
        ("(999)", "(|12", "delete_left", "(|12"),
        ("(999)", "(12|", "cursor_left_word", "(|12"),
        ("(999)", "(1|", "delete_left", "|"),
        ("(999)", "|", "end", "|"),
    ],
)
def test_own_keys_pass_over_separators(mask: str, before: str, action: str, after: str) -> None:
    line = masked(before, mask)
    line.do(action)
    assert shown(line) == after


def test_a_value_of_the_guests_is_shown_as_it_is_and_laid_into_the_places_when_it_is_edited() -> None:
    line = masked("31122026|", DATE)
    line.do("cursor_left")
    assert shown(line) == "3112202|6"
    line.do("delete_left")
    assert shown(line) == "31/12/20| 6"
    line = masked("none|", DATE)
    line.type("1")
    assert shown(line) == "1|"


def test_a_click_on_a_separator_puts_the_caret_behind_it() -> None:
    line = masked("|12/34", DATE)
    assert line.places(2, 2) == (3, 3)
    assert line.places(1, 2) == (1, 2)


def test_what_was_typed_behind_a_value_that_the_guest_cleared_is_laid_out_anew() -> None:
    """The value is what is put behind the guest's: `2/3` of `12/3`, where `1` was known."""
    line = masked("|", DATE)
    line.set("2/3")
    line.type("4")
    assert shown(line) == "2 /34/|"


def test_the_shape_has_separators_and_blanks_or_what_the_placeholder_says() -> None:
    assert Mask("99/99;_").shape("") == "__/__"
    assert Mask("99/99").shape("MM-YY") == "MM/YY"
    assert Mask("99/99;.").shape("MM/YYYY") == "../.."
    assert Mask("99;.").shape("日本") == ".."


def test_what_is_still_to_be_filled() -> None:
    mask = Mask(DATE)
    assert [mask.is_ahead(value) for value in ("", "12/", "12/34/5678", "words")] == [True, True, False, False]
    assert mask.blanks("1 /34") == [1]
    assert mask.blanks("a b") == []


MASKS = (DATE, "(999) 999-9999;_", ">AA-<xx", "XXXX", "\\99", "##.##", "--A--", "HH:HH:HH;·")


@given(st.sampled_from(MASKS), st.data())
def test_whatever_is_done_the_value_lies_in_its_places_and_the_caret_at_one(mask: str, data: st.DataObject) -> None:
    line = masked("|", mask)
    line.value = data.draw(st.one_of(st.just(""), st.text("12a/ -日\u0301🇩", max_size=12)).map(scrub))
    line.caret = line.anchor = len(line.value)
    edited = False
    for _ in range(data.draw(st.integers(1, 8))):
        before = line.value
        if data.draw(st.booleans()):
            line.type(data.draw(st.text("12aB/-:. (é日\u0301👍🇩🇪", max_size=4)))
        else:
            line.do(data.draw(st.sampled_from([*sorted(EDITS), "cursor_left(True)", "cursor_right(True)"])))
        edited = edited or line.value != before
        assert 0 <= line.caret <= len(line.value)
        assert line.value == scrub(line.value)
        if edited:
            assert line.mask is not None
            assert line.mask._holds(line.value), (mask, line.value)
            assert line.caret in line.mask.stops(line.value)
            assert len(clusters.borders(line.value)) == len(line.value) + 1


@given(st.sampled_from(MASKS), st.text("12aB/-:.() é", max_size=16))
def test_what_is_typed_key_by_key_is_what_is_pasted(mask: str, text: str) -> None:
    one, other = masked("|", mask), masked("|", mask)
    one.type(text)
    for character in text:
        other.type(character)
    assert shown(one) == shown(other)


def test_a_paste_of_any_length_is_looked_at_so_far() -> None:
    line = Line("", Clipboard())
    line.rules = Rules(mask="9" * 256)
    assert line.type("1x" * 1_000_000).cut == 2_000_000 - 256
    assert line.value == "1" * 256
