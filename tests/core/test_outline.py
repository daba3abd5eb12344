"""The outline of a tree: its lines, its cursor, and what its keys mean by the practices of WAI-ARIA for a tree view."""

import pytest

from opui.core.session.outline import Effect, Go, Outline, Outlines, Press, Turn
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event
from tests.core.trees import run, tree_of

LISTING = """
root
- tree #1
- - branch #10 "src"
- - - branch #11 "main"
- - - branch #12 "lib"
- - - - branch #13 "a"
- - - - branch #14 "b"
- - branch #20 "docs" collapsed
- - - branch #21 "guide"
- - branch #30 "later" collapsed expandable
- - branch #40 "locked" disabled
- - - branch #41 "inside" collapsed
- - - - branch #42 "deep"
- - key_binding #50 key="x"
"""
SEEN = [10, 11, 12, 13, 14, 20, 30, 40, 41]


def made(cursor: int | None = None, listing: str = LISTING) -> tuple[Tree, Outline]:
    tree = tree_of(listing)
    outline = Outline(tree.nodes[1])
    outline.rebuild(focused=False)
    if cursor is not None:
        outline.put(tree.nodes[cursor])
    return tree, outline


def ids(nodes: list[Node]) -> list[int]:
    return [node.id for node in nodes]


def said(effect: Effect) -> object:
    """What a effect is, with ids for nodes."""
    match effect:
        case Go(branch):
            return ("go", branch.id)
        case Turn(branches, collapsed):
            return ("collapse" if collapsed else "expand", *(branch.id for branch in branches))
        case Press(branch):
            return ("press", branch.id)
    return None


def test_what_lies_in_a_collapsed_branch_is_no_line() -> None:
    _, outline = made()
    assert ids(outline.lines) == SEEN
    assert outline.levels == [0, 1, 1, 2, 2, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("key", "at", "does"),
    [
        # Right: opens a closed node, goes to the first child of an open one, does nothing on an end node.
        ("expand", 20, ("expand", 20)), ("expand", 10, ("go", 11)), ("expand", 11, None),
        ("expand", 30, ("expand", 30)),
        # Left: closes an open node, else goes to the parent; nothing on a root node that is closed or an end.
        ("collapse", 10, ("collapse", 10)), ("collapse", 12, ("collapse", 12)), ("collapse", 13, ("go", 12)),
        ("collapse", 20, None),
        # Down and Up: the next and the previous node that can be seen, without opening or closing one.
        ("cursor_down", 14, ("go", 20)), ("cursor_down", 41, ("go", 41)), ("cursor_up", 20, ("go", 14)),
        ("cursor_up", 10, ("go", 10)),
        # Home and End: the first node and the last that can be seen without opening one.
        ("first", 41, ("go", 10)), ("last", 10, ("go", 41)),
        # Pages, of four lines here, keep one in sight.
        ("page_down", 10, ("go", 13)), ("page_up", 41, ("go", 20)), ("page_down", 40, ("go", 41)),
        # Asterisk: opens all closed siblings, but none that is disabled.
        ("expand_siblings", 10, ("expand", 20, 30)), ("expand_siblings", 11, None), ("expand_siblings", 41, None),
        # Space turns over what can be.
        ("toggle", 10, ("collapse", 10)), ("toggle", 20, ("expand", 20)), ("toggle", 11, None),
        # What is disabled, or lies in what is, is neither opened nor closed; the cursor goes on all the same.
        ("toggle", 40, None), ("expand", 41, None), ("expand", 40, ("go", 41)), ("collapse", 41, ("go", 40)),
        ("collapse", 40, None), ("press", 40, None),
        # Enter without a handler for the press turns over.
        ("press", 20, ("expand", 20)), ("press", 11, None),
    ],
)  # fmt: skip
def test_each_key_does_what_the_practices_say(key: str, at: int, does: object) -> None:
    _, outline = made(at)
    assert said(outline.effect(key, lines=4)) == does


@pytest.mark.parametrize("heard", ["branch", "above"])
def test_enter_presses_where_the_guest_hears_of_it_and_space_what_can_not_be_turned_over(heard: str) -> None:
    tree = tree_of(LISTING.replace("- tree", "- column #2\n- tree") if heard == "above" else LISTING)
    handled = (f"attach node={node} event=press handler=1 data=0" for node in ((20, 11) if heard == "branch" else (2,)))
    run(tree, "\n".join((*handled, *(["insert node=1 parent=2 before=0"] if heard == "above" else []))))
    outline = Outline(tree.nodes[1])
    outline.rebuild(focused=False)
    for branch, pressed, spaced in ((20, ("press", 20), ("expand", 20)), (11, ("press", 11), ("press", 11))):
        outline.put(tree.nodes[branch])
        assert said(outline.effect("press", 4)) == pressed
        assert said(outline.effect("toggle", 4)) == spaced


def test_no_key_does_anything_on_a_tree_without_branches() -> None:
    _, outline = made(listing="root\n- tree #1\n")
    assert outline.effect("cursor_down", 4) is outline.effect("toggle", 4) is None
    assert outline.seek("a", 0) is None


# --- The cursor ---


