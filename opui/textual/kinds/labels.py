"""Labels side by side on one line: which of them there is room for, where they are seen, and how they are drawn."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from textual.content import Content
from textual.style import Style

BESIDE: Final = 2
"""Columns of a label beside its words: a blank to each side."""
_MORE: Final = ("‹", "›")
"""What says that there are more labels to the left, and to the right."""


class Place(NamedTuple):
    """Where a label is seen: its place among the labels, and its columns."""

    label: int
    start: int
    end: int


def places(widths: Sequence[int], selected: int, columns: int) -> list[Place]:
    """Return where the labels are seen of which there is room for: the selected one is among them.

    Args:
        widths: Columns that the labels take.
        selected: The place of the label that is selected; there may be none.
        columns: Columns that there are. Where not all labels fit, the first and the last column are kept for signs.
    """
    if sum(widths) <= columns:
        first, left, right = 0, 0, columns
    else:
        left, right = 1, columns - 1
        last = min(max(selected, 0), len(widths) - 1)
        first = last
        while first > 0 and sum(widths[first - 1 : last + 1]) <= right - left:
            first -= 1
    found: list[Place] = []
    start = left
    for label in range(first, len(widths)):
        end = min(start + widths[label], right)
        if start >= end or (found and start + widths[label] > right):
            break
        found.append(Place(label, start, end))
        start = end
    return found


def label_at(seen: Sequence[Place], column: int) -> int:
    """Return the place of the label that is seen at a column, -1 if none is."""
    return next((place.label for place in seen if place.start <= column < place.end), -1)


def line_of(
    labels: Sequence[str], seen: Sequence[Place], columns: int, look: Callable[[int], Style], sign: Style
) -> Iterator[Content]:
    """Yield the pieces of the line.

    Args:
        labels: All labels.
        seen: Where they are seen.
        columns: Columns that there are.
        look: Returns the style of the label at a place.
        sign: The style of what says that there are more.
    """
    end = 0
    if seen and seen[0].start:
        yield Content.styled(_MORE[0] if seen[0].label else " ", sign)
        end = 1
    for place in seen:
        words = Content(f" {labels[place.label]} ").truncate(place.end - place.start, ellipsis=True, pad=True)
        yield words.stylize(look(place.label))
        end = place.end
    if seen and seen[-1].label < len(labels) - 1 and end < columns:
        yield Content(" " * (columns - 1 - end))
        yield Content.styled(_MORE[1], sign)
