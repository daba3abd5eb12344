"""The frame loop: loads a guest in a thread of its own and runs its frames there, one at a time.

It drives a session from an event loop. Its callers say what is to be done with a frame's changes, and when the guest
is busy; it knows neither widgets nor Textual.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Future, wait
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, Final, Protocol, TypeVar

from opui.core import protocol
from opui.core.errors import GuestError, TrapError
from opui.core.session.session import Guest, Session
from opui.core.tree.tree import Changes
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.textual.view.life import Life, State

FRAME_SECONDS: Final = 1 / 60
"""The least time from one frame to the next of a guest that asks for one after the other: Textual paints as often."""
LONG_SECONDS: Final = 0.1
"""A frame that takes the host longer is followed by a pause as long as itself, so that a guest gets at most half of the
host's time."""
QUICK_SECONDS: Final = 0.002
"""A guest that has answered within this time is waited for as long the next time: that is sooner over than the turns of
the loop by which it would be waited for, and what a key changes at once is painted together with the answer."""
KEPT_BATCHES: Final = 32
"""How many batches of each direction are kept for a crash bundle."""
KEPT_BYTES: Final = 8 << 20
"""The most that the kept batches take together; the last two are kept in any case."""
T = TypeVar("T")


class LoadedGuest(Guest, Protocol):
    """What a driver needs of a guest; `opui.guest.wasm_guest` has it."""

    def interrupt(self) -> None:
        """Stop the call that runs, from any thread, and let none follow."""

    def close(self) -> None:
        """Free it."""


class GuestThread:
    """A thread that does one thing after the other, and does not keep the process alive.

    The process would wait for an executor's threads at its end, however long a guest computes.
    """

    def __init__(self) -> None:
        self._tasks: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        Thread(target=self._work, name="opui-guest", daemon=True).start()

    def submit(self, task: Callable[[], T]) -> Future[T]:
        """Do `task` once everything submitted before is done."""
        future: Future[T] = Future()
        self._tasks.put((future, task))
        return future

    def close(self) -> None:
        """End the thread once everything submitted before is done."""
        self._tasks.put(None)

    def _work(self) -> None:
        while (entry := self._tasks.get()) is not None:
            future, task = entry
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(task())
                except BaseException as error:
                    future.set_exception(error)
            # While the thread waits, it must keep nothing of a guest alive.
            del entry, future, task


