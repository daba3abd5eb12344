"""Where the cursor of a menu bar is, which menu is open, and what is chosen there."""

import pytest

from opui.core.session.menu_bars import Bar, Bars, is_item
from opui.core.session.menus import is_choosable
from opui.core.wire.records import Event
from tests.core.trees import run, tree_of

LISTING = """
root
- menu_bar #1
- - menu #20 "File"
- - - menu_item #21 "New"
- - - menu_item #22 "Open"
- - - menu_item #23 item_type="separator"
- - - menu_item #24 "Print" disabled
- - - menu_item #25 "Save"
- - menu #30 "Edit" disabled
- - - menu_item #31 "Undo"
- - menu #40 "View"
- - - menu_item #41 "Ruler" item_type="check"
- - - menu_item #42 item_type="separator"
- - - menu_item #43 "Small" item_type="radio" checked
- - - menu_item #44 "Large" item_type="radio"
- - - menu_item #45 item_type="separator"
- - - menu_item #46 "Left" item_type="radio" checked
- - menu #50 "Empty"
- - menu #60 "Help"
- - - menu_item #61 "About"
- - key_binding #70 key="x"
- menu_bar #2
"""
FILE, EDIT, VIEW, EMPTY, HELP = range(5)


def made(*actions: str, listing: str = LISTING) -> tuple[Bar, list[Event]]:
    """A bar that has the focus, after some own keys; and what the guest is told."""
    bar = Bar(tree_of(listing).nodes[1])
    bar.enter()
    return bar, [event for action in actions for event in bar.do(action)]


def state(bar: Bar) -> tuple[int, int | None]:
    """The place of the cursor, and of what is highlighted in the open menu; None if none is open."""
    return bar.at, bar.highlighted if bar.is_open else None


PRACTICES = [
    ("Enter, Space: open the menu, on its first item", ("open",), (FILE, 0)),
    ("Escape: closes the menu", ("open", "close"), (FILE, None)),
    ("Right: goes to the next menu", ("next_menu",), (VIEW, None)),
    ("Right: from the last menu goes to the first", ("last_menu", "next_menu"), (FILE, None)),
    ("Left: goes to the previous menu", ("last_menu", "previous_menu"), (VIEW, None)),
    ("Left: from the first menu goes to the last", ("previous_menu",), (HELP, None)),
    ("Up: opens the menu, on its last item", ("open_last",), (FILE, 4)),
    ("Down: opens the menu, on its first item", ("open",), (FILE, 0)),
    ("Home: goes to the first menu", ("next_menu", "first_menu"), (FILE, None)),
    ("End: goes to the last menu", ("last_menu",), (HELP, None)),
    ("in a menu, Right: opens the next menu", ("open", "next_menu"), (VIEW, 0)),
    ("in a menu, Left: opens the previous menu", ("open", "previous_menu"), (HELP, 0)),
    ("in a menu, Down: goes to the next item", ("open", "cursor_down"), (FILE, 1)),
    ("in a menu, Down: passes over what can not be chosen", ("open", "cursor_down", "cursor_down"), (FILE, 4)),
    ("in a menu, Down: from the last item goes to the first", ("open_last", "cursor_down"), (FILE, 0)),
    ("in a menu, Up: goes to the previous item", ("open_last", "cursor_up"), (FILE, 1)),
    ("in a menu, Up: from the first item goes to the last", ("open", "cursor_up"), (FILE, 4)),
    ("in a menu, Home: goes to the first item", ("open_last", "first"), (FILE, 0)),
    ("in a menu, End: goes to the last item", ("open", "last"), (FILE, 4)),
    ("in a menu, Page Down: goes on by ten items at most", ("open", "page_down"), (FILE, 4)),
]


@pytest.mark.parametrize(("actions", "where"), [each[1:] for each in PRACTICES], ids=[each[0] for each in PRACTICES])
def test_keys_do_what_the_practices_say(actions: tuple[str, ...], where: tuple[int, int | None]) -> None:
    bar, told = made(*actions)
    assert state(bar) == where
    assert told == []
    row = bar.node.signature.row
    assert bar.keys is (row.menu if bar.is_open else row.keys)


@pytest.mark.parametrize(
    ("actions", "told"),
    [
        (("open", "choose"), [Event("press", 21, "", (1,))]),
        (("open_last", "choose"), [Event("press", 25, "", (1,))]),
        (("next_menu", "open", "choose"), [Event("toggle", 41, "", (1,))]),
        (("next_menu", "open", "cursor_down", "choose"), []),
        (
            ("next_menu", "open", "cursor_down", "cursor_down", "choose"),
            [Event("toggle", 43, "", (0,)), Event("toggle", 44, "", (1,))],
        ),
        (("next_menu", "open_last", "choose"), []),
    ],
)
def test_what_is_chosen_is_told_and_the_menu_closes(actions: tuple[str, ...], told: list[Event]) -> None:
    bar, heard = made(*actions)
    assert heard == told
    assert not bar.is_open


def test_what_is_ticked_is_unticked() -> None:
    bar = Bar(tree_of(LISTING).nodes[1], lambda item: item.id == 41)
    bar.click(VIEW)
    assert list(bar.do("choose")) == [Event("toggle", 41, "", (0,))]


