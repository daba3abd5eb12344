import gc
from contextlib import nullcontext

import pytest

from opui.core import protocol
from opui.core.arrays import NO_MEMORY
from opui.core.errors import CommandError, ControlBlockError, DecodeError, LimitError, TrapError
from opui.core.session.session import Screen, Session, limits_text, run_frame
from opui.core.tree.tree import Tree
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.decoder import events
from opui.core.wire.encoder import encode
from opui.core.wire.listing import read_command
from opui.core.wire.records import Event

FORM = """create node=1 kind=input
insert node=1 parent=0 before=0
attach node=1 event=change handler=1 data=0
create node=2 kind=checkbox
insert node=2 parent=0 before=0
attach node=2 event=toggle handler=1 data=0"""


class Script:
    """A guest that answers each frame with the next text of commands; nothing after the last."""

    abi_minor = 0
    inbox_room = 4096

    memory = NO_MEMORY

    def __init__(self, *answers: str, again: bool = False) -> None:
        self.answers = list(answers)
        self.again = again
        self.got: list[list[Event]] = []

    def check_handler(self, index: int) -> None:
        if index > 5:
            raise CommandError("handler_range", f"index {index} is past the table")

    def frame(self, batch: EventBatch) -> CommandBatch:
        self.got.append(events(batch))
        answer = self.answers.pop(0) if self.answers else ""
        return encode(map(read_command, answer.splitlines()), batch.frame)._replace(again=self.again)


def test_the_first_batch_holds_clock_and_start_and_later_ones_clock_alone() -> None:
    guest = Script()
    session = Session(guest, Screen(100, 40, dark=False), seed=42)
    run_frame(session, guest, 0.5)
    run_frame(session, guest, 16.0)
    assert guest.got == [
        [
            Event("clock", numbers=(0.0,), data=1),
            Event("start", 0, limits_text(protocol.LIMIT), (100, 40), 0, 0, 0, 42),
        ],
        [Event("clock", numbers=(16.0,), data=2)],
    ]


@pytest.mark.parametrize(("now", "told"), [(0.999, 0.0), (1234.5678, 1234.0), (2.0**33 + 0.5, 2.0**33)])
def test_the_clock_has_whole_milliseconds(now: float, told: float) -> None:
    guest = Script()
    run_frame(Session(guest, Screen(100, 40, dark=False), seed=42), guest, now)
    assert guest.got[0][0].numbers == (told,)


def test_the_guest_is_told_the_limits_of_its_app() -> None:
    guest = Script()
    run_frame(Session(guest, limits=protocol.LIMIT | {"commands": 7}), guest, 0)
    told = dict(line.split("=") for line in guest.got[0][1].text.splitlines())
    assert told == {name: str(value) for name, value in protocol.LIMIT.items()} | {"commands": "7"}


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"commands": 5}, "6 is over commands = 5"),
        ({"nodes": 1}, "there are more nodes than nodes = 1"),
        ({"widgets": 1}, "weigh more than widgets = 1"),
    ],
)
def test_frames_are_held_to_the_limits_of_the_app(limits: dict[str, int], message: str) -> None:
    guest = Script(FORM)
    with pytest.raises(LimitError, match=message):
        run_frame(Session(guest, limits=protocol.LIMIT | limits), guest, 0)


def test_no_more_events_wait_than_the_limit_of_the_app() -> None:
    guest = Script(FORM)
    session = Session(guest, limits=protocol.LIMIT | {"queued_events": 1})
    run_frame(session, guest, 0)
    session.queue_event(Event("change", 1, "a"))
    session.queue_event(Event("toggle", 2, "", (1,)))
    assert (len(session.queue), session.queue.dropped) == (1, 1)


SAID = """\
call node=0 method=notify text=hello
call node=0 method=bell
call node=0 method=notify_as text="save 900\\nhello"
call node=0 method=use_theme text=nord
"""


