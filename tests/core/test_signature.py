from collections.abc import Callable

import pytest

from opui.core import kinds, protocol
from opui.core.errors import CommandError
from opui.core.tree.signature import Signature, signature_of

UNKNOWN = 99
MOUSE = ("mouse_down", "mouse_up", "mouse_move", "wheel", "hover")
CODE = {
    **{row.name: row.code for row in protocol.ATTRIBUTES},
    **{f"on {row.name}": row.code for row in protocol.EVENTS},
    **{f"call {row.name}": row.code for row in protocol.METHODS},
}


def rules(kind: str, newer: bool = False) -> Signature:
    return signature_of(kinds.KIND_BY_NAME[kind].code, newer)


def test_a_kind_has_what_its_row_says() -> None:
    text = rules("text")
    assert (text.name, text.has_text) == ("text", True)
    assert text.children == {kinds.KIND_BY_NAME["span"].code}
    assert text.events == {CODE[f"on {name}"] for name in ("press", "key", "paste", *MOUSE)}
    assert not rules("input").has_text


def test_an_unknown_kind_has_text_and_takes_any_child() -> None:
    unknown = signature_of(UNKNOWN, False)
    assert (unknown.name, unknown.has_text) == ("kind:99", True)
    assert unknown.takes(kinds.KIND_BY_NAME["span"].code)


def test_an_unknown_kind_goes_where_a_column_may() -> None:
    assert rules("root").takes(UNKNOWN)
    assert rules("list").takes(UNKNOWN)
    assert not rules("text").takes(UNKNOWN)
    assert not rules("button").takes(UNKNOWN)
    assert not rules("list").takes(kinds.KIND_BY_NAME["span"].code)


@pytest.mark.parametrize("kind", ["root", "span", "key_binding", "timer"])
def test_what_is_not_shown_by_itself_has_no_classes(kind: str) -> None:
    with pytest.raises(CommandError, match=f"{kind} has no classes"):
        rules(kind).check_classes()


def test_what_is_shown_has_classes() -> None:
    rules("column").check_classes()
    signature_of(UNKNOWN, False).check_classes()


REFUSED: list[tuple[str, Callable[[Signature], object], str, str]] = [
    ("text", lambda r: r.attribute_name(UNKNOWN), "attribute_unknown", "there is no attribute 99"),
    ("text", lambda r: r.attribute_name(CODE["checked"]), "attribute_kind", "text has no attribute checked"),
    ("timer", lambda r: r.check_attribute(CODE["once"], "string", "x"), "attribute_type", "once is of type flag"),
    ("timer", lambda r: r.check_attribute(CODE["interval"], "number", 1.0), "value", "interval: 1.0 ms"),
    ("text", lambda r: r.refuse_event(UNKNOWN), "event_unknown", "there is no event 99"),
    ("text", lambda r: r.refuse_event(CODE["on tick"]), "event_kind", "text has no event tick"),
    ("root", lambda r: r.refuse_event(CODE["on clock"]), "event_kind", "root has no event clock"),
    ("root", lambda r: r.check_call(UNKNOWN, 0, ""), "method_unknown", "there is no method 99"),
    ("root", lambda r: r.check_call(CODE["call select_all"], 0, ""), "method_kind", "root has no method select_all"),
    ("root", lambda r: r.check_call(CODE["call quit"], 0, "x"), "value", "quit takes no text"),
    (
        "data_table",
        lambda r: r.check_call(CODE["call highlight_cell"], 0, "x"),
        "value",
        "highlight_cell: 'x' is not a place, such as 12, nor two, such as 12 3",
    ),
    ("root", lambda r: r.check_call(CODE["call bell"], 1, ""), "value", "bell: option 1 is over 0"),
    ("root", lambda r: r.check_call(CODE["call notify"], 3, ""), "value", "notify: option 3 is over 2"),
    ("scroll", lambda r: r.check_call(CODE["call scroll_to"], 0, "1"), "value", "scroll_to: '1' is not two whole"),
]


