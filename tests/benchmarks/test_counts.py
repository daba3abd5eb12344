"""The check against regressions: what is worse fails, what is noise does not, and the committed counts hold."""

import json

import pytest

from benchmarks import counts
from benchmarks.counts import COUNTED, MODULE_BYTES, OF_ONE_PYTHON, PLAYS, TOLERANCES, Difference, differences
from benchmarks.tally import BLOCKS, CALLED, FUEL, GUEST_CALLS, PAINTS, QUANTITIES, WRITTEN, tallied


def test_a_count_that_is_higher_is_worse_and_one_that_is_lower_is_better() -> None:
    found = differences({"type": {PAINTS: 2, GUEST_CALLS: 3}}, {"type": {PAINTS: 1, GUEST_CALLS: 4}})
    assert found == [Difference("type", GUEST_CALLS, 3, 4, True), Difference("type", PAINTS, 2, 1, False)]


def test_a_single_byte_more_is_worse() -> None:
    found = differences({"type": {WRITTEN: 22}}, {"type": {WRITTEN: 23}})
    assert found == [Difference("type", WRITTEN, 22, 23, True)]


def test_what_did_not_happen_at_all_before_is_worse() -> None:
    assert differences({"type": {}}, {"type": {PAINTS: 1}}) == [Difference("type", PAINTS, 0, 1, True)]


@pytest.mark.parametrize("quantity", TOLERANCES)
@pytest.mark.parametrize("count", [-10_000, 0, 1_000_000])
def test_what_lies_within_its_tolerance_is_no_difference(quantity: str, count: int) -> None:
    room = int(abs(count) * TOLERANCES[quantity].share) + TOLERANCES[quantity].more
    for sign in (1, -1):
        assert not differences({"type": {quantity: count}}, {"type": {quantity: count + sign * room}})
        (found,) = differences({"type": {quantity: count}}, {"type": {quantity: count + sign * (room + 1)}})
        assert found.worse == (sign > 0)


def test_an_operation_that_only_one_side_has_fails() -> None:
    assert [(each.operation, each.quantity, each.worse) for each in differences({"old": {}}, {"new": {}})] == [
        ("old", COUNTED, True),
        ("new", COUNTED, True),
    ]


def test_quantities_that_are_left_out_are_not_compared() -> None:
    assert not differences({"type": {BLOCKS: 0}}, {"type": {BLOCKS: 1_000_000}}, OF_ONE_PYTHON)


def test_what_is_written_is_read_again_a_line_for_each_operation() -> None:
    taken = {"type": {FUEL: 5, PAINTS: 1, GUEST_CALLS: 0}, "rows.wasm": {MODULE_BYTES: 7}}
    text = counts.as_text(taken, "3.11")
    assert json.loads(text) == {
        "python": "3.11",
        "counts": {"type": {PAINTS: 1, FUEL: 5}, "rows.wasm": taken["rows.wasm"]},
    }
    assert len(text.splitlines()) == len(taken) + 2


def test_worse_counts_are_printed_and_fail(capsys: pytest.CaptureFixture[str]) -> None:
    committed, _ = counts.read_committed()
    assert counts._report(committed) == 0
    worse = {operation: dict(of) for operation, of in committed.items()}
    worse["rows: clear 1,000"][PAINTS] += 1
    assert counts._report(worse) == 1
    assert "1 counts worse, 0 better" in capsys.readouterr().out


def test_all_operations_and_modules_are_committed() -> None:
    committed, _ = counts.read_committed()
    operations = [play.operation(case) for play in PLAYS for case, _ in play.script if case]
    assert list(committed) == [*operations, *counts.module_bytes()]
    seen = {quantity for of in committed.values() for quantity in of}
    assert seen == {*QUANTITIES, MODULE_BYTES}


@pytest.mark.slow
async def test_the_committed_counts_hold_for_a_key_and_an_entry_in_todo() -> None:
    committed, _ = counts.read_committed()
    (play,) = (play for play in PLAYS if play.items == 10)
    now = await counts.counted(play)
    assert len(now) == 2
    assert not differences({operation: committed[operation] for operation in now}, now, OF_ONE_PYTHON)


async def test_what_is_wrapped_counts_and_is_as_it_was_afterwards() -> None:
    before = [getattr(where, name) for _, where, name in CALLED]
    async with tallied("rows") as (painter, tally):
        assert [getattr(where, name) for _, where, name in CALLED] != before
        await painter.do("c")
        await tally.count("swap", "s")
    assert [getattr(where, name) for _, where, name in CALLED] == before
    assert tally.counts["swap"][GUEST_CALLS] == tally.counts["swap"][PAINTS] == 1
    assert tally.counts["swap"][FUEL] > 0


async def test_the_bytes_are_those_of_what_changes_on_the_screen() -> None:
    async with tallied("todo") as (painter, tally):
        await painter.do("k")
        await tally.count("a letter", "é")
    assert tally.counts["a letter"][PAINTS] == 1
    assert len("é".encode()) < tally.counts["a letter"][WRITTEN] < 40