def test_so_many_notifications_and_bells_may_come_in_any_second() -> None:
    guest = Script(SAID, SAID, SAID, again=True)
    session = Session(guest, limits=protocol.LIMIT | {"notifications": 8})
    for now in (0, 900, 1000):
        assert len(run_frame(session, guest, now).calls) == 4


def test_one_notification_too_many_ends_the_session_and_nothing_of_its_frame_is_kept() -> None:
    guest = Script(SAID, f"{FORM}\n{SAID}", again=True)
    session = Session(guest, limits=protocol.LIMIT | {"notifications": 7})
    run_frame(session, guest, 0)
    with pytest.raises(LimitError, match="frame 2: limit: 8 notifications in a second are over notifications = 7"):
        run_frame(session, guest, 999)
    assert session.tree.nodes.keys() == {0}


def test_other_calls_are_no_notifications() -> None:
    guest = Script(f"{FORM}\n" + "call node=1 method=focus\n" * 20)
    assert len(run_frame(Session(guest), guest, 0).calls) == 20


def test_without_anything_to_say_no_frame_is_wanted_but_the_first() -> None:
    guest = Script()
    session = Session(guest)
    assert session.wants_frame(0)
    run_frame(session, guest, 0)
    assert not session.wants_frame(1e9)


def test_a_guest_that_asks_is_run_again() -> None:
    guest = Script(again=True)
    session = Session(guest)
    run_frame(session, guest, 0)
    assert session.wants_frame(0)
    guest.again = False
    run_frame(session, guest, 0)
    assert not session.wants_frame(0)


def test_a_wanted_event_wants_a_frame_and_an_unwanted_one_does_not() -> None:
    guest = Script(FORM)
    session = Session(guest)
    run_frame(session, guest, 0)
    session.queue_event(Event("focus", 1))
    assert not session.wants_frame(1)
    session.queue_event(Event("change", 1, "x"))
    assert session.wants_frame(1)
    run_frame(session, guest, 1)
    assert guest.got[-1][1:] == [Event("change", 1, "x", handler=1)]
    assert not session.wants_frame(2)


def test_at_most_one_frame_is_in_flight() -> None:
    session = Session(Script())
    session.take_events(0)
    assert session.in_flight
    assert not session.wants_frame(0)
    with pytest.raises(AssertionError, match="a frame is in flight"):
        session.take_events(0)
    session.receive_batch(CommandBatch(b""), 0)
    with pytest.raises(AssertionError, match="no frame is in flight"):
        session.receive_batch(CommandBatch(b""), 0)


def test_events_that_come_while_a_frame_is_in_flight_meet_the_tree_it_leaves() -> None:
    guest = Script(FORM, "remove node=1")
    session = Session(guest)
    run_frame(session, guest, 0)
    batch = session.take_events(1)
    session.queue_event(Event("change", 1, "stale"))
    session.queue_event(Event("toggle", 2, numbers=(1,)))
    session.receive_batch(guest.frame(batch), 2)
    run_frame(session, guest, 3)
    assert [(event.name, event.node) for event in guest.got[-1][1:]] == [("toggle", 2)]
    assert session.queue.dropped == 1


def test_the_frames_number_wraps_around_and_is_never_0() -> None:
    guest = Script()
    session = Session(guest)
    session.frame = 0xFFFF_FFFE
    assert [session.frame for _ in range(2) if run_frame(session, guest, 0)] == [0xFFFF_FFFF, 1]


def overtaken(answer: str, *typed: Event) -> dict[int, set[str]]:
    """Return what a frame changes while these events came in behind its back."""
    guest = Script(FORM, "", answer)
    session = Session(guest)
    run_frame(session, guest, 0)
    session.queue_event(Event("change", 1, "old"))
    run_frame(session, guest, 0)
    batch = session.take_events(1)
    for event in typed:
        session.queue_event(event)
    changes = session.receive_batch(guest.frame(batch), 2)
    return {node.id: what for node, what in changes.changed.items() if what}


SET = 'set_string node=1 attribute=value value="GUEST"\nset_string node=1 attribute=name value="n"'


