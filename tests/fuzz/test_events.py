"""Events to the guest and batches in files, read back by the simple decoder."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from opui.core import protocol
from opui.core.wire.records import Event
from tests.fuzz.event_batches import next_event_batch, next_file
from tests.fuzz.event_target import check_encoder, check_event_batch, check_file, check_queue, handled_tree, next_event
from tests.fuzz.targets import make_target

CHANCE = st.randoms(use_true_random=False)
WORD = st.integers(0, 2**32 - 1)
SIGNED = st.integers(-(2**31), 2**31 - 1)


@st.composite
def any_event(draw: st.DrawFn) -> Event:
    row = draw(st.sampled_from(protocol.EVENTS))
    floats = row.is_double
    number = st.floats(allow_nan=False) if floats else SIGNED
    return Event(
        row.name,
        draw(WORD),
        draw(st.text(max_size=20)),
        tuple(draw(number) for _ in row.numbers),
        draw(st.integers(0, 255)),
        draw(st.integers(0, 2**16 - 1)),
        draw(WORD),
        draw(WORD),
    )


@given(st.lists(any_event(), max_size=4))
def test_what_is_encoded_is_what_the_guest_reads(sequence: list[Event]) -> None:
    check_encoder(sequence)


@given(CHANCE, st.integers(64, 2048))
def test_all_events_with_a_handler_arrive_in_order_within_the_room(random: Random, room: int) -> None:
    tree = handled_tree(random)
    check_queue(tree, [next_event(random) for _ in range(random.randrange(12))], room)


@given(CHANCE)
def test_event_batches_are_read_as_the_spec_says(random: Random) -> None:
    batch = next_event_batch(random)
    check_event_batch(batch.events, batch.text)


@given(CHANCE)
def test_files_are_read_as_the_spec_says_and_written_as_they_were(random: Random) -> None:
    check_file(next_file(random))


@given(st.binary(max_size=100))
def test_bytes_of_any_kind_are_no_file_or_one(data: bytes) -> None:
    check_file(data)
    check_file(b"OPUB\0\0\1\0" + data)


def test_a_run_of_event_batches_files_and_queues_has_every_outcome() -> None:
    outcomes = {}
    for name, count in (("events", 5_000), ("files", 5_000), ("queues", 400)):
        target, random = make_target(name), Random(7)
        outcomes[name] = Counter(target.step(random) for _ in range(count)).keys()
    assert outcomes["events"] == {"accepted", "event_unknown", "text_range", "truncated", "utf8"}
    assert outcomes["files"] == {"accepted", "header", "truncated"}
    assert outcomes["queues"] == {"accepted", "inbox"}
