"""The budget: how much is mounted at one go and in all, and where something is still missing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from opui.core.tree.cost import Weighing
from opui.core.tree.node import Node

UNITS: Final = 2
"""How many times the limit `widgets` is mounted, and weighs, at most: rows of a list beyond that stay blank."""


class Budget:
    """Counts what a go may still make. What it has no room for is left to the next.

    Args:
        limits: The app's limits.
    """

    def __init__(self, limits: Mapping[str, int]) -> None:
        self._at_one_go = limits["new_widgets"]
        self._most = UNITS * limits["widgets"]
        self._room = 0.0
        self._weighing = Weighing("", limits["depth"], self._most)
        self._unfinished: dict[Node, None] = {}

    # --- At one go ---

    def begin(self) -> None:
        """Begin a go."""
        self._room = self._at_one_go

    def spend(self, widgets: float) -> None:
        """Count what takes as long as it takes to make so many widgets."""
        self._room -= widgets

    @property
    def has_room(self) -> bool:
        """Whether this go may do more."""
        return self._room > 0

    def takes(self, row: Node) -> bool:
        """Tell whether a row is made in one go, whatever else there is to make."""
        return self._weighing.weigh(row) <= self._at_one_go

    # --- In all ---

    def is_full(self, mounted: int) -> bool:
        """Tell whether there are as many widgets as there may be."""
        return mounted >= self._most

    def lightest(self, rows: Sequence[Node], indices: Iterable[int]) -> Iterator[int]:
        """Yield indices while the rows there weigh no more together than may be mounted; the first in any case."""
        weight = 0
        for index in indices:
            own = self._weighing.weigh(rows[index])
            if weight and weight + own > self._most:
                return
            weight += own
            yield index

    # --- What is missing ---

    def allows(self, parent: Node, mounted: int) -> bool:
        """Tell whether a child of `parent` may get a widget; note that one is missing if a later go may make it."""
        if self.is_full(mounted):
            return False
        if self._room <= 0:
            self.miss(parent)
            return False
        return True

    def miss(self, parent: Node) -> None:
        """Note that children of a node may be missing."""
        self._unfinished[parent] = None

    def forget(self, tops: Iterable[Node]) -> None:
        """Forget what was missing in subtrees that are gone."""
        if self._unfinished:
            for top in tops:
                for node in top.subtree():
                    self._unfinished.pop(node, None)

    def lacks(self, parent: Node) -> bool:
        """Tell whether children of a node may be missing."""
        return parent in self._unfinished

    @property
    def finished(self) -> bool:
        """Whether nothing is missing."""
        return not self._unfinished

    def take_missing(self) -> list[Node]:
        """Return the nodes whose children may be missing, and forget them: whoever asks sees to them."""
        missing = list(self._unfinished)
        self._unfinished.clear()
        return missing
