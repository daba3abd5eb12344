"""The oracles can fail: what is broken on purpose is caught, and told by a small case."""

from collections.abc import Callable, Iterator
from random import Random
from time import monotonic, thread_time
from typing import Any

import pytest

from opui.core.errors import BatchError, CommandError
from opui.core.gate.module import check_module
from opui.core.protocol import Limits
from opui.core.session.events import EventQueue
from opui.core.tree.tree import Tree
from opui.core.wire.batch import CommandBatch, unpack
from opui.core.wire.decoder import replay
from tests.fuzz import event_target
from tests.fuzz.batch_target import BatchArena, next_batch
from tests.fuzz.campaign import run
from tests.fuzz.event_batches import next_file
from tests.fuzz.event_target import check_file, check_queue, handled_tree, next_event
from tests.fuzz.module_target import ModuleTarget
from tests.fuzz.modules import next_module
from tests.fuzz.simple_decoder import decode_commands
from tests.fuzz.targets import BytesTarget, without_parts
from tests.fuzz.text_target import TextTarget
from tests.fuzz.texts import is_clean, is_scrubbed
from tests.fuzz.violation import Violation

STEPS = 2_000


def repeatedly(step: Callable[[], object]) -> None:
    for _ in range(STEPS):
        step()


class HastyTree(Tree):
    """Keeps what a refused batch has done."""

    def rollback(self) -> None:
        self.begin()


class LooseTree(Tree):
    """Undoes all but where nodes lie."""

    def rollback(self) -> None:
        parents = [(node, node.parent) for node in self.nodes.values()]
        super().rollback()
        for node, parent in parents:
            node.parent = parent


class TornTree(Tree):
    """Forgets a node that still has a parent."""

    def remove(self, node: int) -> None:
        if node not in self.nodes or not node:
            raise CommandError("node_unknown", str(node))
        del self.nodes[node]


def careless(batch: CommandBatch, target: Any, limits: Limits) -> None:
    """Pass over what lies in the slot a."""
    zeroed = bytearray(batch.commands)
    zeroed[1::16] = bytes(len(zeroed[1::16]))
    replay(batch._replace(commands=bytes(zeroed)), target, limits)


def unscrubbed(batch: CommandBatch, target: Any, limits: Limits) -> None:
    """Let every character through."""
    decoded = decode_commands(batch.commands, batch.text, limits)
    for command in decoded.commands:
        getattr(target, command.name)(*command.operands)
    if decoded.rule:
        raise BatchError(decoded.rule, "")


def talkative(batch: CommandBatch, target: Any, limits: Limits) -> None:
    """Put the guest's own words into the error."""
    try:
        replay(batch, target, limits)
    except BatchError as error:
        error.place += "\x1b[2J"
        raise


def unnamed(batch: CommandBatch, target: Any, limits: Limits) -> None:
    """Fail by an exception that is no `BatchError`."""
    try:
        replay(batch, target, limits)
    except BatchError:
        raise KeyError(7) from None


class MiscountingTree(Tree):
    """Counts the text of refused batches, too."""

    def rollback(self) -> None:
        kept = self._kept
        super().rollback()
        self._kept = kept


@pytest.mark.parametrize("broken", [HastyTree, LooseTree, TornTree, MiscountingTree])
def test_a_broken_tree_is_caught(broken: type[Tree]) -> None:
    arena, random = BatchArena(make_tree=broken), Random(1)
    with pytest.raises(Violation):
        repeatedly(lambda: arena.check(next_batch(random, arena.tree)))


@pytest.mark.parametrize(
    ("broken", "error"), [(careless, Violation), (unscrubbed, Violation), (talkative, Violation), (unnamed, KeyError)]
)
def test_a_broken_decoder_is_caught(broken: Callable[..., None], error: type[Exception]) -> None:
    arena, random = BatchArena(replay_batch=broken), Random(1)
    with pytest.raises(error):
        repeatedly(lambda: arena.check(next_batch(random, arena.tree)))


