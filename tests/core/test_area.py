"""A text of several lines that a person edits: keys, undo, and what becomes of both while a guest changes the text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core import clusters, protocol
from opui.core.scrub import scrub
from opui.core.session.area import Area
from opui.core.session.events import VALUE_LENGTH
from opui.core.session.line import Clipboard
from opui.core.splice import Splice
from opui.core.wire.records import Event

FAMILY = "👩\u200d👩\u200d👧"
LETTERS = ("a", "b c", "é", "e\u0301", "漢", FAMILY, "🇨🇭", "\n", " ", "\t", "\u200d", "\u0301", "_1")
ACTIONS = (
    "cursor_left", "cursor_right", "cursor_up", "cursor_down", "home", "end", "text_home", "text_end", "page_down",
    "cursor_left_word", "cursor_right_word", "cursor_left(True)", "cursor_up(True)", "text_end(True)", "select_line",
    "select_all", "delete_left", "delete_right", "delete_left_word", "delete_right_word", "delete_left_all",
    "delete_right_all", "delete_line", "break_line", "cut", "undo", "redo",
)  # fmt: skip


def area(text: str, caret: int | None = None, anchor: int | None = None) -> Area:
    made = Area(text, Clipboard())
    caret = len(text) if caret is None else caret
    made.select(caret if anchor is None else anchor, caret)
    made.news(1)
    return made


def edits(news: list[Event]) -> list[Splice]:
    return [Splice(int(e.numbers[0]), int(e.numbers[1]), e.text) for e in news if e.name == "edit"]


def after(text: str, news: list[Event]) -> str:
    for splice in edits(news):
        text = splice.done(text)
    return text


# --- Keys ---


@pytest.mark.parametrize(
    ("action", "text", "caret", "becomes", "then"),
    [
        ("break_line", "ab", 1, "a\nb", 2),
        ("cursor_up", "abc\nde", 5, "abc\nde", 1),
        ("cursor_down", "abc\nd\nefg", 3, "abc\nd\nefg", 5),
        ("cursor_up", "abc", 2, "abc", 0),
        ("cursor_down", "abc", 2, "abc", 3),
        ("cursor_left", "a\nb", 2, "a\nb", 1),
        ("cursor_right", "a\nb", 1, "a\nb", 2),
        ("cursor_left", f"a{FAMILY}", 6, f"a{FAMILY}", 1),
        ("home", "a\nbc", 4, "a\nbc", 2),
        ("end", "ab\nc", 0, "ab\nc", 2),
        ("text_end", "ab\nc", 0, "ab\nc", 4),
        ("cursor_left_word", "one two\nx", 7, "one two\nx", 4),
        ("cursor_left_word", "one\ntwo", 4, "one\ntwo", 3),
        ("cursor_right_word", "one two\nx", 0, "one two\nx", 4),
        ("cursor_right_word", "one\ntwo", 3, "one\ntwo", 4),
        ("delete_left", "a\nb", 2, "ab", 1),
        ("delete_left", f"a{FAMILY}", 6, "a", 1),
        ("delete_right", "a\nb", 1, "ab", 1),
        ("delete_left_word", "one two", 7, "one ", 4),
        ("delete_right_word", "one two", 0, "two", 0),
        ("delete_left_all", "a\nbc", 3, "a\nc", 2),
        ("delete_right_all", "ab\nc", 1, "a\nc", 1),
        ("delete_right_all", "ab\nc", 2, "abc", 2),
        ("delete_line", "a\nbc\nd", 3, "a\nd", 2),
        ("page_down", "abc\nabc", 1, "abc\nabc", 5),
        ("page_down", "abc\nabc", 5, "abc\nabc", 7),
        ("page_up", "abc\nabc", 5, "abc\nabc", 1),
        ("page_up", "a\n" * 30, 60, "a\n" * 30, 20),
    ],
)
def test_an_own_key_does_what_it_is_called(action: str, text: str, caret: int, becomes: str, then: int) -> None:
    edited = area(text, caret)
    edited.do(action)
    assert (edited.text, edited.caret, edited.anchor) == (becomes, then, then)


def test_up_and_down_keep_the_column_that_they_began_in() -> None:
    edited = area("abcdef\nab\nabcdef", 5)
    edited.do("cursor_down")
    edited.do("cursor_down")
    assert edited.caret == 15


def test_shift_selects_on_the_way_and_typing_replaces_what_is_selected() -> None:
    edited = area("one\ntwo", 1)
    edited.do("cursor_down(True)")
    assert (edited.anchor, edited.caret) == (1, 5)
    edited.type("X")
    assert (edited.text, edited.caret) == ("oXwo", 2)


def test_words_and_lines_are_selected_by_clicks() -> None:
    edited = area("one two_3, x\nlast")
    edited.select_word(6)
    assert edited.text_to_copy == "two_3"
    edited.select_word(9)
    assert edited.text_to_copy == ","
    edited.select_line()
    assert edited.text_to_copy == "one two_3, x\n"


def test_a_cut_comes_to_the_clipboard_and_what_a_guest_selects_does_not() -> None:
    edited = area("one two", 3, 0)
    edited.do("cut")
    assert (edited.text, edited._clipboard.text) == (" two", "one")
    edited.select_for_guest(0, 4)
    assert not edited.copy()
    edited.do("cut")
    assert (edited.text, edited._clipboard.text) == (" two", "one")


def test_what_is_read_only_is_moved_in_and_copied_but_not_edited() -> None:
    edited = area("one two")
    edited.read_only = True
    for action in ("delete_left", "break_line", "delete_line", "undo"):
        edited.do(action)
    assert edited.type("x") == 1
    edited.do("cursor_left_word(True)")
    edited.do("cut")
    assert (edited.text, edited.text_to_copy) == ("one two", "two")
    assert edits(edited.news(1)) == []


# --- What is typed ---


def test_a_paste_keeps_its_lines_and_is_scrubbed() -> None:
    edited = area("")
    edited.type("one\r\ntwo\u2028three\x1b[31m\ta")
    assert edited.text == "one\ntwo\nthree[31m\ta"


def test_a_joiner_waits_for_what_it_joins() -> None:
    edited = area("x👩")
    edited.type("\u200d")
    edited.type("💻")
    assert edited.text == "x👩\u200d💻"
    edited.do("delete_left")
    assert edited.text == "x"


def test_what_there_is_no_room_for_is_cut_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "EDITED_TEXT", 10)
    edited = area("12345678")
    assert edited.type("ab" + FAMILY) == 5
    assert edited.text == "12345678ab"
    assert edited.type("x") == 1


def test_no_more_lines_are_put_in_than_there_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "EDITED_LINES", 3)
    edited = area("a\nb")
    assert edited.type("\nc\nd") == 2
    assert edited.text == "a\nb\nc"


def test_what_is_longer_than_an_event_is_told_in_pieces() -> None:
    edited = area("ab", 1)
    edited.type("x" * (2 * VALUE_LENGTH + 1))
    news = edited.news(1)
    assert [len(splice.text) for splice in edits(news)] == [VALUE_LENGTH, VALUE_LENGTH, 1]
    assert after("ab", news) == edited.text


def test_the_caret_is_told_once_for_what_is_done_at_once() -> None:
    edited = area("ab", 1)
    edited.type("x")
    assert edited.news(7) == [Event("edit", 7, "x", (1, 1)), Event("selection", 7, "", (2, 2))]
    edited.do("cursor_left(True)")
    assert edited.news(7) == [Event("selection", 7, "", (2, 1))]
    edited.select(2, 1)
    assert edited.news(7) == []


# --- Undo ---


def test_undo_takes_back_a_word_at_a_time_and_redo_does_it_again() -> None:
    edited = area("")
    for letter in "one two":
        edited.type(letter)
    edited.do("undo")
    assert edited.text == "one "
    edited.do("undo")
    assert edited.text == ""
    edited.do("redo")
    edited.do("redo")
    assert (edited.text, edited.caret) == ("one two", 7)


def test_an_edit_ends_what_can_be_done_again() -> None:
    edited = area("")
    edited.type("a")
    edited.do("undo")
    edited.type("b")
    edited.do("redo")
    assert edited.text == "b"


def test_undo_leaves_what_the_guest_has_done() -> None:
    edited = area("one\ntwo\n")
    edited.type("x")
    edited.splice_by_guest([Splice(0, 3, "first line")])
    edited.type("y")
    edited.splice_by_guest([Splice(11, 14, "2")])
    edited.do("undo")
    assert edited.text == "first line\n2\n"
    edited.splice_by_guest([Splice(0, 0, "# ")])
    edited.do("redo")
    assert edited.text == "# first line\n2\nxy"


def test_undo_is_told_as_an_edit() -> None:
    edited = area("abc", 3, 0)
    edited.do("delete_left")
    edited.news(1)
    edited.do("undo")
    assert after("", edited.news(1)) == "abc"


# --- Whatever is done ---

STEPS = st.one_of(
    st.tuples(st.just("type"), st.sampled_from(LETTERS)),
    st.tuples(st.just("do"), st.sampled_from(ACTIONS)),
    st.tuples(st.just("guest"), st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from(("", *LETTERS)))),
    st.tuples(st.just("select"), st.tuples(st.integers(0, 30), st.integers(0, 30))),
)


def step(edited: Area, name: str, value: Any) -> list[Splice]:
    """Do a step; return what the guest has done in it."""
    if name == "guest":
        start, end = sorted(min(place, len(edited.text)) for place in value[:2])
        edited.splice_by_guest([splice := Splice(start, end, value[2])])
        return [splice]
    if name == "type":
        edited.type(value)
    elif name == "do":
        edited.do(value)
    else:
        edited.select(*value)
    return []


@given(st.lists(STEPS, max_size=25), st.text("ab \n漢", max_size=12))
def test_what_is_told_makes_the_text_that_is_shown(steps: list[tuple[str, Any]], text: str) -> None:
    edited = area(text)
    for name, value in steps:
        for splice in step(edited, name, value):
            text = splice.done(text)
        text = after(text, edited.news(1))
        assert text == edited.text
        assert 0 <= min(edited.anchor, edited.caret) <= max(edited.anchor, edited.caret) <= len(text)


@pytest.mark.parametrize("before", range(250, 262))
def test_what_is_typed_joins_what_stands_before_it_however_long_the_line_is(before: int) -> None:
    text = "a" * (before % 3) + FAMILY * (before // len(FAMILY) + 1) + "b👩"
    edited = area(text)
    edited.type("\u200d")
    edited.type("💻")
    assert edited.text == text + "\u200d💻"


def test_what_is_typed_beside_what_a_guest_has_left_unscrubbed_is_scrubbed_by_itself() -> None:
    edited = area("\u200dx")
    edited.type("\u200dé\u200d")
    assert edited.text == "\u200dxé"


@given(st.lists(STEPS.filter(lambda step: step[0] != "guest"), max_size=25))
def test_no_caret_stands_inside_a_cluster_and_no_edit_leaves_what_has_to_be_scrubbed(
    steps: list[tuple[str, Any]],
) -> None:
    edited = area("")
    for name, value in steps:
        step(edited, name, value)
        assert {edited.anchor, edited.caret} <= set(clusters.borders(edited.text))
        assert scrub(edited.text) == edited.text


@given(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=12), st.lists(STEPS, max_size=6))
def test_undo_takes_all_back_that_a_person_has_done(letters: list[str], steps: list[tuple[str, Any]]) -> None:
    edited = area("start\n")
    for letter in letters:
        edited.type(letter)
    for name, value in steps:
        if name != "guest" and value not in ("undo", "redo"):
            step(edited, name, value)
    for _ in range(60):
        edited.do("undo")
    assert edited.text == "start\n"


class TextLayout:
    """What an area tells what shows it; moves up and down go to the end."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def replace_lines(self, first: int, count: int, lines: list[str]) -> None:
        self.told.append((first, count, lines))

    def caret_moved(self) -> None:
        self.told.append("caret")

    def vertical(self, place: int, column: int | None, by: int, page: bool) -> tuple[int, int]:
        return (99 if by > 0 else 0), 7


def test_what_shows_a_text_is_told_which_lines_are_others_and_says_where_a_row_below_is() -> None:
    area = Area("one\ntwo\nthree", Clipboard())
    area.text_layout = text_layout = TextLayout()
    area.select(4, 7)
    area.type("2\n2")
    assert text_layout.told == ["caret", (1, 1, ["2", "2"]), "caret"]
    area.do("cursor_up")
    assert area.caret == 0
    area.do("cursor_down")
    assert area.caret == len(area.text)


def test_what_the_guest_has_selected_stays_its_own_until_a_person_selects_even_the_same() -> None:
    area = Area("some text", Clipboard())
    area.select_for_guest(0, 4)
    area.select_for_guest(0, 4)
    area.splice_by_guest([Splice(9, 9, "!")])
    assert area.is_selected_by_guest
    area.select(0, 4)
    assert not area.is_selected_by_guest


def test_a_text_that_may_only_be_read_is_not_changed_by_undo_and_redo() -> None:
    area = Area("", Clipboard())
    area.type("x")
    area.do("undo")
    area.read_only = True
    area.do("redo")
    assert area.text == ""
