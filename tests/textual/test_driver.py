"""The frame loop with guests made of Python: what waits for what, what is told, and how it ends."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from opui.core import protocol
from opui.core.arrays import NO_MEMORY
from opui.core.errors import TrapError
from opui.core.session.session import Guest, Session
from opui.core.tree.tree import Changes
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.records import Event
from opui.textual.view import driver
from opui.textual.view.driver import KEPT_BATCHES, KEPT_BYTES, Driver, GuestThread, LoadedGuest
from opui.textual.view.life import Life, State

LIMITS = {**protocol.LIMIT, "busy_milliseconds": 10}


class FakeGuest:
    """A guest whose frames are Python."""

    abi_minor = protocol.ABI_MINOR
    inbox_room = 4096

    memory = NO_MEMORY

    def __init__(self, again: int = 0, frame: Callable[[], None] = lambda: None) -> None:
        self.again = again
        self.run = frame
        self.frames = 0
        self.text = b""
        self.closed = threading.Event()
        self.interrupted = threading.Event()

    def check_handler(self, index: int) -> None:
        pass

    def frame(self, batch: EventBatch) -> CommandBatch:
        self.frames += 1
        self.run()
        if self.interrupted.is_set():
            raise TrapError("trap", "opui_frame was interrupted")
        return CommandBatch(b"", self.text, batch.frame, self.frames <= self.again)

    def interrupt(self) -> None:
        self.interrupted.set()

    def close(self) -> None:
        self.closed.set()


def load(guest: FakeGuest, announce: Callable[[LoadedGuest], None]) -> FakeGuest:
    announce(guest)
    return guest


_watched: list["Watched"] = []


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Let no guest's thread outlive its test."""
    yield
    for each in _watched:
        each.driver.close()
    _watched.clear()


class Watched:
    """A driver, and what it told."""

    def __init__(self, guest: FakeGuest, limits: dict[str, int] = LIMITS) -> None:
        _watched.append(self)
        self.limits = limits
        self.shown: list[Changes] = []
        self.busy: list[bool] = []
        self.frames_shown = asyncio.Event()
        self.driver = Driver(partial(load, guest), self.begin, self.show, self.busy.append, limits)

    def begin(self, guest: Guest) -> Session:
        return Session(guest, limits=self.limits)

    async def show(self, changes: Changes) -> None:
        self.shown.append(changes)
        self.frames_shown.set()

    async def until_idle(self) -> None:
        while not self.driver.idle:
            await asyncio.sleep(0.001)


async def ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_frames_run_until_nothing_is_left_to_do() -> None:
    guest = FakeGuest(again=3)
    watched = Watched(guest)
    task = asyncio.create_task(watched.driver.run())
    await watched.until_idle()
    assert guest.frames == len(watched.shown) == 4
    await ended(task)


@pytest.mark.parametrize(
    ("computing", "showing", "pause"), [(0.0, 0.0, 1.0), (0.5, 0.25, 0.25), (4.0, 0.0, 0.0), (0.5, 3.0, 3.0)]
)
async def test_frames_that_a_guest_asks_for_come_at_the_pace_of_painting_but_half_the_time_is_not_theirs(
    monkeypatch: pytest.MonkeyPatch, computing: float, showing: float, pause: float
) -> None:
    now, pauses, slept = 0.0, [], asyncio.sleep

    def take(frames: float) -> None:
        nonlocal now
        now += frames * driver.FRAME_SECONDS

    async def sleep(seconds: float) -> None:
        if seconds != 0.001:
            pauses.append(max(0.0, seconds) / driver.FRAME_SECONDS)
        await slept(0)

    watched = Watched(FakeGuest(again=3, frame=lambda: take(computing)))

    async def show(changes: Changes) -> None:
        take(showing)

    watched.driver._show = show
    monkeypatch.setattr(driver, "monotonic", lambda: now)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    task = asyncio.create_task(watched.driver.run())
    await watched.until_idle()
    assert pauses[:3] == pytest.approx([pause] * 3)
    await ended(task)


async def test_an_event_that_nobody_wants_makes_no_call() -> None:
    guest = FakeGuest()
    watched = Watched(guest)
    task = asyncio.create_task(watched.driver.run())
    await watched.until_idle()
    assert watched.driver.session is not None
    watched.driver.session.queue_event(Event("resize", 0, "", (1, 1)))
    watched.driver.wake()
    await watched.until_idle()
    assert guest.frames == 1
    await ended(task)


async def test_past_the_soft_limit_it_is_told_that_the_guest_is_busy_and_when_it_is_over() -> None:
    go_on = threading.Event()
    watched = Watched(FakeGuest(frame=lambda: assert_(go_on.wait(30))))
    task = asyncio.create_task(watched.driver.run())
    while not watched.busy:
        await asyncio.sleep(0.001)
    assert watched.busy == [True]
    go_on.set()
    await watched.until_idle()
    assert watched.busy == [True, False]
    await ended(task)


