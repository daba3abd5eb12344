"""Who gets a key: the order of the spec's *Keys*, for both hosts. It knows the tree and the kinds, not keyboards."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from opui.core import kinds, protocol
from opui.core.scrub import scrub
from opui.core.session.events import find_handler
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.tree.values import prints
from opui.core.wire.records import Event

_FOCUS_KEYS: Final = {"tab": 1, "shift+tab": -1}
_KEY: Final = protocol.EVENT_BY_NAME["key"].code


class Type(NamedTuple):
    """The key is typed into a node: it prints `text`. Or that is pasted into it."""

    node: Node
    text: str


class Binding(NamedTuple):
    """The key presses a key binding."""

    node: Node


class Own(NamedTuple):
    """The key is a node's own.

    Attributes:
        node: The node that has the focus, or one above it that scrolls.
        action: What the key does.
        takes_focus: Whether the focus goes to the node first: from something in a row to its list, whose cursor moves
            on. Else Enter would go on doing something in a row that the cursor has left.
    """

    node: Node
    action: str
    takes_focus: bool = False


class Press(NamedTuple):
    """The key presses the row that a list's cursor is on."""

    node: Node


class Seek(NamedTuple):
    """The key is typed to find something in a node: its cursor goes to what begins with it."""

    node: Node
    character: str


class Move(NamedTuple):
    """The key moves the focus, forwards (1) or backwards (-1)."""

    by: int


class Key(NamedTuple):
    """The key, or the paste, is an event that the guest handles."""

    event: Event


class Host(NamedTuple):
    """The key is that of the host around the app."""


class Nobody(NamedTuple):
    """The key means nothing to anybody here."""


Route: TypeAlias = Type | Binding | Own | Press | Seek | Move | Key | Host | Nobody


def route(
    tree: Tree,
    focused: int | None,
    key: str,
    row: Node | None = None,
    own: Mapping[str, str] | None = None,
    is_hosts: Callable[[], bool] = lambda: False,
) -> Route:
    """Return who gets a key.

    Args:
        tree: The guest's tree.
        focused: The node with the focus, None if no node has it.
        key: The key by the protocol's name.
        row: The row that the cursor of the list with the focus is on.
        own: The own keys that the node with the focus takes as things stand, and what each does; None: its row's.
        is_hosts: Tells whether the host around the app does something with the key, `tab` and `shift+tab` aside. It
            is asked only about a key that nothing before the host takes: the answer is dear.
    """
    node = _at_focus(tree, focused)
    if (idle := loading_around(node)) is not None:
        binding = find_binding(tree, focused, key)
        return Binding(binding) if binding is not None else _last(tree, idle, key, is_hosts)
    if node.id != focused:
        row, own = None, None
    character = " " if key == "space" else key
    if len(character) == 1 and takes_text(node):
        return Type(node, character)
    binding = find_binding(tree, focused, key)
    action = (node.signature.row.keys if own is None else own).get(key)
    if action is not None and (binding is None or binding.parent is not node):
        return Own(node, action)
    if binding is not None:
        return Binding(binding)
    if key == "enter" and row is not None and _can_be_pressed(tree, row):
        return Press(row)
    return _last(tree, node, key, is_hosts)


def route_paste(tree: Tree, focused: int | None, text: str) -> Type | Key | Nobody:
    """Return who gets what a person pastes: the guest, if the node with the focus asks for it, else that node itself.

    What neither takes goes to the nearest node above that asks for it.

    Args:
        tree: The guest's tree.
        focused: The node with the focus, None if no node has it.
        text: What is pasted, for an event as `pasted` has made it.
    """
    node = _at_focus(tree, focused)
    idle = loading_around(node)
    event = Event("paste", _heard_by(node).id, text)
    found = find_handler(tree, event) if text else None
    if takes_text(node) and idle is None and (found is None or found[0] is not node):
        return Type(node, text)
    return Key(event) if found is not None else Nobody()


def _at_focus(tree: Tree, focused: int | None) -> Node:
    """Return the node that keys go to first: the one with the focus. One that nobody sees or can use gets none."""
    node = tree.nodes.get(focused) if focused is not None else None
    return node if node is not None and is_reachable(tree, node) else tree.top


def _heard_by(node: Node) -> Node:
    """Return the node that is the first to hear what is done at another: that itself, unless it is loading."""
    idle = loading_around(node)
    return (idle.parent or idle) if idle is not None else node


def _last(tree: Tree, node: Node, key: str, is_hosts: Callable[[], bool]) -> Route:
    """Return who gets a key that no binding and nothing at the focus takes."""
    takes = node.signature.row.raw and node.handler(_KEY) is not None and not is_loading(node)
    if key in _FOCUS_KEYS and takes and node.get("takes_tab"):
        return Key(_typed(node, key))
    # What is edited takes its keys only while it has the focus itself.
    around = () if takes else (each for each in node.reach() if each is not node)
    scrolls = (each for each in around if not each.signature.row.edits and not each.signature.spliced)
    above = next((each for each in scrolls if key in each.signature.row.keys), None)
    if above is not None:
        return Own(above, above.signature.row.keys[key], takes_focus=above.signature.window)
    if key in _FOCUS_KEYS:
        return Move(_FOCUS_KEYS[key])
    if key in protocol.HOST_KEYS or is_hosts():
        return Host()
    if not scrub(key):
        # A joiner, say: it means something only where it is typed.
        return Nobody()
    event = _typed(_heard_by(node), key)
    if find_handler(tree, event) is not None:
        return Key(event)
    seeks = node.signature.row.seeks and not is_loading(node)
    return Seek(node, key) if seeks and prints(key) else Nobody()


