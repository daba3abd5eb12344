"""The tree of nodes: what the guest has built, and nothing of how it is shown.

The tree is a decoder's target. Between `begin` and `commit` it keeps a journal of how to undo each change;
`rollback` puts everything back, so a frame is applied whole or not at all. What `commit` returns is read
from the same journal: it is all that a renderer gets to know.
"""

from collections.abc import Callable, Iterator, Mapping, Set
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from opui.core import kinds, protocol
from opui.core.arrays import NO_MEMORY, Array, Memory, find_array
from opui.core.errors import CommandError, LimitError
from opui.core.splice import Splice, joined, middle, moved
from opui.core.tree.cost import Weighing
from opui.core.tree.journal import UNSET, Entry, summarize, undo
from opui.core.tree.node import HANDLER, Node, level_of, link, text_length, unlink, with_handler
from opui.core.tree.signature import signature_of
from opui.core.tree.values import check_class

COUNTED: Final = {kind.code: kind.limit for kind in kinds.KINDS if kind.limit}
"""Kinds with a limit of their own for the nodes alive, and its name."""
KEPT_BINDINGS: Final = 64
"""Of so many nodes it is kept which of their children are key bindings: a focus has no more above it than `depth`."""
SHARED: Final = 512
"""The most changes of classes whose results are shared."""


class Call(NamedTuple):
    """A method called on a node by the guest."""

    node: Node
    method: str
    option: int
    text: str


class Changes(NamedTuple):
    """What one frame did, for a renderer.

    Attributes:
        created: New nodes that are alive, in the order of their creation.
        removed: The tops of removed subtrees of older nodes; the links below them are whole.
        changed: Older nodes → what changed: "text", "classes", "handlers" or attributes' names.
        reordered: Older nodes whose list of children changed.
        calls: Methods to call, in order.
        rebased: Inputs → the value to show, where a person has gone on typing behind the value that was set.
        spliced: Older nodes → what was done to their edited texts, one splice after the other.
        selected: Nodes → what is to be selected of their edited texts, in the text that there is now.
    """

    created: list[Node]
    removed: list[Node]
    changed: dict[Node, set[str]]
    reordered: dict[Node, None]
    calls: list[Call]
    rebased: dict[Node, str]
    spliced: Mapping[Node, list[Splice]] = MappingProxyType({})
    selected: Mapping[Node, tuple[int, int]] = MappingProxyType({})


_UNBOUNCED: Final = frozenset(row.code for row in protocol.EVENTS if row.name not in protocol.DEBOUNCED)
APPEND: Final = "append"
"""The method that changes what a node holds, and so is done before the frame is shown."""


