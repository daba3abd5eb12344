"""A text that a guest and a person edit at once, frame by frame: both hold the same when nothing waits any more."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opui.core import protocol
from opui.core.arrays import NO_MEMORY
from opui.core.errors import BatchError
from opui.core.kinds import KIND_BY_NAME
from opui.core.session.area import Area
from opui.core.session.session import Session, run_frame
from opui.core.splice import Splice
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.decoder import events
from opui.core.wire.encoder import encode
from opui.core.wire.listing import read_command
from opui.core.wire.records import Command, Event

AREA = KIND_BY_NAME["text_area"].code
MADE = (Command("create", (1, AREA)), Command("attach", (1, 18, 1, 0, 0)), Command("insert", (1, 0, 0)))
WORDS = st.text("ab \n漢é", max_size=6)
PLACES = st.tuples(st.integers(0, 20), st.integers(0, 20))


class Writer:
    """A guest that holds the text, does to it what it is told, and then changes it by itself.

    Attributes:
        text: Its copy of the text.
        told: The events that it was told.
        next: The splices of its next frame, whose places are cut to what there is.
        also: What else it says then.
        line: The number of a line that it then numbers anew.
        meanwhile: Called while its frame runs.
    """

    abi_minor = 0
    inbox_room = 1 << 20

    memory = NO_MEMORY

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.told: list[Event] = []
        self.next: list[tuple[int, int, str]] = []
        self.also = ""
        self.line: int | None = None
        self.meanwhile: Callable[[], None] = lambda: None
        self.size = 0
        self._begins = True

    def check_handler(self, index: int) -> None:
        pass

    def frame(self, batch: EventBatch) -> CommandBatch:
        self.size = len(batch.events) + len(batch.text)
        for event in events(batch):
            self.told.append(event)
            if event.name == "edit":
                start, end = map(int, event.numbers)
                assert start <= end <= len(self.text)
                self.text = Splice(start, end, event.text).done(self.text)
        self.meanwhile()
        commands = [*MADE, Command("insert_text", (1, self.text))] if self._begins else []
        self._begins = False
        if self.line is not None:
            at = self.text.index(f"\n{self.line:05}") + 1
            self.next = [(at, at + 5, f"{self.line:05}")]
        for one, other, text in self.next:
            start, end = sorted(min(place, len(self.text)) for place in (one, other))
            commands += [Command("delete_text", (1, start, end)), Command("insert_text", (1, text))]
            self.text = Splice(start, end, text).done(self.text)
        commands += map(read_command, self.also.splitlines())
        self.next, self.also = [], ""
        return encode(commands, batch.frame)


class Writing:
    """A person and a guest who write the same text."""

    def __init__(self, text: str = "") -> None:
        self.guest = Writer(text)
        self.session = Session(self.guest)
        run_frame(self.session, self.guest, 0)

    @property
    def node(self) -> Any:
        return self.session.tree.nodes[1]

    @property
    def area(self) -> Area:
        area = self.session.areas.of(self.node)
        assert list(self.session.areas.nodes) == [self.node]
        return area

    def person(self, *steps: tuple[str, Any]) -> None:
        for name, value in steps:
            area = self.area
            if name == "type":
                area.type(value)
            elif name == "do":
                area.do(value)
            else:
                area.select(*value)
            for event in area.news(1):
                self.session.queue_event(event)

    def frame(self, *splices: tuple[int, int, str], meanwhile: Callable[[], None] = lambda: None) -> None:
        self.guest.next, self.guest.meanwhile = list(splices), meanwhile
        run_frame(self.session, self.guest, 0)

    def settle(self) -> str:
        self.frame()
        self.frame()
        assert self.guest.text == self.node.text == self.area.text
        return self.guest.text


STEP = st.one_of(
    st.tuples(st.just("type"), WORDS.filter(bool)),
    st.tuples(st.just("select"), PLACES),
    st.tuples(
        st.just("do"), st.sampled_from(("delete_left", "delete_right_all", "undo", "redo", "delete_line", "home"))
    ),
)
FRAME = st.tuples(
    st.lists(STEP, max_size=3), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), WORDS), max_size=3),
    st.lists(STEP, max_size=3),
)  # fmt: skip


@given(st.text("ab \n漢", max_size=15), st.lists(FRAME, max_size=8))
def test_whatever_both_do_they_come_to_the_same_text(text: str, frames: list[Any]) -> None:
    writing = Writing(text)
    for before, splices, during in frames:
        writing.person(*before)
        writing.frame(*splices, meanwhile=partial(writing.person, *during))
    writing.settle()


@given(st.lists(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), WORDS), max_size=2), max_size=10), st.data())
def test_nothing_typed_is_lost_while_a_guest_writes_elsewhere_and_here(frames: list[Any], data: st.DataObject) -> None:
    """What the guest has not been told of yet, it can't have taken out."""
    writing = Writing("one\ntwo\nthree\n")
    for number, splices in enumerate(frames):
        place = data.draw(st.integers(0, len(writing.area.text)))
        word = f"<{number}>"
        writing.frame(*splices, meanwhile=partial(writing.person, ("select", (place, place)), ("type", word)))
        assert word in writing.area.text
        writing.frame()
        assert word in writing.guest.text
    writing.settle()


