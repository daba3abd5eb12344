"""Mutated batches of commands against a tree; the oracle is `BatchArena`."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from opui.core.errors import RULES
from tests.fuzz.batch_target import BatchArena
from tests.fuzz.command_batches import good_batch, large_batch
from tests.fuzz.mutations import mutated
from tests.fuzz.targets import Batches, BatchTarget

CHANCE = st.randoms(use_true_random=False)
DECODED = frozenset({"opcode_unknown", "reserved", "text_range", "utf8", "value", "truncated"})
ON_THE_TREE = frozenset({
    "node_exists", "node_unknown", "node_reused", "root", "cycle", "child", "before", "text_none", "attribute_unknown",
    "attribute_kind", "attribute_type", "event_unknown", "event_kind", "method_unknown", "method_kind", "handler_null",
    "handler_range", "handler_type", "debounce", "array", "limit",
})  # fmt: skip
"""Together: each rule that a batch can break."""


@given(CHANCE, st.booleans(), st.booleans())
def test_a_batch_is_taken_or_refused_by_a_rule_and_then_nothing_has_changed(
    random: Random, newer: bool, tight: bool
) -> None:
    arena = BatchArena(newer, tight)
    arena.check(good_batch(random, arena.tree, 6))
    for _ in range(random.randint(1, 3)):
        arena.check(mutated(random, good_batch(random, arena.tree, 4)))


@given(CHANCE)
def test_a_batch_at_a_limit_is_taken_or_refused_whole(random: Random) -> None:
    arena = BatchArena()
    assert {arena.check(large_batch(random, arena.tree)) for _ in range(2)} <= {"accepted", "limit", "node_exists"} | {
        "attribute_kind"
    }


def test_a_run_of_mutated_batches_breaks_every_rule_there_is_and_never_the_tree() -> None:
    target, random = BatchTarget(), Random(7)
    outcomes = Counter(target.step(random) for _ in range(12_000))
    assert outcomes.keys() == {"accepted"} | DECODED | ON_THE_TREE
    assert outcomes["accepted"] > 3_000
    assert outcomes.keys() - {"accepted"} <= RULES.keys()


def test_the_same_seed_gives_the_same_batches() -> None:
    one, other = BatchTarget(), BatchTarget()
    first, second = Random(3), Random(3)
    for _ in range(200):
        assert one.step(first) == other.step(second)
    assert one.case() == other.case()


def test_a_case_holds_what_came_before_it() -> None:
    target, random = BatchTarget(), Random(5)
    outcomes = [target.step(random) for _ in range(30)]
    assert target.check(target.case()) == outcomes[-1]
    assert Batches.unpack(target.case()).pack() == target.case()
