"""Where the highlight of a menu is, and what is chosen from it."""

import pytest

from opui.core.session.menus import OpenMenu, can_be_chosen, first_highlighted, moved, selected_by
from opui.core.tree.node import Node
from opui.core.wire.records import Event
from tests.core.trees import run, tree_of

TREE = tree_of("""
root
- select #1
- - option #10 "a" disabled
- - option #11 "b"
- - option #12 "c"
- - option #13 "d" disabled
- - option #14 "e"
- - key_binding #15 key="x"
- select #2
- - option #20 "only" disabled
- select #3
""")
SELECT, CLOSED_OFF, EMPTY = (TREE.nodes[each] for each in (1, 2, 3))


@pytest.mark.parametrize(("selected", "place"), [(-1, 1), (2, 2), (0, 0), (4, 4), (5, 1)])
def test_at_first_what_is_chosen_is_highlighted_or_else_the_first_that_can_be(selected: int, place: int) -> None:
    assert first_highlighted(SELECT.parts(), selected) == place


def test_nothing_is_highlighted_where_nothing_can_be_chosen() -> None:
    assert first_highlighted(CLOSED_OFF.parts(), -1) == -1
    assert first_highlighted([], 0) == -1
    assert moved(CLOSED_OFF.parts(), -1, "cursor_down") == -1


@pytest.mark.parametrize(
    ("action", "place", "to"),
    [
        ("cursor_down", 1, 2), ("cursor_down", 2, 4), ("cursor_down", 4, 4), ("cursor_down", 0, 1),
        ("cursor_up", 4, 2), ("cursor_up", 1, 1), ("cursor_up", 0, 1), ("cursor_down", -1, 1), ("cursor_up", -1, 1),
        ("first", 4, 1), ("last", 1, 4), ("page_up", 4, 1), ("page_down", 1, 4), ("page_down", 4, 4),
    ],
)  # fmt: skip
def test_keys_pass_over_what_is_disabled_and_stop_at_the_ends(action: str, place: int, to: int) -> None:
    assert moved(SELECT.parts(), place, action) == to


@pytest.mark.parametrize(
    ("action", "place", "to"),
    [("cursor_down", 4, 1), ("cursor_up", 1, 4), ("cursor_up", -1, 4), ("page_up", 1, 1), ("page_down", 4, 4)],
)
def test_only_steps_go_around_the_ends_where_that_is_wanted(action: str, place: int, to: int) -> None:
    assert moved(SELECT.parts(), place, action, around=True) == to


def test_a_page_is_ten_options() -> None:
    options = tree_of("root\n- select #1\n" + "".join(f"- - option #{id_}\n" for id_ in range(2, 32))).nodes[1].parts()
    assert [moved(options, at, "page_down") for at in (0, 10, 25)] == [10, 20, 29]
    assert [moved(options, at, "page_up") for at in (29, 10, 5)] == [19, 0, 0]


@pytest.mark.parametrize(("place", "can"), [(-1, False), (0, False), (1, True), (5, False)])
def test_what_can_be_chosen_is_there_and_not_disabled(place: int, can: bool) -> None:
    assert can_be_chosen(SELECT.parts(), place) is can


def done(menu: OpenMenu, node: Node, *actions: str) -> list[Event]:
    return [event for action in actions for event in menu.do(node, action)]


def test_what_is_chosen_is_told_and_the_menu_closes() -> None:
    menu = OpenMenu()
    assert done(menu, SELECT, "open", "cursor_down", "choose") == [Event("select", 1, "", (2,))]
    assert menu.keys(SELECT) is None


def test_going_on_chooses_what_is_highlighted_if_it_can_be_and_closes() -> None:
    menu = OpenMenu()
    assert list(menu.finish()) == []
    done(menu, SELECT, "open", "cursor_down")
    assert list(menu.finish()) == [Event("select", 1, "", (2,))]
    done(menu, CLOSED_OFF, "open")
    assert list(menu.finish()) == []
    assert menu.keys(CLOSED_OFF) is None


def test_choosing_what_is_chosen_already_or_closing_tells_nothing() -> None:
    tree = tree_of('root\n- select #1 selected=1\n- - option #2 "a"\n- - option #3 "b"\n')
    menu = OpenMenu()
    assert done(menu, tree.nodes[1], "open", "choose") == []
    assert done(menu, tree.nodes[1], "open", "cursor_up", "close") == []


def test_what_is_disabled_is_not_chosen_and_the_menu_stays() -> None:
    menu = OpenMenu()
    assert done(menu, CLOSED_OFF, "open", "choose") == []
    assert menu.keys(CLOSED_OFF) == CLOSED_OFF.signature.row.menu


def test_only_an_open_menu_takes_its_keys() -> None:
    menu = OpenMenu()
    done(menu, SELECT, "open")
    assert menu.keys(SELECT) == SELECT.signature.row.menu
    assert menu.keys(EMPTY) is None
    assert menu.keys(None) is None


def test_without_options_there_is_no_menu() -> None:
    menu = OpenMenu()
    assert done(menu, EMPTY, "open") == []
    assert menu.keys(EMPTY) is None


def test_the_highlight_stays_among_the_options_and_without_any_the_menu_closes() -> None:
    tree = tree_of("root\n- select #1\n- - option #2\n- - option #3\n- - option #4\n")
    menu, node = OpenMenu(), tree.nodes[1]
    menu.settle()
    done(menu, node, "open", "last")
    run(tree, "remove node=4")
    menu.settle()
    assert done(menu, node, "choose") == [Event("select", 1, "", (1,))]
    done(menu, node, "open")
    run(tree, "remove node=2\nremove node=3")
    menu.settle()
    assert menu.keys(node) is None


@pytest.mark.parametrize(
    ("action", "place", "to"),
    [
        ("select_next", 1, 2),
        ("select_next", 4, 1),
        ("select_previous", 1, 4),
        ("select_first", 4, 1),
        ("select_last", -1, 4),
    ],
)
def test_own_keys_select_around_the_ends_and_pass_over_what_can_not_be_chosen(action: str, place: int, to: int) -> None:
    assert selected_by(SELECT.parts(), place, action) == to


def test_typing_opens_a_menu_and_goes_from_option_to_option_past_what_is_disabled() -> None:
    tree = tree_of(
        'root\n- select #1 selected=0\n- - option #2 "ab"\n- - option #3 "ac" disabled\n- - option #4 "ad"\n'
    )
    menu, node = OpenMenu(), tree.nodes[1]
    menu.seek(node, "x", 0)
    assert menu.keys(node) is None
    menu.seek(node, "a", 100)
    assert menu.keys(node) == node.signature.row.menu
    assert done(menu, node, "choose") == [Event("select", 1, "", (2,))]
    menu.seek(node, "a", 200)
    menu.seek(node, "a", 300)
    menu.seek(node, "a", 400)
    assert done(menu, node, "choose") == [Event("select", 1, "", (2,))]


def test_the_menu_of_what_is_loading_closes() -> None:
    tree = tree_of("root\n- column #1\n- - select #2\n- - - option #3")
    menu, node = OpenMenu(), tree.nodes[2]
    done(menu, node, "open")
    run(tree, "set_flag node=1 attribute=loading value=true")
    menu.settle()
    assert menu.keys(node) is None
