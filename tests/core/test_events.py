import pytest

from opui.core import protocol
from opui.core.errors import ControlBlockError
from opui.core.kinds import EDITS, KIND_BY_NAME
from opui.core.session.events import VALUE_LENGTH, EventQueue, debounce_of, find_handler
from opui.core.session.session import limits_text
from opui.core.tree.tree import Tree
from opui.core.wire.decoder import events
from opui.core.wire.records import Event
from tests.core.trees import run, tree_of

CLOCK = Event("clock", numbers=(5.0,), data=1)
ROOM = 4096

TYPING = EDITS[KIND_BY_NAME["input"].code, "change"]


@pytest.fixture
def tree() -> Tree:
    tree = tree_of("""
root
- column #1
- - input #2 value="old"
- - button #3
- - checkbox #4
- input #5
""")
    run(
        tree,
        "attach node=0 event=key handler=1 data=10\nattach node=1 event=press handler=2 data=20\n"
        "attach node=2 event=change handler=3 data=30\nattach node=2 event=submit handler=3 data=31\n"
        "attach node=3 event=press handler=4 data=40\nattach node=4 event=toggle handler=5 data=50",
    )
    return tree


def queue_of(*queued: Event) -> EventQueue:
    queue = EventQueue()
    for event in queued:
        queue.add(event, CLOCK.numbers[0])
    return queue


def waiting(queue: EventQueue) -> list[Event]:
    return [each.event for each in queue._events]


def take(queue: EventQueue, tree: Tree, room: int = ROOM) -> list[Event]:
    """Return what a frame gets, without its clock."""
    batch = queue.take(tree, None, 1, room, CLOCK.numbers[0])
    assert len(batch.events) + len(batch.text) <= room
    clock, *rest = events(batch)
    assert clock == CLOCK
    return rest


def test_an_event_is_sent_with_its_handler_and_data(tree: Tree) -> None:
    assert take(queue_of(Event("submit", 2, "x", modifiers=1)), tree) == [Event("submit", 2, "x", (), 0, 1, 3, 31)]


def test_the_batch_carries_the_frames_number(tree: Tree) -> None:
    batch = EventQueue().take(tree, None, 7, ROOM, 5.0)
    assert (batch.frame, events(batch)) == (7, [CLOCK._replace(data=7)])


def test_presses_and_keys_go_to_the_nearest_node_that_has_a_handler(tree: Tree) -> None:
    press, key = Event("press", 2, numbers=(1,)), Event("key", 3, "x")
    assert take(queue_of(press, key), tree) == [
        press._replace(node=1, handler=2, data=20),
        key._replace(node=0, handler=1, data=10),
    ]


def test_other_events_go_to_their_own_node_only(tree: Tree) -> None:
    run(tree, "attach node=1 event=key handler=9 data=0")
    assert find_handler(tree, Event("focus", 2)) is None
    assert find_handler(tree, Event("submit", 5)) is None
    assert find_handler(tree, Event("key", 99)) is None


def test_an_event_whose_node_or_handler_is_gone_is_dropped_and_counted(tree: Tree) -> None:
    queue = queue_of(Event("submit", 2, "x"), Event("press", 3, numbers=(1,)), Event("change", 2, "y"))
    run(tree, "detach node=2 event=submit\nremove node=3")
    assert [event.name for event in take(queue, tree)] == ["change"]
    assert (queue.dropped, len(queue)) == (2, 0)


@pytest.mark.parametrize("name", ["change", "resize", "theme", "highlight", "tick"])
def test_of_events_that_say_how_things_are_the_later_takes_the_place_of_one_right_before_it(name: str) -> None:
    queue = queue_of(Event(name, 2, "a"), Event(name, 2, "b"), Event(name, 5, "c"), Event(name, 2, "d"))
    assert waiting(queue) == [Event(name, 2, "b"), Event(name, 5, "c"), Event(name, 2, "d")]


@pytest.mark.parametrize("name", ["press", "key", "submit", "paste", "toggle", "focus", "blur"])
def test_events_that_say_what_was_done_are_all_kept(name: str) -> None:
    assert len(queue_of(Event(name, 2), Event(name, 2))) == 2