def test_a_set_of_what_the_person_has_typed_over_since_is_left_out() -> None:
    assert overtaken(SET) == {1: {"value", "name"}}
    assert overtaken(SET, Event("change", 1, "typed")) == {1: {"name"}}
    assert overtaken(SET, Event("toggle", 2, numbers=(1,))) == {1: {"value", "name"}}
    assert overtaken(SET, Event("change", 99, "elsewhere")) == {1: {"value", "name"}}
    tick = "set_flag node=2 attribute=checked value=true"
    assert overtaken(tick, Event("toggle", 2, numbers=(0,))) == {}
    assert overtaken(f"{SET}\nremove node=1", Event("change", 1, "typed")) == {}


def test_the_guest_then_hears_the_newer_value_and_its_answer_counts() -> None:
    guest = Script(FORM, "", SET, "", SET)
    session = Session(guest)
    run_frame(session, guest, 0)
    session.queue_event(Event("change", 1, "old"))
    run_frame(session, guest, 0)
    batch = session.take_events(1)
    session.queue_event(Event("change", 1, "typed"))
    session.receive_batch(guest.frame(batch), 2)
    run_frame(session, guest, 3)
    assert guest.got[-1][1].text == "typed"
    assert session.tree.nodes[1].attributes["value"] == "typed"
    changes = run_frame(session, guest, 4)
    assert changes.changed == {session.tree.nodes[1]: {"value"}}


CLEAR = 'set_string node=1 attribute=value value=""'


def typed_ahead(*ahead: Event) -> tuple[Session, Script, dict[int, str]]:
    """Submit "eggs" to a guest that clears the input, and do `ahead` before it has answered."""
    guest = Script(f"{FORM}\nattach node=1 event=submit handler=1 data=0", CLEAR)
    session = Session(guest)
    run_frame(session, guest, 0)
    session.queue_event(Event("change", 1, "eggs"))
    session.queue_event(Event("submit", 1, "eggs"))
    batch = session.take_events(1)
    for event in ahead:
        session.queue_event(event)
    changes = session.receive_batch(guest.frame(batch), 2)
    return session, guest, {node.id: text for node, text in changes.rebased.items()}


def test_what_is_typed_behind_a_submit_is_kept_when_the_guest_clears_the_input() -> None:
    session, guest, rebased = typed_ahead(Event("change", 1, "eggsbr"), Event("submit", 1, "eggsbr"))
    assert rebased == {1: "br"}
    run_frame(session, guest, 3)
    assert [(event.name, event.text) for event in guest.got[-1][1:]] == [("change", "br"), ("submit", "br")]
    assert session.tree.nodes[1].attributes["value"] == "br"


def test_a_value_that_was_changed_elsewhere_than_at_its_end_is_not_joined_with_the_guests() -> None:
    session, guest, rebased = typed_ahead(Event("change", 1, "leggs"))
    assert rebased == {}
    run_frame(session, guest, 3)
    assert guest.got[-1][1].text == "leggs"


def test_a_submit_ends_its_batch_so_that_the_answer_comes_before_what_was_typed_after_it() -> None:
    guest = Script(f"{FORM}\nattach node=1 event=submit handler=1 data=0", CLEAR)
    session = Session(guest)
    run_frame(session, guest, 0)
    for event in (Event("change", 1, "a"), Event("submit", 1, "a"), Event("change", 1, "ab"), Event("submit", 1, "ab")):
        session.queue_event(event)
    run_frame(session, guest, 1)
    run_frame(session, guest, 2)
    told = [[(event.name, event.text) for event in batch[1:]] for batch in guest.got[1:]]
    assert told == [[("change", "a"), ("submit", "a")], [("change", "b"), ("submit", "b")]]


