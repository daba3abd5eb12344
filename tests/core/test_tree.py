import pytest

from opui.core import protocol
from opui.core.errors import BatchError, CommandError, LimitError
from opui.core.tree.node import Node
from opui.core.tree.tree import KEPT_BINDINGS, Changes, Tree
from opui.core.tree.tree_listing import list_tree
from tests.core.trees import dump, run, tree_of
from tests.memory import FakeMemory

BEFORE = """
root title="t"
- column #2 .a .b
- - text #3 "hi" disabled on=press
- - - span #4 "you"
- - input #5 value="v"
- row #6
- - checkbox #7
- - timer #8 interval=100.0
"""


@pytest.fixture
def tree() -> Tree:
    tree = tree_of(BEFORE)
    run(tree, "create node=9 kind=column\ncreate node=10 kind=text\ninsert node=10 parent=9 before=0")
    return tree


REFUSED = [
    ("create node=2 kind=row", "node_exists", "node 2 is alive"),
    ("create node=0 kind=row", "root", "node 0 is the root and there from the beginning"),
    ("create node=90 kind=root", "root", "a root can't be created"),
    ("remove node=2\ncreate node=3 kind=text", "node_reused", "node 3 was removed in this frame"),
    ("insert node=90 parent=2 before=0", "node_unknown", "there is no node 90"),
    ("insert node=3 parent=90 before=0", "node_unknown", "there is no node 90"),
    ("insert node=3 parent=2 before=90", "node_unknown", "there is no node 90"),
    ("insert node=3 parent=6 before=5", "before", "node 5 is not a child of node 6"),
    ("insert node=3 parent=6 before=9", "before", "node 9 is not a child of node 6"),
    ("insert node=4 parent=6 before=0", "child", "span does not go into row"),
    ("insert node=2 parent=3 before=0", "child", "column does not go into text"),
    ("insert node=0 parent=2 before=0", "root", "the root can't be inserted"),
    ("create node=90 kind=kind:77\ninsert node=0 parent=90 before=0", "root", "the root can't be inserted"),
    ("insert node=2 parent=2 before=0", "cycle", "node 2 would lie below itself"),
    ("create node=90 kind=column\ninsert node=90 parent=90 before=0", "cycle", "node 90 would lie below itself"),
    ("insert node=6 parent=2 before=0\ninsert node=2 parent=6 before=0", "cycle", "node 2 would lie below itself"),
    ("remove node=90", "node_unknown", "there is no node 90"),
    ("remove node=0", "root", "the root can't be removed"),
    ("remove node=2\nset_text node=3 text=x", "node_unknown", "there is no node 3"),
    ("set_text node=90 text=x", "node_unknown", "there is no node 90"),
    ("set_text node=5 text=x", "text_none", "input has no text"),
    ("set_flag node=90 attribute=disabled value=true", "node_unknown", "there is no node 90"),
    ("set_flag node=3 attribute=checked value=true", "attribute_kind", "text has no attribute checked"),
    ("set_flag node=3 attribute=attribute:99 value=true", "attribute_unknown", "there is no attribute 99"),
    ("set_flag node=5 attribute=value value=true", "attribute_type", "value is of type string, not flag"),
    ("set_integer node=8 attribute=interval value=100", "attribute_type", "interval is of type number, not integer"),
    ("set_string node=5 attribute=disabled value=true", "attribute_type", "disabled is of type flag, not string"),
    ("set_number node=5 attribute=max_length value=1", "attribute_type", "max_length is of type integer, not number"),
    ("set_number node=8 attribute=interval value=1.5", "value", "interval: 1.5 ms is neither 0"),
    ("unset node=90 attribute=name", "node_unknown", "there is no node 90"),
    ("unset node=3 attribute=checked", "attribute_kind", "text has no attribute checked"),
    ("add_class node=90 name=a", "node_unknown", "there is no node 90"),
    ("add_class node=0 name=a", "attribute_kind", "root has no classes"),
    ("add_class node=2 name=A", "value", "'A' is not a class"),
    ("remove_class node=90 name=a", "node_unknown", "there is no node 90"),
    ("attach node=90 event=press handler=1 data=0", "node_unknown", "there is no node 90"),
    ("attach node=5 event=press handler=1 data=0", "event_kind", "input has no event press"),
    ("attach node=5 event=event:99 handler=1 data=0", "event_unknown", "there is no event 99"),
    ("attach node=3 event=press handler=0 data=0", "handler_null", "a handler's index is never 0"),
    ("detach node=90 event=press", "node_unknown", "there is no node 90"),
    ("detach node=5 event=press", "event_kind", "input has no event press"),
    ("call node=90 method=bell", "node_unknown", "there is no node 90"),
    ("call node=5 method=bell", "method_kind", "input has no method bell"),
    ("\n".join(["call node=0 method=bell"] * 65), "limit", "there are more calls than calls = 64"),
]
MESS = """
create node=50 kind=column
insert node=50 parent=0 before=2
insert node=3 parent=50 before=0
insert node=5 parent=50 before=3
insert node=2 parent=6 before=7
insert node=5 parent=2 before=0
insert node=10 parent=6 before=0
remove node=7
create node=51 kind=text
insert node=51 parent=2 before=0
remove node=50
insert node=6 parent=9 before=0
remove node=2
set_text node=10 text=changed
set_text node=10 text=again
set_string node=10 attribute=name value=n
set_string node=0 attribute=title value=other
unset node=0 attribute=title
set_number node=8 attribute=interval value=50
add_class node=6 name=c
remove_class node=6 name=c
add_class node=10 name=d
attach node=10 event=press handler=3 data=4
attach node=10 event=press handler=3 data=5
detach node=10 event=press
attach node=0 event=key handler=3 data=5
call node=0 method=bell
"""