class Driver:
    """Runs one guest. It has a thread for the guest; everything else happens in the event loop.

    Args:
        load: Makes the guest, in the guest's thread. It is given a function that it calls with the guest before
            anything of that runs.
        begin: Makes the session, once the guest is there.
        show: Shows what a frame did; the next frame waits for it.
        tell_busy: Called when a call takes longer than `busy_milliseconds`, and when that call is over.
        limits: The app's limits.

    Attributes:
        life: What the guest is doing.
        guest: The guest, None until it is loaded.
        session: Its session, None until then.
        batches: The last batches, events and commands in turn, as they crossed the boundary.
    """

    def __init__(
        self,
        load: Callable[[Callable[[LoadedGuest], None]], LoadedGuest],
        begin: Callable[[Guest], Session],
        show: Callable[[Changes], Awaitable[None]],
        tell_busy: Callable[[bool], None],
        limits: Mapping[str, int] = protocol.LIMIT,
    ) -> None:
        self._load = load
        self._begin = begin
        self._show = show
        self._tell_busy = tell_busy
        self._busy_seconds = limits["busy_milliseconds"] / 1000
        self._thread: GuestThread | None = None
        self._loading: Future[LoadedGuest] | None = None
        self.life = Life()
        self.guest: LoadedGuest | None = None
        self.session: Session | None = None
        self.batches: deque[EventBatch | CommandBatch] = deque()
        self._kept_bytes = 0
        self._started = 0.0
        self._is_quick = False
        self._woken = asyncio.Event()
        self._halted = asyncio.Event()
        self._made: LoadedGuest | None = None
        self._reason: TrapError | None = None

    @property
    def idle(self) -> bool:
        """Whether the guest has answered all it was told and no frame is due; true of a guest that has ended, too."""
        session = self.session
        waits = self.life.state is State.WAITING and session is not None and not session.queue.is_ready(self.now())
        return waits or self.life.state.is_end

    def wake(self) -> None:
        """Look whether there is a reason for a frame."""
        self._woken.set()

    def stop(self, reason: str) -> None:
        """End the guest, in the middle of a call if need be: `run` raises a `TrapError` that says `reason`."""
        self._reason = self._reason or TrapError("trap", reason)
        self.life.become(State.STOPPED)
        # `_announce` has it the other way round: whichever comes second stops a guest that is made right now.
        if self._made is not None:
            self._made.interrupt()
        self._halted.set()
        self.wake()

    def _announce(self, guest: LoadedGuest) -> None:
        """Note, in the guest's thread, that there is a guest, which can be stopped from now on."""
        self._made = guest
        if self._reason is not None:
            guest.interrupt()

    def close(self) -> None:
        """Stop the guest and free it as soon as its call is over. Closing twice does nothing."""
        self.life.become(State.CLOSED)
        self.stop("it was closed")
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.submit(self._free)
            thread.close()

    def end(self, error: GuestError) -> bool:
        """End the guest because of an error, of its own or of the host's in showing it, and free it.

        Returns:
            Whether that is news: not if the guest has ended before, or wants to end anyway.
        """
        wants_to = self.session is not None and self.session.exit_code is not None
        failed = self.life.become(State.QUIT if wants_to else State.FAILED) and not wants_to
        if failed and self.session is not None:
            self.session.fail(error)
        self.close()
        return failed

    def _free(self) -> None:
        """Free the guest. This runs in the guest's thread, and so after whatever still runs there."""
        loading = self._loading
        if loading is not None and not loading.cancelled() and loading.exception() is None:
            loading.result().close()

    async def run(self) -> None:
        """Load the guest and run frames, whenever there is a reason for one, for ever.

        Raises:
            GuestError: The guest can't be loaded, has failed or was stopped.
        """
        self.life.become(State.LOADING)
        self._thread = thread = GuestThread()
        self._loading = thread.submit(lambda: self._load(self._announce))
        try:
            self.guest = await self._loaded(self._loading)
            self._started = monotonic()
            self.session = self._begin(self.guest)
            while True:
                await self._turn(self.session, self.guest, thread)
        except GuestError as error:
            raise self._fail(error) from None

    def _fail(self, error: GuestError) -> GuestError:
        error = self._reason or error
        # What the guest has ended by already, it ended by: closing it stops a call that runs.
        return error if self.session is None else self.session.failure or self.session.fail(error)

    async def _loaded(self, loading: Future[LoadedGuest]) -> LoadedGuest:
        """Wait until the guest is there or is not wanted any more: compiling can take long."""
        guest = asyncio.ensure_future(self._in_time(loading))
        halted = asyncio.ensure_future(self._halted.wait())
        try:
            await asyncio.wait((guest, halted), return_when=asyncio.FIRST_COMPLETED)
            if self._reason is not None:
                raise self._reason
            return guest.result()
        finally:
            guest.cancel()
            halted.cancel()

    async def _turn(self, session: Session, guest: LoadedGuest, thread: GuestThread) -> None:
        self._woken.clear()
        if self._reason is not None:
            raise self._reason
        if not session.wants_frame(self.now()):
            self.life.become(State.WAITING)
            await self._sleep(session)
            return
        self.life.become(State.FRAME)
        due = monotonic() + FRAME_SECONDS
        events = session.take_events(self.now())
        self._keep(events)
        commands = await self._in_time(thread.submit(lambda: guest.frame(events)))
        self._keep(commands)
        began = monotonic()
        await self._show(session.receive_batch(commands, self.now()))
        spent = monotonic() - began
        if commands.again or spent > LONG_SECONDS:
            await asyncio.sleep(max(due - monotonic(), spent))

    def _keep(self, batch: EventBatch | CommandBatch) -> None:
        self.batches.append(batch)
        self._kept_bytes += _size(batch)
        while len(self.batches) > 2 * KEPT_BATCHES or (len(self.batches) > 2 and self._kept_bytes > KEPT_BYTES):
            self._kept_bytes -= _size(self.batches.popleft())

    async def _in_time(self, call: Future[T]) -> T:
        """Wait for the guest's thread; past `busy_milliseconds`, tell that the guest is busy."""
        began = monotonic()
        if self._is_quick:
            wait((call,), QUICK_SECONDS)
        result = call.result() if call.done() else await self._in_turns(call)
        self._is_quick = monotonic() - began <= QUICK_SECONDS
        return result

    async def _in_turns(self, call: Future[T]) -> T:
        """Wait for the guest's thread while the loop goes on."""
        waiting = asyncio.wrap_future(call)
        # Who cancels this wait must not be warned that nobody has looked at a later error.
        waiting.add_done_callback(lambda done: done.cancelled() or done.exception())
        done, _ = await asyncio.wait((waiting,), timeout=self._busy_seconds)
        if not done:
            self._tell_busy(True)
            try:
                await asyncio.wait((waiting,))
            finally:
                self._tell_busy(False)
        return waiting.result()

    async def _sleep(self, session: Session) -> None:
        """Wait for something to happen, or for the next timer."""
        due = session.next_due()
        timeout = None if due is None else max(0.001, (due - self.now()) / 1000)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), timeout)

    def now(self) -> float:
        """Return how many milliseconds it is since the guest's start."""
        return (monotonic() - self._started) * 1000


def _size(batch: EventBatch | CommandBatch) -> int:
    return len(batch.records) + len(batch.text)
