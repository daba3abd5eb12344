from collections.abc import Iterator
from itertools import islice

import pytest

from opui.core.session.keys import (
    Binding,
    Host,
    Key,
    Move,
    Nobody,
    Own,
    Press,
    Seek,
    Type,
    active_bindings,
    find_binding,
    initial_focus,
    is_disabled,
    is_hidden,
    is_loading,
    loading_around,
    modifiers_of,
    next_focus,
    pressed,
    route,
    route_paste,
    takes_focus,
    takes_text,
    working_bindings,
)
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event
from tests.core.trees import run, tree_of

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


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The nodes whose bindings are looked for."""
    found: list[int] = []
    bindings_of = Tree.bindings_of

    def noting(tree: Tree, parent: Node) -> Iterator[Node]:
        found.append(parent.id)
        return bindings_of(tree, parent)

    monkeypatch.setattr(Tree, "bindings_of", noting)
    return found


def test_no_binding_is_looked_at_before_it_is_asked_for(looked: list[int]) -> None:
    assert [node.id for node in islice(active_bindings(TREE, 7), 2)] == [8, 4]
    assert looked == [7, 3]


def test_below_a_disabled_node_no_binding_is_looked_for(looked: list[int]) -> None:
    assert [node.id for node in active_bindings(TREE, 12)] == [1, 2]
    assert looked == [0]


def test_a_list_of_many_rows_is_gone_through_once_for_its_bindings(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = tree_of(
        "root\n- list #1\n" + "".join(f"- - text #{row}\n" for row in range(2, 50)) + '- - key_binding #50 "d" key="d"'
    )
    assert find_binding(tree, 1, "d") is tree.nodes[50]
    monkeypatch.setattr(Node, "children", lambda node: pytest.fail("its rows are looked at"))
    assert find_binding(tree, 1, "d") is tree.nodes[50]


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


# --- Who gets a key --------------------------------------------------------------------------------

KEYED = tree_of("""
root
- key_binding #1 key="home"
- key_binding #2 key="d"
- key_binding #3 key="f2"
- scroll #4
- - input #5
- - - key_binding #6 key="end"
- - - key_binding #7 key="d"
- - button #8
- - - key_binding #9 key="tab"
- list #10 on=key
- - text #11 on=press
- - text #12
- - column #13 disabled
- - - input #14
- - text #15 disabled on=press
- - input #16
- column #17 hidden
- - button #18
""")
NODE = KEYED.nodes


@pytest.mark.parametrize(
    ("focused", "key", "who"),
    [
        (5, "d", Type(NODE[5], "d")),
        (5, "space", Type(NODE[5], " ")),
        (5, "end", Binding(NODE[6])),
        (5, "home", Own(NODE[5], "home")),
        (5, "f2", Binding(NODE[3])),
        (5, "down", Own(NODE[4], "scroll_down")),
        (5, "x", Type(NODE[5], "x")),
        (5, "f5", Nobody()),
        (4, "home", Own(NODE[4], "scroll_home")),
        (8, "enter", Own(NODE[8], "press")),
        (8, "tab", Binding(NODE[9])),
        (8, "shift+tab", Move(-1)),
        (8, "d", Binding(NODE[2])),
        (8, "home", Binding(NODE[1])),
        (8, "end", Own(NODE[4], "scroll_end")),
        (16, "pagedown", Own(NODE[10], "page_down", takes_focus=True)),
        (18, "enter", Nobody()),
        (14, "d", Binding(NODE[2])),
        (10, "ctrl+s", Key(Event("key", 10, "ctrl+s", modifiers=4))),
        (10, "enter", Key(Event("key", 10, "enter"))),
        (None, "tab", Move(1)),
        (None, "enter", Nobody()),
        (None, "f2", Binding(NODE[3])),
        (None, "f12", Host()),
        (99, "d", Binding(NODE[2])),
    ],
)
def test_who_gets_a_key(focused: int | None, key: str, who: object) -> None:
    found = route(KEYED, focused, key)
    assert (type(found), found) == (type(who), who)


@pytest.mark.parametrize(("row", "pressed"), [(11, True), (12, False), (15, False)])
def test_enter_in_a_list_presses_a_row_that_can_be(row: int, pressed: bool) -> None:
    found = route(KEYED, 10, "enter", NODE[row])
    assert found == (Press(NODE[row]) if pressed else Key(Event("key", 10, "enter")))


def test_a_node_may_take_other_own_keys_than_its_row_says_as_things_stand() -> None:
    assert route(KEYED, 5, "home", own={"home": "first"}) == Own(NODE[5], "first")
    assert route(KEYED, 5, "home", own={}) == Binding(NODE[1])
    assert route(KEYED, 5, "end", own={"end": "last"}) == Binding(NODE[6])


def test_a_node_that_nobody_sees_has_neither_own_keys_nor_a_row_to_press() -> None:
    assert route(KEYED, 18, "enter", row=NODE[11], own={"enter": "press"}) == Nobody()


@pytest.mark.parametrize(
    ("focused", "working"),
    [
        (None, [1, 2, 3]),
        (8, [9, 1, 2, 3]),
        (5, [6, 3]),
        (18, [1, 2, 3]),
    ],
)
def test_a_binding_works_unless_its_key_is_typed_or_own_at_the_focus(focused: int | None, working: list[int]) -> None:
    assert [node.id for node in working_bindings(KEYED, focused)] == working


def test_while_a_menu_is_open_its_keys_are_no_bindings() -> None:
    assert [node.id for node in working_bindings(KEYED, 8, {"home": "first"})] == [9, 2, 3]


def test_the_hosts_keys_come_behind_the_apps_and_before_the_guests_events() -> None:
    assert route(KEYED, 10, "ctrl+s", is_hosts=lambda: True) == Host()
    assert route(KEYED, 10, "f2", is_hosts=lambda: True) == Binding(NODE[3])
    assert route(KEYED, 10, "down", is_hosts=lambda: True) == Own(NODE[10], "cursor_down")
    assert route(KEYED, 10, "tab", is_hosts=lambda: True) == Move(1)


@pytest.mark.parametrize(
    ("focused", "key"), [(5, "x"), (5, "space"), (10, "f2"), (10, "down"), (10, "tab"), (10, "f12")]
)
def test_the_host_is_not_asked_about_a_key_that_is_taken_without_it(focused: int, key: str) -> None:
    route(KEYED, focused, key, is_hosts=lambda: pytest.fail("the host was asked"))


def test_a_key_presses_once() -> None:
    assert pressed(NODE[8]) == Event("press", 8, "", (1,))


def test_what_takes_text_and_the_focus() -> None:
    assert [id_ for id_ in NODE if takes_text(NODE[id_])] == [5, 14, 16]
    assert [id_ for id_ in NODE if takes_focus(KEYED, NODE[id_])] == [4, 5, 8, 10, 16]


def test_the_focus_goes_round_in_the_trees_order() -> None:
    chain = [4, 5, 8, 10, 16]
    assert [next_focus(KEYED, NODE[id_], 1) for id_ in chain] == [NODE[id_] for id_ in (*chain[1:], chain[0])]
    assert [next_focus(KEYED, NODE[id_], -1) for id_ in chain] == [NODE[id_] for id_ in (chain[-1], *chain[:-1])]
    assert next_focus(KEYED, None, -1) is next_focus(KEYED, NODE[18], 1) is NODE[4]
    assert next_focus(TREE, TREE.root, 1) is TREE.nodes[7]
    assert next_focus(tree_of("root"), None, 1) is None


def _pasted(handlers: tuple[int, ...], focused: int | None, text: str = "x") -> object:
    tree = tree_of("root\n- column #1\n- - input #2\n- - button #3\n- column #4 disabled\n- - input #5")
    for node in handlers:
        run(tree, f"attach node={node} event=paste handler=1 data=0")
    match route_paste(tree, focused, text):
        case Type(typed, what):
            return typed.id, what
        case Key(event):
            return event
        case Nobody():
            return None
    raise AssertionError


def test_a_paste_goes_to_the_focused_nodes_handler_then_into_the_input_then_to_a_handler_above() -> None:
    assert _pasted((0, 1, 2), 2) == Event("paste", 2, "x")
    assert _pasted((0, 1), 2) == (2, "x")
    assert _pasted((0, 1), 3) == Event("paste", 3, "x")
    assert _pasted((2,), 3) is None
    assert _pasted((0,), None) == Event("paste", 0, "x")
    assert _pasted((0, 5), 5) == Event("paste", 0, "x")


def test_of_a_paste_of_nothing_nobody_is_told() -> None:
    assert _pasted((0, 2), 2, "") == (2, "")
    assert _pasted((0,), None, "") is None


@pytest.mark.parametrize(("key", "told"), [("\u3000", True), ("\ue0b0", True), ("\u200d", False), ("\u202e", False)])
def test_a_key_that_prints_nothing_by_itself_is_told_to_nobody(key: str, told: bool) -> None:
    tree = tree_of("root\n- button #1")
    run(tree, "attach node=0 event=key handler=1 data=0")
    assert isinstance(route(tree, 1, key), Key if told else Nobody)


def test_what_lies_in_something_collapsed_takes_no_focus_and_what_is_collapsed_does() -> None:
    tree = tree_of("root\n- collapsible #1 collapsed\n- - button #2\n- collapsible #3\n- - button #4\n")
    nodes = tree.nodes
    assert [is_hidden(nodes[id_]) for id_ in (1, 2, 3, 4)] == [False, True, False, False]
    assert next_focus(tree, nodes[1], 1) is nodes[3]
    assert next_focus(tree, nodes[3], 1) is nodes[4]


def test_what_is_edited_takes_its_keys_only_while_it_has_the_focus_itself() -> None:
    tree = tree_of("root\n- collapsible #1\n- - link #2\n")
    assert route(tree, 1, "space") == Own(tree.nodes[1], "toggle")
    assert route(tree, 2, "space") == Nobody()


def test_a_key_that_prints_is_looked_for_where_nobody_else_has_a_use_for_it() -> None:
    tree = tree_of('root\n- list #1\n- button #2\n- column #3\n- - list #4\n- - key_binding #5 key="b"')
    assert route(tree, 1, "a") == Seek(tree.nodes[1], "a")
    assert route(tree, 1, "f5") == route(tree, 1, "ctrl+a") == route(tree, 2, "a") == Nobody()
    assert route(tree, 4, "b") == Binding(tree.nodes[5])
    assert route(tree, 1, "a", is_hosts=lambda: True) == Host()
    run(tree, "attach node=0 event=key handler=1 data=0")
    assert route(tree, 1, "a") == Key(Event("key", 1, "a"))


def test_the_first_that_asks_for_the_focus_has_it_at_first_unless_it_lies_in_a_row_of_a_list() -> None:
    tree = tree_of("""