@pytest.mark.parametrize(("commands", "rule", "message"), REFUSED)
def test_a_refused_batch_names_its_rule_and_leaves_everything_as_it_was(
    tree: Tree, commands: str, rule: str, message: str
) -> None:
    before = dump(tree)
    with pytest.raises(BatchError, match=message) as caught:
        run(tree, commands)
    assert caught.value.rule == rule
    assert dump(tree) == before


def test_whatever_a_frame_did_is_undone_when_its_last_command_is_refused(tree: Tree) -> None:
    before, nodes = dump(tree), set(tree.nodes.values())
    with pytest.raises(CommandError, match="there is no node 90"):
        run(tree, f"{MESS}\nremove node=90")
    assert dump(tree) == before
    assert set(tree.nodes.values()) == nodes


def test_classes_and_handlers_of_older_nodes_come_back(tree: Tree) -> None:
    before = dump(tree)
    with pytest.raises(CommandError, match="there is no node 90"):
        run(
            tree,
            "remove_class node=2 name=a\nadd_class node=2 name=z\ndetach node=3 event=press\n"
            "unset node=3 attribute=disabled\nset_text node=3 text=x\nremove node=90",
        )
    assert dump(tree) == before


def test_a_frame_that_was_refused_can_be_followed_by_one_that_is_accepted(tree: Tree) -> None:
    with pytest.raises(CommandError, match="node 3 was removed"):
        run(tree, "remove node=3\ncreate node=3 kind=row")
    run(tree, "remove node=3")
    run(tree, "create node=3 kind=row")
    assert tree.nodes[3].kind_name == "row"


def test_nodes_are_created_inserted_and_moved(tree: Tree) -> None:
    run(tree, "create node=20 kind=text\ninsert node=20 parent=2 before=5\nset_text node=20 text=new")
    run(tree, "insert node=3 parent=6 before=8\ninsert node=5 parent=2 before=20")
    assert list_tree(tree) == (
        'root title="t"\n  column #2 .a .b\n    input #5 value="v"\n    text #20 "new"\n  row #6\n    checkbox #7\n'
        '    text #3 "hi" disabled on=press\n      span #4 "you"\n    timer #8 interval=100.0\n'
    )


@pytest.mark.parametrize("node", [3, 5])
def test_inserting_a_node_before_itself_leaves_it_where_it_is(tree: Tree, node: int) -> None:
    before = dump(tree)
    run(tree, f"insert node={node} parent=2 before={node}")
    assert dump(tree) == before


def test_removing_takes_all_below_and_frees_the_ids_in_the_next_frame(tree: Tree) -> None:
    changes = run(tree, "remove node=2")
    assert tree.nodes.keys() == {0, 6, 7, 8, 9, 10}
    assert [node.id for node in changes.removed[0].subtree()] == [2, 3, 4, 5]
    run(tree, "create node=3 kind=row")
    assert tree.nodes[3].kind_name == "row"


