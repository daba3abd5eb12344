"""A guest's memory is read between its calls, never during one: as it is then, however far it has grown."""

import threading

import pytest

from opui.core.errors import ControlBlockError, TrapError
from opui.core.wire.batch import EventBatch
from tests.guests import data, guest_text, load

NOTHING = EventBatch(b"", b"", 1)
LOOP = "(loop $again (br $again))"
GROW = "(drop (memory.grow (i32.const 1)))"
PAGE = 65_536


def test_bytes_are_read_as_they_are_each_time() -> None:
    guest = load(guest_text("(i32.store8 (i32.const 40001) (i32.const 9))", extra=data(40_000, b"\x01\x02\x03")))
    assert guest.memory.read(40_000, 3) == b"\x01\x02\x03"
    guest.frame(NOTHING)
    assert guest.memory.read(40_000, 3) == b"\x01\x09\x03"
    assert guest.memory.read(40_000, 0) == b""


def test_after_each_growth_what_lay_there_is_read_and_what_is_new_too() -> None:
    guest = load(guest_text(GROW, extra=data(40_000, b"here")))
    for pages in (2, 3, 4):
        guest.frame(NOTHING)
        assert guest.memory.size() == pages * PAGE
        assert guest.memory.read(40_000, 4) == b"here"
        assert guest.memory.read(pages * PAGE - 4, 4) == bytes(4)


@pytest.mark.parametrize(("address", "length"), [(PAGE - 3, 4), (PAGE, 1), (1 << 32, 1), (0, 1 << 33)])
def test_what_reaches_past_the_end_is_refused(address: int, length: int) -> None:
    with pytest.raises(ControlBlockError, match="reaches past the memory's"):
        load(guest_text()).memory.read(address, length)


def test_while_a_call_is_under_way_nothing_is_read_and_afterwards_nothing_is_there() -> None:
    guest = load(guest_text(LOOP), call_milliseconds=60_000)
    ended = threading.Event()

    def call() -> None:
        with pytest.raises(TrapError):
            guest.frame(NOTHING)
        ended.set()

    thread = threading.Thread(target=call)
    thread.start()
    while guest.memory.read(0, 4) is not None:
        pass
    assert not ended.is_set()
    guest.interrupt()
    thread.join()
    assert guest.memory.read(0, 4) is None
    assert guest.memory.size() == 0


def test_of_a_guest_that_is_closed_nothing_is_read() -> None:
    guest = load(guest_text())
    assert not guest.memory.is_gone()
    guest.close()
    assert guest.memory.is_gone()
    assert (guest.memory.read(0, 4), guest.memory.size()) == (None, 0)
