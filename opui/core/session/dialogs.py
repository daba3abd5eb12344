"""Where the focus goes when dialogs open and close: the rules of the spec's *Dialogs* for both hosts.

It knows the tree and the kinds; it moves no focus and waits for nothing.
"""

from collections.abc import Iterator
from typing import TypeAlias

from opui.core.session.keys import initial_focus, next_focus, takes_focus
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree

_Heirs: TypeAlias = tuple[Node, ...]
"""The node that had the focus and the lists in whose rows it lay, the nearest first: who gets it back."""


class Dialogs:
    """The dialogs that are open in one tree, and who had the focus before each.

    Args:
        tree: The guest's tree.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._open: dict[Node, _Heirs] = {}
        self._began = False

    def settle(self, before: Node | None, now: Node | None) -> Node | None:
        """After a frame: return the node that gets the focus, None if it stays as it is.

        Args:
            before: The node that had the focus before the frame.
            now: The same node if it still has it, else None.
        """
        top = self._tree.top
        began, self._began = self._began, True
        returned = self._close()
        if top is not self._tree.root and top not in self._open:
            self._open[top] = returned if returned is not None else _heirs(before)
            target = self._entry()
        elif returned is not None:
            target = next((each for each in returned if takes_focus(self._tree, each)), None) or self._held()
        elif not began:
            target = initial_focus(self._tree)
        else:
            target = self._held() if before is not None else None
        return target if now is None else None

    def _close(self) -> _Heirs | None:
        """Forget the dialogs that are closed; return who gets the focus back if the topmost one is, else None.

        A dialog over one that is closed gives the focus back to who would have had it from that one. Whoever is gone
        is forgotten: it would be kept alive with all that lay in it.
        """
        returned: _Heirs | None = None
        newest = next(filter(self._is_open, reversed(self._open)), None)
        left: dict[Node, _Heirs] = {}
        for dialog, heirs in self._open.items():
            heirs = tuple(each for each in (returned or heirs) if self._is_alive(each))
            # One that was put over others has been opened anew.
            raised = dialog is self._tree.top and dialog is not newest
            if raised or not self._is_open(dialog):
                returned = heirs
            else:
                left[dialog], returned = heirs, None
        self._open = left
        return returned

    def _is_alive(self, node: Node) -> bool:
        return self._tree.nodes.get(node.id) is node

    def _is_open(self, dialog: Node) -> bool:
        placed = self._is_alive(dialog) and dialog.parent is self._tree.root
        return placed and not dialog.attributes.get("hidden")

    def _entry(self) -> Node | None:
        """Return the node that gets the focus when the topmost dialog opens."""
        first = initial_focus(self._tree) or next_focus(self._tree, None, 1)
        return first or self._held()

    def _held(self) -> Node | None:
        """Return the topmost dialog: the focus stays in it, if only on itself."""
        return self._tree.top if self._tree.top is not self._tree.root else None


def _heirs(node: Node | None) -> _Heirs:
    return tuple(_around(node)) if node is not None else ()


def _around(node: Node) -> Iterator[Node]:
    yield node
    yield from (each for each in node.reach() if each.signature.window and each is not node)
