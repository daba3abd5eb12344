import re

import pytest

from opui.core.errors import InputError
from opui.core.tree.paths import find_node, whole_text
from tests.core.trees import tree_of

TREE = tree_of("""
root title="todos"
- input #1 name="new-todo"
- list #2 name="todos"
- - row #3
- - - checkbox #4
- - - text #5 "milk"
- - row #6
- - - checkbox #7
- - - text #8 "two "
- - - - span #9 "eggs"
- button #10 "Clear"
- button #11 "say \\"hi\\""
""")


@pytest.mark.parametrize(
    ("path", "node"),
    [
        ("7", 7),
        ("#7", 7),
        ("0", 0),
        ("root", 0),
        ("root/new-todo", 1),
        ("new-todo", 1),
        ("input", 1),
        ("todos/row[2]/checkbox", 7),
        ("todos/", 2),
        ('button["Clear"]', 10),
        ('button["say \\"hi\\""]', 11),
        ('row["milk"]/checkbox', 4),
        ('text["two eggs"]', 8),
        ("checkbox[1]", 4),
    ],
)
def test_a_path_means_a_node(path: str, node: int) -> None:
    assert find_node(TREE, path) == node


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("99", "there is no node 99"),
        ("#99", "there is no node 99"),
        ("", "'' is not a path"),
        ("/", "'/' is not a path"),
        ("a b", "'a b' is not a path"),
        ("row[", "'row[' is not a path"),
        ("##7", "'##7' is not a path"),
        ("9" * 5000, "is not a path"),
        ("row[" + "9" * 5000 + "]", "is not a path"),
        ("root\n", "'root\\n' is not a path"),
        ("check", "'check': no check below root title=\"todos\"; names there: new-todo, todos"),
        ("todos/row[1]/input", "no input below row #3; kinds there: checkbox, text"),
        ("todos/row[1]/text/row", 'no row below text #5 "milk"; nothing is there'),
        ("row[0]", "no row[0] below"),
        ("row[3]", "no row[3] below"),
        ("row", "2 nodes are row (row #3; row #6): say which, as in row[1]"),
        ("todos/root", "no root below"),
        ('button["\\q"]', "is not a text in quotes: Invalid \\escape"),
        ('button["a"][1]', "is not a path"),
    ],
)
def test_a_path_that_means_no_node_or_several_says_so(path: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        find_node(TREE, path)


def test_of_many_nodes_only_the_first_are_listed() -> None:
    tree = tree_of("root\n" + "- row\n" * 9)
    with pytest.raises(InputError, match=r"9 nodes are row .*row #5; …"):
        find_node(tree, "row")


def test_of_many_names_only_the_first_are_listed() -> None:
    tree = tree_of("root\n" + "".join(f'- row #{number} name="n{number}"\n' for number in range(10, 50)))
    with pytest.raises(InputError, match=r"no x below root; names there: n10, n11, .*, n29, …$"):
        find_node(tree, "x")


def test_a_texts_whole_is_its_own_and_that_of_its_spans() -> None:
    assert whole_text(TREE.nodes[8]) == "two eggs"
    assert whole_text(TREE.nodes[6]) == ""
