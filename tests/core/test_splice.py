"""Splices: two who change one text at once come to the same text, and nothing that the person has typed is lost."""

from hypothesis import given
from hypothesis import strategies as st

from opui.core.splice import Splice, follow, joined, middle, moved, past

TEXTS = st.text("ab \n漢", max_size=12)


@st.composite
def changes(draw: st.DrawFn, text: str, most: int = 3) -> list[Splice]:
    """Splices of a text, one after the other."""
    found: list[Splice] = []
    for _ in range(draw(st.integers(0, most))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        splice = Splice(start, end, draw(TEXTS)).of(text)
        found.append(splice)
        text = splice.done(text)
    return found


def all_done(text: str, splices: list[Splice]) -> str:
    for splice in splices:
        text = splice.done(text)
    return text


@given(st.data(), TEXTS)
def test_both_sides_come_to_the_same_text(data: st.DataObject, text: str) -> None:
    persons, guests = data.draw(changes(text)), data.draw(changes(text))
    theirs, mine = guests, []
    for edit in persons:
        after, theirs = past(edit, theirs)
        mine.append(after)
    assert all_done(all_done(text, guests), mine) == all_done(all_done(text, persons), theirs)


@given(st.data(), TEXTS)
def test_what_a_person_has_typed_is_still_there_after_whatever_a_guest_has_done(data: st.DataObject, text: str) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    edit = Splice(start, end, "typed")
    after, rest = past(edit, data.draw(changes(text)))
    assert after.text == "typed"
    assert "typed" in all_done(edit.done(text), rest)


@given(st.data(), TEXTS)
def test_what_is_left_of_a_guests_splice_takes_out_what_stands_there(data: st.DataObject, text: str) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    edit = Splice(start, end, "typed")
    _, rest = past(edit, data.draw(changes(text)))
    shown = edit.done(text)
    for splice in rest:
        assert splice == splice.of(shown)
        shown = splice.done(shown)


@given(st.data(), TEXTS)
def test_a_place_stays_within_the_text(data: st.DataObject, text: str) -> None:
    place = data.draw(st.integers(0, len(text)))
    for splice in data.draw(changes(text)):
        place = moved(place, splice)
        text = splice.done(text)
        assert 0 <= place <= len(text)


@given(st.data(), TEXTS)
def test_a_splice_and_its_inverse_leave_the_text_as_it_was(data: st.DataObject, text: str) -> None:
    for splice in data.draw(changes(text, 1)):
        assert splice.inverse().done(splice.done(text)) == text


@given(st.data(), TEXTS)
def test_two_splices_that_are_joined_do_what_both_do(data: st.DataObject, text: str) -> None:
    found = data.draw(changes(text, 2))
    if len(found) == 2 and (both := joined(*found)) is not None:
        assert both.done(text) == all_done(text, found)


@given(TEXTS, TEXTS)
def test_the_middle_makes_one_text_of_another_and_is_no_larger_than_it_must_be(old: str, new: str) -> None:
    splice = middle(old, new)
    assert splice.done(old) == new
    assert splice == splice.of(old)
    both = splice.removed and splice.text
    assert not both or (splice.removed[0] != splice.text[0] and splice.removed[-1] != splice.text[-1])


def test_a_place_in_what_is_replaced_stays_behind_as_many_letters() -> None:
    assert moved(3, Splice(0, 5, "HELLO", "hello")) == 3
    assert moved(7, Splice(2, 2, "xx")) == 9
    assert moved(2, Splice(2, 2, "xx")) == 4


def test_a_place_in_a_long_text_that_is_replaced_is_not_searched_for() -> None:
    assert moved(10, Splice(0, 9000, "x" * 5, "y" * 9000)) == 5


def test_follow_finds_the_place_by_what_stands_around_it() -> None:
    assert follow("abc", "xabc", 1) == 2
    assert follow("abc", "abX", 2) == 2
    assert follow("12345", "12.345", 5) == 6
