"""The watch over what laying out and painting one guest's view costs, and over what goes wrong in it. Knows no kind.

What a frame may ask for is bounded, but these bounds are estimates: what gets through all the same is stopped here.
Textual has no way to give up a layout. So a view that is given up lays out and paints nothing, which soon ends.
"""

import asyncio
import gc
from collections.abc import Callable
from time import thread_time
from typing import Final, TypeVar

from opui.textual.kinds.bars import Rest

GAP_SECONDS: Final = 0.05
"""What the compositor does between two widgets of a view counts as the view's; what takes longer is somebody else's."""
EACH: Final = 16
"""How many calls within another pass between two looks at the clock, which takes a good part of a microsecond."""
T = TypeVar("T")


class _Collections:
    """The processor time that garbage collections have taken: it grows with all that the program keeps, seen or not."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._began = 0.0

    def note(self, phase: str, _: object) -> None:
        """Note that a collection begins or ends."""
        if phase == "start":
            self._began = thread_time()
        else:
            self.seconds += thread_time() - self._began


_COLLECTIONS: Final = _Collections()
gc.callbacks.append(_COLLECTIONS.note)


class LayoutWatch:
    """Adds up the processor time that a view takes in one turn of the event loop, and gives it up at a bound.

    Args:
        seconds: The bound.
        late: Makes the error that says that it was passed.
        tell: Called with that error and with any exception of a widget, perhaps in the middle of a layout.

    Attributes:
        over: Whether the view has been given up.
        rest: Whether its layouts have come to rest.
    """

    def __init__(self, seconds: float, late: Callable[[], Exception], tell: Callable[[Exception], None]) -> None:
        self._seconds = seconds
        self._late = late
        self._tell = tell
        self.over = False
        self.rest = Rest()
        self._spent = 0.0
        self._looked: float | None = None
        self._depth = 0
        self._calls = 0

    @property
    def has_time(self) -> bool:
        """Whether less than half of the bound was spent in this turn: else what can wait is left to the next."""
        return self._spent < self._seconds / 2

    def run(self, nothing: Callable[[], T], work: Callable[..., T], *arguments: object) -> T:
        """Do a piece of work of a widget, perhaps within another, and return what comes of it.

        It comes to `nothing` if the view has been given up, or is now, by an exception of the work.
        """
        if not self.begin():
            return nothing()
        try:
            return work(*arguments)
        except Exception as error:
            self.give_up(error)
            return nothing()
        finally:
            self.end()

    def begin(self) -> bool:
        """Begin a piece of work, perhaps within another; return whether it is to be done, and `end` called."""
        if self.over:
            return False
        self._depth += 1
        if self._depth == 1:
            self._look(GAP_SECONDS)
        else:
            self._calls += 1
            if self._calls % EACH == 0:
                self._look()
        return True

    def end(self) -> None:
        """End a piece of work."""
        self._depth -= 1
        if self._depth == 0:
            self._look()

    def give_up(self, error: Exception) -> None:
        """Give the view up: it can't be laid out or painted."""
        self.over = True
        self.tell(error)

    def tell(self, error: Exception) -> None:
        """Tell that something has gone wrong in a widget of the view."""
        self._tell(error)

    def _look(self, most: float = float("inf")) -> None:
        now = thread_time() - _COLLECTIONS.seconds
        if self._looked is None:
            asyncio.get_running_loop().call_soon(self._rest)
        else:
            self._spent += min(now - self._looked, most)
        self._looked = now
        if self._spent > self._seconds and not self.over:
            self.give_up(self._late())

    def _rest(self) -> None:
        """Begin to count anew: another turn of the loop has come."""
        self._spent = 0.0
        self._looked = None
