"""Looks: all of a row of a list but its words, told from its nodes.

Rows of texts and plain containers with few nodes and styles of their own can be drawn line by line; all others
take widgets. Knows nodes; nothing of Textual.
"""

from collections.abc import Iterator
from typing import Final, TypeAlias

from opui.core import kinds
from opui.core.tree.node import Node

TEXT: Final = kinds.KIND_BY_NAME["text"].code
CONTAINERS: Final = frozenset(kinds.KIND_BY_NAME[name].code for name in ("row", "column"))
"""What may be in a row that is drawn, besides texts."""
SHOWN_BY_LINES: Final = frozenset({"style", "hidden"})
"""Attributes of nodes in a row that is drawn; what has others takes a widget."""
CHARACTERS: Final = 256
"""So many characters take as long to draw as a part does at least."""
HEAVIEST: Final = 32
"""What a row that is drawn weighs at most; a heavier one takes widgets, made a bounded number at one go."""

RowStyle: TypeAlias = tuple[object, ...]


class Words:
    """What the texts of a row say.

    Attributes:
        said: Their words, in their order, with those of spans and their styles.
        weight: What it takes to draw them: parts, spans, and one more for every 256 characters.
    """

    def __init__(self) -> None:
        self.said: list[object] = []
        self.weight = 0

    def add(self, node: Node) -> None:
        """Add what a text says."""
        self.said.append(node.text)
        self.weight += len(node.text) // CHARACTERS
        for child in node.children():
            if child.signature.part:
                self.said.append((child.text, child.get("style")))
                self.weight += 1 + len(child.text) // CHARACTERS


def read_row_style(node: Node, hovered: Node | None, words: Words) -> RowStyle | None:
    """Return what a row looks like but for its words, which are added to `words`; None if it takes widgets.

    Args:
        node: The row, or something in it.
        hovered: The node that the pointer is on.
        words: Where the words go.
    """
    for name, value in node.attributes.items():
        if value and name not in SHOWN_BY_LINES:
            return None
    words.weight += 1
    inner: list[RowStyle] = []
    if node.kind == TEXT:
        words.add(node)
    elif node.kind in CONTAINERS:
        for child in shown_children(node):
            look = read_row_style(child, hovered, words) if words.weight <= HEAVIEST else None
            if look is None:
                return None
            inner.append(look)
    else:
        return None
    if words.weight > HEAVIEST:
        return None
    attributes = tuple(node.attributes.items()) if node.attributes else ()
    return node.kind, frozenset(node.classes), attributes, node is hovered, *inner


def shown_children(node: Node) -> Iterator[Node]:
    """Yield the children that take room of their own."""
    return (child for child in node.children() if child.signature.shown)
