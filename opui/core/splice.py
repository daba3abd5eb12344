"""Splices: a text that two edit, the person and the guest, and what each makes of what the other has done meanwhile.

A splice puts a text in the place of what stands between two places; places count characters. What the person did
(an edit) and what the guest did are made with the same text before their eyes, neither knowing of the other's.
`past` says what each means after the other: both then come to the same text (operational transformation).
It knows text, no nodes.
"""

from collections.abc import Iterable
from itertools import accumulate
from typing import Final, NamedTuple

FOLLOWED: Final = 4096
"""Characters of a splice's two texts, together, that are compared at most to find a place again."""


class Splice(NamedTuple):
    """A text in the place of another.

    Attributes:
        start: Where what is replaced begins.
        end: Where it ends.
        text: What is put there.
        removed: What stood there, where somebody has to know it.
    """

    start: int
    end: int
    text: str
    removed: str = ""

    @property
    def behind(self) -> int:
        """The place behind what was put there."""
        return self.start + len(self.text)

    @property
    def growth(self) -> int:
        """How many characters longer the text is by it."""
        return len(self.text) - (self.end - self.start)

    def done(self, text: str) -> str:
        """Return what it makes of a text."""
        return text[: self.start] + self.text + text[self.end :]

    def of(self, text: str) -> "Splice":
        """Return it with what it takes out of a text."""
        return self._replace(removed=text[self.start : self.end])

    def inverse(self) -> "Splice":
        """Return what takes it back."""
        return Splice(self.start, self.behind, self.removed, self.text)


def joined(first: Splice, second: Splice) -> Splice | None:
    """Return one splice for two, the second of which changes only what the first has put there; None for any others."""
    if not first.start <= second.start <= second.end <= first.behind:
        return None
    start, end = second.start - first.start, second.end - first.start
    return first._replace(text=first.text[:start] + second.text + first.text[end:])


def middle(old: str, new: str) -> Splice:
    """Return the smallest splice that makes the one text of the other."""
    start = same(old, new)
    most = min(len(old), len(new)) - start
    ahead = min(most, same(old[: start - 1 if start else None : -1], new[: start - 1 if start else None : -1]))
    return Splice(start, len(old) - ahead, new[start : len(new) - ahead], old[start : len(old) - ahead])


def moved(place: int, splice: Splice) -> int:
    """Return where a place of a text is after a splice. What is put exactly there comes before it."""
    if place >= splice.end:
        return place + splice.growth
    if place <= splice.start:
        return place
    return splice.start + _followed(splice, place - splice.start)


def past(edit: Splice, others: Iterable[Splice]) -> tuple[Splice, list[Splice]]:
    """Return what an edit means after other splices, and what these mean after the edit.

    What the edit puts there is always kept. Of what the others put there, that is taken out which lies within what the
    edit replaces.

    Args:
        edit: An edit of some text.
        others: What was done to the same text, one after the other.
    """
    rest: list[Splice] = []
    for other in others:
        edit, left = _past(edit, other)
        rest += left
    return edit, rest


def _past(edit: Splice, other: Splice) -> tuple[Splice, list[Splice]]:
    if other.end <= edit.start:
        return edit._replace(start=edit.start + other.growth, end=edit.end + other.growth), [other]
    if edit.end <= other.start:
        return edit, [other._replace(start=other.start + edit.growth, end=other.end + edit.growth)]
    rest: list[Splice] = []
    start, end, first = edit.start, edit.end + other.growth, 0
    if other.start < edit.start:
        kept = edit.start - other.start
        first = _followed(other, kept)
        start = other.start + first
        rest.append(Splice(other.start, edit.start, other.text[:first], other.removed[:kept]))
    if edit.end < other.end:
        kept = edit.end - other.start
        last = max(first, _followed(other, kept))
        end = other.start + last
        at = start + len(edit.text)
        rest.append(Splice(at, at + other.end - edit.end, other.text[last:], other.removed[kept:]))
    return Splice(start, end, edit.text), rest


def _followed(splice: Splice, place: int) -> int:
    """Return where a place within what was replaced is within what stands there now."""
    if len(splice.removed) + len(splice.text) > FOLLOWED:
        return min(place, len(splice.text))
    return follow(splice.removed, splice.text, place)


def follow(old: str, new: str, place: int) -> int:
    """Return where a place of a text is in the text that a guest sets instead, as it may at each edit.

    It stays in front of what stood behind it if that is still there, else behind what stood before it. If neither is,
    as many letters and digits stand before it, of those that the two texts do not have in common, as before: capitals,
    or signs put in between, move no caret.
    """
    if new.endswith(old[place:]):
        return len(new) - (len(old) - place)
    if new.startswith(old[:place]):
        return place
    alike = same(old, new)
    count = sum(map(str.isalnum, old[alike:place]))
    seen = accumulate(map(str.isalnum, new[alike:]), initial=0)
    return next((alike + at for at, number in enumerate(seen) if number == count), len(new))


def same(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginnings."""
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    # The first `low` are the same, the first `high` are not: comparing slices is what takes no time.
    while high - low > 1:
        half = (low + high) // 2
        if one[low:half] == other[low:half]:
            low = half
        else:
            high = half
    return low
