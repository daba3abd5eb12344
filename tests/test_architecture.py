"""ARCHITECTURE is true: its folders are those that there are, and the arrows between them go one way."""

import ast
import re
from pathlib import Path

import pytest

from opui.textual.kinds.registry import TYPE_NAMES
from tests.test_layers import dotted, imports

ROOT = Path(__file__).resolve().parent.parent
OPUI = ROOT / "opui"
TEXT = (ROOT / "ARCHITECTURE.md").read_text()
FOLDERS = sorted(path.parent for path in OPUI.rglob("__init__.py"))
MODULES = sorted(path for path in OPUI.rglob("*.py") if path.name != "__init__.py")
ORDER = (
    "opui.core", "opui.core.wire", "opui.core.tree", "opui.core.session", "opui.core.gate",
    "opui.process", "opui.guest", "opui.files", "opui.markdown", "opui.highlight", "opui.source", "opui.tools",
    "opui.textual.css", "opui.textual.private", "opui.textual.removal",
    "opui.textual.kinds", "opui.textual.kinds.list", "opui.textual.kinds.table", "opui.textual.kinds.data_table",
    "opui.textual.render",
    "opui.textual.view", "opui.textual.terminal", "opui.textual.output", "opui.textual.app",
    "opui.textual.widget_listing", "opui.textual", "opui",
)  # fmt: skip
"""Folders, and files that stand for themselves: each imports from those before it and from itself alone."""
_ROW = re.compile(r"^\| `([\w/]+)/` \| (.+?) \| (.*?) \|$", re.MULTILINE)


def stage(module: str) -> int:
    """Where in the order a module stands: by its own name, or else by that of its folder."""
    return ORDER.index(module if module in ORDER else module.rpartition(".")[0])


def rows() -> dict[str, tuple[str, str]]:
    """Folder → its sentence and its modules, as ARCHITECTURE has them."""
    return {folder: (sentence, modules) for folder, sentence, modules in _ROW.findall(TEXT)}


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_folder_says_in_one_sentence_what_it_is_and_architecture_says_the_same(path: Path) -> None:
    doc = ast.get_docstring(ast.parse((path / "__init__.py").read_text()))
    assert doc is not None
    assert rows()[str(path.relative_to(ROOT))][0] == doc.split("\n")[0]


@pytest.mark.parametrize("path", FOLDERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_architecture_names_each_module_of_a_folder_and_no_other(path: Path) -> None:
    _, modules = rows()[str(path.relative_to(ROOT))]
    there = {each.stem for each in path.glob("*.py")} - {"__init__"}
    if path == OPUI / "textual" / "kinds":
        there -= TYPE_NAMES.keys()  # It says "a module per kind".
    assert set(re.findall(r"`(\w+)`", modules)) == there


def test_architecture_names_no_folder_that_is_not_there() -> None:
    assert rows().keys() == {str(path.relative_to(ROOT)) for path in FOLDERS}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_from_its_own_folder_and_those_below_it(path: Path) -> None:
    here = stage(dotted(path))
    known = {dotted(each) for each in MODULES}
    above = [name for name in imports(path) & known if stage(name) > here]
    assert not above, f"{dotted(path)} reaches up to {', '.join(above)}"
