from opui.core.node import Node, link, unlink
from opui.core.rules import rules_of


def make(count: int) -> list[Node]:
    return [Node(id_, 1, rules_of(1, False), 0) for id_ in range(count)]


def ids(parent: Node) -> list[int]:
    forwards = [node.id for node in parent.children()]
    backwards, node = [], parent.last
    while node is not None:
        backwards.append(node.id)
        node = node.previous
    assert forwards == backwards[::-1]
    return forwards


def test_children_are_linked_at_the_end_the_beginning_and_between() -> None:
    top, *(a, b, c) = make(4)
    link(b, top, None)
    link(a, top, b)
    link(c, top, None)
    assert ids(top) == [1, 2, 3]
    unlink(b)
    assert ids(top) == [1, 3]
    link(b, top, c)
    assert ids(top) == [1, 2, 3]


def test_unlinking_the_first_the_last_and_the_only_child_leaves_whole_links() -> None:
    top, *(a, b, c) = make(4)
    for node in (a, b, c):
        link(node, top, None)
    unlink(a)
    unlink(c)
    assert ids(top) == [2]
    unlink(b)
    assert ids(top) == []
    assert (b.parent, b.previous, b.next) == (None, None, None)


def test_unlinking_a_detached_node_does_nothing() -> None:
    top, child = make(2)
    link(child, top, None)
    unlink(top)
    assert ids(top) == [1]


def test_a_subtree_is_in_document_order_and_ancestors_go_up() -> None:
    top, a, b, c, d = make(5)
    link(a, top, None)
    link(b, a, None)
    link(c, a, None)
    link(d, top, None)
    assert [node.id for node in top.subtree()] == [0, 1, 2, 3, 4]
    assert [node.id for node in c.ancestors()] == [3, 1, 0]


def test_an_attribute_that_is_not_set_has_its_default() -> None:
    (node,) = make(1)
    assert node.get("disabled") is False
    node.attributes["disabled"] = True
    assert node.get("disabled") is True


def test_a_node_says_its_id_and_kind() -> None:
    assert repr(Node(7, 1, rules_of(1, False), 0)) == "<Node 7 column>"
    assert repr(Node(7, 99, rules_of(99, False), 0)) == "<Node 7 kind:99>"
