"""Grapheme clusters (UAX #29): what a person takes for one character, which no edit cuts apart.

The one module of the core that needs more than the standard library: wcwidth has Unicode's tables, and keeps up with
them. It knows text, as `scrub` leaves it: without CR.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise


def borders(text: str) -> Sequence[int]:
    """Return where the clusters of a text begin, and where the last one ends."""
    return range(len(text) + 1) if text.isascii() else _found(text)


@lru_cache(maxsize=4)  # The text before an edit and after it; each is asked for several times at a key.
def _found(text: str) -> Sequence[int]:
    from wcwidth import iter_graphemes  # Importing it takes 40 ms, and most apps' inputs hold ASCII.

    return tuple(accumulate(map(len, iter_graphemes(text)), initial=0))


def before(text: str, place: int) -> int:
    """Return the last border before a place, or 0."""
    found = borders(text)
    return found[max(0, bisect_left(found, place) - 1)]


def behind(text: str, place: int) -> int:
    """Return the first border behind a place, or the text's end."""
    found = borders(text)
    return found[min(bisect_right(found, place), len(found) - 1)]


def begin(text: str, place: int) -> int:
    """Return the place itself if it is a border, else where the cluster around it begins."""
    found = borders(text)
    return found[bisect_right(found, place) - 1]


def end(text: str, place: int) -> int:
    """Return the place itself if it is a border, else where the cluster around it ends."""
    found = borders(text)
    return found[bisect_left(found, place)]


def word_starts(text: str) -> Iterator[int]:
    """Yield where words begin, but for one at the text's own: at a letter, a digit or `_` behind a cluster of none."""
    for last, place in pairwise(borders(text)[:-1]):
        if _is_word(text[place]) and not _is_word(text[last]):
            yield place


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def width(text: str) -> int:
    """Return how many columns a terminal shows a text in; 0 or less, if something in it moves the cursor."""
    if text.isascii():
        return len(text) if text.isprintable() else 0
    from wcwidth import wcswidth  # See `_found`.

    return int(wcswidth(text))
