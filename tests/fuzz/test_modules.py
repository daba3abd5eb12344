"""Mutated modules against the load gate; the oracle is `ModuleTarget`."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from opui.core.gate.module import check_module
from tests.fuzz.module_target import ModuleTarget, run_once
from tests.fuzz.modules import good_modules, joined, next_module, split

BROKEN = {"not_wasm", "malformed", "import", "start", "memory", "export", "manifest", "abi_version", "limit"}


@given(st.randoms(use_true_random=False))
def test_a_module_is_taken_or_refused_by_a_rule(random: Random) -> None:
    target = ModuleTarget()
    for _ in range(3):
        target.check(next_module(random))


def test_a_run_of_mutated_modules_breaks_every_rule_of_the_gate() -> None:
    target, random = ModuleTarget(), Random(7)
    outcomes = Counter(target.check(next_module(random)) for _ in range(5_000))
    assert outcomes.keys() >= BROKEN | {"valid", "invalid"}


def test_mutated_modules_that_are_valid_run_a_frame_or_fail_by_a_rule() -> None:
    target, random = ModuleTarget(run_each=4), Random(11)
    outcomes = Counter(target.check(next_module(random)) for _ in range(1_000))
    assert outcomes["ran: ok"] > 5
    assert sum(outcomes[each] for each in outcomes if each.startswith("ran: ")) > outcomes["ran: ok"]


def test_the_modules_that_mutation_starts_from_are_good() -> None:
    for module in set(good_modules()):
        assert split(joined(split(module))) == split(module)
        assert run_once(check_module(module)) in ("ran: ok", "ran: trap")
