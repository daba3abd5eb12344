"""`Moving`: what moves by itself, by one clock for a whole program, so many a time however many there are.

A timer for each would take most of the program's time where a guest shows hundreds. Knows no kind.
"""

from itertools import islice
from typing import Any, Final, Protocol

from textual.app import App

from opui.textual.removal import GoneAtOnce

MOVES: Final = 10
"""Moves a second."""
AT_ONCE: Final = 32
"""Widgets that move at one time: where there are more, each waits for its turn."""
_PLACE: Final = "opui_moving"
"""Where an app keeps its clock: it ends with the app."""


class Mover(Protocol):
    """What can move by itself."""

    @property
    def is_on_screen(self) -> bool:
        """Whether it is in sight: what is not stands still."""

    def move(self) -> None:
        """Move on by one step."""


def begin_to_move(app: App[Any], mover: Mover) -> None:
    """Have something move from now on, while it is in sight."""
    _clock_of(app).add(mover)


def stop_moving(app: App[Any], mover: Mover) -> None:
    """Have something stand still from now on."""
    clock: _Clock | None = vars(app).get(_PLACE)
    if clock is not None:
        clock.drop(mover)


class Moving(GoneAtOnce):
    """A widget that can move by itself."""

    is_adornment = True
    """Whether nothing is lost where a person wants nothing to move."""

    def move(self) -> None:
        """Move on by one step."""
        self.refresh()

    def begin_to_move(self) -> None:
        """Move from now on, while it is in sight."""
        if not self.is_adornment or self.app.animation_level != "none":
            begin_to_move(self.app, self)

    def stop_moving(self) -> None:
        """Stand still from now on."""
        stop_moving(self.app, self)

    def on_unmount(self) -> None:
        """Move no more."""
        self.stop_moving()


class _Clock:
    """Moves what moves, each in its turn."""

    def __init__(self, app: App[Any]) -> None:
        self._moving: dict[Mover, None] = {}
        self._timer = app.set_interval(1 / MOVES, self._tick, pause=True)

    def add(self, mover: Mover) -> None:
        self._moving[mover] = None
        self._timer.resume()

    def drop(self, mover: Mover) -> None:
        self._moving.pop(mover, None)
        if not self._moving:
            self._timer.pause()

    def _tick(self) -> None:
        for mover in list(islice(self._moving, AT_ONCE)):
            # To the end of those that wait.
            del self._moving[mover]
            self._moving[mover] = None
            if mover.is_on_screen:
                mover.move()


def _clock_of(app: App[Any]) -> _Clock:
    clock: _Clock | None = vars(app).get(_PLACE)
    if clock is None:
        clock = vars(app)[_PLACE] = _Clock(app)
    return clock
