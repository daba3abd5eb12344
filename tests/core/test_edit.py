import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core.scrub import scrub
from opui.core.session.edit import pasted, put, span
from opui.core.session.events import VALUE_LENGTH
from opui.core.splice import follow


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x07b\0c\x08d\x7f", "abcd"),
        ("a\x9b31mb\x1b]0;title\x07", "a31mb]0;title"),
        ("ab\u202ecd\u200b\ufeff", "abcd"),
        ("a\u3164b", "ab"),
    ],
)
def test_what_a_person_puts_in_is_scrubbed_like_the_guests(text: str, clean: str) -> None:
    assert put("<>", text, 1, 1, VALUE_LENGTH) == (f"<{clean}>", 1 + len(clean), True, 0)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x85", "\u2028", "\u2029", "\v", "\f", "\t"])
def test_all_lines_are_kept_with_spaces_between_them(end: str) -> None:
    assert put("", f"one{end}two{end}three", 0, 0, VALUE_LENGTH).value == "one two three"


@pytest.mark.parametrize(
    ("most", "value", "caret", "taken", "cut"),
    [
        (7, "axyzwbc", 5, True, 0),
        (6, "axyzbc", 4, True, 1),
        (4, "axbc", 2, True, 3),
        (3, "abc", 1, False, 4),
        (2, "abc", 1, False, 4),
    ],
)
def test_what_there_is_no_room_for_is_cut_from_its_end(
    most: int, value: str, caret: int, taken: bool, cut: int
) -> None:
    assert put("abc", "xyzw", 1, 1, most) == (value, caret, taken, cut)


def test_what_is_selected_stays_if_nothing_comes_in_its_place() -> None:
    assert put("abc", "\u200b", 0, 3, VALUE_LENGTH) == ("abc", 3, False, 0)


def test_something_can_be_deleted_from_a_text_that_is_too_long() -> None:
    assert put("abcd", "", 1, 2, 2) == ("acd", 1, True, 0)


def test_a_paste_of_any_length_is_cut_to_what_fits() -> None:
    done = put("", "x" * 10_000_000, 0, 0, VALUE_LENGTH)
    assert (done.value, done.cut) == ("x" * VALUE_LENGTH, 10_000_000 - VALUE_LENGTH)


def test_what_needs_its_neighbours_can_be_typed_by_itself() -> None:
    assert put("❤", "\ufe0f", 1, 1, VALUE_LENGTH).value == "❤\ufe0f"
    assert put("x", "\ufe0f", 1, 1, VALUE_LENGTH) == ("x", 1, False, 0)


@given(st.text("ab\0\n\u200d\ufe0f👩💻🏽\u202e\u0301", max_size=12), st.text("x\u200d👩🏽", max_size=6), st.data())
def test_whatever_is_put_where_the_line_is_clean(text: str, around: str, data: st.DataObject) -> None:
    value = scrub(around)
    place = data.draw(st.integers(0, len(value)))
    most = data.draw(st.integers(len(value), 12))
    done = put(value, text, place, place, most)
    assert done.value == scrub(done.value)
    assert "\n" not in done.value
    assert len(done.value) <= most
    assert 0 <= done.caret <= len(done.value)


@pytest.mark.parametrize(
    ("value", "anchor", "caret", "found"),
    [
        ("ae\u0301b", 2, 2, (3, 3)),
        ("ae\u0301b", 2, 4, (1, 4)),
        ("ae\u0301b", 4, 2, (4, 1)),
        ("ae\u0301b", 0, 2, (0, 3)),
        ("ae\u0301b", 2, 0, (3, 0)),
        ("ab", -5, 9, (0, 2)),
    ],
)
def test_a_selection_holds_each_cluster_whole_or_not_at_all(
    value: str, anchor: int, caret: int, found: tuple[int, int]
) -> None:
    assert span(value, anchor, caret) == found


@pytest.mark.parametrize(
    ("most", "value", "pasted", "after", "cut"),
    [
        (7, "", "ab👨\u200d👩\u200d👧c", "ab👨\u200d👩\u200d👧", 1),
        (6, "", "ab👨\u200d👩\u200d👧c", "ab", 6),
        (3, "", "🇩🇪🇫🇷", "🇩🇪", 2),
        (4, "abcd", "x", "abcd", 1),
        (1, "e", "\u0301", "e", 1),
        (3, "", "\u1112\u1161\u11abx", "\u1112\u1161\u11ab", 1),
        (2, "", "\u1112\u1161\u11abx", "", 4),
    ],
)
def test_of_what_there_is_no_room_for_no_cluster_is_cut_apart(
    most: int, value: str, pasted: str, after: str, cut: int
) -> None:
    done = put(value, pasted, len(value), len(value), most)
    assert (done.value, done.caret, done.cut) == (after, len(after), cut)


def test_a_caret_moves_behind_what_an_edit_has_joined_to_one_cluster() -> None:
    assert put("🇩x🇪", "", 1, 2, VALUE_LENGTH) == ("🇩🇪", 2, True, 0)
    assert put("👨👩", "\u200d", 1, 1, VALUE_LENGTH) == ("👨\u200d👩", 3, True, 0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("abx|cd", "ABX|CD"),
        ("abx|CD", "ABX|CD"),
        (" |ab", "|ab"),
        ("ab |cd", "ab|cd"),
        ("1x|23-456", "1|23-456"),
        ("19|23-456", "19|2-345-6"),
        ("12345|67", "1,234,5|67"),
        ("1,23|,567", "123|,567"),
        ("Z|abcde", "Z|abcd"),
        ("ab cd|ef", "AB CD| EF"),
        ("ab|", "abcd|"),
        ("123|", "123-|"),
        ("|ab", "|AB"),
        ("e\u0301|x", "é|x"),
        ("foo|bar", "que|stion"),
        ("abc|d", "x|"),
        ("|", "abc|"),
        ("ab|cd", "|"),
        ("(|12", "[|12"),
    ],
)
def test_a_caret_keeps_its_place_in_the_text_that_a_guest_makes_of_it(old: str, new: str) -> None:
    assert follow(old.replace("|", ""), new.replace("|", ""), old.index("|")) == new.index("|")


@given(st.text("aA1 -\u0301", max_size=8), st.text("aA1 -\u0301", max_size=8), st.data())
def test_a_caret_stays_inside_of_whatever_text_comes(old: str, new: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(old)))
    assert 0 <= follow(old, new, place) <= len(new)
    assert follow(old, old, place) == place


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("a\u2028b\x85c\tx", "a\nb\nc\tx"),
        ("\x1b[31m\u202ered\x07", "[31mred"),
        ("", ""),
    ],
)
def test_a_guest_is_told_of_a_paste_with_its_lines_and_scrubbed(text: str, told: str) -> None:
    assert pasted(text) == (told, 0)


def test_a_guest_is_told_so_much_of_a_paste_and_no_part_of_a_cluster() -> None:
    family = "👨\u200d👩\u200d👧"
    assert pasted("x" * (VALUE_LENGTH - 1) + family) == ("x" * (VALUE_LENGTH - 1), len(family))
    text, cut = pasted("x" * 10_000_000)
    assert (len(text), cut) == (VALUE_LENGTH, 10_000_000 - VALUE_LENGTH)
