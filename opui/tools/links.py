"""The links of pages, and which of them is highlighted, for a host without a screen. What is followed is told."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from opui.core.errors import InputError
from opui.core.session.links import FOLLOW, kept, moved, taken
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event
from opui.markdown import read


class _Place(NamedTuple):
    targets: tuple[str, ...]
    link: int


_NOWHERE: Final = _Place((), -1)


class Links:
    """The links of a tree's pages."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._places: dict[Node, _Place] = {}

    def keys(self, node: Node | None) -> Mapping[str, str] | None:
        """Return the own keys that a node takes as things stand if it has links; else None."""
        if node is None or not has_links(node):
            return None
        targets, link = self._place(node)
        return taken(node.signature.row.keys, len(targets), link)

    def settle(self) -> None:
        """After a frame: forget what is gone, and highlight what is still there."""
        for node in list(self._places):
            if self._tree.nodes.get(node.id) is node:
                self._place(node)
            else:
                del self._places[node]

    def do(self, node: Node, action: str) -> Iterator[Event]:
        """Do what an own key does, if `keys` has it; yield the event if a link is followed."""
        targets, link = self._place(node)
        if action == FOLLOW:
            yield Event(FOLLOW, node.id, targets[link])
        else:
            self._places[node] = _Place(targets, moved(action, link))

    def clicked(self, node: Node, target: str | None) -> Event:
        """Return the event of a click on the first link with a target; None: on the one that is highlighted.

        Raises:
            InputError: There is no such link.
        """
        targets, link = self._place(node)
        if target is None and link < 0:
            raise InputError(f"{node.kind_name} {node.id} has no link highlighted; say its target: text=…")
        if target is not None:
            if target not in targets:
                raise InputError(f"{node.kind_name} {node.id} has no link to {target[:40]!r}{_among(targets)}")
            link = targets.index(target)
        self._places[node] = _Place(targets, link)
        return Event(FOLLOW, node.id, targets[link])

    def _place(self, node: Node) -> _Place:
        before, targets = self._places.get(node, _NOWHERE), _targets(node.text)
        place = self._places[node] = _Place(targets, kept(before.targets, targets, before.link))
        return place


def has_links(node: Node) -> bool:
    """Tell whether what a node shows may have links in it."""
    return FOLLOW in node.signature.row.events


@lru_cache(maxsize=8)
def _targets(source: str) -> tuple[str, ...]:
    return tuple(link.target for link in read(source).links)


def _among(targets: tuple[str, ...]) -> str:
    return f"; there are {', '.join(map(repr, targets[:5]))}" if targets else "; it has none"
