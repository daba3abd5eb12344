"""One node and its links to its neighbours. It checks nothing: the rules are the tree's.

Children are a linked list (each node knows its neighbours), so that inserting, moving and removing cost
the same wherever they happen, whatever the guest is up to.
"""

from collections.abc import Iterator, Mapping, Set
from struct import Struct
from types import MappingProxyType
from typing import Any, Final

from opui.core import protocol
from opui.core.tree.signature import Signature

NO_ATTRIBUTES: Final[Mapping[str, Any]] = MappingProxyType({})
NO_CLASSES: Final[frozenset[str]] = frozenset()
HANDLER: Final = Struct("<BIIH")
"""A handler in `Node.attached`: the event's code, the table index, the data word, the pace."""


class Node:
    """One node. There may be a million, and most of them hold little: what a node does not have takes no room in it.

    Attributes:
        id: Its id.
        signature: The rules of its kind.
        born: The frame that made it.
        text: Its text.
        attributes: Those that are set, by name. They are set by `set`: nodes that have none share `NO_ATTRIBUTES`.
        classes: Its classes; equal ones are shared, and so replaced, never changed.
        attached: Its handlers as bytes, a `HANDLER` each: a dictionary would take ten times as much.
    """

    __slots__ = (
        "attached", "attributes", "born", "classes", "first", "id", "last", "next", "parent", "previous", "signature",
        "text",
    )  # fmt: skip

    def __init__(self, id_: int, signature: Signature, born: int) -> None:
        self.id = id_
        self.signature = signature
        self.born = born
        self.text = ""
        self.attributes = NO_ATTRIBUTES
        self.classes: Set[str] = NO_CLASSES
        self.attached = b""
        self.parent: Node | None = None
        self.first: Node | None = None
        self.last: Node | None = None
        self.previous: Node | None = None
        self.next: Node | None = None

    def __repr__(self) -> str:
        return f"<Node {self.id} {self.kind_name}>"

    @property
    def kind(self) -> int:
        """The kind's code. Where many nodes are gone through, `signature.code` spares a call for each."""
        return self.signature.code

    @property
    def kind_name(self) -> str:
        """The kind's name, `kind:99` if the host does not know it."""
        return self.signature.name

    def children(self) -> Iterator["Node"]:
        """Yield the children in order. They must not be moved meanwhile."""
        child = self.first
        while child is not None:
            yield child
            child = child.next

    def parts(self) -> list["Node"]:
        """Return the children that are data of this node, in order."""
        if self.first is None or not self.signature.holds_parts:
            return []
        return [child for child in self.children() if child.signature.part]

    def all_parts(self) -> Iterator["Node"]:
        """Yield the parts of this node and the parts of those, in document order."""
        stack = self.parts()[::-1]
        while stack:
            part = stack.pop()
            yield part
            if part.first is not None:
                stack += part.parts()[::-1]

    @property
    def holder(self) -> "Node | None":
        """The node that shows this one: itself, unless it is a part. None for a part of nothing that is shown."""
        node: Node | None = self
        while node is not None and node.signature.part:
            node = node.parent
        return node

    def subtree(self) -> Iterator["Node"]:
        """Yield the node and all below it, parents before children, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            child = node.last
            while child is not None:
                stack.append(child)
                child = child.previous

    def ancestors(self) -> Iterator["Node"]:
        """Yield the node, its parent, and so on up to the topmost."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def reach(self) -> Iterator["Node"]:
        """Yield the node and what it lies in, as far as what people do goes: not out of what is modal."""
        for node in self.ancestors():
            yield node
            if node.signature.modal:
                return

    @property
    def kept_text(self) -> int:
        """How many characters the node holds, as `kept_text` counts them."""
        strings = sum(map(text_length, self.attributes.values()))
        unknown = self.signature.unknown_text(self.attributes, self.handlers) if self.signature.lenient else 0
        return len(self.text) + strings + protocol.CLASS_TEXT * len(self.classes) + unknown

    def get(self, name: str) -> Any:
        """Return an attribute's value, its default if it is not set."""
        if name in self.attributes:
            return self.attributes[name]
        return protocol.ATTRIBUTE_BY_NAME[name].default

    def set(self, name: str, value: Any) -> None:
        """Set an attribute."""
        if not isinstance(self.attributes, dict):
            self.attributes = {}
        self.attributes[name] = value

    def unset(self, name: str) -> Any:
        """Put an attribute that is set back to its default; return what it was set to."""
        assert isinstance(self.attributes, dict)
        return self.attributes.pop(name)

    @property
    def handlers(self) -> dict[int, tuple[int, int, int]]:
        """Event code → (table index, data word, pace)."""
        return {event: (index, data, pace) for event, index, data, pace in HANDLER.iter_unpack(self.attached)}

    def handler(self, event: int) -> tuple[int, int, int] | None:
        """Return the table index, the data word and the pace of an event's handler, None if it has none."""
        return self.handlers.get(event) if self.attached else None


def text_length(value: object) -> int:
    """Return the length of a string, 0 of any other value of an attribute."""
    return len(value) if isinstance(value, str) else 0


def link(node: Node, parent: Node, following: Node | None) -> None:
    """Put a detached node under `parent`, in front of its child `following`; None: at the end."""
    previous = parent.last if following is None else following.previous
    node.parent, node.previous, node.next = parent, previous, following
    if previous is None:
        parent.first = node
    else:
        previous.next = node
    if following is None:
        parent.last = node
    else:
        following.previous = node


def unlink(node: Node) -> None:
    """Take a node from its parent; a detached one stays as it is."""
    parent, previous, following = node.parent, node.previous, node.next
    if parent is None:
        return
    if previous is None:
        parent.first = following
    else:
        previous.next = following
    if following is None:
        parent.last = previous
    else:
        following.previous = previous
    node.parent = node.previous = node.next = None


def with_handler(attached: bytes, event: int, handler: bytes) -> bytes:
    """Return what `Node.attached` is with `handler` in place of what the event had; empty: without any."""
    events = attached[:: HANDLER.size]
    place = HANDLER.size * events.index(event) if event in events else len(attached)
    return attached[:place] + handler + attached[place + HANDLER.size :]


def level_of(node: Node, levels: dict[Node, int]) -> int:
    """Return how many levels below its topmost ancestor a node lies.

    Args:
        node: The node.
        levels: The levels that are known already; what is found out is added.
    """
    path: list[Node] = []
    above: Node | None = node
    while above is not None and above not in levels:
        path.append(above)
        above = above.parent
    level = levels[above] if above is not None else -1
    for each in reversed(path):
        level += 1
        levels[each] = level
    return level
