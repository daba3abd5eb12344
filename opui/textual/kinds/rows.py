"""Where the rows of a list lie, mounted or not: their order, and how many lines each takes.

A row that has been laid out is known; one that has not is taken to be as high as the rows seen last. It
knows nodes and numbers, nothing of widgets or of Textual.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate

from opui.core.tree.node import Node


class Rows:
    """The rows of one list in their order. A row takes a line at least; one that its style hides takes none.

    Attributes:
        nodes: The rows.
    """

    def __init__(self) -> None:
        self.nodes: Sequence[Node] = ()
        self._places: dict[Node, int] = {}
        self._lines: dict[Node, int] = {}
        self._guess = 1
        self._tops: list[int] | None = None

    def __len__(self) -> int:
        return len(self.nodes)

    def __contains__(self, row: object) -> bool:
        return row in self._places

    def replace(self, nodes: Sequence[Node]) -> None:
        """Take other rows, in another order perhaps; what is known of those that stay is kept."""
        self.nodes = nodes
        self._places = {node: index for index, node in enumerate(nodes)}
        self._lines = {node: lines for node, lines in self._lines.items() if node in self._places}
        self._tops = None

    def measure(self, lines: Mapping[Node, int]) -> bool:
        """Take over how many lines rows were found to take; return whether any row lies elsewhere now."""
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
        """Forget how high a row is: it has changed while nobody looked."""
        if self._lines.pop(row, self._guess) != self._guess:
            self._tops = None

    def forget_all(self) -> None:
        """Forget how high all rows are: they have another width now. Those that take no line do so at any width."""
        self._lines = {row: 0 for row, lines in self._lines.items() if not lines}
        self._tops = None

    def forget_hidden(self) -> None:
        """Forget which rows take no line: rules that hid them may say so of others now."""
        self._lines = {row: lines for row, lines in self._lines.items() if lines}
        self._tops = None

    def place(self, row: Node | None) -> int:
        """Return the row's place, from 0; -1 if it is no row of this list."""
        return self._places.get(row, -1) if row is not None else -1

    def top(self, index: int) -> int:
        """Return the line on which the row at `index` begins; for `len(rows)`, the number of all lines."""
        if self._tops is None:
            guess, lines = self._guess, self._lines
            self._tops = [0, *accumulate(lines.get(node, guess) for node in self.nodes)]
        return self._tops[index]

    def lines(self, index: int) -> int:
        """Return how many lines the row at `index` takes, as far as that is known."""
        return self._lines.get(self.nodes[index], self._guess)

    @property
    def total(self) -> int:
        """How many lines all rows take together."""
        return self.top(len(self.nodes))

    def at(self, line: float) -> int:
        """Return the place of the row that lies on a line; of the nearest, above or below all of them. -1: no rows."""
        if not self.nodes:
            return -1
        self.top(0)
        assert self._tops is not None
        return max(0, min(bisect_right(self._tops, line) - 1, len(self.nodes) - 1))
