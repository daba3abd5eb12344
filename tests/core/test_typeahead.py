"""Type-ahead: where typing takes a cursor."""

from opui.core.session.typeahead import PAUSE, TEXTS, TypeAhead


def typed(text: str, at: int = -1, pause: float = 100.0) -> list[int]:
    """Where each character takes the cursor."""
    ahead, places, texts = TypeAhead(), [], ["src", "Sample", "  same", "ß", "", "tests"]
    for number, character in enumerate(text):
        found = ahead.place(len(texts), texts.__getitem__, at, character, number * pause)
        at = found if found >= 0 else at
        places.append(found)
    return places


def test_a_character_goes_to_the_next_that_begins_with_it_around_the_end() -> None:
    assert typed("s", 0) == [1]
    assert typed("s", 5) == [0]
    assert typed("T", 0) == [5]
    assert typed("sss", 0) == [1, 2, 3]
    assert typed("ssss", 0) == [1, 2, 3, 0]


def test_characters_in_quick_succession_are_looked_for_together() -> None:
    assert typed("samp", 0) == [1, 1, 1, 1]
    assert typed("same", 0) == [1, 1, 1, 2]
    assert typed("st", 0, pause=PAUSE + 1) == [1, 5]


def test_what_nothing_begins_with_takes_the_cursor_nowhere() -> None:
    assert typed("x") == [-1]
    assert typed("sx", 0) == [1, -1]
    assert TypeAhead().place(0, str, -1, "a", 0) == -1


def test_only_so_many_texts_are_looked_at() -> None:
    looked: list[int] = []

    def text(place: int) -> str:
        looked.append(place)
        return ""

    assert TypeAhead().place(10 * TEXTS, text, 5, "a", 0) == -1
    assert (looked[0], len(looked)) == (6, TEXTS)