async def test_large_batches_are_kept_only_as_far_as_memory_allows() -> None:
    guest = FakeGuest(again=20)
    guest.text = bytes(KEPT_BYTES // 4)
    watched = Watched(guest, {**LIMITS, "text_bytes": KEPT_BYTES})
    task = asyncio.create_task(watched.driver.run())
    await watched.until_idle()
    assert 2 < len(watched.driver.batches) < 9
    await ended(task)


def assert_(value: bool) -> None:
    assert value


async def test_a_guest_is_stopped_in_the_middle_of_a_call() -> None:
    guest = FakeGuest()
    guest.run = lambda: assert_(guest.interrupted.wait(30))
    watched = Watched(guest)
    task = asyncio.create_task(watched.driver.run())
    while not guest.frames:
        await asyncio.sleep(0.001)
    watched.driver.stop("it was stopped by a test")
    with pytest.raises(TrapError, match="frame 1: trap: it was stopped by a test"):
        await task
    assert watched.driver.session is not None
    assert watched.driver.session.failure is not None


async def test_a_guest_that_does_nothing_is_stopped_too() -> None:
    watched = Watched(FakeGuest())
    task = asyncio.create_task(watched.driver.run())
    await watched.until_idle()
    watched.driver.stop("it was stopped by a test")
    with pytest.raises(TrapError, match="it was stopped by a test"):
        await task


async def test_a_guest_is_stopped_while_it_loads() -> None:
    guest = FakeGuest()
    watched = Watched(guest)

    def load(announce: Callable[[LoadedGuest], None]) -> FakeGuest:
        announce(guest)
        assert guest.interrupted.wait(30)
        raise TrapError("trap", "opui_init was interrupted")

    watched.driver._load = load
    task = asyncio.create_task(watched.driver.run())
    while watched.driver._made is None:
        await asyncio.sleep(0.001)
    watched.driver.stop("it was stopped by a test")
    with pytest.raises(TrapError, match="it was stopped by a test"):
        await task
    assert guest.frames == 0


async def test_a_guest_that_is_made_after_the_stop_is_stopped_at_once() -> None:
    guest = FakeGuest()
    watched = Watched(guest)
    watched.driver.stop("it was stopped by a test")
    with pytest.raises(TrapError, match="it was stopped by a test"):
        await watched.driver.run()
    await asyncio.to_thread(guest.interrupted.wait, 30)
    assert guest.interrupted.is_set()
    assert guest.frames == 0


async def test_closing_frees_the_guest_once_its_call_is_over() -> None:
    guest = FakeGuest()
    watched = Watched(guest)
    task = asyncio.create_task(watched.driver.run())
    await watched.until_idle()
    watched.driver.close()
    await asyncio.to_thread(guest.closed.wait, 30)
    assert guest.closed.is_set()
    with pytest.raises(TrapError):
        await task


async def test_the_last_batches_are_kept_and_no_more() -> None:
    watched = Watched(FakeGuest(again=2 * KEPT_BATCHES))
    task = asyncio.create_task(watched.driver.run())
    await watched.until_idle()
    batches = watched.driver.batches
    assert len(batches) == 2 * KEPT_BATCHES
    assert isinstance(batches[0], EventBatch)
    assert isinstance(batches[-1], CommandBatch)
    assert batches[-1].frame == 2 * KEPT_BATCHES + 1
    await ended(task)


def test_a_threads_tasks_are_done_one_after_the_other_and_what_they_raise_is_the_futures() -> None:
    thread = GuestThread()
    done: list[int] = []
    for number in range(20):
        thread.submit(partial(done.append, number))
    bad = thread.submit(lambda: 1 // 0)
    last = thread.submit(lambda: 7)
    thread.close()
    assert last.result(30) == 7
    assert isinstance(bad.exception(30), ZeroDivisionError)
    assert done == list(range(20))


def test_what_is_cancelled_before_its_turn_is_not_done() -> None:
    thread, go_on = GuestThread(), threading.Event()
    done: list[int] = []
    thread.submit(lambda: assert_(go_on.wait(30)))
    thread.submit(lambda: done.append(1)).cancel()
    last = thread.submit(lambda: 7)
    go_on.set()
    assert last.result(30) == 7
    assert done == []
    thread.close()


async def test_what_a_guest_is_doing_is_one_state() -> None:
    guest = FakeGuest()
    watched = Watched(guest)
    life = watched.driver.life
    seen = [life.state]
    guest.run = lambda: seen.append(life.state)
    task = asyncio.create_task(watched.driver.run())
    await watched.until_idle()
    seen.append(life.state)
    watched.driver.stop("it was stopped by a test")
    seen.append(life.state)
    with pytest.raises(TrapError) as caught:
        await task
    assert watched.driver.end(caught.value)
    assert seen == [State.NEW, State.FRAME, State.WAITING, State.STOPPED]
    assert life.state is State.FAILED


@pytest.mark.parametrize("end", [state for state in State if state.is_end])
def test_a_guest_that_has_ended_stays_ended_as_it_was(end: State) -> None:
    life = Life()
    assert life.become(State.LOADING)
    assert life.become(end)
    assert not any(life.become(state) for state in State)
    assert life.state is end


async def test_an_error_of_a_guest_that_has_ended_is_no_news() -> None:
    watched = Watched(FakeGuest())
    task = asyncio.create_task(watched.driver.run())
    await watched.until_idle()
    watched.driver.close()
    with pytest.raises(TrapError) as caught:
        await task
    assert not watched.driver.end(caught.value)
    assert watched.driver.life.state is State.CLOSED