def test_setting_what_is_already_so_is_no_change(tree: Tree) -> None:
    changes = run(
        tree,
        'set_text node=3 text=hi\nset_string node=5 attribute=value value="v"\nadd_class node=2 name=a\n'
        "remove_class node=2 name=z\nunset node=5 attribute=name\ndetach node=2 event=press\n"
        "attach node=3 event=press handler=1 data=0",
    )
    assert changes.changed == {}


def test_changes_name_what_changed_of_older_nodes(tree: Tree) -> None:
    changes = run(
        tree,
        "set_text node=3 text=x\nset_flag node=3 attribute=hidden value=true\nunset node=3 attribute=disabled\n"
        "add_class node=2 name=c\nremove_class node=2 name=a\nattach node=2 event=press handler=2 data=0\n"
        "detach node=3 event=press",
    )
    assert {node.id: what for node, what in changes.changed.items()} == {
        3: {"text", "hidden", "disabled", "handlers"},
        2: {"classes", "handlers"},
    }


def test_a_new_node_is_in_created_alone(tree: Tree) -> None:
    changes = run(
        tree,
        "create node=20 kind=text\nset_text node=20 text=x\nset_string node=20 attribute=name value=n\n"
        "add_class node=20 name=c\nattach node=20 event=press handler=1 data=1\ndetach node=20 event=press\n"
        "unset node=20 attribute=name",
    )
    assert changes == Changes([tree.nodes[20]], [], {}, {}, [], {})


def test_a_node_created_and_removed_in_one_frame_leaves_no_trace(tree: Tree) -> None:
    changes = run(
        tree,
        "create node=20 kind=text\ninsert node=20 parent=9 before=0\n"
        "call node=20 method=scroll_into_view\nremove node=20",
    )
    assert (changes.created, changes.removed, changes.calls) == ([], [], [])


def test_calls_are_kept_in_order(tree: Tree) -> None:
    changes = run(tree, "call node=0 method=notify option=1 text=a\ncall node=5 method=focus")
    assert changes.calls == [(tree.root, "notify", 1, "a"), (tree.nodes[5], "focus", 0, "")]


def test_handlers_are_checked_once_for_each_index() -> None:
    asked: list[int] = []
    tree = Tree(asked.append)
    run(tree, "create node=1 kind=button\n" + "attach node=1 event=press handler=4 data=1\n" * 3)
    run(tree, "attach node=1 event=key handler=4 data=9\nattach node=1 event=focus handler=5 data=0")
    assert asked == [4, 5]
    assert tree.nodes[1].handlers == {3: (4, 1, 0), 7: (4, 9, 0), 8: (5, 0, 0)}


def test_a_handler_that_the_guest_does_not_have_is_refused_each_time() -> None:
    def refuse(index: int) -> None:
        raise CommandError("handler_range", f"index {index} is too large")

    tree = Tree(refuse)
    for _ in range(2):
        with pytest.raises(CommandError, match="index 4 is too large"):
            run(tree, "create node=1 kind=button\nattach node=1 event=press handler=4 data=1")


def test_a_person_edits_only_what_a_living_node_has(tree: Tree) -> None:
    tree.set_by_person(5, "value", "typed")
    tree.set_by_person(3, "value", "typed")
    tree.set_by_person(90, "value", "typed")
    assert tree.nodes[5].attributes["value"] == "typed"
    assert "value" not in tree.nodes[3].attributes


def test_unknown_names_are_kept_for_a_guest_newer_than_the_host() -> None:
    tree = Tree(newer=True)
    run(
        tree,
        "create node=1 kind=button\ninsert node=1 parent=0 before=0\nset_flag node=1 attribute=attribute:99 value=true",
    )
    assert list_tree(tree) == "root\n  button #1 attribute:99\n"
    run(tree, "set_integer node=1 attribute=attribute:99 value=1")
    assert list_tree(tree) == "root\n  button #1 attribute:99=1\n"


@pytest.mark.parametrize(
    ("commands", "bindings"),
    [
        ("insert node=25 parent=21 before=23", [25, 23]),
        ("remove node=23", []),
        ("create node=26 kind=key_binding\ninsert node=26 parent=21 before=0", [23, 26]),
        ("insert node=23 parent=0 before=0", []),
        ("create node=26 kind=text\ninsert node=26 parent=21 before=23", [23]),
    ],
)
def test_the_key_bindings_of_a_node_are_those_that_it_has_now(commands: str, bindings: list[int]) -> None:
    tree = tree_of("root\n- column #21\n- - text #22\n- - key_binding #23\n- key_binding #25")
    assert [node.id for node in tree.bindings_of(tree.nodes[21])] == [23]
    run(tree, commands)
    assert [node.id for node in tree.bindings_of(tree.nodes[21])] == bindings


