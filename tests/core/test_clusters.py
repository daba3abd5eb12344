"""Where clusters begin, by Unicode's own tests (`tests/unicode/`)."""

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import pytest

from opui.core import clusters
from opui.core.scrub import scrub

UNICODE = Path(__file__).resolve().parents[1] / "unicode"


def _rows(name: str) -> Iterator[str]:
    return (line for line in (UNICODE / name).read_text().splitlines() if not line.startswith("#"))


def _text(codes: str) -> str:
    return "".join(chr(int(code, 16)) for code in codes.split())


BREAKS = [[_text(cluster) for cluster in row.split("|")] for row in _rows("grapheme_breaks.txt")]
"""The rows of Unicode's test, each as its clusters."""
EMOJI = [_text(row) for row in _rows("emoji.txt")]
"""All fully-qualified emoji."""


def test_clusters_begin_where_unicode_says() -> None:
    assert len(BREAKS) > 700
    for row in BREAKS:
        text = "".join(row)
        if "\r\n" not in text:  # Of those no text has one that was scrubbed.
            assert list(clusters.borders(text)) == list(accumulate(map(len, row), initial=0)), ascii(text)


def test_each_emoji_is_one_cluster() -> None:
    assert len(EMOJI) > 3000
    for emoji in EMOJI:
        assert list(clusters.borders(f"{emoji}{emoji}")) == [0, len(emoji), 2 * len(emoji)], ascii(emoji)


def test_what_may_be_joined_to_another_of_its_kind_is_one_cluster_with_it() -> None:
    for code in (*range(0xA0, 0x3300), *range(0x1F000, 0x1FB00)):
        joined = f"{chr(code)}\u200d{chr(code)}"
        if scrub(joined) == joined:
            assert clusters.behind(joined, 0) == len(joined), hex(code)


FAMILY = "👨\u200d👩\u200d👧"
TEXT = f"a{FAMILY}e\u0301b"


@pytest.mark.parametrize(
    ("place", "before", "begin", "end", "behind"),
    [
        (0, 0, 0, 0, 1),
        (1, 0, 1, 1, 6),
        (3, 1, 1, 6, 6),
        (6, 1, 6, 6, 8),
        (7, 6, 6, 8, 8),
        (9, 8, 9, 9, 9),
    ],
)
def test_the_borders_around_a_place(place: int, before: int, begin: int, end: int, behind: int) -> None:
    functions = (clusters.before, clusters.begin, clusters.end, clusters.behind)
    assert [function(TEXT, place) for function in functions] == [before, begin, end, behind]


def test_an_empty_text_has_one_border() -> None:
    functions = (clusters.before, clusters.begin, clusters.end, clusters.behind)
    assert [function("", 0) for function in functions] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("one two", [4]),
        (" one, two_3", [1, 6]),
        ("cafe\u0301s e\u0301a", [7]),
        ("नमस्ते दुनिया", [7]),
        (f"x {FAMILY}y", [7]),
        ("", []),
    ],
)
def test_a_word_begins_at_a_cluster_and_its_marks_belong_to_it(text: str, starts: list[int]) -> None:
    assert list(clusters.word_starts(text)) == starts


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("ab", 2), ("\n", 0), ("é", 1), ("漢", 2), ("e\u0301", 1), ("👩\u200d👩\u200d👧", 2)]
)
def test_a_text_has_the_width_that_terminals_have_for_it(text: str, width: int) -> None:
    assert clusters.width(text) == width
