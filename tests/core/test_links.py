"""Which link a key highlights, and which keys a page takes."""

import pytest

from opui.core.session.links import FOLLOW, kept, moved, taken

KEYS = {"enter": FOLLOW, "up": "previous_link", "down": "next_link"}


@pytest.mark.parametrize(
    ("links", "link", "keys"),
    [
        (0, -1, []),
        (1, -1, ["down"]),
        (1, 0, ["enter"]),
        (3, -1, ["down"]),
        (3, 0, ["enter", "down"]),
        (3, 1, ["enter", "up", "down"]),
        (3, 2, ["enter", "up"]),
    ],
)
def test_a_page_takes_the_keys_that_lead_to_a_link(links: int, link: int, keys: list[str]) -> None:
    assert list(taken(KEYS, links, link)) == keys


def test_a_key_highlights_the_link_before_or_behind() -> None:
    assert moved("next_link", -1) == 0
    assert moved("next_link", 3) == 4
    assert moved("previous_link", 3) == 2


def test_the_highlight_stays_where_the_same_link_is_at_the_same_place() -> None:
    assert kept(["a", "b"], ["a", "b", "c"], 1) == 1
    assert kept(["a", "b"], ["b", "a"], 1) == -1
    assert kept(["a", "b"], ["a"], 1) == -1
    assert kept([], ["a"], -1) == -1