def after(cursor: int, commands: str, listing: str = LISTING) -> tuple[int, int]:
    """The branch that a cursor is on after a frame, and its place."""
    tree, outline = made(cursor, listing)
    run(tree, commands)
    outline.rebuild(focused=False)
    return (outline.cursor.id if outline.cursor is not None else -1, outline.index)


@pytest.mark.parametrize(
    ("cursor", "commands", "on"),
    [
        # It follows its branch.
        (14, "remove node=11", (14, 3)),
        (14, "insert node=14 parent=1 before=10", (14, 0)),
        # What it lies in is collapsed.
        (14, "set_flag node=12 attribute=collapsed value=true", (12, 2)),
        (14, "set_flag node=10 attribute=collapsed value=true", (10, 0)),
        (14, "insert node=14 parent=20 before=0", (20, 4)),
        # It goes: the next sibling, else the one before, else the parent.
        (13, "remove node=13", (14, 3)),
        (14, "remove node=14", (13, 3)),
        (14, "remove node=14\nremove node=13", (12, 2)),
        (11, "remove node=11", (12, 1)),
        (12, "remove node=12", (11, 1)),
        (14, "remove node=12", (11, 1)),
        (14, "remove node=10", (20, 0)),
        (41, "remove node=40", (30, 6)),
        # Siblings that go along are passed over.
        (10, "remove node=10\nremove node=20", (30, 0)),
        (40, "remove node=40\nremove node=30", (20, 5)),
        # Nothing is left next to it: what stands in its place, if anything.
        (20, "remove node=10\nremove node=20\nremove node=30\nremove node=40", (-1, -1)),
    ],
)
def test_the_cursor_stays_on_its_branch_or_goes_to_what_is_next_to_it(
    cursor: int, commands: str, on: tuple[int, int]
) -> None:
    assert after(cursor, commands) == on


def test_where_all_is_replaced_the_cursor_stays_in_its_place() -> None:
    gone = "".join(f"remove node={node}\n" for node in (10, 20, 30, 40))
    new = "".join(f"create node={node} kind=branch\ninsert node={node} parent=1 before=0\n" for node in (60, 61, 62))
    assert after(11, gone + new) == (61, 1)


def test_a_branch_that_goes_to_another_tree_takes_no_cursor_along() -> None:
    assert after(13, "create node=2 kind=tree\ninsert node=2 parent=0 before=0\ninsert node=13 parent=2 before=0") == (
        14,
        3,
    )


def test_the_cursor_is_on_none_until_the_tree_has_the_focus() -> None:
    _, outline = made()
    assert outline.index == -1
    outline.enter()
    assert outline.index == 0
    _, empty = made(listing="root\n- tree #1\n")
    empty.enter()
    assert empty.index == -1


def test_the_cursor_that_a_guest_puts_somewhere_goes_to_what_is_seen_and_is_not_told() -> None:
    tree, outline = made()
    outline.put(tree.nodes[42])
    outline.hush()
    assert outline.cursor is tree.nodes[41]
    assert list(outline.news()) == []


# --- Without a screen ---


def test_each_move_is_told_with_the_place_among_the_lines() -> None:
    tree = tree_of(LISTING)
    outlines = Outlines(tree)
    assert list(outlines.enter(tree.nodes[1])) == [Event("highlight", 1, "", (10, 0))]
    assert list(outlines.do(tree.nodes[1], "cursor_down", 20)) == [Event("highlight", 1, "", (11, 1))]
    assert list(outlines.do(tree.nodes[1], "collapse", 20)) == [Event("highlight", 1, "", (10, 0))]
    assert list(outlines.do(tree.nodes[1], "collapse", 20)) == [Event("collapse", 10, "", (1,))]
    assert list(outlines.seek(tree.nodes[1], "d", 0)) == [Event("highlight", 1, "", (20, 5))]
    run(tree, "remove node=11")
    assert list(outlines.settle()) == [Event("highlight", 1, "", (20, 4))]
    outlines.put_for_guest(tree.nodes[10])
    assert list(outlines.settle()) == []
    run(tree, "remove node=1")
    assert list(outlines.settle()) == []


def test_a_click_presses_or_turns_over() -> None:
    tree = tree_of(LISTING)
    run(tree, "attach node=11 event=press handler=1 data=0")
    outlines = Outlines(tree)
    assert list(outlines.press(tree.nodes[11])) == [Event("press", 11, "", (1,))]
    assert list(outlines.press(tree.nodes[20])) == [Event("collapse", 20, "", (0,))]
    assert list(outlines.press(tree.nodes[40])) == []
    assert list(outlines.seek(tree.nodes[1], "x", 0)) == []


def test_an_outline_takes_over_the_cursor_of_another_and_what_was_told_of_it() -> None:
    tree, old = made(12)
    assert list(old.news()) == [Event("highlight", 1, "", (12, 2))]
    run(tree, "remove node=11")
    new = Outline(tree.nodes[1])
    new.rebuild(focused=False)
    new.take_over(old)
    assert list(new.news()) == [Event("highlight", 1, "", (12, 1))]
    nowhere = Outline(tree.nodes[1])
    nowhere.take_over(Outline(tree.nodes[1]))
    assert nowhere.cursor is None
