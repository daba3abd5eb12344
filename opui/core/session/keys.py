"""Which key binding a key means, given which node has the focus. It knows the tree, not keyboards."""

from collections.abc import Iterator

from opui.core import kinds, protocol
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree


def active_bindings(tree: Tree, focused: int | None) -> Iterator[Node]:
    """Yield the key bindings that work now, nearest to the focus first, each key once.

    A binding works while its parent, or anything below its parent, has the focus; under the root, always.
    A disabled one, and any below a disabled node, does not. Nothing is looked at before it is asked for.
    """
    seen: set[str] = set()
    start = tree.nodes.get(focused, tree.root) if focused is not None else tree.root
    for ancestor in start.ancestors():
        if is_disabled(ancestor):
            continue
        for node in ancestor.children():
            if node.kind != kinds.KEY_BINDING:
                continue
            key = node.attributes.get("key")
            if key and key not in seen and not node.attributes.get("disabled"):
                seen.add(key)
                yield node


def find_binding(tree: Tree, focused: int | None, key: str) -> Node | None:
    """Return the key binding that `key` presses, None if there is none."""
    return next((node for node in active_bindings(tree, focused) if node.attributes["key"] == key), None)


def modifiers_of(key: str) -> int:
    """Return the modifier bits that a key's name says."""
    words = key.split("+")[:-1]
    return sum(1 << bit for bit, name in enumerate(protocol.MODIFIERS) if name in words)


def is_disabled(node: Node) -> bool:
    """Tell whether the node, or anything above it, is disabled."""
    return any(ancestor.attributes.get("disabled") for ancestor in node.ancestors())


def is_hidden(node: Node) -> bool:
    """Tell whether the node, or anything above it, is hidden."""
    return any(ancestor.attributes.get("hidden") for ancestor in node.ancestors())
