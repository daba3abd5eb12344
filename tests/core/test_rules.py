import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core.session.edit import put
from opui.core.session.line import Clipboard, Line
from opui.core.session.rules import Rules
from tests.core.test_line import line_of, shown

INTEGER = re.compile(r"[+-]?[0-9]*")
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?([eE][+-]?[0-9]*)?|\.[0-9]*|\.[0-9]+([eE][+-]?[0-9]*)?)?")
"""What is a number or begins one, said in another way than the rules say it."""


@given(st.text("+-012.eE x", max_size=8))
def test_what_a_line_accepts_is_a_number_or_the_beginning_of_one(text: str) -> None:
    for accepts, pattern in (("integer", INTEGER), ("number", NUMBER)):
        taken = Rules(accepts=accepts).fitting("", text, "") == (text, 0)
        assert taken == (pattern.fullmatch(text) is not None), (accepts, text)


@given(st.text("+-0123.e x日", max_size=10), st.data())
def test_whatever_is_pasted_somewhere_leaves_a_number_or_the_beginning_of_one(text: str, data: st.DataObject) -> None:
    line = Line(data.draw(st.from_regex(r"\A-?1?2?\.?3?\Z")), Clipboard())
    line.rules = Rules(accepts="number", max_length=data.draw(st.integers(0, 8)))
    line.caret = data.draw(st.integers(0, len(line.value)))
    line.anchor = data.draw(st.integers(0, len(line.value)))
    was_one = NUMBER.fullmatch(line.value) is not None
    before = sorted((line.anchor, line.caret))
    rest = line.value[: before[0]] + line.value[before[1] :]
    if was_one and NUMBER.fullmatch(rest):
        line.type(text)
        assert NUMBER.fullmatch(line.value), line.value


@given(st.text("ab-1 é日\u0301👍🏽", max_size=10))
def test_of_what_is_pasted_the_characters_that_are_not_allowed_are_left_out_and_counted(text: str) -> None:
    kept, left_out = Rules(allowed="a-b1").fitting("", text, "")
    assert set(kept) <= set("ab1")
    assert len(kept) + left_out <= len(text)
    assert Rules(allowed="a-b1").fitting("", kept, "") == (kept, 0)


@pytest.mark.parametrize(
    ("rules", "before", "typed", "after", "cut"),
    [
        (Rules(accepts="integer"), "|", "12a3", "123|", 1),
        (Rules(accepts="integer"), "1|2", "-", "1|2", 1),
        (Rules(accepts="integer"), "|12", "-", "-|12", 0),
        (Rules(accepts="integer"), "1<2|", "x", "1<2|", 1),
        (Rules(accepts="number"), "1.|5", ".", "1.|5", 1),
        (Rules(accepts="number"), "|", "$1,234.50", "1234.50|", 2),
        (Rules(accepts="number"), "|", "1e-3", "1e-3|", 0),
        (Rules(accepts="number"), "|", "e", "|", 1),
        (Rules(accepts="number"), "|", "١", "|", 1),
        (Rules(allowed="a-z"), "|", "One two\n", "netwo|", 2),
        (Rules(allowed="e"), "e|", "\u0301", "e|", 1),
        (Rules(allowed="a", max_length=2), "|", "baaab", "aa|", 3),
        (Rules(allowed="0-9.", accepts="integer"), "|", "1.5", "15|", 1),
    ],
)
def test_what_does_not_fit_is_left_out_and_the_rest_is_typed(
    rules: Rules, before: str, typed: str, after: str, cut: int
) -> None:
    line = line_of(before)
    line.rules = rules
    assert line.type(typed).cut == cut
    assert shown(line) == after


def test_a_value_that_the_guest_has_set_can_be_deleted_whatever_the_rules_say() -> None:
    line = line_of("ab1|")
    line.rules = Rules(accepts="integer", allowed="7")
    for after in ("ab|", "a|", "|"):
        line.type("7") if after != "|" else None
        line.do("delete_left")
        assert shown(line) == after
    line.type("78")
    assert shown(line) == "7|"


def test_a_paste_of_any_length_is_looked_through_once() -> None:
    long = "1x" * 1_000_000
    rules = Rules(accepts="number", allowed="0-9" * 20_000)
    done = put("", long, 0, 0, rules.most, rules.fitting)
    assert (done.value, done.cut) == ("1" * 16_384, len(long) - 16_384)


# --- Suggestions ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suggestions", "value", "rest"),
    [
        ("apple\nbanana", "b", "anana"),
        ("apple\nbanana", "a", "pple"),
        ("apple\napricot", "apr", "icot"),
        ("apple", "", ""),
        ("apple", "apple", ""),
        ("on\none", "on", "e"),
        ("apple", "A", ""),
        ("a\n\nb", "c", ""),
        ("a.b", "a", ".b"),
        ("ae\u0301x", "ae", ""),
        ("ae\u0301x", "a", "e\u0301x"),
        ("👨\u200d👩", "👨", ""),
        ("one\ttwo", "one", " two"),
    ],
)
def test_the_first_line_that_begins_with_the_value_and_goes_on_is_suggested(
    suggestions: str, value: str, rest: str
) -> None:
    assert Rules(suggestions=suggestions).suggestion(value) == rest


def test_nothing_is_suggested_that_is_too_long_nor_to_a_password_nor_under_a_mask() -> None:
    rules = Rules(suggestions="apples\napple", max_length=5)
    assert rules.suggestion("a") == "pple"
    assert rules._replace(password=True).suggestion("a") == ""
    assert rules._replace(mask="xxxxx").suggestion("a") == ""


def test_many_suggestions_are_gone_through_without_being_cut_up() -> None:
    assert Rules(suggestions="a\n" * 32_767 + "ab").suggestion("a") == "b"


@pytest.mark.parametrize("action", ["cursor_right", "end"])
def test_what_is_suggested_is_taken_over_by_a_key_that_goes_right_at_the_end(action: str) -> None:
    line = line_of("ap|")
    line.rules = Rules(suggestions="apple")
    line.do(f"{action}(True)")
    assert shown(line) == "ap|"
    line.do(action)
    assert shown(line) == "apple|"


@pytest.mark.parametrize("action", ["cursor_right", "end"])
def test_a_caret_that_is_not_at_the_end_only_moves(action: str) -> None:
    for before in ("a|p", "a<p|"):
        line = line_of(before)
        line.rules = Rules(suggestions="apple")
        line.do(action)
        assert shown(line) == "ap|"


def test_a_line_without_rules_takes_whatever_is_typed() -> None:
    assert Rules().fitting("a", "any text", "b") == ("any text", 0)