class Tree:
    """The retained nodes and their invariants; see the module's text.

    Args:
        check_handler: Called once per table index that is attached; raises `CommandError` if it is no handler.
        newer: The guest was written for a newer minor version: names unknown here are kept, not refused.
        limits: Those of the app.
        memory: Where the guest's arrays lie.

    Attributes:
        root: Node 0.
        top: What people have before them: the last modal child of the root that is not hidden, else the root.
        nodes: All nodes, by their ids.
    """

    def __init__(
        self,
        check_handler: Callable[[int], None] = lambda index: None,
        newer: bool = False,
        limits: protocol.Limits = protocol.LIMIT,
        memory: Memory = NO_MEMORY,
    ) -> None:
        self.root = Node(protocol.ROOT, signature_of(kinds.ROOT, newer), -1)
        self.top = self.root
        self.nodes: dict[int, Node] = {protocol.ROOT: self.root}
        self._newer = newer
        self._limits = limits
        self._kept = self._kept_before = 0
        self._weighing = Weighing("", limits["depth"], limits["widgets"])
        self._check_handler = check_handler
        self._memory = memory
        self._good_handlers: set[int] = set()
        self._frame = 0
        self._journal: list[Entry] = []
        self._created: list[Node] = []
        self._placed: list[Node] = []
        self._gone: set[int] = set()
        self._calls: list[Call] = []
        self._texts: dict[Node, _Spliced] = {}
        self._spliced_text = 0
        self._bindings: dict[int, list[Node]] = {}

    def bindings_of(self, parent: Node) -> Iterator[Node]:
        """Yield the key bindings that are children of a node, in order. A list's are not looked for at each key."""
        found = self._bindings.get(parent.id)
        if found is None:
            if len(self._bindings) >= KEPT_BINDINGS:
                self._bindings.clear()
            found = [child for child in parent.children() if child.signature.code == kinds.KEY_BINDING]
            self._bindings[parent.id] = found
        return (node for node in found if self.nodes.get(node.id) is node and node.parent is parent)

    # --- Frames ---

    def begin(self) -> None:
        """Begin a frame: from here on, everything can be undone."""
        self._frame += 1
        self._journal = []
        self._created = []
        self._placed = []
        self._gone = set()
        self._calls = []
        self._texts = {}
        self._spliced_text = 0
        self._kept_before = self._kept

    def commit(self) -> Changes:
        """End the frame and return what it did.

        Raises:
            LimitError: The tree is too deep, holds too much text, has too many timers or key bindings, or too much
                of it would be shown at once. Call `rollback`.
        """
        self._append_texts()
        self._check_depth()
        self._check_kept_text()
        self._check_edited_texts()
        self._check_counted()
        self._check_widgets()
        self.top = self._topmost()
        removed, changed, reordered = summarize(self._journal, self.nodes, self._frame)
        alive = self.nodes
        created = [node for node in self._created if alive.get(node.id) is node]
        calls = [call for call in self._calls if alive.get(call.node.id) is call.node and call.method != APPEND]
        edited = {node: kept for node, kept in self._texts.items() if alive.get(node.id) is node}
        spliced = {node: kept.splices for node, kept in edited.items() if node.born != self._frame}
        selected = {node: kept.selected for node, kept in edited.items() if kept.selected is not None}
        return Changes(created, removed, changed, reordered, calls, {}, spliced, selected)

    def rollback(self) -> None:
        """Undo everything since `begin`."""
        undo(self._journal, self.nodes, self._frame)
        for node in self._created:
            self.nodes.pop(node.id, None)
        self._kept = self._kept_before
        self._bindings.clear()
        self.begin()

    def _topmost(self) -> Node:
        node = self.root.last
        while node is not None and (not node.signature.modal or node.attributes.get("hidden")):
            node = node.previous
        return node or self.root

    def _append_texts(self) -> None:
        """Put behind texts what was called to be put there, as if the texts had been set so."""
        for call in self._calls:
            if call.method == APPEND and self.nodes.get(call.node.id) is call.node:
                self.set_text(call.node.id, _last_lines(call.node.text + call.text))

    def _check_depth(self) -> None:
        deepest = self._limits["depth"]
        levels: dict[Node, int] = {}
        walked: set[Node] = set()
        for node in self._placed:
            parent = node.parent
            if parent is not None and parent not in levels and level_of(parent, levels) >= deepest:
                self._refuse_deep(node)
            if node.first is not None and node.born != self._frame:
                level = levels[parent] + 1 if parent is not None else 0
                # Of most rows that are moved it is known how many levels there may be below them.
                if level + node.signature.levels > deepest:
                    self._check_below(node, levels, walked)

    def _check_below(self, top: Node, levels: dict[Node, int], walked: set[Node]) -> None:
        # What hangs below an older node was not placed in this frame. Nothing is walked twice, or a frame that
        # moves one large subtree over and over would cost its size each time.
        stack = [top]
        while stack:
            node = stack.pop()
            if node in walked:
                continue
            walked.add(node)
            if node.first is not None and level_of(node, levels) >= self._limits["depth"]:
                self._refuse_deep(node.first)
            stack += node.children()

    def _refuse_deep(self, node: Node) -> None:
        if self.nodes.get(node.id) is node:
            raise LimitError("limit", f"node {node.id} lies deeper than depth = {self._limits['depth']} levels")

    def _check_kept_text(self) -> None:
        # What a person has typed may have passed the limit: no frame is refused that adds nothing to it.
        kept, most = self._kept, self._limits["kept_text"]
        if kept > most and kept > self._kept_before:
            raise LimitError("limit", f"{kept} characters are over kept_text = {most}")

    def _check_edited_texts(self) -> None:
        # As with `kept_text`: what a person has typed is never refused, and then no frame that adds nothing.
        for node, kept in self._texts.items():
            for what, now, before, most in (
                ("characters", len(node.text), len(kept.before), protocol.EDITED_TEXT),
                ("lines", node.text.count("\n") + 1, kept.before.count("\n") + 1, protocol.EDITED_LINES),
            ):
                if now > most and now > before:
                    raise LimitError("limit", f"the text of node {node.id} has {now} {what}, more than {most}")

    def _check_counted(self) -> None:
        made = {node.signature.code for node in self._created}
        for kind, name in COUNTED.items():
            alive = sum(node.signature.code == kind for node in self.nodes.values()) if kind in made else 0
            if alive > (most := self._limits[name]):
                raise LimitError("limit", f"{alive} {name.replace('_', ' ')} are over {name} = {most}")

    def _check_widgets(self) -> None:
        stylesheet = self.root.get("stylesheet")
        if self._weighing.stylesheet is not stylesheet:
            self._weighing = Weighing(stylesheet, self._limits["depth"], self._limits["widgets"])
        self._weighing.check(self.nodes, self._kept, self._placed, self._journal)

    # --- Commands: structure ---

    def create(self, node: int, kind: int) -> None:
        """Make a detached node."""
        nodes = self.nodes
        if node in nodes:
            raise _exists(node)
        if node in self._gone:
            raise CommandError("node_reused", f"node {node} was removed in this frame; its id is free in the next")
        if kind == kinds.ROOT:
            raise CommandError("root", "a root can't be created; node 0 is there from the beginning")
        if len(nodes) > self._limits["nodes"]:
            raise LimitError("limit", f"there are more nodes than nodes = {self._limits['nodes']}")
        nodes[node] = made = Node(node, signature_of(kind, self._newer), self._frame)
        self._created.append(made)

    def insert(self, node: int, parent: int, before: int) -> None:
        """Attach or move a node."""
        try:
            child, into = self.nodes[node], self.nodes[parent]
        except KeyError as error:
            raise _unknown(error.args[0]) from None
        if child.signature.code not in into.signature.children:
            if child is self.root:
                raise CommandError("root", "the root can't be inserted")
            if not into.signature.takes(child.kind):
                raise CommandError("child", f"{child.kind_name} does not go into {into.kind_name}")
        if child.first is not None or child is into:
            self._check_cycle(child, into)
        following = self._following(into, before, child) if before else None
        old, frame = child.parent, self._frame
        if child.born != frame or into.born != frame or (old is not None and old.born != frame):
            self._journal.append(("place", child, old, child.next))
        if old is not None:
            unlink(child)
        link(child, into, following)
        if child.signature.code == kinds.KEY_BINDING:
            self._bindings.clear()
        self._placed.append(child)

    def remove(self, node: int) -> None:
        """Destroy a node and all below it."""
        top = self._node(node)
        if top is self.root:
            raise CommandError("root", "the root can't be removed")
        parent, following = top.parent, top.next
        dead = list(top.subtree())
        for each in dead:
            del self.nodes[each.id]
            self._gone.add(each.id)
            self._kept -= each.kept_text
        self._journal.append(("remove", top, parent, following, dead))
        unlink(top)

    # --- Commands: what a node holds ---

    def set_text(self, node: int, text: str) -> None:
        """Replace a node's text."""
        changed = self.nodes.get(node)
        if changed is None:
            raise _unknown(node)
        if not changed.signature.has_text:
            raise CommandError("text_none", f"{changed.kind_name} has no text")
        old = changed.text
        if changed.signature.spliced:
            self._splice(changed, middle(old, text))
            return
        if changed.born == self._frame:
            changed.text = text
        elif old != text:
            self._journal.append(("text", changed, "text", old))
            changed.text = text
        self._kept += len(text) - len(old)

    def set_string(self, node: int, attribute: int, value: str) -> None:
        """Set an attribute of type string."""
        self._set(node, attribute, "string", value)

    def set_number(self, node: int, attribute: int, value: float) -> None:
        """Set an attribute of type number."""
        self._set(node, attribute, "number", value)

    def set_integer(self, node: int, attribute: int, value: int) -> None:
        """Set an attribute of type integer."""
        self._set(node, attribute, "integer", value)

    def set_flag(self, node: int, attribute: int, value: bool) -> None:
        """Set an attribute of type flag."""
        self._set(node, attribute, "flag", value)

    def set_array(self, node: int, attribute: int, element: int, descriptor: int) -> None:
        """Set an attribute of type array."""
        self._node(node)
        self.put_array(node, attribute, find_array(self._memory, element, descriptor))

    def put_array(self, node: int, attribute: int, array: Array) -> None:
        """Set an attribute to an array that was found. Wherever it lies, what lies there may be new: it is a change."""
        self._set(node, attribute, "array", array)

    def unset(self, node: int, attribute: int) -> None:
        """Put an attribute back to its default."""
        changed = self._node(node)
        name = changed.signature.attribute_name(attribute)
        if name in changed.attributes:
            old = changed.unset(name)
            self._journal.append(("attribute", changed, name, old))
            self._kept -= text_length(old)
            if changed.signature.lenient:
                self._kept -= changed.signature.unknown_text((name,), ())

    def add_class(self, node: int, name: str) -> None:
        """Add a class."""
        changed = self._node(node)
        changed.signature.check_classes()
        if wrong := check_class(name):
            raise CommandError("value", wrong)
        if name not in changed.classes:
            if len(changed.classes) >= self._limits["classes"]:
                raise LimitError("limit", f"node {node} has classes = {self._limits['classes']} already")
            self._kept += protocol.CLASS_TEXT
            self._set_classes(changed, name)

    def remove_class(self, node: int, name: str) -> None:
        """Take a class away."""
        changed = self._node(node)
        changed.signature.check_classes()
        if wrong := check_class(name):
            raise CommandError("value", wrong)
        if name in changed.classes:
            self._kept -= protocol.CLASS_TEXT
            self._set_classes(changed, name)

    def attach(self, node: int, event: int, handler: int, data: int, pace: int = 0) -> None:
        """Set a node's handler for an event."""
        changed = self.nodes.get(node)
        if changed is None:
            raise _unknown(node)
        if event not in changed.signature.events:
            changed.signature.refuse_event(event)
        if handler not in self._good_handlers:
            self._check(handler)
        if pace & protocol.DEBOUNCE and event in _UNBOUNCED:
            good, name = ", ".join(sorted(protocol.DEBOUNCED)), protocol.EVENT_BY_CODE[event].name
            raise CommandError("debounce", f"{name} can't be debounced, as these can: {good}")
        self._set_handler(changed, event, HANDLER.pack(event, handler, data, pace))

    def detach(self, node: int, event: int) -> None:
        """Take a node's handler for an event away."""
        changed = self._node(node)
        if event not in changed.signature.events:
            changed.signature.refuse_event(event)
        self._set_handler(changed, event, b"")

    def call(self, node: int, method: int, option: int, text: str) -> None:
        """Keep a method call for after the frame."""
        called = self._node(node)
        name = called.signature.check_call(method, option, text)
        if len(self._calls) >= self._limits["calls"]:
            raise LimitError("limit", f"there are more calls than calls = {self._limits['calls']} in this frame")
        self._calls.append(Call(called, name, option, text))

    # --- Commands: edited texts ---

    def delete_text(self, node: int, start: int, end: int) -> None:
        """Take a part out of an edited text."""
        changed, start, end = self._part(node, start, end)
        self._splice(changed, Splice(start, end, ""))

    def insert_text(self, node: int, text: str) -> None:
        """Put a text into an edited text, behind the last splice of this frame or at the end."""
        changed = self._edited(node)
        spliced = self._texts.get(changed)
        place = spliced.place if spliced is not None else len(changed.text)
        self._splice(changed, Splice(place, place, text))

    def select_text(self, node: int, start: int, end: int) -> None:
        """Select a part of an edited text."""
        changed, start, end = self._part(node, start, end)
        self._spliced(changed).selected = start, end

    def _edited(self, id_: int) -> Node:
        node = self._node(id_)
        if not node.signature.spliced:
            raise CommandError("text_none", f"{node.kind_name} has no text that is edited")
        return node

    def _part(self, id_: int, *places: int) -> tuple[Node, int, int]:
        """Return a node and two places of its text, both within it."""
        node = self._edited(id_)
        length = len(node.text)
        start, end = (length if place == protocol.TEXT_END else place for place in places)
        if max(start, end) > length:
            raise CommandError("value", f"the place {max(start, end)} is behind the {length} characters of the text")
        return node, start, end

    def _spliced(self, node: Node) -> "_Spliced":
        """Return what this frame has done to an edited text so far."""
        return self._texts.setdefault(node, _Spliced(node.text))

    def _splice(self, node: Node, splice: Splice) -> None:
        if splice.start > splice.end:
            raise CommandError("value", f"the text ends at {splice.end}, before it begins at {splice.start}")
        if splice.start == splice.end and not splice.text:
            self._spliced(node).place = splice.start
            return
        self._spliced_text += len(node.text) + protocol.SPLICE_TEXT
        if self._spliced_text > (most := self._limits["spliced_text"]):
            raise LimitError("limit", f"with this splice, all together are over spliced_text = {most}")
        kept = self._spliced(node)
        # The text of the frame's beginning will do to undo all of it.
        if node.born != self._frame and not kept.splices:
            self._journal.append(("text", node, "text", node.text))
        kept.add(splice.of(node.text))
        node.text = splice.done(node.text)
        self._kept += splice.growth

    # --- What the person did ---

    def splice_by_person(self, node: int, splice: Splice) -> None:
        """Record between two frames what a person did to an edited text. A node that is gone is passed over."""
        edited = self.nodes.get(node)
        if edited is not None and edited.signature.spliced:
            edited.text = splice.done(edited.text)
            self._kept += splice.growth

    def spend(self, node: Node, event: int) -> None:
        """Take away between two frames a handler that hears of its event once, now that it has."""
        node.attached = with_handler(node.attached, event, b"")
        if node.signature.lenient:
            self._kept -= node.signature.unknown_text((), (event,))

    def set_by_person(self, node: int, name: str, value: str | float | int | bool) -> None:
        """Record between two frames what a person did to an attribute.

        Nodes that are gone or have no such attribute are passed over.
        """
        edited = self.nodes.get(node)
        if edited is not None and protocol.ATTRIBUTE_BY_NAME[name].code in edited.signature.attributes:
            self._kept += text_length(value) - text_length(edited.attributes.get(name))
            edited.set(name, value)

    # --- Inside ---

    def _node(self, id_: int) -> Node:
        node = self.nodes.get(id_)
        if node is None:
            raise _unknown(id_)
        return node

    def _set(self, id_: int, attribute: int, type_: str, value: Any) -> None:
        node = self._node(id_)
        name = node.signature.check_attribute(attribute, type_, value)
        old = node.attributes.get(name, UNSET)
        # The type counts too: 1 == 1.0 == True.
        if old != value or type(old) is not type(value):
            if node.born != self._frame:
                self._journal.append(("attribute", node, name, old))
            node.set(name, value)
            self._kept += text_length(value) - text_length(old)
            if old is UNSET and node.signature.lenient:
                self._kept += node.signature.unknown_text((name,), ())

    def _set_classes(self, node: Node, name: str) -> None:
        old = node.classes
        if node.born != self._frame:
            self._journal.append(("class", node, "classes", old))
        node.classes = _toggled(old, name)

    def _set_handler(self, node: Node, event: int, handler: bytes) -> None:
        old = node.attached
        new = with_handler(old, event, handler) if old else handler
        if new == old:
            return
        if node.born != self._frame:
            self._journal.append(("handler", node, "handlers", old))
        node.attached = new
        if node.signature.lenient and len(new) != len(old):
            unknown = node.signature.unknown_text((), (event,))
            self._kept += unknown if handler else -unknown

    def _check(self, handler: int) -> None:
        if handler == 0:
            raise CommandError("handler_null", "a handler's index is never 0")
        self._check_handler(handler)
        self._good_handlers.add(handler)

    def _check_cycle(self, child: Node, into: Node) -> None:
        for level, ancestor in enumerate(into.ancestors()):
            if ancestor is child:
                raise CommandError("cycle", f"node {child.id} would lie below itself")
            # A bound on the walk, or a chain of a hundred thousand nodes would be walked once for each.
            if level > self._limits["depth"]:
                raise LimitError("limit", f"node {into.id} lies deeper than depth = {self._limits['depth']} levels")

    def _following(self, into: Node, before: int, child: Node) -> Node | None:
        following = self._node(before)
        if following.parent is not into:
            raise CommandError("before", f"node {before} is not a child of node {into.id}")
        return child.next if following is child else following


