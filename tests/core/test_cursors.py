import pytest

from opui.core.session.cursors import Cursors, moved, rows_of, settled
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


def told(row: int, index: int) -> list[Event]:
    return [Event("highlight", 1, "", (row, index))]


def test_rows_are_the_children_that_take_room(tree: Tree) -> None:
    assert [row.id for row in rows_of(tree.nodes[1])] == [2, 3, 4]


def test_a_list_that_is_entered_has_its_cursor_on_the_first_row_and_keeps_it(tree: Tree) -> None:
    cursors, list_ = Cursors(tree), tree.nodes[1]
    assert cursors.row(list_) is None
    assert list(cursors.enter(list_)) == told(2, 0)
    assert cursors.row(list_) is tree.nodes[2]
    assert list(cursors.move(list_, "cursor_down", 24)) == told(3, 1)
    assert list(cursors.enter(list_)) == []


def test_keys_move_the_cursor_and_stop_at_the_ends(tree: Tree) -> None:
    cursors, list_ = Cursors(tree), tree.nodes[1]
    actions = ("last", "cursor_down", "cursor_up", "first", "cursor_up", "page_down", "page_up")
    assert [list(cursors.move(list_, action, 3)) for action in actions] == [
        told(4, 2), [], told(3, 1), told(2, 0), [], told(4, 2), told(2, 0),
    ]  # fmt: skip


def test_a_page_goes_at_least_one_row_and_from_nowhere_to_the_first(tree: Tree) -> None:
    cursors, list_ = Cursors(tree), tree.nodes[1]
    assert list(cursors.move(list_, "page_up", 1)) == told(2, 0)
    assert list(cursors.move(list_, "page_down", 1)) == told(3, 1)


def test_without_rows_no_key_takes_the_cursor_anywhere(tree: Tree) -> None:
    assert moved([], -1, "last", lambda pages: 0) is None
    assert settled([], None, 3, focused=True) is None


def test_a_cursor_that_was_on_no_row_goes_to_one_only_with_the_focus(tree: Tree) -> None:
    rows = rows_of(tree.nodes[1])
    assert settled(rows, None, -1, focused=False) is None
    assert settled(rows, None, -1, focused=True) is rows[0]
    assert settled(rows, None, 9, focused=False) is rows[2]
    assert settled(rows, rows[1], 0, focused=True) is rows[1]


def test_where_the_focus_goes_the_cursors_around_it_go(tree: Tree) -> None:
    run(tree, "create node=8 kind=column\ninsert node=8 parent=1 before=0\ninsert node=2 parent=8 before=0")
    assert list(Cursors(tree).put_around(tree.nodes[2])) == told(8, 2)
    assert list(Cursors(tree).put_around(tree.nodes[1])) == []


def test_rows_that_come_to_a_list_with_the_focus_have_its_cursor(tree: Tree) -> None:
    cursors = Cursors(tree)
    assert list(cursors.settle(tree.root)) == []
    assert list(cursors.settle(tree.nodes[1])) == told(2, 0)


def test_a_list_that_has_lost_all_rows_and_has_not_the_focus_has_no_cursor(tree: Tree) -> None:
    cursors = Cursors(tree)
    list(cursors.put(tree.nodes[1], tree.nodes[4]))
    run(tree, "remove node=2\nremove node=3\nremove node=4")
    assert list(cursors.settle()) == told(-1, -1)
    run(tree, "unset node=6 attribute=hidden")
    assert list(cursors.settle()) == []


def test_a_list_of_the_same_id_is_another_list(tree: Tree) -> None:
    cursors = Cursors(tree)
    list(cursors.put(tree.nodes[1], tree.nodes[4]))
    run(tree, "remove node=1")
    run(tree, ROWS)
    assert list(cursors.settle()) == []
    assert cursors.row(tree.nodes[1]) is None


def test_a_cursor_can_not_be_put_on_what_is_no_row(tree: Tree) -> None:
    cursors = Cursors(tree)
    assert list(cursors.put(tree.nodes[1], tree.nodes[6])) == []
    assert cursors.row(tree.nodes[1]) is None


def test_an_empty_list_has_no_cursor_to_enter_or_move() -> None:
    tree = Tree()
    run(tree, "create node=1 kind=list\ninsert node=1 parent=0 before=0")
    assert list(Cursors(tree).enter(tree.nodes[1])) == []
    assert list(Cursors(tree).move(tree.nodes[1], "cursor_down", 24)) == []


def test_after_a_frame_the_cursor_is_on_its_row_or_on_what_stands_in_its_place(tree: Tree) -> None:
    cursors, list_ = Cursors(tree), tree.nodes[1]
    list(cursors.put(list_, tree.nodes[3]))
    assert list(cursors.settle()) == []
    run(tree, "remove node=2")
    assert list(cursors.settle()) == told(3, 0)
    run(tree, "remove node=3")
    assert list(cursors.settle()) == told(4, 0)
    run(tree, "remove node=4")
    assert list(cursors.settle()) == told(-1, -1)
    run(tree, "remove node=1")
    assert list(cursors.settle()) == []
    assert list(cursors.settle()) == []


def test_typing_goes_to_the_row_whose_first_text_begins_with_it(tree: Tree) -> None:
    run(tree, "create node=7 kind=column\ncreate node=8 kind=text\ninsert node=8 parent=7 before=0")
    words = 'set_text node=8 text="below"\nset_text node=4 text="beside"\nset_text node=2 text="a"'
    run(tree, f"insert node=7 parent=1 before=0\n{words}")
    cursors = Cursors(tree)
    assert list(cursors.seek(tree.nodes[1], "b", 0)) == told(4, 2)
    assert list(cursors.seek(tree.nodes[1], "b", 100)) == told(7, 3)
    assert list(cursors.seek(tree.nodes[1], "x", 9_000)) == []
    run(tree, "remove node=1")
    assert list(cursors.settle()) == []
