"""The registry binds each kind to one adapter when it is first asked, and refuses an incomplete one."""

import subprocess
import sys

import pytest

from opui.core.kinds import KIND_BY_NAME, KINDS, Kind, Role
from opui.core.tree.tree import Tree
from opui.textual.kinds.adapter import COMMON, Adapter
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.kinds.registry import ADAPTERS, TYPE_NAMES, UNSEEN, adapter_of, bind

THING = Kind(
    99, "thing", Role.LEAF, "A thing.", attributes=("name", "style", "disabled", "hidden", "tooltip", "loading")
)


@pytest.mark.parametrize("name", [kind.name for kind in KINDS if kind.shown])
def test_each_kind_that_is_shown_has_a_complete_adapter_with_a_class_of_its_name(name: str) -> None:
    assert ADAPTERS[name].type.__name__ == TYPE_NAMES[name]


def test_the_module_of_a_kind_is_imported_with_its_first_node_and_not_before() -> None:
    code = """
import sys
from opui.core.tree.tree import Tree
from opui.textual.kinds.registry import adapter_of
import opui.textual.app.app
modules = lambda: {name.rpartition(".")[2] for name in sys.modules if name.startswith("opui.textual.kinds.")}
assert not modules() & {"button", "input", "list", "select"}, modules()
tree = Tree()
tree.create(1, 7)
adapter_of(tree.nodes[1])
assert modules() & {"button", "input", "list", "select"} == {"button"}, modules()
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_parts_and_services_have_no_adapter() -> None:
    tree = Tree()
    for code in (0, *(kind.code for kind in KINDS if not kind.shown and kind.code)):
        if code:
            tree.create(code, code)
        assert adapter_of(tree.nodes[code]) is None


def test_a_class_of_another_name_is_refused() -> None:
    with pytest.raises(TypeError, match="the class of text is OpuiButton, not OpuiText"):
        bind(KIND_BY_NAME["text"], ADAPTERS["text"]._replace(type=ADAPTERS["button"].type))


def test_a_complete_adapter_is_bound() -> None:
    adapter = Adapter(NodeWidget, COMMON)
    assert bind(THING, adapter) is adapter


def test_an_attribute_that_nothing_shows_is_refused() -> None:
    left_out = {name: setter for name, setter in COMMON.items() if name not in ("tooltip", "hidden")}
    with pytest.raises(TypeError, match="the adapter of thing has no setter for hidden, tooltip"):
        bind(THING, Adapter(NodeWidget, left_out))


def test_a_setter_of_no_attribute_is_refused() -> None:
    with pytest.raises(TypeError, match="thing has no attribute colour, but its adapter sets it"):
        bind(THING, Adapter(NodeWidget, COMMON | {"colour": lambda widget, value: None}))


def test_a_text_that_is_not_shown_is_refused() -> None:
    with pytest.raises(TypeError, match="the adapter of thing shows no text"):
        bind(THING._replace(text="its label"), Adapter(NodeWidget, COMMON))


def test_edits_of_parts_that_nothing_reads_are_refused() -> None:
    kind = next(
        each
        for each in KINDS
        for name in each.children
        if (part := KIND_BY_NAME[name]).role is Role.PART and part.edits
    )
    with pytest.raises(TypeError, match=f"the adapter of {kind.name} has no parts, but a person edits each"):
        bind(kind, ADAPTERS[kind.name]._replace(parts=None))


def test_no_kinds_class_derives_from_anothers_for_rules_for_that_kind_would_match_it() -> None:
    types = {ADAPTERS[name].type for name in TYPE_NAMES}
    assert len(types) == len(TYPE_NAMES)
    assert not [each for each in types if types & set(each.__mro__[1:])]


def test_what_nothing_shows_is_an_attribute_all_the_same() -> None:
    assert {name for kind in KINDS if kind.shown for name in kind.attributes} >= UNSEEN
