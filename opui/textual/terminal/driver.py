"""The program's terminal: Textual's driver, reading bytes that are not trusted.

Any Textual app can use it: `App(driver_class=TerminalDriver)`. It is not there on Windows.
"""

import asyncio
import os
import selectors
import signal
import threading
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any, Final

from textual import events
from textual.app import App, ScreenError
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from opui.textual import private
from opui.textual.terminal.ending import GONE, end_on_signals
from opui.textual.terminal.outlet import Outlet
from opui.textual.terminal.sequences import TerminalParser
from opui.textual.terminal.terminfo import erases_in_color

READ_BYTES: Final = 4_096
WAIT_SECONDS: Final = 0.1
"""How often to look whether more of a sequence is overdue, or the program ends."""

QUEUED: Final = 256
"""Messages that may wait for the program before it is given more. A person types twenty in a second."""
BEHIND_SECONDS: Final = 0.01
STOPS: Final = 100
"""How often a program in the background stops again. One that no shell looks after can't be stopped that way."""
_STATES: Final = (events.MouseMove, (events.AppFocus, events.AppBlur))
_NO_PIXELS: Final = "\x1b[?1016l"
"""The mouse is told in characters again; Textual leaves it in pixels."""
_EMPTY: Final = "\x1b[m\x1b[H\x1b[2J"
"""Clears the program's screen, drawing plainly, with the cursor in the corner. In tmux, one that has grown would leave
lines of it where the shell goes on."""


class TerminalDriver(LinuxDriver):
    """Textual's driver, for a terminal that may send anything, be taken away for a while, or be gone.

    Args:
        app: The app.
        size: Columns and lines; by default the terminal's.
        arguments: As for any driver.

    Attributes:
        taken: How often the program has taken the terminal: each time nothing is left of what was shown.
        erases_in_color: Whether what the terminal erases has the background that it draws with.
    """

    def __init__(self, app: App[Any], *, size: tuple[int, int] | None = None, **arguments: Any) -> None:
        self._outlet = Outlet()
        super().__init__(app, size=size or self._outlet.size(), **arguments)
        self._program = app
        self._shown = False
        self.taken = 0
        self.erases_in_color = erases_in_color(self._outlet.fileno())
        self._handle_signals()
        end_on_signals(self._end)

    def _end(self, code: int) -> None:
        """End the program in order, so that the terminal is put right."""
        self._program.exit(code, return_code=code)

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the size to draw for. Textual would believe what the environment says."""
        return self._outlet.size()

    # --- Output ---

    @property
    def is_behind(self) -> bool:
        """Tell whether the terminal has not yet taken all that was written."""
        return self._outlet.is_behind

    def when_taken(self, tell: Callable[[], None]) -> None:
        """Have a function called, once, when the terminal has taken all of it."""
        self._outlet.when_taken(tell)

    def write(self, data: str) -> None:
        """Write, without waiting for the terminal. Textual waits for it once thirty writes are due."""
        self._outlet.write(data)

    def flush(self) -> None:
        """Do nothing: nothing is held back."""

    def close(self) -> None:
        """Leave the terminal, once it has taken what was written."""
        self._outlet.finish()

    # --- Suspended and continued ---

    def _handle_signals(self) -> None:
        """Have the loop be told, not, as Textual has it, whatever code a signal comes into."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTSTP, self.suspend_program)
        loop.add_signal_handler(signal.SIGCONT, self._continued)

    def start_application_mode(self) -> None:
        """Take the terminal."""
        self.taken += 1
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's
        private.end_writer(self)
        self._shown = True

    def stop_application_mode(self) -> None:
        """Put the terminal right."""
        self._shown = False
        self.write(_NO_PIXELS + _EMPTY)
        super().stop_application_mode()

    def suspend_program(self, job: bool = False) -> None:
        """Leave the terminal to the shell, and go on once it says so.

        Args:
            job: Whether what was started together with the program stops, too, as it does by Ctrl+Z in a terminal.
        """
        shown = self._shown
        if shown:
            self._program.app_suspend_signal.publish(self._program)
            self.suspend_application_mode()
        stop_process(job)
        self._handle_signals()
        if shown:
            self._resume()
            self.send_message(self.SignalResume())

    def _continued(self) -> None:
        """Something has stopped the program without telling it, and the terminal is as others have left it."""
        if self._shown:
            self._wait_for_foreground()
            self.suspend_application_mode()
            self._resume()

    def _resume(self) -> None:
        self._wait_for_foreground()
        self.resume_application_mode()
        # Nothing is left of what was painted.
        self._program.call_later(partial(self._program.refresh, layout=True))

    def _wait_for_foreground(self) -> None:
        """Stop again while the terminal is somebody else's, as after `bg`."""
        for _ in range(STOPS):
            if not self._is_in_background():
                break
            signal.pthread_kill(threading.get_ident(), signal.SIGTTIN)

    def _is_in_background(self) -> bool:
        try:
            return os.tcgetpgrp(self.fileno) != os.getpgrp()
        except OSError:  # it is not the terminal that the program was started from
            return False

    # --- Input ---

    def run_input_thread(self) -> None:
        """Read what the terminal sends until the program ends, or the terminal does."""
        parser = TerminalParser()
        decode = getincrementaldecoder(self._outlet.encoding)("surrogateescape").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(WAIT_SECONDS):
                    data = self._read()
                    if not data:
                        self._program.call_later(partial(self._end, GONE))
                        return
                    # Nothing is decoded yet of the first bytes of a character, and nothing is the end of all input.
                    if text := decode(data):
                        self._pass_on(parser.feed(text))
                self._pass_on(parser.tick())
                self._wait_for_program()
        self._pass_on(parser.feed(""))

    def _read(self) -> bytes:
        """Return what the terminal has sent; nothing once it has gone away."""
        try:
            return os.read(self.fileno, READ_BYTES)
        except OSError:
            return b""

    def _pass_on(self, messages: Iterable[Message]) -> None:
        size = self._program.size
        for message in latest(messages):
            if placed := on_screen(message, size):
                self.process_message(placed)

    def _wait_for_program(self) -> None:
        """Leave what else there is to the terminal while the program has much to do: it may be told to end."""
        while self._queued() > QUEUED and not self.exit_event.wait(BEHIND_SECONDS):
            pass

    def _queued(self) -> int:
        with suppress(ScreenError):  # there are none while the program begins or ends
            focused = self._program.focused or self._program.screen
            return self._program.message_queue_size + focused.message_queue_size
        return self._program.message_queue_size