def test_key_bindings_are_found_below_any_number_of_nodes() -> None:
    rows = "".join(f"- row #{id_}\n- - key_binding #{id_ + 1}\n" for id_ in range(101, 101 + 4 * KEPT_BINDINGS, 2))
    tree = tree_of("root\n" + rows)
    for _ in range(2):
        for row in list(tree.root.children()):
            assert [node.id for node in tree.bindings_of(row)] == [row.id + 1]


def test_a_refused_frame_leaves_the_key_bindings_as_they_were() -> None:
    tree = tree_of("root\n- column #21\n- - key_binding #23\n- key_binding #25")
    tree.begin()
    tree.insert(25, 21, 0)
    assert [node.id for node in tree.bindings_of(tree.nodes[21])] == [23, 25]
    tree.rollback()
    assert [node.id for node in tree.bindings_of(tree.nodes[21])] == [23]


def test_a_kind_that_the_host_does_not_know_takes_everything(tree: Tree) -> None:
    run(
        tree,
        "create node=20 kind=kind:99\ninsert node=20 parent=2 before=0\nset_text node=20 text=x\n"
        "insert node=8 parent=20 before=0\nattach node=20 event=tick handler=1 data=0",
    )
    assert [child.id for child in tree.nodes[20].children()] == [8]


# --- Limits ---


def chain(count: int, first: int = 100) -> str:
    made = "".join(f"create node={first + index} kind=column\n" for index in range(count))
    return made + "".join(
        f"insert node={first + index + 1} parent={first + index} before=0\n" for index in range(count - 1)
    )


def test_a_tree_may_be_as_deep_as_the_limit_and_no_deeper(tree: Tree) -> None:
    run(tree, f"{chain(32)}insert node=100 parent=0 before=0")
    before = dump(tree)
    for commands in (
        "create node=90 kind=text\ninsert node=90 parent=131 before=0",
        "insert node=3 parent=131 before=0",
        "insert node=2 parent=130 before=0",
        "create node=90 kind=column\ninsert node=90 parent=0 before=0\ninsert node=100 parent=90 before=0",
    ):
        with pytest.raises(LimitError, match="lies deeper than depth = 32 levels"):
            run(tree, commands)
        assert dump(tree) == before


def test_a_chain_of_any_length_is_refused_without_walking_it_for_each_node(tree: Tree) -> None:
    steps = 0

    class Counting(Node):
        def __hash__(self) -> int:
            nonlocal steps
            steps += 1
            return id(self)

    def count(text: str) -> None:
        with pytest.raises(LimitError, match="deeper than depth = 32"):
            run(tree, text)

    import opui.core.tree.tree as module

    patch = pytest.MonkeyPatch()
    with patch.context() as context:
        context.setattr(module, "Node", Counting)
        backwards = chain(3000).splitlines()
        count("\n".join(backwards[:3000] + backwards[:2999:-1]))
        assert steps < 50_000
        count(chain(3000))


def test_the_search_for_a_cycle_is_bounded(tree: Tree) -> None:
    with pytest.raises(LimitError, match="node 179 lies deeper than depth = 32 levels"):
        run(tree, f"{chain(80)}insert node=2 parent=179 before=0")


def test_deep_nodes_that_are_removed_again_do_not_count(tree: Tree) -> None:
    run(tree, f"{chain(80)}remove node=100")
    assert 100 not in tree.nodes