@pytest.mark.slow
def test_ten_thousand_keys_and_as_many_splices_lose_nothing_and_a_key_is_a_small_batch() -> None:
    lines = [f"{number:05} " + "word " * 10 for number in range(5000)]
    writing = Writing()
    for at in range(0, 5000, 500):
        writing.frame((1 << 30, 1 << 30, "\n".join(lines[at : at + 500]) + "\n"))
    place = writing.area.text.index("02500")
    writing.person(("select", (place, place)))
    keys = [chr(ord("a") + number % 26) if number % 60 else "\n" for number in range(10_000)]
    sizes = []
    for number, key in enumerate(keys):
        # Above what is typed or below, while the key is on its way.
        writing.guest.line = 1 + number % 2400 if number % 2 else 2600 + number % 2300
        writing.frame(meanwhile=partial(writing.person, ("type", key)))
        sizes.append(writing.guest.size)
    writing.guest.line = None
    text = writing.settle()
    assert "".join(keys) in text
    assert len(text) == sum(len(line) + 1 for line in lines) + len(keys)
    assert max(sizes) <= 256


def test_keys_that_wait_together_are_one_edit() -> None:
    writing = Writing("ab")
    writing.person(("select", (1, 1)), ("type", "x"), ("type", "y"), ("do", "delete_left"), ("type", "z"))
    writing.frame()
    assert [(e.numbers, e.text) for e in writing.guest.told if e.name == "edit"] == [((1, 1), "xz")]


def test_the_caret_and_the_selection_stay_with_their_text() -> None:
    writing = Writing("one two three")
    writing.person(("select", (4, 7)))
    writing.frame((0, 3, "first"))
    assert writing.area.text_to_copy == "two"
    assert not [event for event in writing.guest.told if event.name in ("edit", "selection")]


def test_a_guest_selects_in_the_text_that_it_knows() -> None:
    writing = Writing("one two")
    writing.guest.also = "select_text node=1 start=7 end=4\ndelete_text node=1 start=0 end=1"
    writing.frame(meanwhile=lambda: writing.person(("type", "XY")))
    assert (writing.area.text, writing.area.anchor, writing.area.caret) == ("XYne two", 8, 5)
    assert writing.area.text_to_copy == ""


def test_what_is_set_is_a_splice_of_what_is_different() -> None:
    writing = Writing("one two three")
    writing.person(("select", (13, 13)))
    writing.guest.also = 'set_text node=1 text="one 2 three"'
    writing.frame(meanwhile=lambda: writing.person(("type", "!")))
    assert writing.area.text == "one 2 three!"
    writing.guest.text = "one 2 three"
    assert writing.settle() == "one 2 three!"


def test_what_may_not_be_shown_keeps_its_place() -> None:
    writing = Writing("a\x1b[1mb\u202ec\r\n")
    assert writing.node.text == "a\ufffd[1mb\ufffdc\ufffd\n"
    writing.person(("do", "text_end"), ("type", "x"))
    writing.frame()
    assert writing.guest.text == "a\x1b[1mb\u202ec\r\nx"


