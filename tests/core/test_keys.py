from collections.abc import Iterator
from itertools import islice

import pytest

from opui.core.session.keys import active_bindings, find_binding, is_disabled, is_hidden, modifiers_of
from opui.core.tree.node import Node
from tests.core.trees import tree_of

TREE = tree_of("""
root
- key_binding #1 "quit" key="q"
- key_binding #2 "help" key="f1"
- column #3
- - key_binding #4 "query" key="q"
- - key_binding #5 key="x" disabled
- - key_binding #6
- - input #7
- - - key_binding #8 "send" key="ctrl+s"
- row #9 disabled
- - key_binding #10 "never" key="n"
- - column #11
- - - text #12
- column #13 hidden
- - text #14
""")


@pytest.mark.parametrize(
    ("focused", "active"), [(None, [1, 2]), (7, [8, 4, 2]), (3, [4, 2]), (12, [1, 2]), (99, [1, 2]), (8, [8, 4, 2])]
)
def test_bindings_near_the_focus_come_first_and_hide_those_of_the_same_key(
    focused: int | None, active: list[int]
) -> None:
    assert [node.id for node in active_bindings(TREE, focused)] == active


def test_no_binding_is_looked_at_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    children = Node.children

    def counting(node: Node) -> Iterator[Node]:
        for child in children(node):
            looked.append(child.id)
            yield child

    monkeypatch.setattr(Node, "children", counting)
    assert [node.id for node in islice(active_bindings(TREE, 7), 2)] == [8, 4]
    assert looked == [8, 4]


def test_below_a_disabled_node_no_binding_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    walked: list[int] = []
    children = Node.children

    def counting(node: Node) -> Iterator[Node]:
        walked.append(node.id)
        return children(node)

    monkeypatch.setattr(Node, "children", counting)
    assert [node.id for node in active_bindings(TREE, 12)] == [1, 2]
    assert walked == [0]


@pytest.mark.parametrize(("key", "focused", "node"), [("q", 7, 4), ("q", None, 1), ("x", 7, None), ("n", 12, None)])
def test_a_key_presses_the_nearest_binding(key: str, focused: int | None, node: int | None) -> None:
    found = find_binding(TREE, focused, key)
    assert (found.id if found else None) == node


def test_what_lies_below_a_disabled_or_hidden_node_is_so_too() -> None:
    assert [is_disabled(TREE.nodes[id_]) for id_ in (9, 12, 7)] == [True, True, False]
    assert [is_hidden(TREE.nodes[id_]) for id_ in (13, 14, 7)] == [True, True, False]


def test_the_modifiers_of_a_key_are_bits_lowest_first() -> None:
    bits = {"a": 0, "shift+tab": 1, "alt+a": 2, "ctrl+s": 4, "ctrl+shift+up": 5, "super+x": 8, "ctrl++": 4}
    assert {key: modifiers_of(key) for key in bits} == bits