def stop_process(job: bool) -> None:
    """Stop this process until it is continued. One that no shell looks after goes on at once.

    Args:
        job: Whether all that was started together with it stops.
    """
    if job:
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        os.kill(0, signal.SIGTSTP)
    signal.signal(signal.SIGCONT, signal.SIG_DFL)
    signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    # To this very thread: it would run on for a moment if another one took the signal.
    signal.pthread_kill(threading.get_ident(), signal.SIGTSTP)


def latest(messages: Iterable[Message]) -> Iterator[Message]:
    """Yield messages; of several in a row that say where the pointer or the window's focus is, the last one."""
    held: Message | None = None
    for message in messages:
        if held is not None and not any(isinstance(held, kind) and isinstance(message, kind) for kind in _STATES):
            yield held
        held = message
    if held is not None:
        yield held


def on_screen(message: Message, size: Size) -> Message | None:
    """Return a message as it is if the mouse is on the screen; beside it there is nothing to point at.

    A button that comes up there still comes up, at the edge: Textual would take the focus from what has it.
    """
    if not isinstance(message, events.MouseEvent):
        return message
    x = min(max(message.screen_x, 0), size.width - 1)
    y = min(max(message.screen_y, 0), size.height - 1)
    if int(message.screen_x) == int(x) and int(message.screen_y) == int(y):
        return message
    if not isinstance(message, events.MouseUp):
        return None
    modifiers = message.shift, message.meta, message.ctrl
    return events.MouseUp(None, x, y, 0, 0, message.button, *modifiers, screen_x=x, screen_y=y)
