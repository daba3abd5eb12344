import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core import kinds, protocol
from opui.core.errors import ListingError
from opui.core.scrub import SIGN
from opui.core.tree.tree import Tree
from opui.core.tree.tree_listing import list_node, list_tree, read_tree
from tests.core.trees import run
from tests.memory import FakeMemory

CANONICAL = """\
root title="todos"
  input #1 name="new-todo" tooltip="What\\nnow?" max_length=5 on=change,submit
  column #2 .a .b-c disabled
    text #3 "2 \\"items\\" é"
      span #9 "!" style="color: red"
    timer #4 interval=250.5 once
    kind:99 #5 "?" checked attribute:98=false attribute:99=1e+16 on=press,event:77
      rule #6 vertical
  sparkline #7 series=f64[131072]
"""


def test_what_prints_also_parses() -> None:
    assert list_tree(read_tree(CANONICAL)) == CANONICAL


def test_the_rows_of_cells_are_listed_as_comments_as_far_as_they_can_be_read() -> None:
    memory = FakeMemory()
    words = [word for symbol in (0x61, 0x6F22, 0, 1 << 31, 0x20, 0x62) for word in (symbol, 0, 0, 0)]
    cells, symbols = memory.put_numbers("u32", words), memory.put_texts("e\u0301")
    tree = Tree(memory=memory)
    run(
        tree, "create node=1 kind=canvas\ninsert node=1 parent=0 before=0\nset_integer node=1 attribute=columns value=3"
    )
    run(tree, f"set_array node=1 attribute=cells element=u32 descriptor={cells}")
    listed = "root\n  canvas #1 columns=3 cells=u32[24]{}\n    # a漢\n    # {} b\n"
    assert list_tree(tree) == listed.format("", SIGN)
    run(tree, f"set_array node=1 attribute=symbols element=utf8 descriptor={symbols}")
    assert list_tree(tree) == listed.format(" symbols=utf8[1]", "e\u0301")
    memory.busy = True
    assert list_tree(tree) == "root\n  canvas #1 columns=3 cells=u32[24] symbols=utf8[1]\n"
    assert list_tree(read_tree(list_tree(tree))) == list_tree(tree)


def test_ids_can_be_left_out_and_are_then_given_from_1() -> None:
    tree = read_tree("root\n  text #2\n  text\n  text\n")
    assert [child.id for child in tree.root.children()] == [2, 1, 3]
    assert list_tree(tree, ids=False) == "root\n  text\n  text\n  text\n"


def test_comments_and_empty_lines_say_nothing() -> None:
    assert list_tree(read_tree("# a tree\n\nroot\n  # its child\n  rule #1\n")) == "root\n  rule #1\n"
    assert list_tree(read_tree("")) == "root\n"


def test_defaults_the_stylesheet_and_detached_nodes_are_left_out() -> None:
    tree = Tree()
    tree.begin()
    tree.create(1, kinds.KIND_BY_NAME["button"].code)
    tree.create(2, kinds.KIND_BY_NAME["button"].code)
    tree.insert(1, 0, 0)
    tree.set_string(0, protocol.ATTRIBUTE_BY_NAME["stylesheet"].code, "text { color: red }")
    tree.set_string(1, protocol.ATTRIBUTE_BY_NAME["variant"].code, "default")
    assert list_tree(tree) == "root\n  button #1\n"


def test_a_node_is_listed_without_its_indent() -> None:
    tree = read_tree('root\n  column\n    text #3 .x "hi"\n')
    assert list_node(tree.nodes[3]) == 'text #3 .x "hi"'
    assert list_node(tree.nodes[3], ids=False) == 'text .x "hi"'


def test_a_number_may_be_written_whole() -> None:
    assert list_tree(read_tree("root\n  timer #1 interval=100\n")) == "root\n  timer #1 interval=100.0\n"


