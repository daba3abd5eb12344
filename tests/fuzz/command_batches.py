"""Batches of commands: good ones for the tree as it is, and mutations of them.

All chance comes from a `random.Random` that is passed in: a real one in long runs, one of Hypothesis in
tests, which then shrinks what fails. Records are packed here, not by the encoder, which would refuse most of them.
"""

import struct
from collections.abc import Callable
from random import Random
from typing import Final, NamedTuple

from opui.core import kinds, protocol
from opui.core.tree.tree import Tree
from opui.core.wire.batch import CommandBatch
from tests.memory import FakeMemory

RECORD: Final = struct.Struct("<BBHIII")
SIZE: Final = RECORD.size
IDS: Final = 48
"""Ids are taken from 1 to this, so that they collide; and now and then from the end of the range."""
LAST_HANDLER: Final = 40
"""Table indices up to this are handlers, but for the two below."""
NULL_HANDLER, WRONG_HANDLER = 7, 8
PACES: Final = (*[0] * 8, *[0x8000] * 7, 300)
HANDLERS: Final = (*range(1, 7), *range(1, 7), *range(1, 7), 0, NULL_HANDLER, WRONG_HANDLER, LAST_HANDLER + 1)

TEXTS: Final = (
    "", "a", "milk and eggs", "é!", "日本語", "two\nlines\tand a tab", "👩‍💻❤️", "x" * 300, "[b]no[/b] {markup}", "done",
)  # fmt: skip
HARD_TEXTS: Final = (
    "\x1b]52;c;aGk=\x07", "\x9b31m", "user\u202egpj.exe\u2066", "zero\u200bwidth\ufeff", "e" + "\u0301" * 40,
    "\x00\x7f", "a\u200db\ufe0f", "tag\U000e0041", "\u2028\u2029", "\r\x08\x0b", "\U0001d173", "\u180e\u3164",
)  # fmt: skip
"""Texts that the scrub has to change."""
VALUES: Final[dict[str, tuple[object, ...]]] = {
    "name": ("a", "new-todo", "", "é", "1", "x" * 65),
    "style": ("width: 10", "color: $accent; margin: 1 2", "", "width: 1001", "color", "/*", "}"),
    "stylesheet": ("text { color: red }", "", ".done > row:hover, * { }", "text {", "} text {}", "text { a: b }"),
    "value": ("milk", "", "two\nlines"),
    "placeholder": ("What?", "\n"),
    "variant": ("primary", "default", "", "Primary"),
    "key": ("a", "ctrl+s", "f5", "shift+tab", "shift+a", "ctrl+q", "", "+", "++"),
    "max_length": (0, 80, 65_536, -1, 65_537, 2**63 - 1, -(2**63)),
    "interval": (0.0, 10.0, 100.0, 9.99, -0.0, 1e300, -1.0, 5e-324),
}
"""Attribute → values, the first of them good; of a number that is not here the default is, and `NUMBERS` are tried."""
NUMBERS: Final[dict[str, tuple[object, ...]]] = {
    "integer": (0, 1, -1, 2**31 - 1, 2**31, 2**63 - 1, -(2**63)),
    "number": (0.0, 1.0, 0.5, -0.0, -1.0, 1e15, 1e300, 5e-324),
}
CALLED: Final[dict[str, tuple[str, ...]]] = {
    "cells": ("0 0", "3 999999999"),
    "places": ("0", "12 3", "99999999 99999999"),
    "notification": ("save 1\nSaved", "other 60000\n日本語"),
}
"""Check of a method's text → texts that pass it."""
MEMORY: Final = FakeMemory()
"""The memory of all guests."""
_F64, _U8, _U32, _UTF8 = (protocol.ELEMENT_BY_NAME[name].code for name in ("f64", "u8", "u32", "utf8"))
ARRAYS: Final = {
    "series": ((_F64, MEMORY.put_numbers("f64", [1.5, -2.0])), (_U8, MEMORY.put_numbers("u8", [7], [False]))),
    "cells": ((_U32, MEMORY.put_numbers("u32", [0x41, 0, 1 << 31, 0xFFFF_FFFF] * 6)), (_U32, MEMORY.put_words(64, 0))),
    "symbols": ((_UTF8, MEMORY.put_texts("e\u0301", "ab")), (_UTF8, MEMORY.put_texts())),
    "values": ((_F64, MEMORY.put_numbers("f64", [0.5, float("nan")])), (_UTF8, MEMORY.put_texts("a", "", "日本"))),
    "order": ((_U32, MEMORY.put_numbers("u32", [1, 0, 7])),),
}
"""Attribute → good ones for it."""
BAD_ARRAYS: Final = (
    (_UTF8, MEMORY.put_texts("a", "")), (_F64, MEMORY.put_words(64, 1 << 31)), (_F64, MEMORY.put_words(60, 1)),
    (_F64, 1), (_F64, 1 << 31), (0, 64), (200, 64), (_U8, MEMORY.put_words(64, 1, 0, 0, 64, 1)),
)  # fmt: skip
"""Codes of elements and addresses of descriptors."""
CLASSES: Final = ("a", "done", "x-1", "b", "c2")
WORDS: Final = (0, 1, 2, 3, 15, 16, 255, 2**16 - 1, 2**31 - 1, 2**31, 2**32 - 16, 2**32 - 1)