def test_a_change_is_not_moved_across_another_event() -> None:
    queue = queue_of(Event("change", 2, "a"), Event("focus", 2), Event("change", 2, "ab"))
    assert [(event.name, event.text) for event in waiting(queue)] == [("change", "a"), ("focus", ""), ("change", "ab")]


@pytest.mark.parametrize("name", ["submit", "paste"])
def test_a_submit_and_a_paste_are_the_last_event_of_their_frame(tree: Tree, name: str) -> None:
    run(tree, "attach node=2 event=paste handler=1 data=0")
    queue = queue_of(Event("change", 2, "a"), Event(name, 2, "a"), Event("change", 2, ""), Event("key", 3, "x"))
    assert [event.name for event in take(queue, tree)] == ["change", name]
    assert [event.name for event in take(queue, tree)] == ["change", "key"]


def test_a_submit_that_nobody_wants_ends_nothing(tree: Tree) -> None:
    queue = queue_of(Event("submit", 5, "a"), Event("key", 3, "x"))
    assert [event.name for event in take(queue, tree)] == ["key"]


def test_what_was_typed_behind_a_value_is_put_behind_the_one_that_the_guest_set() -> None:
    queue = queue_of(
        Event("change", 2, "oldx"), Event("key", 2), Event("submit", 2, "oldxy"), Event("change", 5, "five")
    )
    assert queue.rebase(2, TYPING, "old", "NEW") == "NEWxy"
    assert [event.text for event in waiting(queue)] == ["NEWx", "", "NEWxy", "five"]


def test_what_was_typed_elsewhere_than_at_the_end_is_left_as_it_is() -> None:
    queue = queue_of(Event("change", 2, "oldx"), Event("submit", 2, "xold"))
    assert queue.rebase(2, TYPING, "old", "NEW") is None
    assert [event.text for event in waiting(queue)] == ["oldx", "xold"]


def test_without_typing_the_guests_value_is_shown() -> None:
    assert EventQueue().rebase(2, TYPING, "old", "NEW") == "NEW"


def test_events_coalesce_with_those_that_were_left_over(tree: Tree) -> None:
    queue = queue_of(Event("press", 3, numbers=(1,)), Event("change", 2, "a"))
    assert len(take(queue, tree, room=64)) == 1
    queue.add(Event("change", 2, "ab"))
    assert [event.text for event in take(queue, tree)] == ["ab"]


def test_edits_are_written_into_the_tree_when_they_are_sent(tree: Tree) -> None:
    take(queue_of(Event("change", 2, "new"), Event("toggle", 4, numbers=(1,)), Event("change", 5, "nobody's")), tree)
    assert tree.nodes[2].attributes["value"] == "new"
    assert tree.nodes[4].attributes["checked"] is True
    assert tree.nodes[5].attributes["value"] == "nobody's"


def test_edits_that_wait_are_named(tree: Tree) -> None:
    queue = queue_of(Event("change", 2, "new"), Event("toggle", 4, numbers=(1,)), Event("submit", 5, "x"))
    assert queue.edits(tree).keys() == {(2, "value"), (4, "checked")}


def test_what_nobody_wants_is_dropped_at_once_but_edits_are_written(tree: Tree) -> None:
    queue = queue_of(Event("change", 5, "typed"), Event("focus", 5))
    queue.drop_unwanted(tree, 5.0)
    assert (len(queue), queue.dropped) == (0, 2)
    assert tree.nodes[5].attributes["value"] == "typed"


def test_while_something_is_wanted_edits_wait_for_their_turn(tree: Tree) -> None:
    queue = queue_of(Event("press", 3, numbers=(1,)), Event("change", 5, "typed"))
    queue.drop_unwanted(tree, 5.0)
    assert (len(queue), queue.dropped) == (2, 0)
    assert "value" not in tree.nodes[5].attributes


