"""The program's terminal: Textual's driver, reading bytes that are not trusted.

Any Textual app can use it: `App(driver_class=TerminalDriver)`. It is not there on Windows.
"""

import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any, Final

from textual import events
from textual.app import App, ScreenError
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from opui.textual.app.ending import GONE
from opui.textual.app.sequences import TerminalParser

READ_BYTES: Final = 4_096
WAIT_SECONDS: Final = 0.1
"""How often to look whether more of a sequence is overdue, or the program ends."""

QUEUED: Final = 256
"""Messages that may wait for the program before it is given more. A person types twenty in a second."""
BEHIND_SECONDS: Final = 0.01


class TerminalDriver(LinuxDriver):
    """Textual's driver, for a terminal that may send anything and may go away.

    Args:
        app: The app.
        arguments: As for any driver.
    """

    def __init__(self, app: App[Any], **arguments: Any) -> None:
        super().__init__(app, **arguments)
        self._program = app

    def run_input_thread(self) -> None:
        """Read what the terminal sends until the program ends, or the terminal does."""
        parser = TerminalParser()
        decode = getincrementaldecoder("utf-8")("surrogateescape").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(WAIT_SECONDS):
                    data = self._read()
                    if not data:
                        self._program.call_later(partial(self._program.exit, GONE, return_code=GONE))
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
        for message in latest_moves(messages):
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


def latest_moves(messages: Iterable[Message]) -> Iterator[Message]:
    """Yield messages; of several moves of the mouse in a row the last one, for the pointer is there by now."""
    held: Message | None = None
    for message in messages:
        if held is not None and not isinstance(message, events.MouseMove):
            yield held
        held = message if isinstance(message, events.MouseMove) else None
        if held is None:
            yield message
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