root
- list #1
- - button #2 initial_focus
- button #3
- button #4 initial_focus
- button #5 initial_focus
""")
    assert initial_focus(tree) is tree.nodes[4]
    assert initial_focus(tree_of("root\n- button #1\n")) is None


# --- What is loading -------------------------------------------------------------------------------

LOADING = """
root on=key on=paste
- key_binding #1 key="f1"
- scroll #2
- - column #3 loading on=key on=paste
- - - key_binding #4 key="f4"
- - - column #5 loading
- - - - input #6
- - - - - key_binding #7 key="ctrl+s"
- - - - list #8
- - - - - text #9 on=press
- - button #10
"""


def test_what_lies_in_something_that_is_loading_is_so_too() -> None:
    tree = tree_of(LOADING)
    assert [is_loading(tree.nodes[each]) for each in (2, 3, 6, 10)] == [False, True, True, False]
    around = [loading_around(tree.nodes[each]) for each in (2, 3, 6)]
    assert around == [None, tree.nodes[3], tree.nodes[3]]


def test_what_is_loading_keeps_the_focus_and_gets_no_key_but_what_lies_around_does() -> None:
    tree = tree_of(LOADING)
    assert takes_focus(tree, tree.nodes[6])
    routes = {key: route(tree, 6, key) for key in ("a", "enter", "home", "f1", "f4", "ctrl+s", "tab", "ctrl+q")}
    assert routes == {
        "a": Key(Event("key", 2, "a")),
        "enter": Key(Event("key", 2, "enter")),
        "home": Own(tree.nodes[2], "scroll_home"),
        "f1": Binding(tree.nodes[1]),
        "f4": Key(Event("key", 2, "f4")),
        "ctrl+s": Key(Event("key", 2, "ctrl+s", modifiers=4)),
        "tab": Move(1),
        "ctrl+q": Host(),
    }
    assert [node.id for node in active_bindings(tree, 6)] == [1]
    assert [node.id for node in working_bindings(tree, 6, {"f1": "own"})] == [1]


def test_what_is_loading_finds_nothing_and_takes_no_paste() -> None:
    tree = tree_of("root\n- list #1 loading\n- - text #2\n- input #3 loading")
    assert route(tree, 1, "a") == Nobody()
    assert route_paste(tree, 3, "a") == Nobody()
    assert route_paste(tree_of(LOADING), 6, "a") == Key(Event("paste", 2, "a"))


def test_a_key_presses_no_row_that_is_loading() -> None:
    tree = tree_of("root\n- list #1\n- - text #2 on=press")
    assert route(tree, 1, "enter", tree.nodes[2]) == Press(tree.nodes[2])
    run(tree, "set_flag node=2 attribute=loading value=true")
    assert route(tree, 1, "enter", tree.nodes[2]) == Nobody()


def test_tab_goes_past_what_is_loading_and_on_from_it() -> None:
    tree = tree_of("root\n- button #1\n- button #2\n- column #3 loading\n- - button #4\n- - button #5\n- button #6")
    assert next_focus(tree, tree.nodes[2], 1) is tree.nodes[6]
    assert next_focus(tree, tree.nodes[4], 1) is tree.nodes[6]
    assert next_focus(tree, tree.nodes[4], -1) is tree.nodes[2]


RAW = """
root on=key
- scroll #1
- - canvas #2 on=key
- - - key_binding #3 key="ctrl+s"
- - canvas #4
- - canvas #5 takes_tab on=key
- - canvas #6 takes_tab
"""


def test_what_gets_keys_raw_gets_them_before_what_scrolls_but_not_before_bindings_and_the_host() -> None:
    tree = tree_of(RAW)
    assert route(tree, 2, "down") == Key(Event("key", 2, "down"))
    assert route(tree, 2, "ctrl+s") == Binding(tree.nodes[3])
    assert route(tree, 2, "ctrl+q") == route(tree, 2, "down", is_hosts=lambda: True) == Host()
    assert route(tree, 4, "down") == Own(tree.nodes[1], "scroll_down")


def test_what_gets_keys_raw_gets_tab_if_it_says_so_and_hears_of_keys() -> None:
    tree = tree_of(RAW)
    assert route(tree, 2, "tab") == route(tree, 6, "tab") == Move(1)
    assert route(tree, 5, "tab", is_hosts=lambda: True) == Key(Event("key", 5, "tab"))
    assert route(tree, 5, "shift+tab") == Key(Event("key", 5, "shift+tab", modifiers=1))