class _Kind(NamedTuple):
    code: int
    attributes: tuple[protocol.Attribute, ...]
    events: tuple[int, ...]
    methods: tuple[protocol.Method, ...]
    parents: frozenset[int]
    has_text: bool
    has_classes: bool


def _kinds() -> dict[int, _Kind]:
    return {
        kind.code: _Kind(
            kind.code,
            tuple(protocol.ATTRIBUTE_BY_NAME[name] for name in kind.attributes),
            tuple(protocol.EVENT_BY_NAME[name].code for name in kind.events),
            tuple(protocol.METHOD_BY_NAME[name] for name in kind.methods),
            frozenset(parent.code for parent in kinds.KINDS if kind.name in parent.children),
            bool(kind.text),
            kind.name not in ("root", "span", "key_binding", "timer"),
        )
        for kind in kinds.KINDS
    }


KINDS: Final = _kinds()
SPLICED: Final = frozenset(kind.code for kind in kinds.KINDS if kind.spliced)
MADE: Final = tuple(code for code in KINDS if code)
OP: Final = {op.name: op.code for op in protocol.OPS}


class Builder:
    """A batch in the making and the living ids it would leave: each id's kind, and which nodes have children."""

    def __init__(self, random: Random, tree: Tree) -> None:
        self.random = random
        self.records = bytearray()
        self.text = bytearray()
        self.kinds = {id_: node.kind for id_, node in tree.nodes.items()}
        self.parents = {id_: node.parent.id for id_, node in tree.nodes.items() if node.parent is not None}
        self.gone: set[int] = set()

    def batch(self) -> CommandBatch:
        return CommandBatch(bytes(self.records), bytes(self.text))

    def put(self, op: str, node: int, a: int = 0, b: int = 0, x: int = 0, y: int = 0) -> None:
        self.records += RECORD.pack(OP[op], a, b, node, x, y)

    def put_text(self, op: str, node: int, text: str, a: int = 0, b: int = 0) -> None:
        data = text.encode()
        self.put(op, node, a, b, len(self.text) if data else 0, len(data))
        self.text += data

    def some_text(self) -> str:
        return self.random.choice(HARD_TEXTS if self.random.random() < 0.1 else TEXTS)

    def node(self) -> int:
        return self.random.choice(list(self.kinds))

    def known(self) -> _Kind | None:
        """Return what a living node's kind takes, having chosen the node; None for an unknown kind."""
        self.chosen = self.node()
        return KINDS.get(self.kinds[self.chosen])

    # --- Commands, each good if it can be ---

    def create(self) -> None:
        free = [id_ for id_ in range(1, IDS) if id_ not in self.kinds and id_ not in self.gone]
        if not free:
            return self.remove()
        node = self.random.choice(free)
        kind = self.random.choice(MADE) if self.random.random() < 0.97 else 99
        self.kinds[node] = kind
        self.put("create", node, b=kind)
        if self.random.random() < 0.9:
            self.place(node)
        return None

    def place(self, node: int) -> None:
        """Put a node without children at the end of a parent that takes it, or in front of one there."""
        kind = KINDS.get(self.kinds[node])
        wanted = kind.parents if kind else KINDS[1].parents
        parents = [id_ for id_, code in self.kinds.items() if code in wanted and id_ != node]
        if not parents:
            return
        parent = self.random.choice(parents)
        before = [id_ for id_, above in self.parents.items() if above == parent and id_ != node]
        neighbour = self.random.choice(before) if before and self.random.random() < 0.4 else 0
        self.put("insert", node, x=parent, y=neighbour)
        self.parents[node] = parent

    def move(self) -> None:
        above = set(self.parents.values())
        leaves = [id_ for id_ in self.kinds if id_ and id_ not in above]
        if leaves:
            self.place(self.random.choice(leaves))

    def remove(self) -> None:
        above = set(self.parents.values())
        leaves = [id_ for id_ in self.kinds if id_ and id_ not in above]
        if leaves:
            node = self.random.choice(leaves)
            self.put("remove", node)
            self.gone.add(node)
            del self.kinds[node]
            self.parents.pop(node, None)

    def set_text(self) -> None:
        kind = self.known()
        if kind is None or kind.has_text:
            self.put_text("set_text", self.chosen, self.some_text())

    def splice(self) -> None:
        """Change an edited text, or select in it; most of them are short, and so are the numbers."""
        edited = [id_ for id_, code in self.kinds.items() if code in SPLICED]
        if not edited:
            return
        node = self.random.choice(edited)
        places = sorted(self.random.choice((0, 0, 1, 2, 3, 5, 2**32 - 1)) for _ in range(2))
        op = self.random.choice(("delete_text", "insert_text", "insert_text", "select_text"))
        if op == "insert_text":
            self.put_text(op, node, self.some_text())
        else:
            self.put(op, node, x=places[0], y=places[1])

    def set_attribute(self) -> None:
        kind = self.known()
        if kind is None or not kind.attributes:
            return
        row = self.random.choice(kind.attributes)
        values = VALUES.get(row.name) or ((row.default, *NUMBERS[row.type]) if row.type in NUMBERS else None)
        value = None if values is None else values[0] if self.random.random() < 0.9 else self.random.choice(values)
        if row.type == "string":
            self.put_text("set_string", self.chosen, self.some_text() if value is None else str(value), b=row.code)
        elif row.type == "flag":
            self.put("set_flag", self.chosen, b=row.code, x=self.random.randrange(2))
        elif row.type == "array":
            element, descriptor = self.random.choice(ARRAYS[row.name] if self.random.random() < 0.9 else BAD_ARRAYS)
            self.put("set_array", self.chosen, a=element, b=row.code, x=descriptor)
        else:
            form = "<d" if row.type == "number" else "<q"
            x, y = struct.unpack("<2I", struct.pack(form, value))
            self.put(f"set_{row.type}", self.chosen, b=row.code, x=x, y=y)

    def unset(self) -> None:
        kind = self.known()
        if kind and kind.attributes:
            self.put("unset", self.chosen, b=self.random.choice(kind.attributes).code)

    def change_class(self) -> None:
        kind = self.known()
        if kind is None or kind.has_classes:
            op = "add_class" if self.random.random() < 0.6 else "remove_class"
            self.put_text(op, self.chosen, self.random.choice(CLASSES))

    def attach(self) -> None:
        kind = self.known()
        if kind and kind.events:
            event = self.random.choice(kind.events)
            if self.random.random() < 0.7:
                handler = self.random.choice(HANDLERS)
                pace = self.random.choice(PACES)
                self.put("attach", self.chosen, a=event, b=pace, x=handler, y=self.random.getrandbits(32))
            else:
                self.put("detach", self.chosen, a=event)

    def call(self) -> None:
        kind = self.known()
        if kind and kind.methods:
            row = self.random.choice(kind.methods)
            text = self.random.choice(CALLED[row.check]) if row.check else self.some_text() if row.text else ""
            self.put_text("call", self.chosen, text, a=self.random.randint(0, row.most), b=row.code)


