"""Returns: rows that left a window and came back, though nobody has scrolled.

What a row takes hangs on which others are mounted, for instance by the margins between them. One that comes into sight
may push itself out of sight, and once it has left be wanted again, without end.
"""

from collections.abc import Iterable

from opui.core.tree.node import Node


class Returns:
    """The rows of one window that stay mounted, since they would only come back.

    Args:
        scrolls: How often the window has been scrolled by now.

    Attributes:
        rows: These rows.
    """

    def __init__(self, scrolls: int) -> None:
        self.scrolls = scrolls
        self.rows: set[Node] = set()
        self._left: set[Node] = set()
        self._mounted: set[Node] = set()

    def begin(self, mounted: Iterable[Node]) -> None:
        """Take note of the rows that are mounted before a go."""
        self._mounted = set(mounted)
        self.rows |= self._mounted & self._left

    def end(self, mounted: Iterable[Node]) -> None:
        """Take note of the rows that are to be mounted after it."""
        self._left |= self._mounted.difference(mounted)