@pytest.mark.parametrize(
    ("said", "rule", "message"),
    [
        ("delete_text node=1 start=2 end=4", "value", "the place 4 is behind the 3 characters of the text"),
        ("delete_text node=1 start=3 end=2", "value", "the text ends at 2, before it begins at 3"),
        ("select_text node=1 start=4 end=0", "value", "the place 4 is behind the 3 characters of the text"),
        ('insert_text node=0 text="x"', "text_none", "root has no text that is edited"),
        ("delete_text node=9 start=0 end=0", "node_unknown", "there is no node 9"),
        ("remove node=1\ndelete_text node=1 start=0 end=0", "node_unknown", "there is no node 1"),
        ("create node=2 kind=button\ninsert_text node=2 text=\"x\"", "text_none", "button has no text that is edited"),
    ],
)  # fmt: skip
def test_a_splice_that_can_not_be_is_refused_and_nothing_is_done(said: str, rule: str, message: str) -> None:
    writing = Writing("abc")
    writing.guest.also = f'insert_text node=1 text="d"\ndelete_text node=1 start=3 end=4\n{said}'
    with pytest.raises(BatchError, match=message) as caught:
        writing.frame()
    assert (caught.value.rule, writing.node.text, writing.area.text) == (rule, "abc", "abc")


def test_the_end_of_the_text_has_a_place_that_is_always_good() -> None:
    writing = Writing("abc")
    writing.guest.also = 'delete_text node=1 start=0 end=4294967295\ninsert_text node=1 text="new"'
    writing.frame()
    assert writing.node.text == writing.area.text == "new"


def test_a_text_has_an_end_to_its_growth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "EDITED_TEXT", 5)
    writing = Writing("abc")
    writing.guest.also = 'insert_text node=1 text="def"'
    with pytest.raises(BatchError, match="has 6 characters, more than 5"):
        writing.frame()


def test_what_a_person_has_typed_beyond_it_stays_and_the_guest_may_take_some_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    writing = Writing("abcdef")
    monkeypatch.setattr(protocol, "EDITED_TEXT", 3)
    writing.guest.also = "delete_text node=1 start=0 end=1"
    writing.frame()
    assert writing.node.text == "bcdef"


def test_a_text_has_no_more_lines_than_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "EDITED_LINES", 2)
    writing = Writing("a")
    writing.guest.also = 'insert_text node=1 text="\\n\\n"'
    with pytest.raises(BatchError, match="has 3 lines, more than 2"):
        writing.frame()


def test_a_flood_of_splices_of_a_long_text_is_refused() -> None:
    writing = Writing()
    for _ in range(8):
        writing.frame((1 << 30, 1 << 30, "x" * 60_000))
    writing.guest.also = "delete_text node=1 start=0 end=1\n" * 200
    with pytest.raises(BatchError, match="are over spliced_text = 67108864"):
        writing.frame()


def test_an_edit_nobody_hears_of_is_in_the_node() -> None:
    writing = Writing("abc")
    writing.guest.also = "detach node=1 event=edit"
    writing.frame()
    writing.person(("do", "text_end"), ("type", "d"))
    assert not writing.session.wants_frame(0)
    assert writing.node.text == "abcd"


def test_a_full_queue_takes_an_edit_all_the_same() -> None:
    guest = Writer("abc")
    session = Session(guest, limits=protocol.LIMIT | {"queued_events": 1})
    run_frame(session, guest, 0)
    session.queue_event(Event("press", 1, "", (1,)))
    session.queue_event(Event("edit", 1, "x", (0, 0)))
    assert len(session.queue) == 2


def test_other_events_wait_beside_an_edit_and_an_edit_of_what_is_gone_is_passed_over() -> None:
    writing = Writing("one")
    writing.session.queue_event(Event("key", 0, "x"))
    writing.session.queue_event(Event("focus", 1))
    writing.person(("type", "two "))
    writing.frame((3, 3, "!"))
    assert writing.settle() == "two! one"
    writing.session.tree.splice_by_person(99, Splice(0, 0, "x"))
    assert writing.node.text == "two! one"


def test_an_edit_that_happens_while_a_frame_runs_waits_among_other_events() -> None:
    writing = Writing("one")

    def meanwhile() -> None:
        writing.session.queue_event(Event("focus", 99))
        writing.session.queue_event(Event("blur", 1))
        writing.person(("type", "two "))

    writing.frame((3, 3, "!"), meanwhile=meanwhile)
    assert writing.settle() == "two one!"