def _typed(node: Node, key: str) -> Event:
    return Event("key", node.id, key, modifiers=modifiers_of(key))


def _can_be_pressed(tree: Tree, row: Node) -> bool:
    return not is_disabled(row) and not is_loading(row) and find_handler(tree, pressed(row)) is not None


def pressed(node: Node) -> Event:
    """Return the event that says that a key has pressed a node."""
    return Event("press", node.id, "", (1,))


def takes_text(node: Node) -> bool:
    """Tell whether a person types into a node."""
    return node.signature.spliced or any(edit.how is kinds.How.TYPED for edit in node.signature.row.edits)


def takes_focus(tree: Tree, node: Node) -> bool:
    """Tell whether a node takes the focus as things stand: its kind does, and a person can reach it."""
    return node.signature.row.focusable and is_reachable(tree, node)


def is_reachable(tree: Tree, node: Node) -> bool:
    """Tell whether a person can do anything with a node.

    Neither it nor anything above it is disabled or hidden, and no dialog lies over it.
    """
    return not is_disabled(node) and not is_hidden(node) and not is_covered(tree, node)


def is_covered(tree: Tree, node: Node) -> bool:
    """Tell whether a dialog lies over a node: it gets nothing of what people do."""
    return tree.top is not tree.root and tree.top not in node.ancestors()


def next_focus(tree: Tree, focused: Node | None, by: int) -> Node | None:
    """Return the node that the focus moves to, in the tree's order and around its ends; None if nothing takes it.

    While a dialog is open, that is in it. What is loading keeps the focus, but gets none.

    Args:
        tree: The guest's tree.
        focused: The node with the focus. Without one, or if it takes the focus no more, the first one is next.
        by: 1 or -1.
    """
    inside = (node for node in _reachable(tree.top) if node is not tree.top)
    takers = (node for node in inside if node.signature.row.focusable)
    chain = [node for node in takers if node is focused or not is_loading(node)]
    if focused not in chain:
        return chain[0] if chain else None
    return chain[(chain.index(focused) + by) % len(chain)]


def initial_focus(tree: Tree) -> Node | None:
    """Return the node that asks to have the focus from the beginning; None if none can have it.

    It is looked for in what people have before them, but not in the rows of lists.
    """
    found = (node for node in _reachable(tree.top, rows=False) if node.attributes.get("initial_focus"))
    return next((node for node in found if node.signature.row.focusable), None)


def _reachable(top: Node, rows: bool = True) -> Iterator[Node]:
    """Yield what is neither disabled nor hidden, in the tree's order; with or without the rows of lists."""
    stack = [top]
    while stack:
        node = stack.pop()
        if not node.attributes.get("disabled") and not node.attributes.get("hidden"):
            yield node
            if not _conceals(node) and (rows or not node.signature.window):
                stack.extend(reversed(list(node.children())))


def active_bindings(tree: Tree, focused: int | None) -> Iterator[Node]:
    """Yield the key bindings that the focus reaches, the nearest first, each key once.

    A binding works while its parent, or anything below its parent, has the focus; under the root, always, unless a
    dialog is open. One under the open dialog works wherever the focus is.
    A disabled one does not, nor one in what is loading; what lies below a disabled node has no focus. Nothing is
    looked at before it is asked for.
    """
    seen: set[str] = set()
    for ancestor in _heard_by(_at_focus(tree, focused)).reach():
        for node in tree.bindings_of(ancestor):
            key = node.attributes.get("key")
            if key and key not in seen and not node.attributes.get("disabled"):
                seen.add(key)
                yield node


def working_bindings(tree: Tree, focused: int | None, own: Mapping[str, str] | None = None) -> Iterator[Node]:
    """Yield the key bindings that their keys would press now: neither are these typed, nor own keys at the focus.

    Args:
        tree: The guest's tree.
        focused: The node with the focus, None if no node has it.
        own: See `route`.
    """
    node = _at_focus(tree, focused)
    taken = node.signature.row.keys if own is None or node.id != focused else own
    types = takes_text(node)
    if is_loading(node):
        taken, types = {}, False
    for binding in active_bindings(tree, focused):
        key = binding.attributes["key"]
        typed = types and (len(key) == 1 or key == "space")
        if not typed and (key not in taken or binding.parent is node):
            yield binding


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


def is_loading(node: Node) -> bool:
    """Tell whether the node, or anything above it, is loading."""
    return any(ancestor.attributes.get("loading") for ancestor in node.ancestors())


def loading_around(node: Node) -> Node | None:
    """Return the outermost node that is loading, of the node and those above it; None if none is."""
    return next((each for each in reversed(list(node.ancestors())) if each.attributes.get("loading")), None)


def is_hidden(node: Node) -> bool:
    """Tell whether the node, or anything above it, is hidden, or something above it conceals what lies in it."""
    above = (ancestor for ancestor in node.ancestors() if ancestor is not node)
    return any(each.attributes.get("hidden") for each in node.ancestors()) or any(map(_conceals, above))


def _conceals(node: Node) -> bool:
    """Tell whether what lies in a node is out of sight."""
    flag = node.signature.row.conceals
    return bool(flag) and bool(node.get(flag))
