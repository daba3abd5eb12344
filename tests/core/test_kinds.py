import pytest

from opui.core import protocol
from opui.core.kinds import EDIT_EVENTS, EDITED, EDITS, KIND_BY_CODE, KIND_BY_NAME, KINDS, How, Kind, Role
from opui.core.tree.values import check_key

NAMED = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@NAMED
def test_a_kind_is_found_by_its_code_and_its_name(kind: Kind) -> None:
    assert KIND_BY_CODE[kind.code] is KIND_BY_NAME[kind.name] is kind


@NAMED
def test_whatever_is_shown_goes_into_every_box_and_parts_only_into_their_owners(kind: Kind) -> None:
    owners = {row.name for row in KINDS if kind.name in row.children}
    boxes = {row.name for row in KINDS if row.holds_content}
    if kind.modal:
        assert owners == {"root"}
    elif kind.shown or kind.role is Role.SERVICE:
        assert owners >= boxes
    elif kind.role is Role.PART:
        assert owners
        assert owners.isdisjoint(boxes)
    else:
        assert not owners


@NAMED
def test_what_takes_the_focus_can_have_it_from_the_beginning_and_nothing_else_can(kind: Kind) -> None:
    assert ("initial_focus" in kind.attributes) == kind.focusable


@NAMED
def test_what_is_modal_can_hold_the_focus_and_is_asked_to_close_as_the_root_is(kind: Kind) -> None:
    assert kind.modal <= kind.focusable
    assert ("close" in kind.events) == (kind.modal or kind.role is Role.ROOT)


@NAMED
def test_what_is_edited_is_shown_or_a_part_and_has_the_edits_event_and_attribute(kind: Kind) -> None:
    for edit in kind.edits:
        assert kind.shown or kind.role is Role.PART
        assert {edit.event, *edit.also} <= set(kind.events)
        assert edit.attribute in kind.attributes
        event, attribute = protocol.EVENT_BY_NAME[edit.event], protocol.ATTRIBUTE_BY_NAME[edit.attribute]
        assert bool(event.text) == (attribute.type == "string")
        assert (edit.how is How.TYPED) <= (attribute.type == "string")
        assert EDITS[kind.code, edit.event] is edit
        assert edit.event in EDIT_EVENTS
        assert edit.attribute in EDITED


@NAMED
def test_own_keys_are_keys_of_what_takes_the_focus(kind: Kind) -> None:
    assert [key for key in kind.keys if check_key(key)] == []
    assert not kind.keys or kind.focusable


@NAMED
def test_a_limit_of_a_kind_is_a_limit(kind: Kind) -> None:
    assert not kind.limit or kind.limit in protocol.LIMIT


@NAMED
def test_what_a_builder_takes_is_an_attribute_of_the_kind(kind: Kind) -> None:
    assert set(kind.build) <= {*kind.attributes, "children"}


def test_a_row_that_says_little_takes_nothing() -> None:
    kind = Kind(99, "thing", Role.LEAF, "A thing.")
    assert {kind.attributes, kind.events, kind.methods, kind.children, kind.edits} == {()}
    assert not kind.keys
    assert kind.shown
    assert not kind.focusable
    assert not kind.holds_content