def test_a_bar_without_menus_does_nothing() -> None:
    bar = Bar(tree_of(LISTING).nodes[2])
    bar.enter()
    assert [event for action in ("open", "next_menu", "cursor_down", "choose") for event in bar.do(action)] == []
    assert state(bar) == (-1, None)
    assert not bar.seek("a", 0)


def test_where_nothing_can_be_chosen_the_menu_opens_and_stays() -> None:
    bar, told = made("open", "choose", listing='root\n- menu_bar #1\n- - menu #2 "a"\n- - - menu_item #3 "b" disabled')
    assert state(bar) == (0, -1)
    assert told == []


def test_a_click_opens_a_menu_or_closes_it_and_goes_nowhere_else() -> None:
    bar, _ = made()
    bar.click(VIEW)
    assert state(bar) == (VIEW, 0)
    bar.click(HELP)
    assert state(bar) == (HELP, 0)
    bar.click(HELP)
    assert state(bar) == (HELP, None)
    for nowhere in (EDIT, EMPTY, -1):
        bar.click(FILE)
        bar.click(nowhere)
        assert state(bar) == (FILE, None)


def test_an_item_that_is_clicked_takes_the_cursor_to_its_menu() -> None:
    tree = tree_of(LISTING)
    bar = Bar(tree.nodes[1])
    assert list(bar.choose(tree.nodes[61])) == [Event("press", 61, "", (1,))]
    assert state(bar) == (HELP, None)


def test_characters_find_a_menu_and_in_an_open_menu_an_item() -> None:
    bar, _ = made()
    assert bar.seek("v", 0)
    assert state(bar) == (VIEW, None)
    assert not bar.seek("e", 2_000)
    assert state(bar) == (VIEW, None)
    list(bar.do("open"))
    assert bar.seek("l", 2_100)
    assert bar.seek("e", 2_200)
    assert state(bar) == (VIEW, 5)
    assert not bar.seek("z", 2_300)
    assert state(bar) == (VIEW, 5)


@pytest.mark.parametrize(
    ("commands", "where"),
    [
        # The cursor and the highlight stay where they are, whatever comes, goes and moves.
        ("remove node=21", (FILE, 0)),
        ("insert node=22 parent=20 before=0", (FILE, 4)),
        ("insert node=20 parent=1 before=60", (3, 1)),
        # What is gone, or can't be chosen any more, leaves them to what stands there now.
        ("remove node=22", (FILE, 3)),
        ("set_flag node=22 attribute=disabled value=true", (FILE, 4)),
        ("remove node=22\nremove node=24\nremove node=25\nremove node=23", (FILE, 0)),
        # A menu that goes, or can't be opened any more, closes.
        ("remove node=20", (1, None)),
        ("set_flag node=20 attribute=disabled value=true", (VIEW, None)),
        ("".join(f"remove node={node}\n" for node in range(21, 26)), (VIEW, None)),
        ("".join(f"remove node={node}\n" for node in (20, 30, 40, 50, 60)), (-1, None)),
    ],
)
def test_after_a_frame_the_cursor_and_the_highlight_are_somewhere_that_can_be_chosen(
    commands: str, where: tuple[int, int | None]
) -> None:
    tree = tree_of(LISTING)
    bar = Bar(tree.nodes[1])
    bar.enter()
    for action in ("open", "cursor_down"):
        list(bar.do(action))
    run(tree, commands)
    bar.settle(focused=True)
    assert state(bar) == where


def test_only_a_bar_with_the_focus_gets_a_cursor_when_menus_come() -> None:
    tree = tree_of("root\n- menu_bar #1\n")
    bar = Bar(tree.nodes[1])
    bar.enter()
    run(
        tree,
        "create node=2 kind=menu\ninsert node=2 parent=1 before=0\n"
        "create node=3 kind=menu_item\ninsert node=3 parent=2 before=0\n",
    )
    bar.settle(focused=False)
    assert bar.at == -1
    bar.settle(focused=True)
    assert bar.at == 0


def test_a_bar_takes_over_the_cursor_of_another() -> None:
    bar, _ = made("last_menu", "open")
    other = Bar(bar.node)
    other.take_over(bar)
    assert state(other) == (HELP, None)


def test_items_are_told_from_menus_and_what_can_be_chosen_from_what_can_not() -> None:
    nodes = tree_of(LISTING).nodes
    assert [node for node in (1, 20, 21, 23) if is_item(nodes[node])] == [21, 23]
    assert [node for node in (20, 21, 23, 24, 30, 50) if is_choosable(nodes[node])] == [20, 21]


# --- Without a screen ---


def test_the_bars_are_kept_closed_and_forgotten() -> None:
    tree = tree_of(LISTING)
    bars, node = Bars(tree), tree.nodes[1]
    assert bars.keys(node) is bars.keys(None) is None
    bar = bars.of(node)
    assert bars.of(node) is bar
    bars.settle(node)
    list(bar.do("open"))
    assert bars.keys(node) == node.signature.row.menu
    bars.close()
    assert bars.keys(node) == node.signature.row.keys
    run(tree, "remove node=1")
    bars.settle()
    assert bars.keys(node) is None


def test_what_is_open_in_a_bar_that_is_loading_closes() -> None:
    tree = tree_of(LISTING)
    bars, node = Bars(tree), tree.nodes[1]
    bar = bars.of(node)
    bar.enter()
    list(bar.do("open"))
    run(tree, "set_flag node=1 attribute=loading value=true")
    bars.settle(node)
    assert not bar.is_open