def test_what_does_not_fit_the_room_waits_for_the_next_frame(tree: Tree) -> None:
    queue = queue_of(*(Event("key", 3, text) for text in ("a" * 30, "b" * 30, "c" * 30)))
    room = 32 + 2 * (32 + 30)
    assert [event.text[0] for event in take(queue, tree, room)] == ["a", "b"]
    assert [event.text[0] for event in take(queue, tree, room)] == ["c"]


def test_text_takes_room_in_bytes(tree: Tree) -> None:
    queue = queue_of(Event("press", 3, numbers=(1,)), Event("submit", 2, "é" * 10))
    assert len(take(queue, tree, 32 * 3 + 19)) == 1
    assert len(take(queue, tree, 32 * 2 + 20)) == 1


def test_no_more_events_are_sent_at_once_than_the_limit(tree: Tree) -> None:
    queue = queue_of(*(Event("press", 3, numbers=(1,)) for _ in range(1500)))
    assert [len(take(queue, tree, 1 << 20)) for _ in range(3)] == [1023, 477, 0]


def test_an_event_that_no_frame_has_room_for_ends_the_session(tree: Tree) -> None:
    queue = queue_of(Event("press", 3, numbers=(1,)), Event("submit", 2, "x" * 1000))
    assert len(take(queue, tree, 1024)) == 1
    with pytest.raises(ControlBlockError, match="1064 bytes of events do not fit the inbox of 1024; export") as caught:
        take(queue, tree, 1024)
    assert caught.value.rule == "inbox"


def sent(queue: EventQueue, tree: Tree, now: float, room: int = ROOM) -> list[tuple[str, float]]:
    """Return what a frame gets: the names, and of each `clock` its time, of each press its clicks."""
    return [(event.name, event.numbers[0]) for event in events(queue.take(tree, None, 1, room, now))]


def presses(*times: float) -> EventQueue:
    queue = EventQueue()
    for clicks, time in enumerate(times, 1):
        queue.add(Event("press", 3, "", (clicks,)), time)
    return queue


def test_a_clock_comes_before_each_event_of_another_millisecond(tree: Tree) -> None:
    got = sent(presses(10.2, 10.9, 31.0), tree, 40)
    assert got == [("clock", 10), ("press", 1), ("press", 2), ("clock", 31), ("press", 3)]


def test_a_batch_without_events_tells_when_it_is_made(tree: Tree) -> None:
    assert sent(presses(), tree, 40.7) == [("clock", 40)]
    queue = EventQueue()
    queue.add(Event("focus", 3), 10)
    assert sent(queue, tree, 40.7) == [("clock", 40)]


def test_a_batch_tells_its_own_time_first_if_its_first_event_is_late(tree: Tree) -> None:
    got = sent(presses(10, 150), tree, 111)
    assert got == [("clock", 111), ("clock", 10), ("press", 1), ("clock", 150), ("press", 2)]


def test_times_do_not_go_back_from_event_to_event(tree: Tree) -> None:
    assert sent(presses(30, 20), tree, 40) == [("clock", 30), ("press", 1), ("press", 2)]


def test_an_event_in_place_of_others_has_the_time_of_the_last(tree: Tree) -> None:
    queue = EventQueue()
    queue.add(Event("change", 2, "a"), 10)
    queue.add(Event("change", 2, "ab"), 20)
    assert [event.numbers for event in events(queue.take(tree, None, 1, ROOM, 25))] == [(20,), ()]


def test_clocks_take_room_and_count_as_events(tree: Tree) -> None:
    queue = presses(10, 20)
    assert sent(queue, tree, 30, room=96) == [("clock", 10), ("press", 1)]
    assert sent(queue, tree, 30, room=96) == [("clock", 20), ("press", 2)]
    with pytest.raises(ControlBlockError, match="96 bytes of events do not fit the inbox of 64"):
        sent(presses(10), tree, 200, room=64)
    queue = EventQueue(protocol.LIMIT | {"events": 3})
    for time in (10, 20):
        queue.add(Event("press", 3, "", (time,)), time)
    assert sent(queue, tree, 30) == [("clock", 10), ("press", 10)]


