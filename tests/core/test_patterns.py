import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core.tree.patterns import FITS, PatternError, Place, has_cells, parse_characters, parse_mask


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("abc", "abc", "d-"),
        ("a-c", "abc", "d-"),
        ("a-c-", "abc-", "d"),
        ("-a", "-a", "b"),
        ("+-", "+-", ",."),
        ("a-cx-z0", "abcxyz0", "dw1"),
        ("a-z-9", "az-9", "0"),
        ("b-da-c", "abcd", "e"),
        ("א-ת", "אבת", "a"),
    ],
)
def test_characters_stand_by_themselves_or_as_ranges(text: str, inside: str, outside: str) -> None:
    characters = parse_characters(text)
    assert all(characters.hold(each) for each in inside)
    assert not any(characters.hold(each) for each in outside)


@given(st.lists(st.tuples(st.integers(48, 70), st.integers(0, 9)), max_size=8))
def test_ranges_hold_what_each_of_them_holds(ranges: list[tuple[int, int]]) -> None:
    text = "".join(f"{chr(first)}-{chr(first + more)}" for first, more in ranges)
    inside = {code for first, more in ranges for code in range(first, first + more + 1)}
    assert {code for code in range(40, 90) if parse_characters(text).hold(chr(code))} == inside


def test_a_mask_is_places_between_separators() -> None:
    assert parse_mask("9/\\9;_") == ((Place(fits=FITS["9"]), Place("/"), Place("9")), "_")
    assert parse_mask(">A<a!a").places == (
        Place(fits=FITS["A"], case="upper"),
        Place(fits=FITS["a"], case="lower"),
        Place(fits=FITS["a"]),
    )
    assert parse_mask("9").blank == " "
    assert parse_mask("9;").blank == " "
    assert parse_mask("9\\").places[1] == Place("\\")


@given(st.text("9AX#><!\\;-/é\u0301日_", max_size=12))
def test_whatever_is_called_a_mask_is_one_or_is_refused(text: str) -> None:
    try:
        template = parse_mask(text)
    except PatternError:
        return
    assert not all(place.separator for place in template.places)
    assert has_cells("".join(place.separator or template.blank for place in template.places))


def test_a_letter_that_would_become_two_stays_as_it_is() -> None:
    place = parse_mask(">X").places[0]
    assert [place.turned(each) for each in "aß"] == ["A", "ß"]


def test_a_range_that_ends_before_it_begins_and_a_mask_without_end_are_refused() -> None:
    with pytest.raises(PatternError, match="'z-a' ends before it begins"):
        parse_characters("az-a")
    with pytest.raises(PatternError, match="places are over"):
        parse_mask("9" * 10_000)
