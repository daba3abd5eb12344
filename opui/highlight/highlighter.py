"""`Highlighter`: has code highlighted by a process, one text after the other, and ends it where it takes too long.

There is one for the whole program. A thread of its own waits for the process, so that none of this holds an event loop.
What the process answers is not trusted. It knows neither widgets nor Textual.
"""

import atexit
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from opui import process
from opui.highlight.worker import FOUND, REQUEST, UNKNOWN

CHARACTERS: Final = 200_000
"""Characters of a text that are highlighted: whole lines, from its beginning."""
WALL_SECONDS: Final = 10.0
"""The limit for a process that is starved of the processor, and on platforms without a limit of CPU time."""
FAILURES: Final = 3
"""Texts of one view at which the process may fail; after as many nothing is asked for the view any more."""
IDLE_SECONDS: Final = 60.0
"""The process ends when nobody has asked for so long."""
_OUT_OF_TIME: Final = -getattr(signal, "SIGPROF", 0)
"""The exit code of a process that the system has ended by its limit of CPU time."""


class Answer(NamedTuple):
    """What has become of a request.

    Attributes:
        letters: For each line, a letter of `worker.CLASSES`, or another one, for each character.
        problem: Why there are none; empty if there are.
        is_final: Whether asking again in the same language is of no use.
    """

    letters: list[bytes]
    problem: str = ""
    is_final: bool = False


class Request(NamedTuple):
    """A text to be highlighted.

    Attributes:
        language: The name of its language.
        text: The text.
        tell: Called with the answer, in the highlighter's thread; it raises nothing.
    """

    language: str
    text: str
    tell: Callable[[Answer], None]


class Highlighter:
    """Asks for one view after the other, so that none of them waits for all that another has to ask."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: dict[object, dict[object, Request]] = {}
        self._failures: WeakKeyDictionary[object, int] = WeakKeyDictionary()
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, view: object, asker: object, request: Request) -> None:
        """Have a text highlighted, in the place of what the same asker waits for in the same view."""
        with self._changed:
            self._waiting.setdefault(view, {})[asker] = request
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="opui-highlighter", daemon=True)
                self._thread.start()
            self._changed.notify()

    def forget(self, view: object, asker: object) -> None:
        """Ask nothing more for an asker."""
        with self._changed:
            requests = self._waiting.get(view, {})
            requests.pop(asker, None)
            if not requests:
                self._waiting.pop(view, None)

    # --- In its thread ---

    def _work(self) -> None:
        while self._is_wanted():
            self._answer_next()

    def _is_wanted(self) -> bool:
        """Wait for a request; return False, having ended everything, if there is none for long."""
        with self._changed:
            wanted = self._changed.wait_for(lambda: bool(self._waiting), IDLE_SECONDS)
            if not wanted:
                self._thread = None
                self._end()
            return wanted

    def _answer_next(self) -> None:
        with self._changed:
            if not self._waiting:  # it was forgotten
                return
            view = next(iter(self._waiting))
            requests = self._waiting.pop(view)
            request = requests.pop(next(iter(requests)))
            if requests:
                self._waiting[view] = requests
            failures = self._failures.get(view, 0)
        if failures >= FAILURES:
            return request.tell(Answer([], f"highlighting has failed {FAILURES} times", is_final=True))
        answer = self._answer(request)
        if answer.problem and not answer.is_final:
            self._failures[view] = failures + 1
        request.tell(answer)

    def _answer(self, request: Request) -> Answer:
        text = _beginning(request.text)
        try:
            status, letters, late = self._exchange(request.language, text)
        except OSError as error:
            return Answer([], f"it can't be highlighted: {sys.executable}: {error.strerror}")
        if status == UNKNOWN:
            return Answer([], f"nobody knows the language {request.language!r}", is_final=True)
        lines = letters.split(b"\n")
        if status == FOUND and not late and list(map(len, lines)) == list(map(len, text.split("\n"))):
            return Answer(lines)
        late = self._end() == _OUT_OF_TIME or late
        return Answer([], "highlighting it takes too long" if late else "highlighting it has failed")

    def _exchange(self, language: str, text: str) -> tuple[bytes, bytes, bool]:
        """Hand a text over; return how the answer begins, what follows, and whether it took too long."""
        running = self._running()
        late = threading.Event()
        clock = threading.Timer(WALL_SECONDS, _kill, (running, late))
        clock.daemon = True
        clock.start()
        try:
            return *_exchange(running, language, text), late.is_set()
        finally:
            clock.cancel()

    def _running(self) -> "subprocess.Popen[bytes]":
        """Return the process, a new one if there is none."""
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            self._process = process.start("opui.highlight.worker", subprocess.DEVNULL)
            atexit.register(self._end)
        return self._process

    def _end(self) -> int | None:
        """End the process, and return its exit code; None if there is none."""
        ended, self._process = self._process, None
        if ended is None:
            return None
        atexit.unregister(self._end)
        ended.kill()
        for pipe in (ended.stdin, ended.stdout):
            assert pipe is not None
            with suppress(OSError):  # it has not taken what was written
                pipe.close()
        return ended.wait()


def _beginning(text: str) -> str:
    """Return as many whole lines of a text as are highlighted."""
    return text if len(text) <= CHARACTERS else text[:CHARACTERS].rpartition("\n")[0]


def _exchange(running: "subprocess.Popen[bytes]", language: str, text: str) -> tuple[bytes, bytes]:
    """Hand a text over, and return how its answer begins and as many bytes behind that as there are characters."""
    assert running.stdin is not None
    assert running.stdout is not None
    name, body = language.encode(), text.encode()
    try:
        running.stdin.write(REQUEST.pack(len(name), len(body)) + name + body)
        running.stdin.flush()
    except OSError:  # it has ended already
        return b"", b""
    status = running.stdout.read(1)
    return status, running.stdout.read(len(text)) if status == FOUND else b""


def _kill(running: "subprocess.Popen[bytes]", late: threading.Event) -> None:
    late.set()
    running.kill()


HIGHLIGHTER: Final = Highlighter()
"""The program's."""
