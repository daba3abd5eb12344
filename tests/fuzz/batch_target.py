"""Oracle of command batches: accepted or refused by a named rule, whole or not at all, and read as the spec says."""

from collections.abc import Callable
from random import Random
from typing import Any, Final, NamedTuple

from opui.core import protocol
from opui.core.errors import RULES, BatchError, CommandError, DecodeError
from opui.core.tree.tree import Tree
from opui.core.wire.batch import CommandBatch
from opui.core.wire.decoder import replay
from tests.core.trees import dump
from tests.fuzz.command_batches import (
    LAST_HANDLER,
    MEMORY,
    NULL_HANDLER,
    WRONG_HANDLER,
    good_batch,
    large_batch,
)
from tests.fuzz.mutations import mutated
from tests.fuzz.simple_decoder import SimpleCommand, decode_commands
from tests.fuzz.texts import is_clean, is_covered, is_scrubbed
from tests.fuzz.violation import Violation

FRAMES: Final = 100
"""Batches after which a tree is made anew: what led to a violation is short, and few find it at its limits."""
NODES: Final = 40
TIGHT: Final = protocol.LIMIT | {
    "commands": 24, "text_bytes": 500, "nodes": 16, "depth": 3, "kept_text": 1_200, "widgets": 12, "classes": 2,
    "calls": 2, "timers": 2,
}  # fmt: skip
"""Limits that ordinary batches pass now and then."""
LIST: Final = 4
LOG: Final = 27
"""However long it is, only the lines that are seen are made."""
UNSHOWN: Final = frozenset({0, 6, 11, 12, 16, 18, 26, 31, 32, 33, 35, 39, 40, 42})
"""Kinds of which nothing is shown by itself: root, span, key_binding, timer, option, radio, tab, parts of tables,
branch, menu, menu_item."""
TEXT_AREA: Final = 29
TEXT_OPS: Final = frozenset({"set_text", "set_string", "add_class", "remove_class", "call", "insert_text"})
MARKDOWN: Final = 37
"""Its characters count twice."""
Replay = Callable[[CommandBatch, Any, protocol.Limits], None]
Dump = list[tuple[object, ...]]


class Recorder:
    """A decoder's target that takes everything and keeps it."""

    def __init__(self) -> None:
        self.calls: list[SimpleCommand] = []


def _recording(name: str) -> Callable[..., None]:
    def keep(self: Recorder, *operands: Any) -> None:
        self.calls.append(SimpleCommand(name, operands))

    return keep


for _op in protocol.OPS:
    setattr(Recorder, _op.name, _recording(_op.name))


class Read(NamedTuple):
    """What the decoder made of a batch: its calls, and the rule of the error that ended them."""

    calls: list[SimpleCommand]
    rule: str


def check_handler(index: int) -> None:
    """Refuse the handlers that a guest's table would not have."""
    if index in (NULL_HANDLER, WRONG_HANDLER):
        raise CommandError("handler_null" if index == NULL_HANDLER else "handler_type", f"slot {index}")
    if index > LAST_HANDLER:
        raise CommandError("handler_range", f"index {index}")