def test_typing_behind_a_submit_is_kept_though_no_handler_for_change_is_attached() -> None:
    form = "create node=1 kind=input\ninsert node=1 parent=0 before=0\nattach node=1 event=submit handler=1 data=0"
    guest = Script(form, CLEAR, CLEAR)
    session = Session(guest)
    run_frame(session, guest, 0)
    for name, text in (("change", "a"), ("submit", "a"), ("change", "ab"), ("submit", "ab"), ("change", "abc")):
        session.queue_event(Event(name, 1, text))
    while session.wants_frame(1):
        run_frame(session, guest, 1)
    assert [event.text for batch in guest.got for event in batch if event.name == "submit"] == ["a", "b"]
    assert session.tree.nodes[1].attributes["value"] == "c"


def test_a_refused_batch_ends_the_session_and_leaves_the_tree() -> None:
    guest = Script(FORM, "set_text node=9 text=x")
    session = Session(guest)
    run_frame(session, guest, 0)
    with pytest.raises(CommandError, match=r"^frame 2, command 0 .*there is no node 9") as caught:
        run_frame(session, guest, 1)
    assert session.tree.nodes.keys() == {0, 1, 2}
    assert not session.in_flight
    session.queue_event(Event("change", 1, "x"))
    assert not session.wants_frame(2)
    for again in (lambda: session.take_events(2), lambda: session.receive_batch(CommandBatch(b""), 2)):
        with pytest.raises(CommandError) as repeated:
            again()
        assert repeated.value is caught.value


def test_what_only_the_whole_frame_breaks_names_the_frame() -> None:
    guest = Script("\n".join(f"create node={id_} kind=timer" for id_ in range(1, 66)))
    session = Session(guest)
    with pytest.raises(Exception, match=r"^frame 1: limit: 65 timers are over timers = 64$"):
        run_frame(session, guest, 0)
    assert session.tree.nodes.keys() == {0}


def test_handlers_are_checked_by_the_guest() -> None:
    guest = Script(FORM.replace("handler=1", "handler=6"))
    with pytest.raises(CommandError, match="handler_range: index 6 is past the table"):
        run_frame(Session(guest), guest, 0)


def test_a_trap_ends_the_session() -> None:
    class Trapping(Script):
        def frame(self, batch: EventBatch) -> CommandBatch:
            raise TrapError("trap", "unreachable")

    guest = Trapping()
    session = Session(guest)
    for _ in range(2):
        with pytest.raises(TrapError, match="trap: unreachable"):
            run_frame(session, guest, 0)
    assert not session.in_flight


def test_an_event_too_large_for_the_inbox_ends_the_session() -> None:
    guest = Script(FORM)
    guest.inbox_room = 1024
    session = Session(guest)
    run_frame(session, guest, 0)
    session.queue_event(Event("change", 1, "x" * 2000))
    with pytest.raises(ControlBlockError, match="do not fit the inbox of 1024"):
        run_frame(session, guest, 1)
    with pytest.raises(ControlBlockError, match="do not fit the inbox of 1024"):
        session.receive_batch(CommandBatch(b""), 1)


def test_timers_want_frames_when_they_are_due() -> None:
    guest = Script(
        "create node=1 kind=timer\nset_number node=1 attribute=interval value=100\ninsert node=1 parent=0 before=0\n"
        "attach node=1 event=tick handler=1 data=7"
    )
    session = Session(guest)
    assert session.next_due() is None
    run_frame(session, guest, 1000)
    assert session.next_due() == 1100
    assert [session.wants_frame(now) for now in (1000, 1099, 1100)] == [False, False, True]
    run_frame(session, guest, 1100)
    assert guest.got[-1][1:] == [Event("tick", 1, "", (), 0, 0, 1, 7)]
    assert not session.wants_frame(1101)


def test_a_guest_newer_than_the_host_may_use_names_it_does_not_know() -> None:
    line = "set_flag node=0 attribute=attribute:99 value=true"
    guest = Script(line)
    with pytest.raises(CommandError, match="there is no attribute 99"):
        run_frame(Session(guest), guest, 0)
    newer = Script(line)
    newer.abi_minor = protocol.ABI_MINOR + 1
    assert run_frame(Session(newer), newer, 0).changed


