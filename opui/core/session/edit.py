"""How a person's text gets into a line, with and without a screen. Knows text, no nodes and no keys."""

from typing import Final, NamedTuple

from opui.core.scrub import scrub
from opui.core.session.events import VALUE_LENGTH

_LOOKED_AT: Final = 4 * VALUE_LENGTH
"""Characters of a text that are looked at. A paste has any length, and what lies behind these would not fit."""


class Put(NamedTuple):
    """What comes of putting text into a line.

    Attributes:
        value: The whole text.
        caret: Where the next character goes.
        taken: Whether anything changed; not if nothing was left of what was put there.
        cut: How many characters there was no room for.
    """

    value: str
    caret: int
    taken: bool
    cut: int


def put(value: str, text: str, one: int, other: int, most: int) -> Put:
    """Put `text` in the place of what stands between two places of `value`.

    It is scrubbed together with what stands around it: whether a joiner or a mark may stay depends on its neighbours.
    A space stands for each line break and tab, as in a browser. What there is no room for is cut from its end.

    Args:
        value: The line's text.
        text: What is typed or pasted; none deletes.
        one: Either end of what it replaces.
        other: The other end.
        most: Characters that the line may have.
    """
    start, end = sorted((max(0, one), min(len(value), other)))
    before, behind = value[:start], value[end:]
    said = " ".join(text[:_LOOKED_AT].splitlines()).replace("\t", " ")
    new = scrub(before + said)
    kept = new[: max(start, most - len(behind))]
    cut = len(new) - len(kept) + len(text[_LOOKED_AT:])
    if text and (kept == before or len(kept) < start):
        return Put(value, other, taken=False, cut=cut)
    whole = scrub(kept + behind)
    caret = len(whole) - len(behind) if whole.endswith(behind) else min(len(kept), len(whole))
    return Put(whole, caret, taken=True, cut=cut)
