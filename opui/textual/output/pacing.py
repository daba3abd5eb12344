"""When to paint: at once what answers a person, everything else no oftener than a display shows it.

Is told the time, in seconds of any clock; knows no screen.
"""

from typing import Final

PERIOD: Final = 1 / 60
"""Seconds between two paints of what nobody waits for."""
ANSWERS: Final = 2
"""How many paints answer one event: what the widget itself shows, and what the guest makes of it."""


class Pace:
    """Counts what was painted, and what a person has done since."""

    def __init__(self) -> None:
        self._painted = float("-inf")
        self._awaited = 0

    def answer(self) -> None:
        """A person has done something, and watches for what happens."""
        self._awaited = ANSWERS

    def may_paint(self, now: float) -> bool:
        """Tell whether to paint now, rather than at the next turn of the display."""
        return self._awaited > 0 or now - self._painted >= PERIOD

    def painted(self, now: float) -> None:
        """The screen was painted."""
        self._painted = now
        self._awaited = max(0, self._awaited - 1)