class BatchArena:
    """A tree that takes batch after batch.

    Args:
        newer: The guest is of a newer minor version.
        tight: Its limits are `TIGHT`, not the usual ones.
        make_tree: The tree's class; another one than opui's in tests of the oracle.
        replay_batch: The decoder; likewise.
    """

    def __init__(
        self, newer: bool = False, tight: bool = False, make_tree: type[Tree] = Tree, replay_batch: Replay = replay
    ) -> None:
        self._limits = TIGHT if tight else protocol.LIMIT
        self.tree = make_tree(check_handler, newer, self._limits, MEMORY)
        self.accepted: list[CommandBatch] = []
        self._checked = 0
        self._replay = replay_batch
        self._dump = dump(self.tree)

    @property
    def full(self) -> bool:
        """Whether it is time for a new one."""
        return self._checked >= FRAMES or len(self.tree.nodes) > NODES

    def check(self, batch: CommandBatch) -> str:
        """Run one frame; return "accepted" or the rule.

        Raises:
            Violation: The oracle says that opui is wrong.
        """
        self._checked += 1
        read = self._check_decoder(batch)
        try:
            self._run(batch)
        except BatchError as error:
            self._check_refusal(error, read)
            return error.rule
        if read.rule:
            raise Violation(f"the tree took a batch that breaks {read.rule}")
        self._check_tree()
        self.accepted.append(batch)
        return "accepted"

    def _run(self, batch: CommandBatch) -> None:
        self.tree.begin()
        try:
            self._replay(batch, self.tree, self._limits)
            self.tree.commit()
        except BatchError:
            self.tree.rollback()
            raise

    def _check_decoder(self, batch: CommandBatch) -> Read:
        recorder, rule = Recorder(), ""
        try:
            self._replay(batch, recorder, self._limits)
        except BatchError as error:
            rule = error.rule
        calls, simple = recorder.calls, decode_commands(batch.commands, batch.text, self._limits)
        if rule != simple.rule or len(calls) != len(simple.commands):
            raise Violation(
                f"the decoder: {len(calls)} commands, then {rule!r}; the simple one: "
                f"{len(simple.commands)}, then {simple.rule!r}"
            )
        for call, command in zip(calls, simple.commands, strict=True):
            if call != command:
                _check_call(call, command)
            elif call.name in TEXT_OPS and not is_clean(str(call.operands[-1])):
                raise Violation(f"{call} holds what the scrub should take out")
        return Read(calls, rule)

    def _check_refusal(self, error: BatchError, read: Read) -> None:
        if error.rule not in RULES:
            raise Violation(f"there is no rule {error.rule!r}")
        if isinstance(error, DecodeError) and error.rule != read.rule:
            raise Violation(f"the tree was told of {error.rule}, a recorder of {read.rule!r}")
        if "\n" in str(error) or not is_clean(str(error)):
            raise Violation(f"the error's text is no clean line: {str(error)!r}")
        if dump(self.tree) != self._dump:
            raise Violation(f"the tree is not what it was before {error}")
        self._check_kept()

    def _check_kept(self) -> None:
        """Check the tree's count of what its nodes keep: one that drifts would refuse or take too much, one day."""
        kept = sum(node.kept_text for node in self.tree.nodes.values())
        if self.tree._kept != kept or kept > self._limits["kept_text"]:
            raise Violation(f"the tree counts {self.tree._kept} characters where there are {kept}")

    def _check_tree(self) -> None:
        """Check the links, and that nothing is deeper or more than it may be."""
        self._check_kept()
        self._dump = dump(self.tree)
        nodes = self.tree.nodes
        if len(nodes) > self._limits["nodes"] + 1:
            raise Violation(f"there are {len(nodes)} nodes")
        placed = 0
        for node in nodes.values():
            for child in node.children():
                placed += 1
                if child.parent is not node or nodes.get(child.id) is not child:
                    raise Violation(f"{child} below {node} does not know it")
            # A walk that goes round would never end.
            level, above = 0, node.parent
            while above is not None:
                level, above = level + 1, above.parent
                if level > self._limits["depth"]:
                    raise Violation(f"{node} lies deeper than depth")
        self._check_shown()
        if placed != sum(node.parent is not None for node in nodes.values()):
            raise Violation("a node has a parent that does not list it")

    def _check_shown(self) -> None:
        """Count what is shown at once, as the spec tells it; rules of a stylesheet only add to that."""
        tops = [self.tree.root]
        while tops:
            weight, unit = 0, [tops.pop()]
            while unit:
                node = unit.pop()
                characters = len(node.text) * {LOG: 0, TEXT_AREA: 0, MARKDOWN: 2}.get(node.kind, 1)
                weight += 1 + characters // 256 if node.kind not in UNSHOWN else 0
                (tops if node.kind == LIST else unit).extend(node.children())
            if weight > self._limits["widgets"]:
                raise Violation(f"{weight} nodes are shown at once")


def _check_call(call: SimpleCommand, command: SimpleCommand) -> None:
    """Only a text may differ from the simple decoder's, by what the scrub takes out."""
    same = call.name == command.name and call.operands[:-1] == command.operands[:-1]
    fits = is_covered if call.name == "insert_text" else is_scrubbed
    if not same or not fits(str(call.operands[-1]), str(command.operands[-1])):
        raise Violation(f"the decoder says {call}, the simple one {command}")


def next_batch(random: Random, tree: Tree) -> CommandBatch:
    """Return a good batch in one of four cases, a mutated one in the others; now and then a large one."""
    if random.random() < 0.004:
        return large_batch(random, tree)
    batch = good_batch(random, tree)
    return batch if random.random() < 0.25 else mutated(random, batch)
