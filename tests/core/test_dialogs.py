"""Which dialog is the topmost, what lies below it, and where the focus goes when one opens or closes."""

from collections.abc import Sequence
from random import Random

import pytest

from opui.core.errors import CommandError
from opui.core.session.dialogs import Dialogs
from opui.core.session.events import find_handler
from opui.core.session.keys import initial_focus, is_covered, is_reachable, next_focus, takes_focus
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event
from tests.core.trees import run, tree_of

TREE = tree_of("""
root
- key_binding #1 "quit" key="q"
- button #2
- dialog #3
- - button #4
- dialog #5
- - column #6
- - - button #7
- dialog #8 hidden
- - button #9
""")


def test_the_topmost_is_the_last_dialog_of_the_root_that_is_not_hidden() -> None:
    assert TREE.top is TREE.nodes[5]
    assert [id_ for id_ in TREE.nodes if not is_covered(TREE, TREE.nodes[id_])] == [5, 6, 7]
    assert [id_ for id_ in TREE.nodes if takes_focus(TREE, TREE.nodes[id_])] == [5, 7]


def test_without_a_dialog_nothing_is_covered() -> None:
    tree = tree_of("root\n- button #1\n- dialog #2 hidden\n- - button #3\n")
    assert tree.top is tree.root
    assert is_reachable(tree, tree.nodes[1])
    assert not is_reachable(tree, tree.nodes[3])


@pytest.mark.parametrize(
    ("commands", "top"),
    [
        ("set_flag node=5 attribute=hidden value=true", 3),
        ("unset node=8 attribute=hidden", 8),
        ("insert node=3 parent=0 before=0", 3),
        ("remove node=5", 3),
        ("remove node=5\nremove node=3", 0),
        ("create node=10 kind=dialog", 5),
    ],
)
def test_the_topmost_follows_each_frame(commands: str, top: int) -> None:
    tree = tree_of("root\n- dialog #3\n- dialog #5\n- dialog #8 hidden\n")
    run(tree, commands)
    assert tree.top is tree.nodes[top]


def test_a_refused_frame_leaves_the_topmost_as_it_was() -> None:
    tree = tree_of("root\n- dialog #3\n- column #4\n")
    with pytest.raises(CommandError, match="dialog does not go into column"):
        run(tree, "create node=5 kind=dialog\ninsert node=5 parent=0 before=0\ninsert node=3 parent=4 before=0")
    assert tree.top is tree.nodes[3]


@pytest.mark.parametrize("parent", ["column", "scroll", "list", "grid", "collapsible", "dialog"])
def test_a_dialog_goes_into_the_root_alone(parent: str) -> None:
    tree = Tree()
    with pytest.raises(CommandError, match=f"dialog does not go into {parent}"):
        run(tree, f"create node=1 kind={parent}\ncreate node=2 kind=dialog\ninsert node=2 parent=1 before=0")
    assert list(tree.nodes) == [0]


def test_the_focus_goes_round_in_the_topmost_dialog_and_not_on_itself() -> None:
    tree = tree_of("root\n- button #1\n- dialog #2\n- - button #3\n- - button #4\n- button #5\n")
    assert next_focus(tree, tree.nodes[4], 1) is tree.nodes[3]
    assert next_focus(tree, tree.nodes[3], -1) is tree.nodes[4]
    assert next_focus(tree, tree.nodes[2], 1) is tree.nodes[3]


def test_what_asks_for_the_focus_is_looked_for_in_the_topmost_dialog_but_in_no_row_of_a_list() -> None:
    tree = tree_of("""
root
- button #1 initial_focus
- dialog #2
- - list #3
- - - button #4 initial_focus
- - button #5 initial_focus
""")
    assert initial_focus(tree) is tree.nodes[5]
    run(tree, "remove node=5")
    assert initial_focus(tree) is None


@pytest.mark.parametrize("name", ["press", "key", "paste", "wheel"])
def test_what_bubbles_up_ends_at_the_dialog(name: str) -> None:
    tree = tree_of("root\n- dialog #1\n- - column #2\n")
    handled = {"key", "paste", "wheel"}
    run(tree, "\n".join(f"attach node=0 event={each} handler=1 data=0" for each in handled))
    assert find_handler(tree, Event(name, 2)) is None
    if name in handled:
        run(tree, f"attach node=1 event={name} handler=1 data=0")
        found = find_handler(tree, Event(name, 2))
        assert found is not None
        assert found[0] is tree.nodes[1]


class Focus:
    """A host that does nothing but keep the focus as the rules say."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.dialogs = Dialogs(tree)
        self.focused: Node | None = None
        self.frame("")

    def frame(self, commands: str) -> int | None:
        before = self.focused
        run(self.tree, commands)
        if before is not None and (self.tree.nodes.get(before.id) is not before or not takes_focus(self.tree, before)):
            self.focused = None
        target = self.dialogs.settle(before, self.focused)
        self.focused = target if target is not None else self.focused
        return self.focused.id if self.focused is not None else None


def test_who_is_gone_is_not_kept_alive_by_the_dialogs_over_it() -> None:
    host = Focus(tree_of("root\n- button #1\n- button #2\n"))
    host.focused = host.tree.nodes[1]
    host.frame("create node=3 kind=dialog\ninsert node=3 parent=0 before=0")
    host.frame("remove node=1")
    assert list(host.dialogs._open.values()) == [()]


def test_dialogs_that_open_in_turn_over_others_that_close_leave_nothing_behind() -> None:
    host = Focus(tree_of("root\n- button #1\n"))
    host.focused = host.tree.nodes[1]
    for node in range(2, 60):
        host.frame(f"create node={node} kind=dialog\ninsert node={node} parent=0 before=0")
        if node > 2:
            assert host.frame(f"remove node={node - 1}") == node
        assert len(host.dialogs._open) == 1
    assert host.frame("remove node=59") == 1


def _deed(random: Random, tree: Tree) -> str:
    """Some commands that open, close, hide, show or move dialogs, or take away what has the focus."""
    dialogs: Sequence[int] = [node.id for node in tree.root.children() if node.signature.modal]
    if not dialogs or random.random() < 0.4:
        node = max(tree.nodes) + 1
        button = f"create node={node + 1} kind=button\ninsert node={node + 1} parent={node} before=0"
        return f"create node={node} kind=dialog\ninsert node={node} parent=0 before=0\n{button}"
    node = random.choice(dialogs)
    below = tree.nodes[node].last
    return random.choice(
        (
            f"remove node={node}",
            f"set_flag node={node} attribute=hidden value={random.choice(('true', 'false'))}",
            f"insert node={node} parent=0 before={random.choice(dialogs)}",
            f"remove node={below.id}" if below is not None else "",
        )
    )


@pytest.mark.parametrize("seed", range(40))
def test_whatever_opens_and_closes_the_focus_is_where_a_person_can_use_it(seed: int) -> None:
    random = Random(seed)
    host = Focus(tree_of("root\n- button #1\n- button #2\n"))
    host.focused = host.tree.nodes[1]
    for _ in range(60):
        host.frame(_deed(random, host.tree))
        assert host.focused is not None
        assert takes_focus(host.tree, host.focused)
        assert len(host.dialogs._open) <= len(host.tree.nodes)
    for node in [each.id for each in host.tree.root.children() if each.signature.modal]:
        host.frame(f"remove node={node}")
    assert host.focused is host.tree.nodes[1]
