"""The registry binds each kind to one adapter, and refuses an incomplete one at import."""

import pytest

from opui.core.kinds import KIND_BY_NAME, KINDS, Kind, Role
from opui.textual.kinds.adapter import COMMON, Adapter
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.kinds.registry import ADAPTERS, UNSEEN, bind, refuse_bases

THING = Kind(99, "thing", Role.LEAF, "A thing.", attributes=("name", "style", "disabled", "hidden", "tooltip"))


def test_each_kind_that_is_shown_has_an_adapter_and_no_other() -> None:
    assert ADAPTERS.keys() == {kind.name for kind in KINDS if kind.shown}


def test_no_two_kinds_have_one_class() -> None:
    assert len({adapter.type for adapter in ADAPTERS.values()}) == len(ADAPTERS)


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


def test_a_class_that_derives_from_another_kinds_is_refused() -> None:
    base = ADAPTERS["text"].type
    with pytest.raises(TypeError, match="Derived derives from OpuiText: rules for that kind would match it"):
        refuse_bases({base, type("Derived", (base,), {})})


def test_what_nothing_shows_is_an_attribute_all_the_same() -> None:
    assert all(set(kind.attributes) >= UNSEEN for kind in KINDS if kind.shown)
