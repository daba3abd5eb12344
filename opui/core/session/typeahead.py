"""Type-ahead: a person types the beginning of what the cursor is to go to. Knows texts and times, not nodes."""

from collections.abc import Callable
from math import inf
from typing import Final

PAUSE: Final = 1_000.0
"""Milliseconds after which a character begins anew."""
LONGEST: Final = 64
"""Characters that are looked for at most, the last ones typed."""
TEXTS: Final = 20_000
"""Texts that are looked at for one character, from the cursor on: about a thirtieth of a second."""
_LOOKED_AT: Final = 4 * LONGEST
"""Characters of a text that are looked at: what is longer is no label."""


class TypeAhead:
    """What has been typed so far."""

    def __init__(self) -> None:
        self._typed = ""
        self._last = -inf

    def place(self, count: int, text: Callable[[int], str], at: int, character: str, now: float) -> int:
        """Return the place of the text that begins with what has been typed, whatever its case; -1: none does.

        The first character looks behind the cursor, and around the end; so does the same one typed again. Others that
        come soon after are added to it, and the cursor stays if its text begins with them all.

        Args:
            count: How many texts there are.
            text: Place → the text there.
            at: Where the cursor is among them, -1 if it is on none.
            character: What is typed now.
            now: The time, in milliseconds.
        """
        if now - self._last > PAUSE:
            self._typed = ""
        self._last = now
        self._typed = (self._typed + character.casefold())[-LONGEST:]
        again = set(self._typed) == {self._typed[0]}
        wanted = self._typed[0] if again else self._typed
        start = at + 1 if again else max(at, 0)
        around = ((start + step) % count for step in range(min(count, TEXTS)))
        return next((place for place in around if _begins(text(place), wanted)), -1)


def _begins(text: str, wanted: str) -> bool:
    return text[:_LOOKED_AT].lstrip().casefold().startswith(wanted)
