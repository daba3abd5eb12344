"""What a frame did to the tree: how to undo it, and what of it a renderer has to know.

An entry is a tuple: its name in `_UNDO`, the node, then what the name needs. Changes to nodes that the same
frame made need no entry, since these go with the frame; only what touches older nodes must be written down.
"""

from collections.abc import Callable, Set
from typing import Any, Final, TypeAlias

from opui.core.tree.node import Node, link, unlink

Entry: TypeAlias = tuple[Any, ...]
Nodes: TypeAlias = dict[int, Node]

UNSET: Final = object()
"""Stands for the old value of an attribute that was not set."""


def summarize(
    journal: list[Entry], nodes: Nodes, frame: int
) -> tuple[list[Node], dict[Node, set[str]], dict[Node, None]]:
    """Return what is removed, changed and reordered of the nodes that are older than the frame."""
    removed: list[Node] = []
    changed: dict[Node, set[str]] = {}
    reordered: dict[Node, None] = {}
    for what, node, *rest in journal:
        if what == "place":
            _add_older(reordered, rest[0], frame)
            _add_older(reordered, node.parent, frame)
        elif what == "remove":
            _add_older(reordered, rest[0], frame)
            removed += _older_tops(node, frame)
        elif node.born != frame and node.id in nodes and nodes[node.id] is node:
            changed.setdefault(node, set()).add(rest[0])
    return removed, changed, {parent: None for parent in reordered if nodes.get(parent.id) is parent}


def _add_older(reordered: dict[Node, None], parent: Node | None, frame: int) -> None:
    if parent is not None and parent.born != frame:
        reordered[parent] = None


def _older_tops(top: Node, frame: int) -> list[Node]:
    """Return the removed node, or, if the frame itself made it, the older ones that were moved below it."""
    if top.born != frame:
        return [top]
    below = list(top.subtree())
    return [node for node in below if node.born != frame and node.parent is not None and node.parent.born == frame]


def undo(journal: list[Entry], nodes: Nodes, frame: int) -> None:
    """Undo everything, the last thing first. Nodes that the frame made must be forgotten afterwards."""
    for what, node, *rest in reversed(journal):
        _UNDO[what](nodes, frame, node, *rest)


def _undo_place(nodes: Nodes, frame: int, node: Node, parent: Node | None, following: Node | None) -> None:
    unlink(node)
    # Under a parent of this frame it need not be put back: that parent goes with the frame.
    if parent is not None and parent.born != frame:
        link(node, parent, following)


def _undo_remove(
    nodes: Nodes, frame: int, top: Node, parent: Node | None, following: Node | None, dead: list[Node]
) -> None:
    for node in dead:
        nodes[node.id] = node
    if parent is not None and parent.born != frame:
        link(top, parent, following)


def _undo_text(nodes: Nodes, frame: int, node: Node, what: str, old: str) -> None:
    node.text = old


def _undo_attribute(nodes: Nodes, frame: int, node: Node, name: str, old: object) -> None:
    if old is UNSET:
        node.unset(name)
    else:
        node.set(name, old)


def _undo_class(nodes: Nodes, frame: int, node: Node, what: str, old: Set[str]) -> None:
    node.classes = old


def _undo_handler(nodes: Nodes, frame: int, node: Node, what: str, old: bytes) -> None:
    node.attached = old


_UNDO: Final[dict[str, Callable[..., None]]] = {
    "place": _undo_place,
    "remove": _undo_remove,
    "text": _undo_text,
    "attribute": _undo_attribute,
    "class": _undo_class,
    "handler": _undo_handler,
}