def slow_gate(data: bytes) -> object:
    begun = thread_time()
    while thread_time() - begun < 0.6:
        pass
    return check_module(data)


def crashing_gate(data: bytes) -> object:
    return data[len(data) // 2 + 300]


@pytest.mark.parametrize(
    ("broken", "error"), [(slow_gate, Violation), (crashing_gate, IndexError), (lambda data: None, Violation)]
)
def test_a_broken_gate_is_caught(broken: Callable[[bytes], object], error: type[Exception]) -> None:
    target, random = ModuleTarget(broken), Random(1)
    with pytest.raises(error):
        repeatedly(lambda: target.check(next_module(random)))


class WideQueue(EventQueue):
    def take(self, *arguments: Any, **named: Any) -> Any:
        tree, start, frame, room, now = arguments
        return super().take(tree, start, frame, room + 64, now, **named)


class ForgetfulQueue(EventQueue):
    def take(self, *arguments: Any, **named: Any) -> Any:
        self._events = self._events[1:]
        return super().take(*arguments, **named)


@pytest.mark.parametrize("broken", [WideQueue, ForgetfulQueue])
def test_a_broken_queue_is_caught(broken: type[EventQueue], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_target, "EventQueue", broken)
    random = Random(1)
    with pytest.raises(Violation):
        repeatedly(lambda: check_queue(handled_tree(random), [next_event(random) for _ in range(20)], 256))


def test_a_reader_of_files_that_loses_text_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def losing(data: bytes) -> Iterator[Any]:
        return (batch._replace(text=batch.text[1:]) for batch in unpack(data))

    monkeypatch.setattr(event_target, "unpack", losing)
    random = Random(1)
    with pytest.raises(Violation):
        repeatedly(lambda: check_file(next_file(random)))


def test_a_reader_of_text_that_is_slow_or_fails_by_another_error_is_caught() -> None:
    def slow(text: str) -> None:
        slow_gate(b"\0asm\1\0\0\0")

    for read in (slow, int):
        target = TextTarget(read, (TypeError,), ("a b",))
        with pytest.raises((Violation, ValueError)):
            target.check("a")


def test_what_the_scrub_must_take_out_is_known_without_it() -> None:
    assert is_clean("two\tcolumns\nand 👩‍💻 é 日本語")
    assert not any(map(is_clean, ("\x1b[m", "\x85", "a\u202eb", "\u200b", "e" + "\u0301" * 9, "\r", "\U000e0041")))
    assert is_scrubbed("ab", "a\x1bb")
    assert not is_scrubbed("ab", "a.b")
    assert not is_scrubbed("ba", "ab")


def test_a_failure_is_told_by_a_small_case() -> None:
    def judge(case: bytes) -> str:
        if b"xy" in case:
            raise ValueError
        return "accepted"

    target = BytesTarget(
        lambda random: random.randbytes(20) + random.choice((b"", b"xy")) + random.randbytes(20), judge
    )
    result = run(target, 1_000, Random(1), monotonic() + 60)
    assert result.failure is not None
    assert result.failure.case == b"xy"
    assert result.cases == sum(result.outcomes.values()) < 100


def test_a_run_ends_at_its_count_and_notes_its_memory() -> None:
    result = run(BytesTarget(lambda random: b"", lambda case: "accepted"), 1_000, Random(1), monotonic() + 60)
    assert (result.cases, result.outcomes["accepted"], result.failure) == (1_000, 1_000, None)
    assert sorted(result.memory) == [10, 50, 100]
    assert run(BytesTarget(lambda random: b"", lambda case: "accepted"), 1_000, Random(1), 0.0).cases == 0


def test_parts_are_left_out_in_whole_units() -> None:
    assert list(without_parts(b"abcd", 2)) == [b"cd", b"ab"]
    assert list(without_parts(b"ab")) == [b"b", b"a"]
    assert list(without_parts(b"")) == []
