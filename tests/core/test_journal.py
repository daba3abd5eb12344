import pytest

from opui.core.errors import CommandError
from tests.core.trees import dump, run, tree_of


def test_both_parents_of_a_moved_node_are_reordered() -> None:
    tree = tree_of("root\n- column #1\n- - text #2\n- column #3\n- column #4")
    changes = run(tree, "insert node=2 parent=4 before=0\ninsert node=2 parent=3 before=0")
    assert {parent.id for parent in changes.reordered} == {1, 3, 4}


def test_parents_that_are_new_or_gone_are_not_reordered() -> None:
    tree = tree_of("root\n- column #1\n- - text #2\n- - text #3")
    changes = run(
        tree,
        "create node=4 kind=column\ninsert node=4 parent=0 before=0\ninsert node=2 parent=4 before=0\n"
        "insert node=3 parent=4 before=0\nremove node=1",
    )
    assert changes.reordered == {tree.root: None}
    assert [node.id for node in changes.removed] == [1]


def test_a_detached_node_that_is_removed_has_no_parent_to_reorder() -> None:
    tree = tree_of("root")
    run(tree, "create node=1 kind=column")
    changes = run(tree, "remove node=1")
    assert ([node.id for node in changes.removed], changes.reordered) == ([1], {})


def test_an_older_node_removed_below_a_new_one_is_removed() -> None:
    tree = tree_of("root\n- column #1\n- - timer #2\n- - text #3\n- - - span #4")
    changes = run(
        tree,
        "create node=5 kind=column\ncreate node=6 kind=row\ninsert node=6 parent=5 before=0\n"
        "insert node=2 parent=6 before=0\ninsert node=3 parent=5 before=0\nremove node=5",
    )
    assert sorted(node.id for node in changes.removed) == [2, 3]
    assert changes.created == []


def test_what_changed_of_an_older_node_is_named_once() -> None:
    tree = tree_of("root\n- text #1\n- text #2")
    changes = run(
        tree, "set_text node=1 text=x\nset_text node=1 text=y\nadd_class node=1 name=c\nadd_class node=2 name=c"
    )
    assert changes.changed == {tree.nodes[1]: {"text", "classes"}, tree.nodes[2]: {"classes"}}


def test_what_changed_of_a_node_that_is_gone_is_not_told() -> None:
    tree = tree_of("root\n- text #1")
    assert run(tree, "set_text node=1 text=x\nremove node=1").changed == {}


@pytest.mark.parametrize(
    "commands",
    [
        "insert node=3 parent=1 before=2",
        "insert node=2 parent=1 before=0\ninsert node=2 parent=0 before=0",
        "create node=9 kind=column\ninsert node=9 parent=1 before=3\ninsert node=2 parent=9 before=0\nremove node=9",
        "create node=9 kind=column\ninsert node=2 parent=9 before=0\nremove node=2\nremove node=1",
        "create node=9 kind=text\ninsert node=9 parent=1 before=0\nremove node=9",
        "remove node=3\nremove node=2\nremove node=1",
        "create node=9 kind=column\nremove node=9",
        "create node=9 kind=text\ninsert node=9 parent=5 before=0\ninsert node=9 parent=1 before=2\nremove node=5",
        "set_text node=2 text=x\nset_string node=2 attribute=name value=a\nset_string node=2 attribute=name value=b",
        "set_flag node=3 attribute=disabled value=false\nunset node=3 attribute=disabled\nadd_class node=2 name=a",
        "remove_class node=3 name=c\nattach node=2 event=press handler=1 data=2",
        "attach node=3 event=press handler=7 data=2",
        "detach node=3 event=press\nset_text node=2 text=x\nremove node=2",
    ],
)
def test_everything_can_be_undone(commands: str) -> None:
    tree = tree_of('root\n- column #1\n- - text #2 "t"\n- - text #3 .c disabled on=press\n- text #4')
    run(tree, "create node=5 kind=column")
    before = dump(tree)
    with pytest.raises(CommandError, match="there is no node 99"):
        run(tree, f"{commands}\nremove node=99")
    assert dump(tree) == before
