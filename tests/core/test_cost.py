import pytest

from opui.core import protocol
from opui.core.errors import LimitError
from opui.core.tree.cost import (
    CHARACTERS,
    DEAREST,
    LINE_CHARACTERS,
    PARSED,
    PART_CHARACTERS,
    STEPS,
    TAB,
    Weighing,
    top_of,
)
from opui.core.tree.tree import Tree
from tests.core.trees import dump, run, tree_of

NOTES = """
root #0
- column #1
- - text #2 "a"
- - list #3
- - - row #4
- - - - text #5
- - - - list #6
- - - - - row #7
- - - - - - text #8
- - - row #9
- timer #10
- key_binding #11
"""


def weight(tree: Tree, node: int, stylesheet: str = "", depth: int = 32, limit: int = 1000) -> int:
    return Weighing(stylesheet, depth, limit).weigh(tree.nodes[node])


def limited(**limits: int) -> Tree:
    return Tree(limits=protocol.LIMIT | limits)


def made(*nodes: int, kind: str = "row", into: int = 0) -> str:
    return "".join(f"create node={node} kind={kind}\ninsert node={node} parent={into} before=0\n" for node in nodes)


def test_what_lies_deep_weighs_more() -> None:
    tree = tree_of("root #0\n" + "".join(f"{'- ' * level}column #{level}\n" for level in range(1, 18)))
    assert weight(tree, 0) == 7 * 1 + 8 * 2 + 2 * 3


# --- What belongs together ---


def test_the_rows_of_a_list_are_units_of_their_own() -> None:
    tree = tree_of(NOTES)
    tops = {id_: top_of(node).id for id_, node in tree.nodes.items()}
    assert tops == {0: 0, 1: 0, 2: 0, 3: 0, 4: 4, 5: 4, 6: 4, 7: 7, 8: 7, 9: 9, 10: 0, 11: 0}
    # The column, the text and the list; timers and key bindings are not shown.
    assert [weight(tree, node) for node in (0, 4, 7, 9)] == [3, 3, 2, 1]


def test_what_is_detached_is_a_unit_too() -> None:
    tree = Tree()
    run(tree, "create node=1 kind=column\ncreate node=2 kind=text\ninsert node=2 parent=1 before=0")
    assert top_of(tree.nodes[2]) is tree.nodes[1]


# --- What things weigh ---


@pytest.mark.parametrize(
    ("kind", "command", "heavier"),
    [
        ("text", "set_text node=1 text={}", True),
        ("button", "set_text node=1 text={}", True),
        ("input", "set_string node=1 attribute=value value={}", True),
        ("input", "set_string node=1 attribute=placeholder value={}", True),
        ("text", "set_string node=1 attribute=tooltip value={}", False),
        ("column", "set_string node=1 attribute=title value={}", False),
    ],
)
def test_a_long_text_that_is_shown_weighs_more(kind: str, command: str, heavier: bool) -> None:
    tree = Tree()
    for length, more in ((CHARACTERS - 1, 0), (CHARACTERS, 1), (10 * CHARACTERS, 10)):
        quoted = f'"{"x" * length}"'
        run(tree, f"{'' if 1 in tree.nodes else made(1, kind=kind)}{command.format(quoted)}")
        assert weight(tree, 1) == 1 + heavier * more


def test_a_line_counts_for_more_than_its_one_character() -> None:
    tree = Tree()
    breaks = "\\n" * CHARACTERS
    run(tree, made(1, kind="text") + f'set_text node=1 text="{breaks}"')
    assert weight(tree, 1) == 1 + LINE_CHARACTERS


def test_a_tab_counts_for_the_columns_that_it_may_take() -> None:
    tree = Tree()
    tabs = "\\t" * CHARACTERS
    run(tree, made(1, kind="text") + f'set_text node=1 text="{tabs}"')
    assert weight(tree, 1) == 1 + TAB


@pytest.mark.parametrize("character", ["x", "\\n", "\\t"])
def test_what_is_parsed_weighs_twice(character: str) -> None:
    tree = Tree()
    for node, kind in ((1, "text"), (2, "markdown")):
        run(tree, made(node, kind=kind) + f'set_text node={node} text="{character * CHARACTERS}"')
    assert weight(tree, 2) - 1 == PARSED * (weight(tree, 1) - 1)


