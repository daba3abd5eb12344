"""How long a restart has to wait: not at all, until an app fails again right behind its restart."""

from typing import Final

SOON_SECONDS: Final = 10.0
"""An app that fails within this time of a restart would fail again and again."""
LONGEST_SECONDS: Final = 30.0


class Backoff:
    """Counts restarts that did not help. It is told the time, in seconds of any clock."""

    def __init__(self) -> None:
        self._restarted: float | None = None
        self._wait = 0.0

    def restarted(self, now: float) -> None:
        """The app was started anew."""
        self._restarted = now

    def failed(self, now: float) -> float:
        """The app has failed; return the seconds that its next restart must wait: 0, then 1, 2, 4, … up to 30."""
        if self._restarted is None or now - self._restarted >= SOON_SECONDS:
            self._wait = 0.0
        else:
            self._wait = min(LONGEST_SECONDS, max(1.0, 2 * self._wait))
        return self._wait
