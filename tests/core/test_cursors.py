import pytest

from opui.core.session.cursors import Cursors, rows_of
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event
from tests.core.trees import run

ROWS = """
create node=1 kind=list
insert node=1 parent=0 before=0
create node=2 kind=text
insert node=2 parent=1 before=0
create node=3 kind=kind:99
insert node=3 parent=1 before=0
create node=4 kind=text
insert node=4 parent=1 before=0
create node=5 kind=key_binding
insert node=5 parent=1 before=0
create node=6 kind=text
set_flag node=6 attribute=hidden value=true
insert node=6 parent=1 before=0
"""


@pytest.fixture
def tree() -> Tree:
    tree = Tree()
    run(tree, ROWS)
    return tree


def moved(row: int, index: int) -> list[Event]:
    return [Event("highlight", 1, "", (row, index))]


def test_rows_are_the_children_that_take_room(tree: Tree) -> None:
    assert [row.id for row in rows_of(tree.nodes[1])] == [2, 3, 4]


def test_a_list_that_is_entered_has_its_cursor_on_the_first_row_and_keeps_it(tree: Tree) -> None:
    cursors, list_ = Cursors(tree), tree.nodes[1]
    assert cursors.row(list_) is None
    assert list(cursors.enter(list_)) == moved(2, 0)
    assert cursors.row(list_) is tree.nodes[2]
    assert list(cursors.move(list_, "down")) == moved(3, 1)
    assert list(cursors.enter(list_)) == []


def test_keys_move_the_cursor_and_stop_at_the_ends(tree: Tree) -> None:
    cursors, list_ = Cursors(tree), tree.nodes[1]
    assert cursors.takes(list_, "up")
    assert cursors.takes(list_, "end")
    assert not cursors.takes(list_, "left")
    assert not cursors.takes(tree.root, "up")
    assert [list(cursors.move(list_, key)) for key in ("end", "down", "up", "home", "up")] == [
        moved(4, 2), [], moved(3, 1), moved(2, 0), [],
    ]  # fmt: skip


def test_a_cursor_can_not_be_put_on_what_is_no_row(tree: Tree) -> None:
    cursors = Cursors(tree)
    assert list(cursors.put(tree.nodes[1], tree.nodes[6])) == []
    assert cursors.row(tree.nodes[1]) is None


def test_an_empty_list_has_no_cursor_to_enter_or_move() -> None:
    tree = Tree()
    run(tree, "create node=1 kind=list\ninsert node=1 parent=0 before=0")
    assert list(Cursors(tree).enter(tree.nodes[1])) == []
    assert list(Cursors(tree).move(tree.nodes[1], "down")) == []


def test_after_a_frame_the_cursor_is_on_its_row_or_on_what_stands_in_its_place(tree: Tree) -> None:
    cursors, list_ = Cursors(tree), tree.nodes[1]
    list(cursors.put(list_, tree.nodes[3]))
    assert list(cursors.settle()) == []
    run(tree, "remove node=2")
    assert list(cursors.settle()) == moved(3, 0)
    run(tree, "remove node=3")
    assert list(cursors.settle()) == moved(4, 0)
    run(tree, "remove node=4")
    assert list(cursors.settle()) == moved(-1, -1)
    run(tree, "remove node=1")
    assert list(cursors.settle()) == []
    assert list(cursors.settle()) == []
