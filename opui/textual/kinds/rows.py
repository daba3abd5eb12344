"""Where rows lie, mounted or not: their order, and how many lines each takes.

The height of a row is known once the row has been laid out; until then it is guessed from the rows laid out first.
This module knows nodes and numbers, nothing of widgets or of Textual.
"""

from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, repeat

from opui.core.tree.node import Node


class Rows:
    """The rows of one window in their order. A row takes at least one line; one that its style hides takes none.

    Attributes:
        nodes: The rows.
    """

    def __init__(self) -> None:
        self.nodes: Sequence[Node] = ()
        self._places: dict[Node, int] = {}
        self._lines: dict[Node, int] = {}
        self._guess = 1
        self._tops: array[int] | None = None

    def __len__(self) -> int:
        return len(self.nodes)

    def __contains__(self, row: object) -> bool:
        return row in self._places

    def replace(self, nodes: Sequence[Node]) -> None:
        """Replace the rows; the heights of those that stay are kept."""
        self.nodes = nodes
        # The old ones go first: else there would have to be room for both, and the process would keep it.
        self._places = {}
        self._places = {node: index for index, node in enumerate(nodes)}
        self._lines = {node: lines for node, lines in self._lines.items() if node in self._places}
        self._tops = None

    def measure(self, lines: Mapping[Node, int]) -> bool:
        """Note how many lines rows take, as they were laid out; return whether any row lies elsewhere now."""
        if lines and not self._lines:
            self._guess = sorted(lines.values())[len(lines) // 2] or 1
            self._tops = None
        news = {row: height for row, height in lines.items() if self._lines.get(row, -1) != height}
        moved = any(self._lines.get(row, self._guess) != height for row, height in news.items())
        if moved:
            self._tops = None
        self._lines.update(news)
        return moved

    def forget(self, row: Node) -> None:
        """Forget how high a row is: it has changed while it was not laid out."""
        if self._lines.pop(row, self._guess) != self._guess:
            self._tops = None

    def forget_all(self) -> None:
        """Forget how high all rows are, because their width has changed; but not which take no line, at any width."""
        self._lines = {row: 0 for row, lines in self._lines.items() if not lines}
        self._tops = None

    def forget_hidden(self) -> None:
        """Forget which rows take no line: the rules that hid them may hide others now."""
        self._lines = {row: lines for row, lines in self._lines.items() if lines}
        self._tops = None

    def place(self, row: Node | None) -> int:
        """Return a row's index; -1 if it is not one of these rows."""
        return self._places.get(row, -1) if row is not None else -1

    def top(self, index: int) -> int:
        """Return the line on which the row at `index` begins; for `len(rows)`, the number of all lines."""
        if self._tops is None:
            lines = map(self._lines.get, self.nodes, repeat(self._guess))
            self._tops = array("q", accumulate(lines, initial=0))
        return self._tops[index]

    def lines(self, index: int) -> int:
        """Return how many lines the row at `index` takes, or is guessed to take."""
        return self._lines.get(self.nodes[index], self._guess)

    @property
    def total(self) -> int:
        """How many lines all rows take together."""
        return self.top(len(self.nodes))

    def at(self, line: float) -> int:
        """Return the index of the row on a line, or of the row nearest to it; -1 if there are no rows."""
        if not self.nodes:
            return -1
        self.top(0)
        assert self._tops is not None
        return max(0, min(bisect_right(self._tops, line) - 1, len(self.nodes) - 1))