def test_moving_a_large_subtree_over_and_over_walks_it_once(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    made = "".join(f"create node={id_} kind=text\ninsert node={id_} parent=2 before=0\n" for id_ in range(100, 400))
    run(tree, made)
    walked = 0
    children = Node.children

    def counting(node: Node) -> object:
        nonlocal walked
        walked += 1
        return children(node)

    monkeypatch.setattr(Node, "children", counting)
    run(tree, "insert node=2 parent=0 before=0\n" * 500 + "insert node=6 parent=2 before=0")
    assert walked < 400


def test_there_are_limits_for_nodes_classes_and_timers(tree: Tree) -> None:
    with pytest.raises(LimitError, match="node 2 has classes = 32 already"):
        run(tree, "\n".join(f"add_class node=2 name=c{number}" for number in range(31)))
    with pytest.raises(LimitError, match="65 timers are over timers = 64"):
        run(tree, "\n".join(f"create node={id_} kind=timer" for id_ in range(100, 164)))
    run(tree, "\n".join(f"create node={id_} kind=timer" for id_ in range(100, 163)))
    small = Tree(limits=protocol.LIMIT | {"nodes": 2})
    run(small, "create node=90 kind=text\ncreate node=91 kind=text")
    with pytest.raises(LimitError, match=r"there are more nodes than nodes = 2$"):
        run(small, "create node=92 kind=text")


def test_there_is_a_limit_for_key_bindings_and_none_counts_that_is_gone(tree: Tree) -> None:
    with pytest.raises(LimitError, match="257 key bindings are over key_bindings = 256"):
        run(tree, "\n".join(f"create node={id_} kind=key_binding" for id_ in range(100, 357)))
    assert 100 not in tree.nodes
    run(tree, "\n".join(f"create node={id_} kind=key_binding" for id_ in range(100, 356)))
    run(tree, "create node=90 kind=text")
    run(tree, "create node=356 kind=key_binding\nremove node=100")


def test_an_array_that_is_set_anew_is_a_change_though_it_lies_in_the_same_place() -> None:
    memory = FakeMemory()
    place = memory.put_numbers("f64", [1.0, 2.0])
    tree = Tree(memory=memory)
    said = f"set_array node=1 attribute=series element=f64 descriptor={place}"
    run(tree, f"create node=1 kind=sparkline\n{said}\ninsert node=1 parent=0 before=0")
    array = tree.nodes[1].get("series")
    assert array.read(0, 2) == [1.0, 2.0]
    assert list_tree(tree) == "root\n  sparkline #1 series=f64[2]\n"
    assert run(tree, said).changed == {tree.nodes[1]: {"series"}}
    assert run(tree, "unset node=1 attribute=series").changed == {tree.nodes[1]: {"series"}}
    assert tree.nodes[1].get("series") is None


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("set_array node=9 attribute=series element=f64 descriptor=64", "node_unknown"),
        ("set_array node=1 attribute=points element=f64 descriptor=64", "attribute_type"),
        ("set_array node=0 attribute=series element=f64 descriptor=64", "attribute_kind"),
        ("set_array node=1 attribute=series element=f64 descriptor=65535", "array"),
        ('set_string node=1 attribute=series value="1"', "attribute_type"),
    ],
)
def test_an_array_that_does_not_fit_is_refused_with_its_frame(said: str, rule: str) -> None:
    memory = FakeMemory()
    assert memory.put_numbers("f64", []) == 64
    tree = Tree(memory=memory)
    run(tree, "create node=1 kind=sparkline\ninsert node=1 parent=0 before=0")
    before = dump(tree)
    with pytest.raises(BatchError) as error:
        run(tree, f'set_string node=1 attribute=points value="1"\n{said}')
    assert error.value.rule == rule
    assert dump(tree) == before


def test_the_limits_are_those_of_the_app() -> None:
    tree = Tree(limits=protocol.LIMIT | {"depth": 1, "timers": 1, "key_bindings": 0, "calls": 1, "classes": 1})
    run(tree, "create node=1 kind=column\ninsert node=1 parent=0 before=0\ncreate node=2 kind=timer")
    for commands, message in (
        ("create node=3 kind=text\ninsert node=3 parent=1 before=0", "node 3 lies deeper than depth = 1 levels"),
        ("create node=3 kind=timer", "2 timers are over timers = 1"),
        ("create node=3 kind=key_binding", "1 key bindings are over key_bindings = 0"),
        ("call node=0 method=bell\ncall node=0 method=bell", "there are more calls than calls = 1 in this frame"),
        ("add_class node=1 name=a\nadd_class node=1 name=b", "node 1 has classes = 1 already"),
    ):
        with pytest.raises(LimitError, match=message):
            run(tree, commands)


def test_no_more_is_shown_at_once_than_the_limit_and_the_stylesheet_counts() -> None:
    tree = Tree(limits=protocol.LIMIT | {"widgets": 2})
    run(tree, "create node=1 kind=text\ninsert node=1 parent=0 before=0")
    with pytest.raises(LimitError, match="root 0 and what is shown with it weigh more than widgets = 2"):
        run(tree, f'set_string node=0 attribute=stylesheet value="{"* text { } " * 500}"')
    assert tree.root.attributes == {}
    run(tree, 'set_string node=0 attribute=stylesheet value="text { }"')


