import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core.errors import ListingError
from opui.core.wire.listing import code_name, lines, list_command, list_event, quote, read_command, read_event
from opui.core.wire.records import Command, Event


def test_unknown_codes_are_listed_by_number_and_read_back() -> None:
    assert code_name("kind", 99) == "kind:99"
    for line in (
        "create node=1 kind=kind:99",
        "attach node=1 event=event:99 handler=1 data=0",
        "call node=1 method=method:99",
    ):
        assert list_command(read_command(line)) == line


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('say "hi"\\', '"say \\"hi\\"\\\\"'),
        ("a\nb\tc\0", '"a\\nb\\tc\\u0000"'),
        ("é日", '"é日"'),
        ("\x7f\x85\u2028\ud800", '"\\u007f\\u0085\\u2028\\ud800"'),
    ],
)
def test_quoted_text_is_one_line_of_json(text: str, quoted: str) -> None:
    assert quote(text) == quoted


def test_unquoted_words_are_texts_too() -> None:
    assert read_command("set_text node=2 text=hello") == Command("set_text", (2, "hello"))


def test_operands_may_come_in_any_order() -> None:
    assert read_command("insert  before=3 node=1   parent=2") == Command("insert", (1, 2, 3))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "there is no opcode ''"),
        ("make node=1", "there is no opcode 'make'"),
        ("create node=1", "create wants 'kind'"),
        ("create node=1 kind=text text=a", "create has no 'text'"),
        ("create node=1 node=1 kind=text", "'node' is given twice"),
        ("create 1 kind=text", "'1' is not `name=value`"),
        ('set_text node=1 text="a', "is not `name=value`"),
        ('set_text node=1 text="\\q"', "is not a text in quotes: Invalid \\escape"),
        ("create node=one kind=text", "'one' is not a number"),
        ("create node=1 kind=texts", "there is no kind 'texts'"),
        ("create node=1 kind=event:3", "there is no kind 'event:3'"),
        ("create node=1 kind=kind:" + "9" * 5000, "there is no kind"),
        ("create node=" + "9" * 5000 + " kind=text", "is not a number"),
        ("set_flag node=1 attribute=disabled value=1", "'1' is none of false, true"),
        ("set_number node=1 attribute=interval value=x", "'x' is not a number"),
        ("set_integer node=1 attribute=max_length value=1.5", "'1.5' is not a number"),
    ],
)
def test_a_line_that_is_no_command_is_refused_with_its_number(line: str, message: str) -> None:
    with pytest.raises(ListingError, match=re.escape(message)) as caught:
        read_command(line, 7)
    assert caught.value.line == 7


def test_events_leave_out_what_is_zero_but_their_own_text_and_numbers() -> None:
    assert list_event(Event("change", 3)) == 'change node=3 text=""'
    assert list_event(Event("resize", numbers=(0, 24))) == "resize columns=0 rows=24"
    assert list_event(Event("clock", numbers=(0.5,))) == "clock time=0.5"
    assert list_event(Event("clock", numbers=(1e300,))) == f"clock time={int(1e300)}"
    assert list_event(Event("clock", numbers=(float("inf"),))) == "clock time=inf"


def test_an_event_of_a_person_needs_little() -> None:
    assert read_event("press 5") == Event("press", 5, numbers=(1,))
    assert read_event("press node=5 clicks=2 ctrl shift") == Event("press", 5, numbers=(2,), modifiers=5)
    assert read_event("key text=f5") == Event("key", text="f5")
    assert read_event("theme dark") == Event("theme", flags=1)


def test_a_node_may_be_given_by_a_path() -> None:
    assert read_event('change todos/input text="x y"', 0, len) == Event("change", 11, "x y")
    assert read_event("press #7", 0, lambda path: int(path[1:])).node == 7


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("pressed 5", "there is no event 'pressed'"),
        ("press 5 6", "press has no '6'"),
        ("press 5 node=6 7", "press has no '7'"),
        ("press 5 dark", "press has no 'dark'"),
        ("press 5 text=x", "press has no 'text'"),
        ("press five", "'five' is not a node's id"),
        ("press " + "9" * 5000, "is not a node's id"),
        ("press 4294967296", "4294967296 is not from 0 to 4294967295"),
        ("press 5 handler=-1", "-1 is not from 0 to"),
        ("press 5 data=4294967296", "is not from 0 to"),
        ("press 5 clicks=two", "'two' is not a number"),
        ("press 5 clicks=1.5", "1.5 is not a number that press can hold"),
        ("press 5 clicks=nan", "nan is not a number that press can hold"),
        ("press 5 clicks=inf", "inf is not a number that press can hold"),
        ("press 5 clicks=4294967296", "4294967296 is not a number that press can hold"),
        ("clock time=inf", "inf is not a number that clock can hold"),
    ],
)
def test_a_line_that_is_no_event_is_refused_with_its_number(line: str, message: str) -> None:
    with pytest.raises(ListingError, match=re.escape(message)) as caught:
        read_event(line, 7)
    assert caught.value.line == 7


def test_lines_that_say_nothing_are_passed_over() -> None:
    assert list(lines("# a\n\n  one\n\t# b\ntwo  ")) == [(3, "one"), (5, "two")]


TEXT = st.text('a "\\=\n\0\x85é𝄞\u2028', max_size=9)
WORD = st.integers(0, 0xFFFF_FFFF)


@given(WORD, TEXT, st.integers(0, 255), st.integers(0, 0xFFFF))
def test_every_text_command_prints_and_parses(node: int, text: str, option: int, code: int) -> None:
    for command in (Command("set_text", (node, text)), Command("call", (node, code, option, text))):
        line = list_command(command)
        assert len(line.splitlines()) == 1
        assert read_command(line) == command


@given(WORD, st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), st.booleans())
def test_every_number_prints_and_parses(node: int, integer: int, number: float, flag: bool) -> None:
    for op, value in (("set_integer", integer), ("set_number", number), ("set_flag", flag)):
        command = Command(op, (node, 3, value))
        assert read_command(list_command(command)) == command


@given(WORD, WORD, WORD, TEXT, st.integers(0, 15))
def test_every_event_prints_and_parses(node: int, handler: int, data: int, text: str, modifiers: int) -> None:
    event = Event("change", node, text, (), 0, modifiers, handler, data)
    assert read_event(list_event(event)) == event


@given(st.text('press set_text change=5"node \\#', max_size=40))
def test_any_line_is_read_or_is_a_listing_error(line: str) -> None:
    for read in (read_command, read_event):
        try:
            record = read(line)
        except ListingError:
            continue
        assert record[0] == line.split()[0]


@pytest.mark.parametrize("pace", ["once", "1", "32767", "once+300"])
def test_a_pace_is_listed_in_words(pace: str) -> None:
    line = f"attach node=1 event=change handler=2 data=3 pace={pace}"
    assert list_command(read_command(line)) == line


@pytest.mark.parametrize("pace", ["twice", "32768", "-1", "300+once", "once+x", "1+2"])
def test_a_pace_that_can_not_be_is_refused(pace: str) -> None:
    with pytest.raises(ListingError, match="is no pace: once, milliseconds from 0 to 32767, or once"):
        read_command(f"attach node=1 event=change handler=2 data=3 pace={pace}")
