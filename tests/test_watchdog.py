import threading
import time
from collections.abc import Callable, Iterator

import pytest

from opui.guest.watchdog import Watch, Watchdog

LONG = 60.0
PATIENCE = 30.0
"""Seconds after which something that should come is not coming."""
TICK = 2.0**-10


class Clock:
    """A clock that moves only by hand, in place of `time` in the watchdog."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


class Sleep(threading.Event):
    """Notes how long the watchdog's thread means to sleep, each time."""

    def __init__(self) -> None:
        super().__init__()
        self.pauses: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.pauses.append(timeout)
        return super().wait(timeout)


class Stops:
    """Counts how often a guest's call was stopped."""

    def __init__(self, watchdog: Watchdog) -> None:
        self.count = 0
        self.came = threading.Event()
        self.watch: Watch = watchdog.watch(self._stop)

    def _stop(self) -> None:
        self.count += 1
        self.came.set()


@pytest.fixture
def watchdog() -> Iterator[Watchdog]:
    """A watchdog of the test's own, whose thread ends with the process: it sleeps."""
    watchdog = Watchdog()
    yield watchdog
    assert not watchdog._due


def until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.001)


def looks_again(watchdog: Watchdog) -> None:
    """Wait until the watchdog's thread has woken up and looked at its clock, at the least once from now on."""
    wakes = watchdog.wakes
    until(lambda: watchdog.wakes >= wakes + 2)


@pytest.fixture
def clock(watchdog: Watchdog, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The watchdog's clock, in the test's hand; it still sleeps in real time."""
    clock = Clock()
    monkeypatch.setattr("opui.guest.watchdog.time", clock)
    return clock


def waits(watchdog: Watchdog) -> None:
    """Wait until the watchdog's thread sleeps again."""
    while watchdog._wake.is_set():
        time.sleep(0.001)
    with watchdog.lock:
        pass


def test_a_call_is_stopped_at_its_deadline_and_not_before(watchdog: Watchdog, clock: Clock) -> None:
    stops, watchdog._wake = Stops(watchdog), (sleep := Sleep())
    for seconds in (0.0625, 0.125, 0.0625 + TICK):
        stops.came.clear()
        assert stops.watch.begin(seconds)
        until(lambda seconds=seconds: sleep.pauses[-1:] == [seconds])  # type: ignore[misc]
        clock.now += seconds - TICK
        looks_again(watchdog)
        assert not stops.came.is_set()
        clock.now += TICK
        assert stops.came.wait(PATIENCE)
        stops.watch.end()
    assert stops.count == 3


def test_a_call_that_ends_in_time_is_not_stopped(watchdog: Watchdog) -> None:
    ended, running = Stops(watchdog), Stops(watchdog)
    ended.watch.begin(0.05)
    ended.watch.end()
    running.watch.begin(0.06)
    assert running.came.wait(PATIENCE)
    running.watch.end()
    assert ended.count == 0


def test_the_next_call_has_a_deadline_of_its_own(watchdog: Watchdog, clock: Clock) -> None:
    stops = Stops(watchdog)
    stops.watch.begin(0.0625)
    stops.watch.end()
    stops.watch.begin(0.125)
    clock.now = 0.125 - TICK
    looks_again(watchdog)
    assert not stops.came.is_set()
    clock.now = 0.125
    assert stops.came.wait(PATIENCE)
    stops.watch.end()
    assert stops.count == 1


def test_a_nearer_deadline_of_another_guest_comes_first(watchdog: Watchdog) -> None:
    far, near = Stops(watchdog), Stops(watchdog)
    far.watch.begin(LONG)
    near.watch.begin(0.05)
    assert near.came.wait(PATIENCE)
    near.watch.end()
    far.watch.end()
    assert far.count == 0


def test_several_calls_due_at_once_are_all_stopped(watchdog: Watchdog) -> None:
    all_ = [Stops(watchdog) for _ in range(5)]
    for stops in all_:
        stops.watch.begin(0.05)
    for stops in all_:
        assert stops.came.wait(PATIENCE)
        stops.watch.end()
    assert [stops.count for stops in all_] == [1] * 5


def test_an_interrupt_stops_the_running_call_at_once_and_lets_no_other_begin(watchdog: Watchdog) -> None:
    stops, other = Stops(watchdog), Stops(watchdog)
    other.watch.begin(LONG)
    stops.watch.begin(LONG)
    stops.watch.interrupt()
    assert stops.count == 1
    stops.watch.end()
    assert not stops.watch.begin(LONG)
    stops.watch.interrupt()
    stops.watch.end()
    assert stops.count == 1
    assert other.watch.begin(LONG)
    other.watch.end()
    assert other.count == 0


def test_an_interrupt_between_calls_stops_nothing(watchdog: Watchdog) -> None:
    stops = Stops(watchdog)
    stops.watch.begin(LONG)
    stops.watch.end()
    stops.watch.interrupt()
    assert stops.count == 0
    assert not stops.watch.begin(LONG)


def test_a_burst_of_calls_wakes_the_thread_once_and_idleness_never(watchdog: Watchdog) -> None:
    stops = Stops(watchdog)
    for _ in range(20):
        stops.watch.begin(LONG)
        waits(watchdog)
        stops.watch.end()
    # Once for the first call's deadline; the thread that was just started may have seen it by itself.
    assert watchdog.wakes <= 1


def test_the_thread_looks_once_after_the_last_call_and_then_sleeps_for_good(watchdog: Watchdog) -> None:
    stops = Stops(watchdog)
    stops.watch.begin(0.05)
    stops.watch.end()
    deadline = time.monotonic() + PATIENCE
    while watchdog._wakes_at < float("inf") and time.monotonic() < deadline:
        time.sleep(0.005)
    wakes = watchdog.wakes
    assert watchdog._wakes_at == float("inf")
    # Several deadlines' length: a thread that ticks would have.
    time.sleep(0.2)
    assert watchdog.wakes == wakes <= 2
    stops.watch.begin(0.05)
    assert stops.came.wait(PATIENCE)
    stops.watch.end()


def test_a_forked_process_has_a_watchdog_of_its_own(watchdog: Watchdog) -> None:
    stops = Stops(watchdog)
    stops.watch.begin(LONG)
    with watchdog.lock:
        # What a child finds: the lock held by a thread that it does not have.
        watchdog.reset()
        stops.watch.begin(0.05)
    assert stops.came.wait(PATIENCE)
    stops.watch.end()
