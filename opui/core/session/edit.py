"""How a person's text gets into a line, with and without a screen. Knows text, no nodes and no keys."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

from opui.core import clusters
from opui.core.scrub import scrub
from opui.core.session.events import VALUE_LENGTH

LOOKED_AT: Final = 4 * VALUE_LENGTH
"""Characters of a text that are looked at. A paste has any length, and what lies behind these would not fit."""


_BREAK: Final = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line for `str.splitlines`, but for the newline."""


class Put(NamedTuple):
    """What comes of putting text into a line.

    Attributes:
        value: The whole text.
        caret: Where the next character goes.
        taken: Whether anything changed; not if nothing was left of what was put there.
        cut: How many characters there was no room for, or do not fit there.
    """

    value: str
    caret: int
    taken: bool
    cut: int


Fit: TypeAlias = Callable[[str, str, str], tuple[str, int]]
"""Given a text between two others, returns what of it fits there, and how many characters do not."""


def anything(before: str, text: str, behind: str) -> tuple[str, int]:
    """Return the text: all of it fits."""
    return text, 0


def put(value: str, text: str, one: int, other: int, most: int, fit: Fit = anything) -> Put:
    """Put `text` in the place of what stands between two places of `value`.

    It is scrubbed together with what stands around it: whether a joiner or a mark may stay depends on its neighbours.
    A space stands for each line break and tab, as in a browser. What there is no room for is cut from its end, at the
    border of a cluster.

    Args:
        value: The line's text.
        text: What is typed or pasted; none deletes.
        one: Either end of what it replaces. A cluster that it cuts through goes as a whole.
        other: The other end.
        most: Characters that the line may have.
        fit: Says what of the text may stand there.
    """
    start, end = sorted(span(value, one, other))
    before, behind = value[:start], value[end:]
    said, left_out = fit(before, " ".join(text[:LOOKED_AT].splitlines()).replace("\t", " "), behind)
    whole, cut = scrub(before + said + behind), len(text[LOOKED_AT:]) + left_out
    if text and len(whole) > most:
        new = scrub(before + said)
        kept = clusters.begin(new, min(len(new), max(start, most - len(behind))))
        cut += max(0, len(new) - max(start, kept))
        whole = scrub(new[:kept] + behind) if kept >= start else before + behind
    if text and whole == before + behind:
        return Put(value, other, taken=False, cut=cut)
    caret = len(whole) - len(behind) if whole.endswith(behind) else min(len(scrub(before + said)), len(whole))
    return Put(whole, clusters.end(whole, caret), taken=True, cut=cut)


def pasted(text: str) -> tuple[str, int]:
    """Return what a guest is told of a paste: its lines, scrubbed; and how many characters are over `VALUE_LENGTH`."""
    seen = scrub(_BREAK.sub("\n", text[:LOOKED_AT]))
    kept = clusters.begin(seen, min(len(seen), VALUE_LENGTH))
    return seen[:kept], len(seen) - kept + len(text[LOOKED_AT:])


def span(value: str, anchor: int, caret: int) -> tuple[int, int]:
    """Return where a selection may begin and end: at borders of clusters, so that it holds each whole or not at all.

    A caret with nothing selected moves behind the cluster that it would stand in.

    Args:
        value: The line's text.
        anchor: Where the selection begins; it may lie outside of the text.
        caret: Where it ends, perhaps before the anchor.
    """
    anchor, caret = max(0, min(anchor, len(value))), max(0, min(caret, len(value)))
    if value.isascii():
        return anchor, caret
    if anchor < caret:
        return clusters.begin(value, anchor), clusters.end(value, caret)
    return clusters.end(value, anchor), (clusters.begin if caret < anchor else clusters.end)(value, caret)
