"""The watchdog: stops calls whose time is up, and those that another thread wants stopped.

The process has one daemon thread for it. The thread sleeps until the earliest deadline that it knew of when it last
looked, and a call wakes it only if its own deadline is earlier: in a burst of calls it wakes once per deadline's
length, in an idle process never. It does not know wasmtime: what stops a call is a function.
"""

import os
import threading
import time
from collections.abc import Callable
from typing import Final


class Watch:
    """Keeps the time of the calls into one guest, of which one runs at a time; made by `Watchdog.watch`.

    Attributes:
        interrupted: Whether no call may begin any more.
    """

    def __init__(self, watchdog: "Watchdog", stop: Callable[[], None]) -> None:
        self._watchdog = watchdog
        self._stop = stop
        self._running = False
        self.interrupted = False

    def begin(self, seconds: float) -> bool:
        """Note that a call begins, which may take `seconds`; return False if it must not begin.

        Nothing is stopped between an `end` and the next `begin`, so a stop that comes too late for its call does
        not hit the next one.
        """
        with self._watchdog.lock:
            self._running = not self.interrupted
            if self._running:
                self._watchdog.stop_at(self, time.monotonic() + seconds)
            return self._running

    def end(self) -> None:
        """Note that the call has ended."""
        with self._watchdog.lock:
            self._running = False
            self._watchdog.forget(self)

    def interrupt(self) -> None:
        """Stop the running call, and let no other begin. From any thread."""
        with self._watchdog.lock:
            self.interrupted = True
            if self._running:
                self.stop()

    def stop(self) -> None:
        """Stop the running call; with the watchdog's lock held."""
        self._watchdog.forget(self)
        self._stop()


class Watchdog:
    """Watches the calls of all guests.

    Attributes:
        wakes: How often its thread woke up.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin anew: a forked process has neither its parent's threads nor its calls."""
        self.lock = threading.Lock()
        self.wakes = 0
        self._due: dict[Watch, float] = {}
        self._wake = threading.Event()
        self._wakes_at = float("inf")
        self._thread: threading.Thread | None = None

    def watch(self, stop: Callable[[], None]) -> Watch:
        """Return what keeps the time of one guest's calls; `stop` stops the running one, from any thread."""
        return Watch(self, stop)

    def stop_at(self, watch: Watch, due: float) -> None:
        """Stop a guest's call at `due`; with the lock held."""
        self._due[watch] = due
        if due < self._wakes_at:
            self._wakes_at = due
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="opui-watchdog", daemon=True)
                self._thread.start()
            self._wake.set()

    def forget(self, watch: Watch) -> None:
        """Stop no call of a guest's; with the lock held."""
        self._due.pop(watch, None)

    def _run(self) -> None:
        while True:
            pause = self._stop_due()
            self._wake.wait(pause)
            self.wakes += 1

    def _stop_due(self) -> float | None:
        """Stop what is due; return the seconds until something will be, None if nothing runs."""
        with self.lock:
            self._wake.clear()
            now = time.monotonic()
            for watch in [watch for watch, due in self._due.items() if due <= now]:
                watch.stop()
            self._wakes_at = min(self._due.values(), default=float("inf"))
            return self._wakes_at - now if self._due else None


WATCHDOG: Final = Watchdog()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=WATCHDOG.reset)
