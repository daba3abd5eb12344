"""A program in a pseudo-terminal: what it writes there, when, and what a person then sees.

What is written is read at once and noted with its time. Only when nothing more has come for a while is it drawn, by
pyte (`tests/picture.py`), piece by piece, until the screen says what it should: no sample has the drawing in it. What
programs ask a terminal is answered. There is none of it on Windows; what a process takes is read where Linux tells it.
"""

import os
import pty
import re
import select
import struct
import subprocess
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fcntl import ioctl
from pathlib import Path
from time import clock_gettime, perf_counter
from typing import Final, NamedTuple

from tests.picture import Picture

COLUMNS: Final = 120
LINES: Final = 40
QUIET: Final = 0.1
"""Seconds without a byte, after which a program has come to rest."""
STARTED: Final = 0.5
"""The same for its start."""
PATIENCE: Final = 30.0
"""Seconds after which what should be seen is not coming."""
TERMINAL: Final = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
_MISLEADING: Final = frozenset({"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"})
"""What would have a program draw for another terminal."""
_ROOT: Final = Path(__file__).resolve().parents[1]
_QUESTION: Final = re.compile(
    rb"\x1b\[(?:\?(?P<mode>\d+)\$p|(?P<attributes>0?c)|(?P<version>>0?c)|(?P<name>>0?q)|(?P<place>6n)|(?P<keys>\?u))"
)
_ANSWERS: Final = {
    "attributes": b"\x1b[?62;22c",
    "version": b"\x1b[>1;10;0c",
    "name": b"\x1bP>|opui benchmarks\x1b\\",
    "place": b"\x1b[1;1R",
    "keys": b"\x1b[?0u",
}
_MODES: Final = {b"2026": 2}
"""Modes that are known, and that they are off; of another one 0 says that it is not known."""
_LONGEST: Final = 16
"""Bytes of a question, at most."""
_LATEST: Final = 500
"""Bytes that an error tells of what was written."""


class Shown(NamedTuple):
    """What it took until the screen said what it should.

    Attributes:
        seconds: Until what completed the screen had arrived.
        written: Bytes, until nothing more came.
    """

    seconds: float
    written: int


class Screen:
    """A program that runs in a pseudo-terminal.

    Args:
        command: The program and its arguments.
        environment: Its environment, without what says which terminal it is.

    Attributes:
        picture: What is seen.
        written: Bytes that it has written.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.picture = Picture(COLUMNS, LINES)
        self.written = 0
        self._latest = self._unanswered = b""
        self._terminal, inside = pty.openpty()
        ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        kept = {name: value for name, value in environment.items() if name not in _MISLEADING}
        self._began = perf_counter()
        self._process = subprocess.Popen(
            command, cwd=_ROOT, env=kept | TERMINAL, stdin=inside, stdout=inside, stderr=inside, start_new_session=True
        )
        os.close(inside)

    def close(self) -> None:
        """End the program, however busy it is."""
        self._process.kill()
        self._process.wait()
        os.close(self._terminal)

    def started(self, *texts: str) -> Shown:
        """Wait until the program's first screen has all these texts, and for its rest."""
        return self._wait_for(texts, self._began, STARTED)

    def press(self, key: bytes, *texts: str) -> Shown:
        """Send a key, wait until the screen has all these texts, and for rest."""
        began = perf_counter()
        os.write(self._terminal, key)
        return self._wait_for(texts, began, QUIET)

    def watch(self, seconds: float) -> int:
        """Do nothing for so long, and return how many bytes were written."""
        before, end = self.written, perf_counter() + seconds
        while (left := end - perf_counter()) > 0:
            if piece := self._read(left):
                self.picture.feed(piece)
        return self.written - before

    def _wait_for(self, texts: Sequence[str], began: float, quiet: float) -> Shown:
        before, completed = self.written, None
        while completed is None:
            for at, piece in self._until_quiet(quiet):
                self.picture.feed(piece)
                if completed is None and all(text in self.picture.text for text in texts):
                    completed = at
            if completed is None and perf_counter() - began > PATIENCE:
                raise TimeoutError(f"{texts} did not come to\n{self.picture.text}")
        return Shown(completed - began, self.written - before)

    def _until_quiet(self, quiet: float) -> list[tuple[float, bytes]]:
        """Return what has come, and when, until nothing has for so long."""
        pieces = []
        while piece := self._read(quiet):
            pieces.append((perf_counter(), piece))
            self._answer(piece)
        return pieces

    def _read(self, seconds: float) -> bytes:
        """Return what comes within so many seconds, nothing if nothing does."""
        if not select.select([self._terminal], [], [], seconds)[0]:
            return b""
        try:
            piece = os.read(self._terminal, 65_536)
        except OSError:  # how Linux says that the program has closed its terminal
            raise ChildProcessError(f"the program has ended: {self._latest!r}") from None
        self.written += len(piece)
        self._latest = (self._latest + piece)[-_LATEST:]
        return piece

    def _answer(self, piece: bytes) -> None:
        asked, end = self._unanswered + piece, 0
        for question in _QUESTION.finditer(asked):
            end = question.end()
            os.write(self._terminal, _answer(question))
        self._unanswered = asked[max(end, len(asked) - _LONGEST) :]

    # --- What the process takes ---

    @property
    def resident(self) -> int:
        """The bytes of memory that it holds."""
        told = Path(f"/proc/{self._process.pid}/statm").read_text()
        return int(told.split()[1]) * os.sysconf("SC_PAGE_SIZE")

    @property
    def processor(self) -> float:
        """The processor's seconds that it has used so far."""
        # How Linux names another process's clock; /proc has hundredths of a second only.
        return clock_gettime(~self._process.pid << 3 | 2)


def _answer(question: re.Match[bytes]) -> bytes:
    if mode := question["mode"]:
        return b"\x1b[?%b;%d$y" % (mode, _MODES.get(mode, 0))
    return _ANSWERS[str(question.lastgroup)]


@contextmanager
def opened(command: Sequence[str], environment: Mapping[str, str] = os.environ) -> Iterator[Screen]:
    """Run a program in a pseudo-terminal while this lasts."""
    screen = Screen(command, environment)
    try:
        yield screen
    finally:
        screen.close()