class _Spliced:
    """What one frame does to one edited text.

    Attributes:
        before: The text at its beginning.
        splices: The splices, one after the other.
        place: Where the next text goes.
        selected: What is to be selected, if anything.
    """

    def __init__(self, before: str) -> None:
        self.before = before
        self.splices: list[Splice] = []
        self.place = len(before)
        self.selected: tuple[int, int] | None = None

    def add(self, splice: Splice) -> None:
        """Add a splice. One that goes on with the last is put together with it."""
        last = self.splices[-1] if self.splices else None
        both = joined(last, splice) if last is not None and splice.start == splice.end == last.behind else None
        if both is not None:
            self.splices[-1] = both
        else:
            self.splices.append(splice)
        self.place = splice.behind
        if self.selected is not None:
            start, end = self.selected
            self.selected = moved(start, splice), moved(end, splice)


@lru_cache(maxsize=SHARED)
def _toggled(classes: Set[str], name: str) -> frozenset[str]:
    """Return classes with one more, or without it if it is among them: the same object to all nodes that ask alike."""
    return frozenset(classes ^ {name})


def _last_lines(text: str) -> str:
    """Return as much of a text's end as may be kept, from the beginning of a line on if there is one."""
    if len(text) <= protocol.APPENDED_TEXT:
        return text
    start = len(text) - protocol.APPENDED_TEXT
    line = text.find("\n", start - 1) + 1
    return text[line or start :]


def _unknown(node: int) -> CommandError:
    return CommandError("node_unknown", f"there is no node {node}")


def _exists(node: int) -> CommandError:
    if node == protocol.ROOT:
        return CommandError("root", "node 0 is the root and there from the beginning")
    return CommandError("node_exists", f"node {node} is alive")
