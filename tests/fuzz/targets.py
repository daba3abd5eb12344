"""The targets of a long run. Each makes cases, checks them, and can tell a case as bytes, so that a failure is kept.

A case is checked from nothing: what it needs (the batches before it, say) is part of its bytes.
"""

from collections.abc import Iterator
from random import Random
from typing import Any, Final, NamedTuple, Protocol

from opui.core.wire.batch import CommandBatch
from tests.fuzz.batch_target import BatchArena, next_batch
from tests.fuzz.event_batches import next_event_batch, next_file
from tests.fuzz.event_target import check_encoder, check_event_batch, check_file, check_queue, handled_tree, next_event
from tests.fuzz.module_target import ModuleTarget
from tests.fuzz.modules import next_module
from tests.fuzz.simple_decoder import unsigned
from tests.fuzz.text_target import TARGETS as TEXT_TARGETS


class Target(Protocol):
    """What a run needs of a target."""

    def step(self, random: Random) -> str:
        """Make a case, check it and return the outcome's name."""

    def case(self) -> bytes:
        """Return the last case."""

    def check(self, case: bytes) -> str:
        """Check a case from nothing and return the outcome's name."""

    def smaller(self, case: bytes) -> Iterator[bytes]:
        """Yield cases that are smaller."""


def without_parts(data: bytes, unit: int = 1) -> Iterator[bytes]:
    """Yield `data` without one part of it, large parts first; parts are multiples of `unit` bytes."""
    size = max(unit, len(data) // 2 // unit * unit)
    while size >= unit and data:
        for start in range(0, len(data), size):
            yield data[:start] + data[start + size :]
        size = size // 2 // unit * unit


class BytesTarget:
    """A target whose cases are bytes without a past."""

    def __init__(self, make: Any, judge: Any) -> None:
        self._make, self._judge = make, judge
        self._case = b""

    def step(self, random: Random) -> str:
        """See `Target`."""
        self._case = self._make(random)
        return self.check(self._case)

    def case(self) -> bytes:
        """See `Target`."""
        return self._case

    def check(self, case: bytes) -> str:
        """See `Target`."""
        return str(self._judge(case))

    def smaller(self, case: bytes) -> Iterator[bytes]:
        """See `Target`."""
        return without_parts(case)


# --- Batches, with those before them ---


class Batches(NamedTuple):
    """Batches on one tree: what kind of guest it is, and the batches in order."""

    newer: bool
    tight: bool
    batches: list[CommandBatch]

    def pack(self) -> bytes:
        """Return the case. It is no file of batches: these hold whole records only."""
        parts = [bytes([self.newer, self.tight])]
        for batch in self.batches:
            parts += [len(part).to_bytes(4, "little") + part for part in (batch.commands, batch.text)]
        return b"".join(parts)

    @classmethod
    def unpack(cls, case: bytes) -> "Batches":
        """Return the batches of a case."""
        parts, at = [], 2
        while at < len(case):
            size = unsigned(case[at : at + 4])
            parts.append(case[at + 4 : at + 4 + size])
            at += 4 + size
        batches = [CommandBatch(records, text) for records, text in zip(parts[::2], parts[1::2], strict=True)]
        return cls(bool(case[0]), bool(case[1]), batches)


class BatchTarget:
    """Batches on a tree that is made anew now and then: of a newer guest or not, with tight limits or not."""

    def __init__(self) -> None:
        self._trees = 0
        self._kind = (False, False)
        self._arena = BatchArena(*self._kind)
        self._batch = CommandBatch(b"")

    def step(self, random: Random) -> str:
        """See `Target`."""
        if self._arena.full:
            self._trees += 1
            self._kind = (self._trees % 2 == 1, self._trees % 4 > 1)
            self._arena = BatchArena(*self._kind)
        self._batch = next_batch(random, self._arena.tree)
        return self._arena.check(self._batch)

    def case(self) -> bytes:
        """See `Target`."""
        before = [batch for batch in self._arena.accepted if batch is not self._batch]
        return Batches(*self._kind, [*before, self._batch]).pack()

    def check(self, case: bytes) -> str:
        """See `Target`."""
        newer, tight, batches = Batches.unpack(case)
        arena, outcome = BatchArena(newer, tight), ""
        for batch in batches:
            outcome = arena.check(batch)
        return outcome

    def smaller(self, case: bytes) -> Iterator[bytes]:
        """See `Target`."""
        whole = Batches.unpack(case)
        for place, batch in enumerate(whole.batches):
            before, behind = whole.batches[:place], whole.batches[place + 1 :]
            yield whole._replace(batches=[*before, *behind]).pack()
            others = [batch._replace(commands=records) for records in without_parts(batch.commands, 16)]
            for other in (*others, batch._replace(text=b"")):
                if other != batch:
                    yield whole._replace(batches=[*before, other, *behind]).pack()


# --- The others ---


def _event_batch(random: Random) -> bytes:
    batch = next_event_batch(random)
    return len(batch.events).to_bytes(4, "little") + batch.events + batch.text


def _judge_event_batch(case: bytes) -> str:
    size = 4 + unsigned(case[:4])
    return check_event_batch(case[4:size], case[size:])


def _seed(random: Random) -> bytes:
    return random.getrandbits(64).to_bytes(8, "little")


def _judge_queue(case: bytes) -> str:
    """Queue the events that a seed gives: a few sequences on one tree."""
    random = Random(unsigned(case))
    tree = handled_tree(random)
    outcome = ""
    for _ in range(8):
        sequence = [next_event(random) for _ in range(random.randrange(30))]
        check_encoder(sequence)
        outcome = check_queue(tree, sequence, random.choice((256, 1024, 4096)))
    return outcome


READERS: Final = tuple(TEXT_TARGETS)


def _text(random: Random) -> bytes:
    reader = random.randrange(len(READERS))
    return bytes([reader]) + TEXT_TARGETS[READERS[reader]].next(random).encode(errors="surrogatepass")


def _judge_text(case: bytes) -> str:
    reader = READERS[case[0] % len(READERS)]
    return f"{reader}: {TEXT_TARGETS[reader].check(case[1:].decode(errors='surrogatepass'))}"


def make_target(name: str, run_each: int = 0) -> Target:
    """Return the target of that name. `run_each`: of how many valid modules one is run."""
    if name == "batches":
        return BatchTarget()
    return {
        "modules": BytesTarget(next_module, ModuleTarget(run_each=run_each).check),
        "events": BytesTarget(_event_batch, _judge_event_batch),
        "queues": BytesTarget(_seed, _judge_queue),
        "files": BytesTarget(next_file, check_file),
        "texts": BytesTarget(_text, _judge_text),
    }[name]


NAMES: Final = ("batches", "modules", "events", "queues", "files", "texts")