def test_bytes_that_are_no_commands_end_the_session() -> None:
    session = Session(Script())
    session.take_events(0)
    with pytest.raises(DecodeError, match=r"^frame 1: truncated: 3 bytes"):
        session.receive_batch(CommandBatch(b"abc", b"", 1), 0)


def test_after_quit_no_frame_is_wanted_and_no_event_is_kept() -> None:
    guest = Script(f"{FORM}\ncall node=0 method=quit option=3", again=True)
    session = Session(guest)
    run_frame(session, guest, 0)
    session.queue_event(Event("change", 1, "x"))
    assert session.exit_code == 3
    assert not session.wants_frame(1)
    assert len(session.queue) == 0


# --- The collector of garbage ---------------------------------------------------------------------


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("answer", [FORM, "remove node=9"], ids=["accepted", "refused"])
def test_the_garbage_collector_waits_while_a_batch_is_applied_and_is_left_as_it_was(
    enabled: bool, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    name = "commit" if answer == FORM else "remove"
    applied = getattr(Tree, name)

    def noting(*given: object) -> object:
        seen.append(gc.isenabled())
        return applied(*given)

    monkeypatch.setattr(Tree, name, noting)
    guest = Script(answer)
    session = Session(guest)
    was = gc.isenabled()
    (gc.enable if enabled else gc.disable)()
    try:
        with nullcontext() if answer == FORM else pytest.raises(CommandError):
            run_frame(session, guest, 0)
        assert (seen, gc.isenabled()) == ([False], enabled)
    finally:
        (gc.enable if was else gc.disable)()


SEARCH = FORM.replace("event=change handler=1 data=0", "event=change handler=1 data=0 pace=300")


def test_an_event_that_is_debounced_wants_a_frame_when_nothing_like_it_has_come() -> None:
    guest = Script(SEARCH)
    session = Session(guest)
    run_frame(session, guest, 0)
    for time, text in ((10, "a"), (100, "ab")):
        session.queue_event(Event("change", 1, text), time)
        assert not session.wants_frame(time)
    assert session.next_due() == 400
    assert session.wants_frame(400)
    run_frame(session, guest, 400)
    assert [event.text for event in guest.got[-1] if event.name == "change"] == ["ab"]
    assert session.next_due() is None


def test_a_value_that_is_set_while_an_edit_is_debounced_is_put_aside() -> None:
    guest = Script(SEARCH, 'set_string node=1 attribute=value value="x"')
    session = Session(guest)
    run_frame(session, guest, 0)
    session.queue_event(Event("change", 1, "a"), 10)
    session.queue_event(Event("toggle", 2, "", (1,)), 20)
    changes = run_frame(session, guest, 20)
    assert [*changes.rebased.values()] == ["xa"]
    run_frame(session, guest, 310)
    assert [event.text for event in guest.got[-1] if event.name == "change"] == ["xa"]


def test_a_guest_that_does_not_want_to_be_asked_is_not_asked_to_close() -> None:
    guest = Script(FORM)
    session = Session(guest)
    assert not session.ask_to_close(0)
    run_frame(session, guest, 0)
    assert not session.ask_to_close(0)
    assert not session.wants_frame(1)


def test_a_guest_is_asked_to_close_again_once_it_has_answered() -> None:
    guest = Script("attach node=0 event=close handler=1 data=7")
    session = Session(guest)
    run_frame(session, guest, 0)
    batch = session.take_events(1)
    assert session.ask_to_close(5)
    assert not session.ask_to_close(6)
    session.receive_batch(guest.frame(batch), 7)
    # That frame had begun before.
    assert not session.ask_to_close(8)
    run_frame(session, guest, 9)
    assert [event for event in guest.got[-1] if event.name == "close"] == [Event("close", handler=1, data=7)]
    assert session.ask_to_close(10)


def test_who_has_quit_is_not_asked_to_close() -> None:
    guest = Script("attach node=0 event=close handler=1 data=0", "call node=0 method=quit")
    session = Session(guest)
    run_frame(session, guest, 0)
    run_frame(session, guest, 1)
    assert not session.ask_to_close(2)
