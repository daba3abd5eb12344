"""What ends a program from outside: signals, and a terminal that has gone away.

The program leaves the terminal as it found it, with the exit code that a shell gives for the signal. By default a
signal ends it where it stands: in raw mode, on the alternate screen, without a cursor. Knows no app.
"""

import asyncio
import signal
from collections.abc import Callable
from typing import Final

NAMES: Final = ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM")
"""A terminal that goes away, and the ways to ask a program to end."""
GONE: Final = 129
"""The exit code of a program whose terminal has gone away: that of SIGHUP, which it need not have got."""
BASE: Final = 128
"""What a shell adds to a signal's number."""


def end_on_signals(end: Callable[[int], object]) -> None:
    """Have the running loop end a program once one of the signals comes.

    Args:
        end: Is told the exit code.
    """
    loop = asyncio.get_running_loop()
    for number in (getattr(signal, name) for name in NAMES if hasattr(signal, name)):
        try:
            loop.add_signal_handler(number, end, BASE + number)
        except (NotImplementedError, RuntimeError):
            # Windows has none of this; nor has a loop that runs in a thread of an embedding program.
            return
