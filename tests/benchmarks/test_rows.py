"""The benchmark's rows: the guest's operations are those of js-framework-benchmark, and keyed."""

from collections.abc import Iterator

import pytest

from benchmarks.apps import EXAMPLES, SEED
from benchmarks.rows import OPERATIONS, SCRIPT, WAYS
from benchmarks.words import Maker
from opui.core.session.keys import find_binding
from opui.core.session.session import Session, run_frame
from opui.core.tree.node import Node
from opui.core.tree.paths import find_node
from opui.core.tree.tree import Changes
from opui.core.wire.records import Event
from opui.guest.wasm_guest import WasmGuest
from opui.source import load_app

CELLS = 3


class Rows:
    """The guest without a screen."""

    def __init__(self) -> None:
        app = load_app(EXAMPLES / "rows")
        self.guest = WasmGuest(app.module, app.limits)
        self.session = Session(self.guest, seed=SEED, limits=app.limits)
        self._run()

    def _run(self) -> list[Changes]:
        changes = []
        while self.session.wants_frame(0):
            changes.append(run_frame(self.session, self.guest, 0))
        return changes

    def press(self, key: str) -> Changes:
        """Press a key; return what its one frame changed."""
        binding = find_binding(self.session.tree, None, key)
        assert binding is not None
        self.session.queue_event(Event("press", binding.id, "", (1,)))
        (changes,) = self._run()
        return changes

    @property
    def rows(self) -> list[Node]:
        return list(self.session.tree.nodes[find_node(self.session.tree, "rows")].children())

    @property
    def labels(self) -> list[str]:
        return [[cell.text for cell in row.children()][1] for row in self.rows]


@pytest.fixture
def rows() -> Iterator[Rows]:
    rows = Rows()
    rows.press("c")
    yield rows
    rows.guest.close()


def test_the_words_are_those_that_are_written_by_hand(rows: Rows) -> None:
    made = Maker(SEED).make(1_000)
    cells = [tuple(cell.text for cell in row.children()) for row in rows.rows]
    assert cells == [(str(item.id), item.label, "✕") for item in made]


def test_replacing_makes_every_row_anew(rows: Rows) -> None:
    before = set(rows.rows)
    changes = rows.press("c")
    assert {node for node in changes.removed if node in before} == before
    assert len(changes.created) == 1_000 * (CELLS + 1)
    assert not before & set(rows.rows)


def test_swapping_makes_and_removes_no_node(rows: Rows) -> None:
    before = rows.rows
    changes = rows.press("s")
    assert not changes.created
    assert not changes.removed
    assert not changes.changed
    before[1], before[998] = before[998], before[1]
    assert rows.rows == before


def test_removing_removes_that_row_alone(rows: Rows) -> None:
    first, *others = rows.rows
    changes = rows.press("d")
    assert changes.removed == [first]
    assert not changes.created
    assert rows.rows == others


def test_selecting_changes_two_rows_at_most(rows: Rows) -> None:
    changes = rows.press("enter")
    assert changes.changed == {rows.rows[0]: {"classes"}}


def test_every_tenth_row_is_changed(rows: Rows) -> None:
    changes = rows.press("u")
    assert not changes.created
    assert len(changes.changed) == 100
    assert [place for place, label in enumerate(rows.labels) if label.endswith(" !!!")] == list(range(0, 1_000, 10))


def test_appending_leaves_the_rows_that_are_there(rows: Rows) -> None:
    before = rows.rows
    changes = rows.press("a")
    assert rows.rows[:1_000] == before
    assert len(changes.created) == 1_000 * (CELLS + 1)
    assert not changes.removed


def test_clearing_removes_all(rows: Rows) -> None:
    assert len(rows.press("x").removed) == 1_000
    assert rows.rows == []


def test_ten_thousand_are_made_in_one_frame(rows: Rows) -> None:
    rows.press("x")
    rows.press("l")
    assert len(rows.rows) == 10_000


def test_the_scripts_have_all_nine_operations() -> None:
    (opui, same) = WAYS[:2]
    assert {case for case, _ in opui.script if case} == set(OPERATIONS)
    assert same.script == SCRIPT
    assert len(OPERATIONS) == 9