def test_the_first_batchs_start_fits_the_smallest_inbox(tree: Tree) -> None:
    start = Event("start", 0, limits_text(protocol.CEILING), (80, 24))
    batch = EventQueue().take(tree, start, 1, protocol.INBOX_MINIMUM, 5.0)
    assert len(batch.events) + len(batch.text) <= protocol.INBOX_MINIMUM


def test_the_queue_is_bounded() -> None:
    queue = EventQueue(protocol.LIMIT | {"queued_events": 2})
    for event in (Event("press", 3), Event("change", 2, "a"), Event("change", 2, "ab"), Event("press", 3)):
        queue.add(event)
    assert (len(queue), queue.dropped) == (2, 1)
    assert waiting(queue)[1].text == "ab"


def test_a_cursors_move_stays_behind_the_key_that_was_pressed_before_it() -> None:
    moves = [Event("highlight", 2, "", (row, row)) for row in (3, 4)]
    press = Event("press", 3, "", (1,))
    assert waiting(queue_of(press, *moves, press, moves[0])) == [press, moves[1], press, moves[0]]


def test_a_cursors_move_to_a_row_that_is_gone_is_dropped(tree: Tree) -> None:
    run(
        tree, "create node=8 kind=list\ninsert node=8 parent=0 before=0\nattach node=8 event=highlight handler=1 data=0"
    )
    queue = queue_of(Event("highlight", 8, "", (99, 0)))
    assert take(queue, tree) == []
    assert [event.numbers for event in take(queue_of(Event("highlight", 8, "", (-1, -1))), tree)] == [(-1, -1)]


def test_events_of_nodes_that_are_gone_are_forgotten() -> None:
    queue = queue_of(Event("press", 3), Event("press", 5))
    queue.forget({5})
    assert ([event.node for event in waiting(queue)], queue.dropped) == ([3], 1)


def test_a_rebased_value_is_no_longer_than_a_text_may_be() -> None:
    queue = queue_of(Event("change", 2, "ab"))
    shown = queue.rebase(2, TYPING, "a", "x" * VALUE_LENGTH)
    assert shown is not None
    assert len(shown) == VALUE_LENGTH


@pytest.mark.parametrize("debounce", [0, 300])
def test_of_the_places_that_a_node_is_scrolled_to_the_last_waits(debounce: int) -> None:
    queue = EventQueue()
    for node, y in ((2, 1), (5, 7), (2, 2)):
        queue.add(Event("highlight", node, "", (y, y)), y)
        queue.add(Event("scroll", node, "", (0, y)), y, debounce)
    names = [(event.name, event.node, event.numbers[1]) for event in waiting(queue)]
    assert [each for each in names if each[0] == "scroll"] == [("scroll", 5, 7), ("scroll", 2, 2)]
    assert len(names) == 5


# --- The pace of a handler ---


def paced(tree: Tree, node: int, event: str, pace: str) -> None:
    run(tree, f"attach node={node} event={event} handler=1 data=0 pace={pace}")


def test_a_handler_that_hears_once_is_gone_with_its_first_event(tree: Tree) -> None:
    paced(tree, 3, "press", "once")
    press = Event("press", 3, "", (1,))
    # The next one goes where it goes without that handler.
    assert [event.node for event in take(queue_of(press, press), tree)] == [3, 1]
    assert [event.node for event in take(queue_of(press), tree)] == [1]
    paced(tree, 3, "press", "once")
    assert [event.node for event in take(queue_of(press), tree)] == [3]


def test_a_handler_that_hears_once_stays_while_its_event_does_not_fit(tree: Tree) -> None:
    paced(tree, 3, "press", "once")
    queue = queue_of(Event("press", 1, "", (1,)), Event("press", 3, "", (1,)))
    assert [event.node for event in take(queue, tree, room=64)] == [1]
    assert tree.nodes[3].handler(3) is not None
    assert [event.node for event in take(queue, tree)] == [3]


def test_what_is_not_counted_any_more_was_the_handler_of_an_unknown_kind() -> None:
    tree = Tree(newer=True)
    run(tree, "create node=1 kind=kind:99\ninsert node=1 parent=0 before=0")
    before = tree._kept
    paced(tree, 1, "press", "once")
    assert tree._kept > before
    assert len(take(queue_of(Event("press", 1, "", (1,))), tree)) == 1
    assert tree._kept == before