# --- Kept text ---


def kept(tree: Tree) -> int:
    """What the tree's own counter must say: everything counted anew."""
    assert tree._kept == sum(node.kept_text for node in tree.nodes.values())
    return tree._kept


def test_all_texts_string_attributes_and_classes_count() -> None:
    tree = Tree()
    for commands, count in (
        ('create node=1 kind=text\nset_text node=1 text="abc"\nset_text node=1 text="abcd"', 4),
        ("set_string node=1 attribute=tooltip value=xyz\nset_string node=1 attribute=tooltip value=x", 5),
        ("set_flag node=1 attribute=hidden value=true", 5),
        ("add_class node=1 name=a\nadd_class node=1 name=a", 5 + protocol.CLASS_TEXT),
        ("remove_class node=1 name=a\nremove_class node=1 name=a", 5),
        ("unset node=1 attribute=tooltip\nunset node=1 attribute=tooltip\nunset node=1 attribute=hidden", 4),
        ("create node=2 kind=column\ninsert node=1 parent=2 before=0\nset_string node=2 attribute=title value=ab", 6),
        ("remove node=2", 0),
    ):
        run(tree, commands)
        assert kept(tree) == count, commands


def test_what_the_host_knows_nothing_of_counts_whatever_its_type() -> None:
    unknown = protocol.UNKNOWN_TEXT
    tree = Tree(newer=True)
    for commands, count in (
        ("create node=1 kind=kind:99\nset_integer node=1 attribute=attribute:999 value=1", unknown),
        ("set_flag node=1 attribute=hidden value=true\nset_flag node=1 attribute=hidden value=false", 2 * unknown),
        ("attach node=1 event=event:99 handler=1 data=0\nattach node=1 event=press handler=1 data=0", 4 * unknown),
        ("attach node=1 event=event:99 handler=1 data=7\nset_string node=1 attribute=title value=ab", 5 * unknown + 2),
        ("create node=2 kind=text\nset_flag node=2 attribute=hidden value=true", 5 * unknown + 2),
        ("set_number node=2 attribute=attribute:999 value=1.0", 6 * unknown + 2),
        ("detach node=1 event=press\nunset node=1 attribute=title\nunset node=1 attribute=attribute:5", 4 * unknown),
        ("remove node=1", unknown),
        ("remove node=2", 0),
    ):
        run(tree, commands)
        assert kept(tree) == count, commands


def test_a_frame_that_would_keep_too_much_text_is_refused_whole() -> None:
    tree = Tree(limits=protocol.LIMIT | {"kept_text": 10})
    run(tree, 'create node=1 kind=input\nset_string node=1 attribute=value value="12345678"')
    with pytest.raises(LimitError, match="11 characters are over kept_text = 10"):
        run(tree, 'create node=2 kind=text\nset_text node=2 text="abc"')
    assert (kept(tree), set(tree.nodes)) == (8, {0, 1})
    run(tree, 'create node=2 kind=text\nset_text node=2 text="too long by far"\nset_text node=2 text="ab"')
    run(tree, 'create node=3 kind=text\nset_text node=3 text="ab"\nremove node=2')
    assert kept(tree) == 10


def test_what_a_person_types_counts_but_is_never_refused() -> None:
    tree = Tree(limits=protocol.LIMIT | {"kept_text": 4})
    run(tree, "create node=1 kind=input\ncreate node=2 kind=checkbox")
    tree.set_by_person(1, "value", "typed")
    tree.set_by_person(2, "checked", True)
    assert kept(tree) == 5
    run(tree, "create node=3 kind=text")
    with pytest.raises(LimitError, match="6 characters are over kept_text = 4"):
        run(tree, "set_text node=3 text=a")
    run(tree, "set_string node=1 attribute=value value=abc")
    assert kept(tree) == 3


def test_what_is_no_class_can_not_be_taken_away_either() -> None:
    tree = Tree()
    run(tree, "create node=1 kind=column")
    with pytest.raises(CommandError, match="'!!' is not a class"):
        tree.remove_class(1, "!!")
    with pytest.raises(CommandError, match="root has no classes"):
        tree.remove_class(0, "a")


# --- What is put behind a text -----------------------------------------------------------------------

