"""What a person has done to a text, so that it can be taken back although a guest has changed the text since.

Both are kept in the order in which they were done. To take back an edit means to take it past all that came after it;
that then reads as if the edit had never been made.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from opui.core import protocol
from opui.core.splice import Splice, joined, past

ENTRIES: Final = 4096
"""Splices that are kept of one text."""
CHARACTERS: Final = 4 * protocol.EDITED_TEXT
"""Characters that these may have, together."""

Do = Callable[[Splice], Splice]
"""Does a splice, and returns it with what it takes out."""


class _Entry(NamedTuple):
    """A splice that was done.

    Attributes:
        splice: The splice, with what it took out.
        own: Whether the person did it.
        goes_on: Whether it is taken back together with the one before it.
    """

    splice: Splice
    own: bool
    goes_on: bool = False


class _Log:
    """Splices, the last of which can be taken back."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._characters = 0

    def clear(self) -> None:
        """Forget all."""
        self._entries, self._characters = [], 0

    def add(self, entry: _Entry) -> None:
        """Add one; the oldest are forgotten where there are too many."""
        if not entry.own and not self._entries:
            return  # nothing has to be taken past it
        last = self._entries[-1] if self._entries else None
        splice = entry.splice
        if last is not None and last.own and entry.own and entry.goes_on and splice.start == splice.end:
            both = joined(last.splice, splice)
            if both is not None:
                self._entries[-1] = last._replace(splice=both)
                self._characters += len(splice.text)
                return
        self._entries.append(entry)
        self._characters += _size(entry)
        while self._entries and (len(self._entries) > ENTRIES or self._characters > CHARACTERS):
            # Many at once: to take out the first of a list takes as long as the list is.
            gone = self._entries[: ENTRIES // 8]
            del self._entries[: ENTRIES // 8]
            self._characters -= sum(map(_size, gone))

    def take_back(self, do: Do) -> list[Splice]:
        """Take back the person's last edit, and what belongs to it; return what was done for that."""
        done: list[Splice] = []
        goes_on = True
        while goes_on and (place := self._last_own()) is not None:
            goes_on = self._entries[place].goes_on
            done.append(do(self._without(place)))
        return done

    def _last_own(self) -> int | None:
        places = range(len(self._entries) - 1, -1, -1)
        return next((place for place in places if self._entries[place].own), None)

    def _without(self, place: int) -> Splice:
        """Forget an entry with nothing but a guest's behind it; return what takes it back in the text there is now."""
        behind = [entry.splice for entry in self._entries[place + 1 :]]
        back, rest = past(self._entries[place].splice.inverse(), behind)
        self._characters -= sum(map(_size, self._entries[place:]))
        self._entries[place:] = [_Entry(splice, own=False) for splice in rest]
        self._characters += sum(map(_size, self._entries[place:]))
        return back


class History:
    """What can be taken back of one text, and what of that can be done again."""

    def __init__(self) -> None:
        self._done = _Log()
        self._undone = _Log()

    def add(self, splice: Splice, goes_on: bool) -> None:
        """Add what the person has done; `goes_on`: it is taken back together with what was done before."""
        self._done.add(_Entry(splice, own=True, goes_on=goes_on))
        self._undone.clear()

    def add_others(self, splice: Splice) -> None:
        """Add what the guest has done, which is not taken back."""
        for log in (self._done, self._undone):
            log.add(_Entry(splice, own=False))

    def undo(self, do: Do) -> None:
        """Take back the last edit."""
        self._over(self._done, self._undone, do)

    def redo(self, do: Do) -> None:
        """Do again what was taken back last."""
        self._over(self._undone, self._done, do)

    @staticmethod
    def _over(log: _Log, other: _Log, do: Do) -> None:
        for number, splice in enumerate(log.take_back(do)):
            other.add(_Entry(splice, own=True, goes_on=number > 0))


def _size(entry: _Entry) -> int:
    return len(entry.splice.text) + len(entry.splice.removed)