def test_no_character_weighs_more_than_is_thought_at_first() -> None:
    breaks = "\\n" * 8 * CHARACTERS
    refusal = refused(limited(widgets=8 * DEAREST), made(1, kind="markdown") + f'set_text node=1 text="{breaks}"')
    assert refusal.startswith("root 0 and")


def test_parts_weigh_wherever_they_stand_among_the_children() -> None:
    tree = limited(widgets=5)
    options = "".join(
        made(id_, kind="option", into=1) + f'set_text node={id_} text="{"x" * CHARACTERS}"\n' for id_ in range(3, 10)
    )
    refusal = refused(tree, made(1, kind="select") + made(2, kind="key_binding", into=1) + options)
    assert refusal.startswith("root 0 and")


def test_a_texts_spans_weigh_as_its_own_text_does() -> None:
    spans = made(*range(2, 34), kind="span", into=1)
    tree = Tree()
    run(tree, made(1, kind="text") + spans)
    assert weight(tree, 1) == 1 + 32 * PART_CHARACTERS // CHARACTERS
    run(tree, f'set_text node=2 text="{"x" * CHARACTERS}"')
    assert weight(tree, 1) == 2 + 32 * PART_CHARACTERS // CHARACTERS


def test_parts_of_parts_weigh_as_parts_do_with_all_that_they_show() -> None:
    tree = Tree()
    items = made(*range(3, 34), kind="menu_item", into=2)
    run(tree, made(1, kind="menu_bar") + made(2, kind="menu", into=1) + items)
    assert weight(tree, 1) == 1 + 32 * PART_CHARACTERS // CHARACTERS
    run(tree, f'set_string node=3 attribute=shortcut value="{"x" * CHARACTERS}"')
    assert weight(tree, 1) == 2 + 32 * PART_CHARACTERS // CHARACTERS


def test_counting_ends_where_the_limit_is_passed() -> None:
    tree = tree_of("root #0\n" + "".join(f"- text #{node}\n" for node in range(1, 100)))
    assert weight(tree, 0, limit=1000) == 99
    assert weight(tree, 0, limit=10) == 11


