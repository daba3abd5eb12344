"""No code outside `core/kinds.py` and `textual/kinds/` names a kind or the class of its widget.

Whatever behaves by kind asks the kind's row (what it is, takes and does) or its adapter (how it is shown), so a
new kind is a row and a module.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from opui.core.kinds import KINDS
from opui.textual.kinds import unknown
from opui.textual.kinds.registry import TYPE_NAMES

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("opui/core/kinds.py", "opui/textual/kinds/")
OTHERS = [path for path in sorted((ROOT / "opui").rglob("*.py")) if not str(path.relative_to(ROOT)).startswith(PLACES)]
NAMES = {kind.name for kind in KINDS}
CLASSES = {*TYPE_NAMES.values(), unknown.ADAPTER.type.__name__}
MEANT_OTHERWISE = {
    "root": "the rule that a guest breaks, the pseudo-kind of selectors and the first word of a tree's listing",
    "text": "an operand of commands and events, and what of a node has changed",
    "input": "the rule of a finding about what a person gave",
    "row": "a kind's row of the table",
    "column": "what the cursor of a table is on",
    "table": "a section of a module",
    "rule": "what a guest has broken",
    "option": "an operand of calls",
    "scroll": "a value of `overflow`",
    "tab": "a key",
    "radio": "the type of an item of a menu",
    "log": "a method of the root",
    "tree": "a command of the command line, and what its snapshots are",
}
"""Words that mean something else too, and what; as kinds they are not looked for."""


def strings(tree: ast.AST) -> Iterator[str]:
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.ImportFrom | ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Attribute):
            yield node.attr


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_kind_is_named_elsewhere(path: Path) -> None:
    tree = ast.parse(path.read_text())
    protocol_table = path.name == "protocol.py"
    wanted = NAMES - MEANT_OTHERWISE.keys()
    # Attributes, events and methods have names of their own, some of which kinds have too.
    assert protocol_table or not wanted & set(strings(tree))


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_class_of_a_kinds_widget_is_named_elsewhere(path: Path) -> None:
    assert not CLASSES & set(names(ast.parse(path.read_text())))