_COMMANDS: Final[tuple[Callable[[Builder], None], ...]] = (
    Builder.create, Builder.create, Builder.create, Builder.move, Builder.remove, Builder.set_text,
    Builder.splice, Builder.set_attribute, Builder.set_attribute, Builder.unset, Builder.change_class, Builder.attach,
    Builder.call,
)  # fmt: skip


def good_batch(random: Random, tree: Tree, most: int = 16) -> CommandBatch:
    """Return a batch that the tree should take: nearly all of them are good."""
    builder = Builder(random, tree)
    for _ in range(random.randint(1, most)):
        random.choice(_COMMANDS)(builder)
    return builder.batch()


def _chain(random: Random, builder: Builder) -> None:
    """Nodes below one another, around the limit of depth."""
    top = 1_000 + random.randrange(100)
    for level in range(random.randint(28, 36)):
        builder.put("create", top + level, b=1)
        builder.put("insert", top + level, x=top + level - 1 if level else 0)


def _crowd(random: Random, builder: Builder) -> None:
    """Many timers, calls or classes, around their limits."""
    what, node = random.randrange(3), builder.node()
    for number in range(random.randint(30, 68) if what == 2 else random.randint(60, 68)):
        if what == 0:
            builder.put("create", 2_000 + number, b=12)
        elif what == 1:
            builder.put("call", 0, b=4)
        else:
            builder.put_text("add_class", node, f"c{number}")


def large_batch(random: Random, tree: Tree) -> CommandBatch:
    """Return a batch around one of the tree's limits."""
    builder = Builder(random, tree)
    random.choice((_chain, _crowd))(random, builder)
    return builder.batch()
