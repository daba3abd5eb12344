"""Where the screen is drawn: the terminal, be it standard output or only standard error.

Nothing waits for a terminal that does not take what is written: what it leaves is written when it takes more.
"""

import asyncio
import os
import select
import shutil
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Final

from opui.textual.terminal.charset import APPROXIMATE, terminal_encoding
from opui.textual.terminal.sequences import LARGEST

HELD_BYTES: Final = 1 << 20
"""Bytes that wait for the terminal at most; further ones are lost. The screen itself is never written into a queue."""
FINISH_SECONDS: Final = 1.0
"""How long a terminal is waited for at the end. One that is stopped would keep the program for ever."""


class Outlet:
    """Writes to the terminal of this program.

    What is written to a terminal that has gone away is lost; nothing is told of it but to those who read from there.

    Attributes:
        encoding: What the terminal speaks, both ways.
    """

    def __init__(self) -> None:
        streams = [stream for stream in (sys.__stdout__, sys.__stderr__) if stream is not None]
        terminals = [stream for stream in streams if stream.isatty()]
        self.encoding = terminal_encoding()
        self._fileno = (terminals or streams)[0].fileno()
        self._writes_to = _reopened(self._fileno)
        self._loop = asyncio.get_running_loop()
        self._thread = threading.get_ident()
        self._held = bytearray()
        self._told: list[Callable[[], None]] = []

    @property
    def is_behind(self) -> bool:
        """Tell whether the terminal has not yet taken all that was written."""
        return bool(self._held)

    def when_taken(self, tell: Callable[[], None]) -> None:
        """Have a function called, once, when the terminal has taken all of it."""
        if tell not in self._told:
            self._told.append(tell)

    def write(self, text: str) -> None:
        """Write a text, all of it or, while too much is held, nothing. What another thread writes comes in its turn."""
        if threading.get_ident() != self._thread:
            self._loop.call_soon_threadsafe(self.write, text)
            return
        data = text.encode(self.encoding, APPROXIMATE)
        if self._held:
            if len(self._held) + len(data) <= HELD_BYTES:
                self._held += data
            return
        if rest := data[self._written(data) :]:
            self._held += rest
            self._loop.add_writer(self._writes_to, self._go_on)

    def _written(self, data: bytes | bytearray) -> int:
        """Return how much of something the terminal takes now. One that has gone takes everything."""
        try:
            return os.write(self._writes_to, data)
        except BlockingIOError:
            return 0
        except OSError:
            return len(data)

    def _go_on(self) -> None:
        """The terminal takes more."""
        del self._held[: self._written(self._held)]
        if not self._held:
            self._loop.remove_writer(self._writes_to)
            told, self._told = self._told, []
            for tell in told:
                tell()

    def finish(self) -> None:
        """Wait until the terminal has taken everything, but not for one that takes nothing."""
        self._told.clear()  # what is written from now on is another program's
        until = monotonic() + FINISH_SECONDS
        while self._held and (left := until - monotonic()) > 0:
            select.select([], [self._writes_to], [], left)
            self._go_on()
        self._held.clear()
        with suppress(RuntimeError):  # the loop may be closed
            self._loop.remove_writer(self._writes_to)

    def size(self) -> tuple[int, int]:
        """Return the terminal's columns and lines; what the environment says only if the terminal has none."""
        try:
            size = os.get_terminal_size(self._fileno)
        except OSError:
            size = os.terminal_size((0, 0))
        if not (size.columns and size.lines):
            size = shutil.get_terminal_size()
        return min(size.columns, LARGEST[0]), min(size.lines, LARGEST[1])

    def fileno(self) -> int:
        """Return the number of its file."""
        return self._fileno


def _reopened(fileno: int) -> int:
    """Return a terminal opened once more, so that only this program's writing does not wait: the shell's would, too.

    What is no terminal, or can't be opened, is written to as it is.
    """
    try:
        return os.open(os.ttyname(fileno), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:
        return fileno
