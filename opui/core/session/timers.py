"""When timers tick. It is told the time and never asks for it."""

from collections.abc import Iterator
from typing import Final

from opui.core import kinds, protocol
from opui.core.tree.node import Node
from opui.core.tree.tree import Changes, Tree

TICK: Final = protocol.EVENT_BY_NAME["tick"].code
_SETTINGS: Final = frozenset({"interval", "once"})


class Timers:
    """The timers of a tree: node id → the time of its next tick, in milliseconds."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._next: dict[int, float] = {}

    def follow(self, changes: Changes, now: float) -> None:
        """Take over what a frame did to timers: new ones start now, changed ones start anew."""
        for node in changes.created:
            if node.signature.code == kinds.TIMER:
                self._start(node, now)
        for node, what in changes.changed.items():
            if node.signature.code == kinds.TIMER and what & _SETTINGS:
                self._start(node, now)
        for top in changes.removed:
            for node in top.subtree():
                self._next.pop(node.id, None)

    def _start(self, node: Node, now: float) -> None:
        interval = node.get("interval")
        self._next.pop(node.id, None)
        if interval:
            self._next[node.id] = now + interval

    def due(self, now: float) -> Iterator[int]:
        """Yield the nodes that tick now, earliest first.

        One that is late ticks once, not once for each tick missed. One that ticks once has the interval 0
        afterwards, so that setting the same interval starts it anew. One that is not in the tree does not tick.
        """
        for time, id_ in sorted((time, id_) for id_, time in self._next.items() if time <= now):
            node = self._tree.nodes[id_]
            interval = node.get("interval")
            self._next[id_] = time + interval if time + interval > now else now + interval
            if not self._in_tree(node):
                continue
            if node.get("once"):
                del self._next[id_]
                node.set("interval", 0.0)
            yield id_

    def next_due(self) -> float | None:
        """Return when the next tick is that someone hears, None if there is none."""
        nodes = self._tree.nodes
        heard = (id_ for id_ in self._next if nodes[id_].handler(TICK) and self._in_tree(nodes[id_]))
        return min((self._next[id_] for id_ in heard), default=None)

    def _in_tree(self, node: Node) -> bool:
        return any(ancestor is self._tree.root for ancestor in node.ancestors())
