from opui.core import protocol
from opui.core.kinds import KIND_BY_NAME
from opui.core.tree.node import HANDLER, NO_ATTRIBUTES, Node, level_of, link, text_length, unlink, with_handler
from opui.core.tree.signature import signature_of
from tests.core.trees import tree_of


def make(count: int) -> list[Node]:
    return [Node(id_, signature_of(1, False), 0) for id_ in range(count)]


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
    node.set("disabled", True)
    assert node.get("disabled") is True


def test_a_node_says_its_id_and_kind() -> None:
    assert repr(Node(7, signature_of(1, False), 0)) == "<Node 7 column>"
    assert repr(Node(7, signature_of(99, False), 0)) == "<Node 7 kind:99>"


def test_a_level_is_counted_from_the_topmost_and_found_out_once() -> None:
    top, *below = make(5)
    for parent, node in zip([top, *below], below, strict=False):
        link(node, parent, None)
    levels: dict[Node, int] = {}
    assert level_of(below[1], levels) == 2
    assert levels == {top: 0, below[0]: 1, below[1]: 2}
    levels[below[1]] = 7
    assert level_of(below[3], levels) == 9


def test_texts_strings_and_classes_are_kept() -> None:
    (node,) = make(1)
    assert node.kept_text == 0
    node.text = "abc"
    node.attributes = {"title": "de", "hidden": True, "interval": 10.0}
    node.classes = {"a", "b"}
    assert node.kept_text == 5 + 2 * protocol.CLASS_TEXT
    assert (text_length("abc"), text_length(None), text_length(5)) == (3, 0, 0)


def test_parts_are_the_children_that_are_data() -> None:
    select, first, binding, second = (
        Node(id_, signature_of(KIND_BY_NAME[kind].code, False), 0)
        for id_, kind in enumerate(("select", "option", "key_binding", "option"))
    )
    for child in (first, binding, second):
        link(child, select, None)
    assert select.parts() == [first, second]
    assert first.parts() == []
    assert list(select.all_parts()) == [first, second]
    assert (first.holder, select.holder, binding.holder) == (select, select, binding)


def test_an_attribute_is_set_and_put_back_and_nodes_that_have_none_share_nothing_that_changes() -> None:
    one, other = make(2)
    one.set("hidden", True)
    one.set("name", "one")
    assert one.attributes == {"hidden": True, "name": "one"}
    assert other.attributes is NO_ATTRIBUTES
    assert one.unset("hidden") is True
    assert one.attributes == {"name": "one"}


def test_handlers_are_kept_as_bytes_and_told_by_event() -> None:
    (node,) = make(1)
    assert node.handlers == {}
    assert node.handler(1) is None
    for event, index, data in ((1, 7, 8), (2, 9, 0xFFFFFFFF), (1, 3, 4)):
        node.attached = with_handler(node.attached, event, HANDLER.pack(event, index, data, 300))
    assert node.handlers == {1: (3, 4, 300), 2: (9, 0xFFFFFFFF, 300)}
    assert node.handler(2) == (9, 0xFFFFFFFF, 300)
    assert node.handler(5) is None
    assert with_handler(node.attached, 1, b"") == HANDLER.pack(2, 9, 0xFFFFFFFF, 300)
    assert with_handler(node.attached, 6, b"") == node.attached


def test_a_node_says_which_kind_it_is_of() -> None:
    (node,) = make(1)
    assert (node.kind, node.kind_name) == (1, signature_of(1, False).name)


def test_parts_of_parts_are_data_of_what_shows_them() -> None:
    nodes = tree_of("root\n- tree #1\n- - branch #2\n- - - branch #3\n- - - branch #4\n- - branch #5").nodes
    assert [part.id for part in nodes[1].all_parts()] == [2, 3, 4, 5]
    assert {nodes[part].holder for part in (1, 2, 3, 5)} == {nodes[1]}


def test_what_people_do_reaches_no_further_up_than_what_is_modal() -> None:
    tree = tree_of("""
root
- dialog #1
- - column #2
- - - text #3
- text #4
""")
    assert [node.id for node in tree.nodes[3].reach()] == [3, 2, 1]
    assert [node.id for node in tree.nodes[4].reach()] == [4, 0]
