"""What was read last of the rows near those that are seen, in blocks. However many rows there are, few blocks are kept.

While the guest computes nothing can be read: what was read before is shown then, though it may be out of date.
"""

from typing import Final, TypeAlias

from opui.core.arrays import Array, Item
from opui.core.tree.node import Node

ROWS: Final = 32
"""Rows that are read at one go of a column: a screen has two or three times as many."""
KEPT: Final = 512
"""Blocks that are kept at most: more than any screen shows columns of."""

Source: TypeAlias = tuple[Array, Array | None]
"""What a block is read of: an array, and the order in which its elements stand, if it is not their own."""


class Blocks:
    """The blocks of one table.

    Attributes:
        late: Whether something could not be read since this was last set to False, and may be later.
    """

    def __init__(self) -> None:
        self.late = False
        self._kept: dict[tuple[int, Node | None], tuple[Source, list[Item]]] = {}

    def item(self, column: Node, source: Source, line: int) -> Item:
        """Return what a line has in a column, None for nothing.

        Args:
            column: The column.
            source: Its cells, and which row each line shows; None: that of its place.
            line: The line's place.
        """
        block, place = divmod(line, ROWS)
        items = self._block(block, column, source)
        return items[place] if place < len(items) else None

    def _block(self, block: int, column: Node | None, source: Source) -> list[Item]:
        """Return a block of a column, or of the order (None), as it is now, or else as it was read last."""
        kept = self._kept.get((block, column))
        # Each array that is set is another object, whether or not it lies elsewhere.
        if kept is not None and kept[0] == source:
            return kept[1]
        items = self._read(block, column, source)
        if items is None:
            return kept[1] if kept is not None else []
        if len(self._kept) >= KEPT:
            self._kept.clear()
        self._kept[block, column] = source, items
        return items

    def _read(self, block: int, column: Node | None, source: Source) -> list[Item] | None:
        array, order = source
        first = block * ROWS
        if order is None:
            items = array.read(first, first + ROWS)
        else:
            places = self._places(block, order)
            items = array.pick(places) if places is not None else None
        self.late = self.late or (items is None and not array.is_gone)
        return items

    def _places(self, block: int, order: Array) -> list[Item] | None:
        """Return which rows the lines of a block show, None if that can't be read: then no cell can be."""
        places = self._block(block, None, (order, None))
        return places if self._kept.get((block, None), (None,))[0] == (order, None) else None