def test_rules_that_may_match_a_node_weigh_by_the_ways_to_match_them() -> None:
    tree = tree_of("root #0\n- text #2 .a\n- list #3\n- - text #4 .a\n")
    assert weight(tree, 0, "row {} .b {} timer {}") == 2
    few = "* * text { }"
    assert weight(tree, 0, few) == 2
    # At the first level such a rule is nothing; at the deepest, where a row may come to lie, it is a lot.
    assert weight(tree, 4, few) > 3
    many = few * 300
    heavy = weight(tree, 0, many)
    assert heavy > 2
    assert weight(tree, 0, many.replace("text", ".a")) >= heavy
    assert weight(tree, 0, many.replace("text", "*")) > heavy
    assert weight(tree, 0, many.replace("* *", "* >")) < heavy
    assert weight(tree, 0, many.replace("* *", "*:hover *")) > heavy
    assert weight(tree, 0, many.replace("* *", "*:disabled *")) > weight(tree, 0, many.replace("* *", "*:hover *"))
    assert Weighing(many, 32, 1000).heaviest > heavy
    assert Weighing("text {}" * 20, 32, 1000).heaviest == 0
    assert Weighing("text {}" * (STEPS // 36), 32, 1000).heaviest == 0
    assert Weighing("text {}" * (STEPS // 36 + 1), 32, 1000).heaviest == 1


# --- In a tree ---


def refused(tree: Tree, text: str) -> str:
    before = dump(tree)
    with pytest.raises(LimitError) as caught:
        run(tree, text)
    assert dump(tree) == before
    assert caught.value.rule == "limit"
    return caught.value.detail


def test_a_tree_shows_no_more_than_the_limit_at_once() -> None:
    tree = limited(widgets=4)
    run(tree, made(1, 2, 3, 4))
    assert refused(tree, made(5)) == (
        "root 0 and what is shown with it weigh more than widgets = 4; "
        "only the rows of a list are shown where one looks"
    )
    run(tree, "remove node=1\n" + made(5))
    assert refused(tree, made(6, into=5)).startswith("root 0 and")


def test_a_list_may_have_any_number_of_rows_but_not_one_of_any_size() -> None:
    tree = limited(widgets=4)
    run(tree, made(1, kind="list") + made(*range(10, 100), into=1))
    run(tree, made(2, 3, 4, into=10) + made(5, 6, 7, into=11))
    assert refused(tree, made(8, into=10)).startswith("row 10 and what is shown with it weigh more")
    run(tree, made(8, kind="list", into=12) + made(*range(200, 230), into=8))
    assert refused(tree, "insert node=10 parent=200 before=0").startswith("row 200 and")
    assert refused(tree, "insert node=10 parent=0 before=0").startswith("root 0 and")


def test_a_detached_subtree_is_weighed_before_it_is_inserted() -> None:
    tree = limited(widgets=4)
    assert refused(tree, "create node=1 kind=row\n" + made(2, 3, 4, 5, into=1)).startswith("row 1 and")
    run(tree, made(9, 10) + "create node=1 kind=row\n" + made(2, 3, into=1))
    assert refused(tree, "insert node=1 parent=9 before=0").startswith("root 0 and")


def test_a_longer_text_is_weighed_again() -> None:
    tree = limited(widgets=300)
    long = "x" * (200 * CHARACTERS)
    run(tree, made(1, 2, kind="text") + made(3, kind="list") + made(4, kind="input", into=3))
    run(tree, f'set_text node=1 text="{long}"')
    assert refused(tree, f'set_text node=2 text="{long}"').startswith("root 0 and")
    run(tree, f'set_string node=4 attribute=value value="{long}"')
    detail = refused(tree, f'set_string node=4 attribute=placeholder value="{long}"')
    assert detail.startswith("input 4 and")
    assert refused(
        tree,
        made(5, into=3, kind="input")
        + f'set_string node=5 attribute=value value="{long}"\n'
        + f'set_string node=5 attribute=placeholder value="{long}"',
    ).startswith("input 5 and")


def test_what_goes_in_the_same_frame_is_not_weighed() -> None:
    tree = limited(widgets=4)
    run(tree, made(9, kind="list") + made(*range(20, 30), into=9) + made(1) + made(2, 3, into=1))
    run(
        tree,
        made(10, 11, 12, 13, 14, into=1) + "remove node=10\nset_string node=2 attribute=name value=a\nremove node=1",
    )
    assert set(tree.nodes) == {0, 9, *range(20, 30)}


def test_a_list_of_rows_with_nothing_below_them_is_as_long_as_it_likes() -> None:
    tree = limited(widgets=600)
    run(tree, made(1, kind="list") + made(*range(10, 700), into=1))
    run(tree, made(2, kind="list", into=10) + made(*range(1000, 1700), into=2))
    assert len(tree.nodes) == 1393


def test_one_row_that_is_too_heavy_by_itself_is_found() -> None:
    tree = limited(widgets=100)
    run(tree, made(1, kind="list") + made(*range(10, 200), into=1, kind="text"))
    for text in ("x" * 100 * CHARACTERS, "\\n" * (100 * CHARACTERS // LINE_CHARACTERS)):
        assert refused(tree, made(2, into=1, kind="text") + f'set_text node=2 text="{text}"').startswith("text 2 and")
        assert refused(tree, f'set_text node=10 text="{text}"').startswith("text 10 and")


def test_another_stylesheet_or_class_is_weighed_with_the_whole_tree() -> None:
    tree = limited(widgets=20)
    dear = "* * .a { }" * 500
    run(tree, made(1, kind="list") + made(*range(10, 30), into=1) + made(2) + made(3, into=2))
    run(tree, f'set_string node=0 attribute=stylesheet value="{dear}"')
    assert refused(tree, 'add_class node=10 name="a"').startswith("row 10 and")
    run(tree, "unset node=0 attribute=stylesheet\n" + 'add_class node=10 name="a"')
    assert refused(tree, f'set_string node=0 attribute=stylesheet value="{dear}"').startswith("row 10 and")


def test_a_table_weighs_one_however_many_cells_it_has() -> None:
    cells = "".join(f'- - - table_cell #{node} "{"x" * 300}"\n' for node in range(10, 40))
    tree = tree_of(f'root #0\n- table #1\n- - table_column #2 "{"x" * 300}"\n- - table_row #3\n{cells}')
    assert weight(tree, 0) == 1
