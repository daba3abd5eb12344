"""A row's style: everything that decides how a row of a list is drawn, except its words.

A light row of texts and plain containers can be drawn line by line; all others take widgets. This module knows nodes,
and nothing of Textual.
"""

from collections.abc import Iterator
from typing import Final, TypeAlias

from opui.core import kinds, protocol
from opui.core.tree.node import HANDLER, Node

TEXT: Final = kinds.KIND_BY_NAME["text"].code
CONTAINERS: Final = frozenset(kinds.KIND_BY_NAME[name].code for name in ("row", "column"))
"""The kinds that a drawn row may hold, besides texts."""
SHOWN_BY_LINES: Final = frozenset({"style", "hidden"})
"""The attributes that nodes in a drawn row may have; a row with any other takes widgets."""
CHARACTERS: Final = 256
"""Characters that take about as long to draw as an empty part of a row."""
HEAVIEST: Final = 32
"""The most that a drawn row may weigh; a heavier one takes widgets, of which only so many are made at one go."""
_PLACED: Final = frozenset(
    row.code for row in protocol.EVENTS if row.flags[: len(protocol.BUTTONS)] == protocol.BUTTONS
)
"""Events that say where in the content of a node they happened: only a widget knows where its content begins."""

RowStyle: TypeAlias = tuple[object, ...]


class Words:
    """What the texts of a row say.

    Attributes:
        said: The words of texts and spans, in order, each span's with its style.
        weight: What drawing them costs: 1 per node, plus 1 per `CHARACTERS` characters.
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
    """Return a row's style and add what it says to `words`; None if it takes widgets.

    Args:
        node: The row, or something in it.
        hovered: The node that the pointer is on.
        words: Where the words go.
    """
    for name, value in node.attributes.items():
        if value and name not in SHOWN_BY_LINES:
            return None
    if node.attached and not _PLACED.isdisjoint(node.attached[:: HANDLER.size]):
        # Each handler begins with its event's code; `handlers` would make a dictionary for each node of each row.
        return None
    words.weight += 1
    inner: list[RowStyle] = []
    kind = node.signature.code
    if kind == TEXT:
        words.add(node)
    elif kind in CONTAINERS:
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
    return kind, frozenset(node.classes), attributes, node is hovered, *inner


def shown_children(node: Node) -> Iterator[Node]:
    """Yield the children that take room of their own."""
    return (child for child in node.children() if child.signature.shown)
