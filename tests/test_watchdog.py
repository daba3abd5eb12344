import threading
import time
from collections.abc import Iterator

import pytest

from opui.guest.watchdog import Calls, Watchdog

LONG = 60.0


class Stops:
    """Notes when a guest's call was stopped."""

    def __init__(self, watchdog: Watchdog) -> None:
        self.times: list[float] = []
        self.came = threading.Event()
        self.calls: Calls = watchdog.calls(self._stop)

    def _stop(self) -> None:
        self.times.append(time.monotonic())
        self.came.set()


@pytest.fixture
def watchdog() -> Iterator[Watchdog]:
    """A watchdog of the test's own, whose thread ends with the process: it sleeps."""
    watchdog = Watchdog()
    yield watchdog
    assert not watchdog._due


def waits(watchdog: Watchdog) -> None:
    """Wait until the watchdog's thread sleeps again."""
    while watchdog._wake.is_set():
        time.sleep(0.001)
    with watchdog.lock:
        pass


def test_a_call_is_stopped_at_its_deadline_and_not_before(watchdog: Watchdog) -> None:
    stops = Stops(watchdog)
    for seconds in (0.05, 0.12, 0.051):
        stops.came.clear()
        due = time.monotonic() + seconds
        assert stops.calls.begin(seconds)
        assert stops.came.wait(5)
        stops.calls.end()
        assert 0 <= stops.times[-1] - due < 1
    assert len(stops.times) == 3


def test_a_call_that_ends_in_time_is_not_stopped(watchdog: Watchdog) -> None:
    ended, running = Stops(watchdog), Stops(watchdog)
    ended.calls.begin(0.05)
    ended.calls.end()
    running.calls.begin(0.06)
    assert running.came.wait(5)
    running.calls.end()
    assert ended.times == []


def test_the_next_call_has_a_deadline_of_its_own(watchdog: Watchdog) -> None:
    stops = Stops(watchdog)
    stops.calls.begin(0.05)
    stops.calls.end()
    due = time.monotonic() + 0.1
    stops.calls.begin(0.1)
    assert stops.came.wait(5)
    stops.calls.end()
    assert stops.times[0] >= due
    assert len(stops.times) == 1


def test_a_nearer_deadline_of_another_guest_comes_first(watchdog: Watchdog) -> None:
    far, near = Stops(watchdog), Stops(watchdog)
    far.calls.begin(LONG)
    near.calls.begin(0.05)
    assert near.came.wait(5)
    near.calls.end()
    far.calls.end()
    assert far.times == []


def test_several_calls_due_at_once_are_all_stopped(watchdog: Watchdog) -> None:
    all_ = [Stops(watchdog) for _ in range(5)]
    for stops in all_:
        stops.calls.begin(0.05)
    for stops in all_:
        assert stops.came.wait(5)
        stops.calls.end()
    assert [len(stops.times) for stops in all_] == [1] * 5


def test_an_interrupt_stops_the_running_call_at_once_and_lets_no_other_begin(watchdog: Watchdog) -> None:
    stops, other = Stops(watchdog), Stops(watchdog)
    other.calls.begin(LONG)
    stops.calls.begin(LONG)
    stops.calls.interrupt()
    assert len(stops.times) == 1
    stops.calls.end()
    assert not stops.calls.begin(LONG)
    stops.calls.interrupt()
    stops.calls.end()
    assert len(stops.times) == 1
    assert other.calls.begin(LONG)
    other.calls.end()
    assert other.times == []


def test_an_interrupt_between_calls_stops_nothing(watchdog: Watchdog) -> None:
    stops = Stops(watchdog)
    stops.calls.begin(LONG)
    stops.calls.end()
    stops.calls.interrupt()
    assert stops.times == []
    assert not stops.calls.begin(LONG)


def test_a_burst_of_calls_wakes_the_thread_once_and_idleness_never(watchdog: Watchdog) -> None:
    stops = Stops(watchdog)
    for _ in range(20):
        stops.calls.begin(LONG)
        waits(watchdog)
        stops.calls.end()
    # Once for the first call's deadline; the thread that was just started may have seen it by itself.
    assert watchdog.wakes <= 1


def test_the_thread_looks_once_after_the_last_call_and_then_sleeps_for_good(watchdog: Watchdog) -> None:
    stops = Stops(watchdog)
    stops.calls.begin(0.05)
    stops.calls.end()
    deadline = time.monotonic() + 5
    while watchdog._wakes_at < float("inf") and time.monotonic() < deadline:
        time.sleep(0.005)
    wakes = watchdog.wakes
    assert watchdog._wakes_at == float("inf")
    # Several deadlines' length: a thread that ticks would have.
    time.sleep(0.2)
    assert watchdog.wakes == wakes <= 2
    stops.calls.begin(0.05)
    assert stops.came.wait(5)
    stops.calls.end()


def test_a_forked_process_has_a_watchdog_of_its_own(watchdog: Watchdog) -> None:
    stops = Stops(watchdog)
    stops.calls.begin(LONG)
    with watchdog.lock:
        # What a child finds: the lock held by a thread that it does not have.
        watchdog.reset()
        stops.calls.begin(0.05)
    assert stops.came.wait(5)
    stops.calls.end()
