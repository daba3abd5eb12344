"""The rows of one list that are drawn line by line: their drawings, and what lies under the pointer.

A drawing is made anew only when the row's style, its words or the list's width have changed. This module knows
patterns and nodes; where the rows lie in the list it is told.
"""

from collections.abc import Iterable, Set
from typing import Final

from textual.geometry import Region, Size
from textual.strip import Strip

from opui.core.tree.node import Node
from opui.textual.kinds.list.pattern import Drawing, Pattern
from opui.textual.kinds.list.row_style import HEAVIEST, Words, read_row_style
from opui.textual.kinds.node_widget import NodeWidget

AT_ONE_GO: Final = 512
"""The weight that is drawn at one go at most: about 30 ms."""
LINES_OF_A_PART: Final = 4
"""Lines of a part that take about as long to draw as it takes to find out what the part says."""
PATTERNS: Final = 256
"""The most patterns that are kept."""


class DrawnRows:
    """Draws rows of a list.

    Args:
        owner: The list; its `sibling_index` says where a row is among the others.

    Attributes:
        refused: Whether no row is drawn, because the list's own style takes widgets.
        placed: Whether a row's style depends on its index.
        hovered: The node under the pointer, if it looks different there.
    """

    def __init__(self, owner: NodeWidget) -> None:
        self._owner = owner
        self._patterns: dict[object, Pattern] = {}
        self.placed = False
        self.refused = False
        self._drawings: dict[Node, Drawing] = {}
        self._room = self._parts = 0
        self._left = False
        self.hovered: Node | None = None

    def refuse(self) -> None:
        """Draw no rows from now on."""
        self.refused = True
        self._drawings.clear()

    def restyle(self) -> None:
        """Forget how rows look: styles have changed."""
        self._patterns.clear()
        self.placed = False

    def takes(self, row: Node, cursor: Node | None) -> bool:
        """Tell whether a row is drawn; if not, it takes widgets."""
        key = self._key(row, cursor, Words())
        return key is not None and (key not in self._patterns or self._patterns[key].fits)

    def draw(
        self, rows: Iterable[Node], cursor: Node | None, size: Size, suspects: Set[Node | None] | None = None
    ) -> tuple[list[Node], bool]:
        """Draw rows anew where their drawings are out of date; forget the drawings of all other rows.

        Args:
            rows: The rows that can be seen.
            cursor: The row that the list's cursor is on.
            size: The size of the list's content, in cells.
            suspects: The rows whose drawings may be out of date; None: any.

        Returns:
            The rows that were drawn anew, and whether some are left for the next go or for widgets.
        """
        before, self._drawings = self._drawings, {}
        changed: list[Node] = []
        self._room, self._parts, self._left = AT_ONE_GO, HEAVIEST, False
        for row in rows:
            old = before.get(row)
            sure = suspects is not None and old is not None and row not in suspects
            new = old if sure else self._drawn(row, old, cursor, size)
            if new is not None:
                self._drawings[row] = new
                if new is not old:
                    changed.append(row)
            elif old is not None:
                # This row takes widgets now.
                self._left = True
        return changed, self._left

    def _drawn(self, row: Node, old: Drawing | None, cursor: Node | None, size: Size) -> Drawing | None:
        """Return a row's drawing, the old one if that will do or this go has no room; None if it takes widgets."""
        words = Words()
        key = self._key(row, cursor, words)
        if key is None:
            return None
        if key not in self._patterns and self._parts > 0:
            self._parts -= words.weight
            key = self._add(key, row, cursor)
        pattern = self._patterns.get(key)
        if pattern is None or (pattern.fits and self._room <= 0):
            self._left = True
            return old
        if not pattern.fits:
            return None
        content = (pattern, words.said, size.width)
        if old is not None and old.content == content:
            return old
        drawing = pattern.draw(row, size, content)
        self._room -= words.weight + len(drawing.lines) * len(drawing.parts) // LINES_OF_A_PART
        return drawing

    def _key(self, row: Node, cursor: Node | None, words: Words) -> object:
        look = None if self.refused else read_row_style(row, self.hovered, words)
        if look is None:
            return None
        index, count = (self.placed and self._owner.sibling_index(row)) or (0, 0)
        return look, row is cursor, index % 2, index == 0, index == count - 1

    def _add(self, key: object, row: Node, cursor: Node | None) -> object:
        pattern = Pattern(self._owner, row, row is cursor, self.hovered)
        if len(self._patterns) >= PATTERNS or (pattern.placed and not self.placed):
            self._patterns.clear()
        if pattern.placed and not self.placed:
            # A row's style depends on its index: from now on, keys say where a row is.
            self.placed = True
            key = self._key(row, cursor, Words())
        self._patterns[key] = pattern
        self.refused |= pattern.affects_other_rows
        # Its rows have to be mounted.
        self._left |= not pattern.fits
        return key

    def lines(self, row: Node) -> list[Strip] | None:
        """Return the lines of a row, None if it is not drawn (yet)."""
        drawing = self._drawings.get(row)
        return drawing.lines if drawing is not None else None

    def region_of(self, node: Node, row: Node) -> Region:
        """Return where a node can be seen in its row; KeyError if it can't."""
        return {part.node: part.region for part in self._drawings[row].parts}[node]

    def path_at(self, row: Node, x: int, y: int) -> list[tuple[Node, bool]]:
        """Return the nodes at a place in a row, outer ones first, each with whether it shows the pointer there."""
        drawing = self._drawings.get(row)
        parts = drawing.parts if drawing is not None else []
        return [(part.node, part.hoverable) for part in parts if part.region.contains(x, y)]