LOG = "create node=1 kind=log\ninsert node=1 parent=0 before=0\n"


def append(text: str) -> str:
    return f'call node=1 method=append text="{text}"\n'


def test_what_is_appended_stands_behind_the_text_that_the_frame_sets() -> None:
    tree = Tree()
    run(tree, LOG + append("a\\n") + 'set_text node=1 text="first\\n"\n' + append("b"))
    assert tree.nodes[1].text == "first\na\nb"
    changes = run(tree, append("c"))
    assert tree.nodes[1].text == "first\na\nbc"
    assert changes.changed[tree.nodes[1]] == {"text"}
    assert changes.calls == []


def test_what_is_over_the_limit_is_cut_from_the_front_by_whole_lines() -> None:
    tree = Tree()
    line = "x" * 1023 + "\\n"
    run(tree, LOG)
    for _ in range(10):
        run(tree, append(line * 60))
    text = tree.nodes[1].text
    assert len(text) == protocol.APPENDED_TEXT
    assert set(text.split("\n")) == {"x" * 1023, ""}


def test_of_one_endless_line_the_end_is_kept() -> None:
    tree = Tree()
    run(tree, LOG)
    for _ in range(6):
        run(tree, append("x" * 60_000))
    assert tree.nodes[1].text == "x" * protocol.APPENDED_TEXT


def test_a_refused_frame_appends_nothing() -> None:
    tree = Tree(limits=protocol.LIMIT | {"kept_text": 10})
    run(tree, LOG + append("12345"))
    tree.begin()
    tree.call(1, protocol.METHOD_BY_NAME["append"].code, 0, "6789012")
    with pytest.raises(Exception, match="kept_text"):
        tree.commit()
    tree.rollback()
    assert tree.nodes[1].text == "12345"


def test_a_long_log_weighs_no_more_than_a_short_one() -> None:
    tree = Tree()
    run(tree, LOG)
    for _ in range(4):
        run(tree, append("word " * 12_000))


def test_a_row_that_is_moved_too_deep_for_its_cells_is_refused_and_others_are_not_walked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tree = Tree(limits=protocol.LIMIT | {"depth": 4})
    run(
        tree,
        "create node=1 kind=table\ninsert node=1 parent=0 before=0\n"
        "create node=2 kind=column\ninsert node=2 parent=0 before=0\n"
        "create node=3 kind=column\ninsert node=3 parent=2 before=0\n"
        "create node=4 kind=table\ninsert node=4 parent=3 before=0\n"
        "create node=5 kind=table_row\ninsert node=5 parent=1 before=0\n"
        "create node=6 kind=table_cell\ninsert node=6 parent=5 before=0\n"
        "create node=7 kind=table_row\ninsert node=7 parent=1 before=0\n",
    )
    with pytest.raises(LimitError, match="node 6 lies deeper than depth = 4 levels"):
        run(tree, "insert node=5 parent=4 before=0")
    monkeypatch.delattr(Tree, "_check_below")
    run(tree, "insert node=5 parent=1 before=0")
    assert [row.id for row in tree.nodes[1].children()] == [7, 5]


def test_what_counts_each_time_is_not_debounced() -> None:
    tree = tree_of("root\n- input #1\n- kind:99 #2")
    for node, event in ((1, "change"), (2, "event:200")):
        run(tree, f"attach node={node} event={event} handler=1 data=0 pace=300")
    assert tree.nodes[1].handlers == {4: (1, 0, 300)}
    with pytest.raises(CommandError, match="debounce: submit can't be debounced, as these can: cell_highlight, "):
        run(tree, "attach node=1 event=submit handler=1 data=0 pace=once+1")
    run(tree, "attach node=1 event=submit handler=1 data=0 pace=once")


@pytest.mark.parametrize("newer", [False, True])
def test_a_handler_that_is_spent_is_gone_and_counts_no_more(newer: bool) -> None:
    tree = Tree(newer=newer)
    run(tree, "create node=1 kind=input")
    before = tree._kept
    run(tree, "attach node=1 event=change handler=1 data=0\nattach node=1 event=submit handler=1 data=0 pace=once")
    if newer:
        run(tree, "attach node=1 event=event:200 handler=1 data=0")
        assert tree._kept > before
        tree.spend(tree.nodes[1], 200)
    tree.spend(tree.nodes[1], 5)
    assert (tree.nodes[1].handlers, tree._kept) == ({4: (1, 0, 0)}, before)