@pytest.mark.parametrize(("kind", "check", "rule", "message"), REFUSED)
def test_what_a_kind_has_not_is_refused(
    kind: str, check: Callable[[Signature], object], rule: str, message: str
) -> None:
    with pytest.raises(CommandError, match=message) as caught:
        check(rules(kind))
    assert caught.value.rule == rule


def test_good_values_and_calls_return_their_names() -> None:
    assert rules("text").attribute_name(CODE["name"]) == "name"
    assert rules("timer").check_attribute(CODE["interval"], "number", 10.0) == "interval"
    assert rules("timer").check_attribute(CODE["once"], "flag", True) == "once"
    assert rules("root").check_call(CODE["call notify"], 2, "x") == "notify"
    assert rules("root").check_call(CODE["call quit"], 255, "") == "quit"
    assert rules("scroll").check_call(CODE["call scroll_to"], 0, "0 1") == "scroll_to"


@pytest.mark.parametrize("lenient", [rules("text", newer=True), signature_of(UNKNOWN, False)], ids=["newer", "unknown"])
def test_unknown_names_pass_where_the_guest_may_know_more(lenient: Signature) -> None:
    assert lenient.check_attribute(UNKNOWN, "flag", True) == "attribute:99"
    assert lenient.check_call(UNKNOWN, 200, "x") == "method:99"
    lenient.refuse_event(UNKNOWN)


def test_an_unknown_kind_has_every_known_event_and_method_but_the_hosts_own() -> None:
    unknown = signature_of(UNKNOWN, False)
    unknown.refuse_event(CODE["on press"])
    assert unknown.check_call(CODE["call focus"], 0, "") == "focus"
    for event in protocol.HOST_EVENTS:
        with pytest.raises(CommandError, match=f"kind:99 has no event {event}$"):
            unknown.refuse_event(CODE[f"on {event}"])


def test_known_attributes_keep_their_type_and_check_even_there() -> None:
    with pytest.raises(CommandError, match="checked is of type flag, not string"):
        signature_of(UNKNOWN, False).check_attribute(CODE["checked"], "string", "x")
    with pytest.raises(CommandError, match="text has no event tick"):
        rules("text", newer=True).refuse_event(CODE["on tick"])


def test_every_option_that_has_a_name_can_be_called_and_no_other() -> None:
    for method in protocol.METHODS:
        assert not method.choices or len(method.choices) == method.most + 1


@pytest.mark.parametrize("value", ["", "Primary"])
def test_a_value_that_is_none_of_the_choices_is_refused(value: str) -> None:
    button, variant = rules("button"), protocol.ATTRIBUTE_BY_NAME["variant"]
    for choice in variant.choices:
        assert button.check_attribute(variant.code, "string", choice) == "variant"
    with pytest.raises(CommandError, match="is none of default, primary"):
        button.check_attribute(variant.code, "string", value)


def test_what_is_not_the_kinds_own_and_all_of_an_unknown_kind_counts_as_kept_text() -> None:
    press = CODE["on press"]
    assert signature_of(UNKNOWN, False).unknown_text(["name", "attribute:9"], [press, 99]) == 4 * protocol.UNKNOWN_TEXT
    assert rules("text", newer=True).unknown_text(["name"], [press]) == 0
    assert rules("text", newer=True).unknown_text(["attribute:999"], []) == protocol.UNKNOWN_TEXT


def test_a_kind_knows_how_many_levels_there_may_be_below_it() -> None:
    most = protocol.CEILING["depth"]
    levels = {
        kind: rules(kind).levels for kind in ("table", "table_row", "table_cell", "text", "key_binding", "column")
    }
    assert levels == {"table": 2, "table_row": 1, "table_cell": 0, "text": 1, "key_binding": 0, "column": most}
    assert signature_of(UNKNOWN, False).levels == most