def test_handlers_that_are_read_have_the_index_1() -> None:
    assert read_tree("root on=key\n").root.handlers == {7: (1, 0, 0)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("column", "line 1: the first line is not the root but 'column'"),
        ("root\nroot", "line 2: the indent fits no line above"),
        ("root\n    text", "line 2: the indent fits no line above"),
        ("  root", "line 1: the indent fits no line above"),
        ("root\n text", "line 2: the indent is not a multiple of two spaces"),
        ("root\n  texts", "line 2: there is no kind 'texts'"),
        ("root\n  root", "line 2: a root can't be created"),
        ("root\n  kind:999999", "there is no kind 'kind:999999'"),
        ("root\n  text event:3", "there is no attribute 'event'|there is no attribute 'event:3'"),
        ("root\n  text !", "'!' is no part of a node"),
        ('root\n  text "a', "'\"a' is no part of a node"),
        ('root\n  text "\\q"', "neither a text in quotes nor a number"),
        ("root\n  text #1\n  text #1", "line 3: node 1 is alive"),
        ("root\n  text #0", "line 2: node 0 is the root"),
        ("root\n  text colour=1", "there is no attribute 'colour'"),
        ("root\n  text on=presses", "there is no event 'presses'"),
        ("root\n  text on", "there is no event ''"),
        ("root\n  text on=tick", "text has no event tick"),
        ("root\n  input value=3", "value is of type string, not integer"),
        ("root\n  timer interval=abc", "abc is neither a text in quotes nor a number"),
        ('root\n  timer interval="abc"', "interval is of type number, not string"),
        ("root\n  timer interval=NaN", "NaN is neither"),
        ("root\n  timer interval=-Infinity", "-Infinity is neither"),
        ("root\n  timer interval=[1]", "[1] is neither"),
        ("root\n  timer interval=null", "null is neither"),
        ("root\n  timer interval=" + "[" * 9000, "is neither"),
        ("root\n  timer interval=" + "9" * 5000, "is neither"),
        ("root\n  timer interval=" + "9" * 400, "is over what a number can hold"),
        ("root\n  timer interval=true", "interval is of type number, not flag"),
        ("root\n  column" + "".join(f" .c{number}" for number in range(33)), "line 2: node 1 has classes = 32 already"),
        ("root" + "".join(f"\n{'  ' * depth}column" for depth in range(1, 35)), "lies deeper than depth = 32"),
    ],
)
def test_a_line_that_is_no_node_is_refused(text: str, message: str) -> None:
    with pytest.raises(ListingError) as caught:
        read_tree(text)
    assert any(each in str(caught.value) for each in message.split("|"))


TEXTS = st.text('ab "\\#.=é𝄞\n\t', max_size=6)
WIDGETS = st.sampled_from(["text", "button", "checkbox", "kind:99"])


@st.composite
def listings(draw: st.DrawFn) -> Tree:
    tree = Tree(newer=True)
    tree.begin()
    for id_ in draw(st.lists(st.integers(1, 20), unique=True, max_size=8)):
        kind = draw(st.sampled_from([1, 2, 5, 7, 9, 99]))
        tree.create(id_, kind)
        tree.insert(id_, draw(st.sampled_from([node.id for node in tree.root.subtree() if node.kind in (0, 1, 2)])), 0)
        if kind > 2:
            tree.set_text(id_, draw(TEXTS))
        if draw(st.booleans()):
            tree.set_string(id_, protocol.ATTRIBUTE_BY_NAME["tooltip"].code, draw(TEXTS))
        tree.set_flag(id_, protocol.ATTRIBUTE_BY_NAME["disabled"].code, draw(st.booleans()))
        code = draw(st.integers(90, 99))
        value = draw(
            st.one_of(TEXTS, st.integers(-9, 9), st.floats(allow_nan=False, allow_infinity=False), st.booleans())
        )
        setter = {str: tree.set_string, int: tree.set_integer, float: tree.set_number, bool: tree.set_flag}[type(value)]
        setter(id_, code, value)  # type: ignore[operator]  # the setter of the value's own type
        for name in draw(st.sets(st.sampled_from(["a", "b-1", "done"]))):
            tree.add_class(id_, name)
    tree.commit()
    return tree


@given(listings())
def test_every_tree_prints_parses_and_prints_the_same(tree: Tree) -> None:
    text = list_tree(tree)
    assert list_tree(read_tree(text)) == text
    assert len(re.findall("\n", text)) == sum(1 for _ in tree.root.subtree())


@given(st.text('root tex\n #1."=ab:9[', max_size=60).map(lambda text: f"root\n{text}"))
def test_any_text_is_a_tree_or_a_listing_error(text: str) -> None:
    try:
        tree = read_tree(text)
    except ListingError as error:
        line = error.line
        assert line > 1
    else:
        assert list_tree(read_tree(list_tree(tree))) == list_tree(tree)