def debounced(*queued: tuple[Event, float], debounce: int = 300) -> EventQueue:
    queue = EventQueue()
    for event, time in queued:
        queue.add(event, time, debounce if event.name == "change" else 0)
    return queue


def told(queue: EventQueue, tree: Tree, now: float) -> list[str]:
    """Return what a frame gets besides clocks, each by its text or its name."""
    batch = events(queue.take(tree, None, 1, ROOM, now))
    return [event.text or event.name for event in batch if event.name != "clock"]


def test_of_events_that_are_debounced_the_last_is_sent_once_none_has_come_for_long_enough(tree: Tree) -> None:
    queue = debounced((Event("change", 2, "a"), 10), (Event("change", 2, "ab"), 200))
    assert (len(queue), queue.next_due()) == (1, 500)
    assert not queue.is_ready(499.9)
    assert told(queue, tree, 499) == []
    assert queue.is_ready(500)
    assert told(queue, tree, 500) == ["ab"]
    assert (len(queue), queue.next_due()) == (0, None)


def test_other_events_go_past_one_that_waits(tree: Tree) -> None:
    queue = debounced((Event("change", 2, "a"), 10), (Event("press", 3, "", (1,)), 20), (Event("change", 5, "x"), 30))
    assert told(queue, tree, 40) == ["press"]
    assert told(queue, tree, 310) == ["a"]


@pytest.mark.parametrize("name", ["submit", "blur"])
def test_an_event_waits_no_longer_when_its_node_is_done_with(tree: Tree, name: str) -> None:
    run(tree, "attach node=2 event=blur handler=1 data=0")
    text = "ab" if name == "submit" else ""
    queue = debounced((Event("change", 2, "a"), 10), (Event("change", 5, "x"), 11), (Event(name, 2, text), 20))
    assert told(queue, tree, 20) == ["a", text or name]
    assert len(queue) == 1


def test_what_is_not_debounced_takes_no_place_of_what_is_and_is_told_at_once(tree: Tree) -> None:
    queue = debounced((Event("change", 2, "a"), 10))
    queue.add(Event("change", 2, "ab"), 20)
    assert told(queue, tree, 20) == ["ab"]
    queue.add(Event("change", 2, "abc"), 30)
    queue.add(Event("change", 2, "abcd"), 30, 300)
    assert told(queue, tree, 30) == ["abc"]


def test_what_is_edited_is_known_before_it_is_told(tree: Tree) -> None:
    queue = debounced((Event("change", 2, "oldish"), 10))
    assert queue.edited(tree, tree.nodes[2], "value") == "oldish"
    assert tree.nodes[2].get("value") == "old"
    assert queue.edits(tree).keys() == {(2, "value")}
    assert queue.rebase(2, TYPING, "old", "new") == "newish"
    assert queue.edited(tree, tree.nodes[5], "value") == ""


def test_what_nobody_wants_is_dropped_beside_what_waits(tree: Tree) -> None:
    queue = debounced((Event("change", 2, "a"), 10), (Event("focus", 3), 11))
    queue.drop_unwanted(tree, 20)
    assert (len(queue), queue.dropped) == (1, 1)


def test_nothing_waits_in_a_queue_that_is_cleared(tree: Tree) -> None:
    queue = debounced((Event("change", 2, "a"), 10), (Event("press", 3), 11))
    queue.clear()
    assert (len(queue), queue.next_due()) == (0, None)


def test_a_queue_knows_what_waits() -> None:
    queue = queue_of(Event("press", 3))
    assert queue.holds("press", 3)
    assert not queue.holds("press", 2)


def test_how_long_an_event_waits_says_the_handler_that_it_goes_to(tree: Tree) -> None:
    run(tree, "attach node=1 event=mouse_move handler=1 data=0 pace=once+40")
    assert debounce_of(tree, Event("mouse_move", 3)) == 40
    assert debounce_of(tree, Event("change", 2)) == debounce_of(tree, Event("submit", 5)) == 0
