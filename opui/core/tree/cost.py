"""What showing the tree costs: its units, each shown as a whole, and their weights.

The tree below the root is one unit, without the rows of lists: of those only the ones that can be seen are mounted.
Each row is a unit of its own, with all below it but the rows of lists in it. A detached subtree is a unit, too, so
that it has been weighed before it is inserted. This module reads nodes and changes nothing.

A weight stands for time: a unit is laid out and matched against the stylesheet in one go.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import comb
from typing import Final, TypeAlias

from opui.core.errors import LimitError
from opui.core.tree.journal import Entry, Nodes
from opui.core.tree.node import Node, level_of
from opui.core.tree.style import Steps, matching_steps

CHARACTERS: Final = 256
"""A node weighs 1, plus 1 per `CHARACTERS` characters that it shows: they take about as long to lay out as a node."""
LEVELS: Final = 8
"""Plus 1 per `LEVELS` levels that it lies below the top of its unit: each ancestor asks for its height."""
STEPS: Final = 2048
"""Plus 1 per `STEPS` steps of matching the stylesheet's rules against it."""
LINE_CHARACTERS: Final = 16
"""Characters that a line break counts as: height costs time at every level, seen or not."""
TAB: Final = 8
"""Columns between two tab stops, and so the characters that a tab counts as: it may be shown as so many."""
PARSED: Final = 2
"""How many times over each character of a text that is parsed counts."""
DEAREST: Final = LINE_CHARACTERS * PARSED
"""Characters that one counts as at most."""
PART_CHARACTERS: Final = 16
"""Characters that a part counts as, besides its own."""
PATH: Final = 4
"""Levels above a guest's that are the host's: the app, its screen, a container, the view."""
_STRINGS: Final = ("value", "placeholder", "shortcut")
_NONE: Final = Steps()
_WEIGHED: Final = frozenset({"text", "attribute", "class"})
"""Entries of the journal that may have changed what a unit weighs."""

Matching: TypeAlias = Mapping[str, Steps]


class Weighing:
    """Weighs nodes under one stylesheet, up to a limit.

    Attributes:
        stylesheet: The text of that stylesheet.
        heaviest: The most that matching the stylesheet can add to a node's weight.
    """

    def __init__(self, stylesheet: str, depth: int, limit: int) -> None:
        self.stylesheet = stylesheet
        self._matching = matching_steps(stylesheet)
        self._depth = depth
        self._limit = limit
        self.heaviest = _matching_weight(self._matching.values(), depth)
        self._light = (limit - self.heaviest - 1) * CHARACTERS // DEAREST

    def check(self, nodes: Nodes, kept: int, placed: list[Node], journal: list[Entry]) -> None:
        """Refuse a frame after which too much would be shown at once.

        Args:
            nodes: All nodes of the tree, by their ids.
            kept: How many characters they hold.
            placed: The nodes that the frame inserted; some may be there more than once.
            journal: What the frame did to older nodes.

        Raises:
            LimitError: A unit that the frame touched weighs more than the limit.
        """
        # The whole tree weighs no more than this. If even that is within the limit, no unit need be walked.
        if len(nodes) * (1 + self._depth // LEVELS + self.heaviest) + kept * DEAREST // CHARACTERS <= self._limit:
            return
        for top in self._touched(nodes, placed, journal):
            if self.weigh(top) > self._limit and nodes.get(top.id) is top:
                raise LimitError(
                    "limit",
                    f"{top.kind_name} {top.id} and what is shown with it weigh more than widgets = {self._limit}; "
                    "only the rows of a list are shown where one looks",
                )

    def _touched(self, nodes: Nodes, placed: list[Node], journal: list[Entry]) -> Iterable[Node]:
        """Return the topmost node of each unit that may have become heavier in the frame."""
        if self.heaviest and any(entry[2] == "stylesheet" for entry in journal):
            return {top_of(node): None for node in nodes.values()}
        tops: dict[Node, None] = {}
        parents: set[Node] = set()
        for node in placed:
            parent = node.parent
            if parent is None:
                continue
            if parent.signature.window:
                # A row with nothing below it and a short text can't be too heavy.
                if node.first is not None or len(node.text) > self._light or node.signature.row.edits:
                    tops[node] = None
            elif parent not in parents:
                parents.add(parent)
                tops[top_of(parent)] = None
        tops.update((top_of(entry[1]), None) for entry in journal if entry[0] in _WEIGHED)
        return tops

    def weigh(self, top: Node) -> int:
        """Return what the unit below `top` weighs; counting stops once that is over the limit."""
        # A list that is moved deeper takes its rows along unweighed: so each row counts as if it lay deepest.
        is_row = top.parent is not None
        weight = 0
        levels: dict[Node, int] = {}
        stack = [(top, 0)]
        while stack and weight <= self._limit:
            node, below = stack.pop()
            if node.signature.shown:
                weight += 1 + below // LEVELS
                if node.text or node.attributes or node.signature.holds_parts:
                    weight += _characters(node) // CHARACTERS
                if self.heaviest:
                    level = self._depth if is_row else level_of(node, levels)
                    weight += _matching_weight(self._candidates(node), level)
            # What lies in one that is unrolled is its parts, which weigh nothing however many there are.
            if not (node.signature.window or node.signature.row.unrolled):
                child = node.first
                while child is not None:
                    stack.append((child, below + 1))
                    child = child.next
        return weight

    def _candidates(self, node: Node) -> Iterator[Steps]:
        """Yield what the rules cost that may match a node; see `matching_steps` for the keys."""
        yield self._matching.get("", _NONE)
        yield self._matching.get(node.signature.name, _NONE)
        for name in node.classes:
            yield self._matching.get(f".{name}", _NONE)


def top_of(node: Node) -> Node:
    """Return the topmost node of the unit that a node belongs to."""
    parent = node.parent
    while parent is not None and not parent.signature.window:
        node, parent = parent, parent.parent
    return node


def _characters(node: Node) -> int:
    """Return how many characters a node shows, including those of its parts."""
    row = node.signature.row
    count = 0 if row.unrolled else _length(node.text) * (PARSED if row.parsed else 1)
    count += _strings(node)
    return count if row.unrolled or not node.signature.holds_parts else count + _of_parts(node)


def _strings(node: Node) -> int:
    return sum(len(node.attributes[name]) for name in _STRINGS if name in node.attributes) if node.attributes else 0


def _of_parts(node: Node) -> int:
    """Return how many characters the parts of a node count as, and the parts of those."""
    count, child = 0, node.first
    while child is not None:
        if child.signature.part:
            count += PART_CHARACTERS + _length(child.text) + _strings(child)
            if child.signature.holds_parts:
                count += _of_parts(child)
        child = child.next
    return count


def _length(text: str) -> int:
    return len(text) + (LINE_CHARACTERS - 1) * text.count("\n") + (TAB - 1) * text.count("\t")


def _matching_weight(candidates: Iterable[Steps], level: int) -> int:
    path = level + PATH
    return sum(count * comb(path, levels) for steps in candidates for levels, count in steps.items()) // STEPS
