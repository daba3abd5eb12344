"""`Timed`: words with a time behind them that goes on by itself: no guest is called for it, nor told the time of day.

Knows widgets and clocks, no kind.
"""

import time
from typing import Any, Final

from textual.app import App

from opui.core.protocol import ATTRIBUTE_BY_NAME
from opui.textual.kinds.adapter import COMMON, Setter
from opui.textual.kinds.moving import Moving
from opui.textual.kinds.node_widget import NodeWidget

_HOUR: Final = 3_600
_NOTHING: Final = str(ATTRIBUTE_BY_NAME["shows"].default)
_STILL: Final = "opui_still"
"""Where an app keeps that its clocks stand still."""


def stand_still(app: App[Any]) -> None:
    """Let all clocks that an app shows stand still, at the start of the guest and at midnight: for tests."""
    vars(app)[_STILL] = True


class Timed(Moving, NodeWidget):
    """A node's widget that may show a time behind its words."""

    is_adornment = False
    shows: str = _NOTHING
    moment: float = 0.0
    _last = ""

    @property
    def time_shown(self) -> str:
        """The time as it is now; empty if it shows none."""
        if self.shows == _NOTHING:
            return ""
        still = _STILL in vars(self.app)
        if self.shows == "time":
            return "00:00:00" if still else time.strftime("%H:%M:%S")
        now = self.listener.now() if self.listener is not None and not still else 0.0
        gone = now - self.moment if self.shows == "elapsed" else self.moment - now
        return span(gone / 1000)

    def show_words(self) -> None:
        """Show the words of its node, and the time behind them."""
        raise NotImplementedError

    def move(self) -> None:
        """Show the time if that is another one now."""
        if self.time_shown != self._last:
            self._last = self.time_shown
            self.show_words()

    def set_shows(self, value: str) -> None:
        """Show this time, or none, from now on."""
        self.shows = value
        # It may not be mounted yet.
        self.call_later(self._begin)

    def set_moment(self, value: float) -> None:
        """Show the time from or to another moment, in milliseconds since the guest's start."""
        self.moment = value
        self.call_later(self.show_words)

    def _begin(self) -> None:
        if self.shows == _NOTHING or _STILL in vars(self.app):
            self.stop_moving()
        else:
            self.begin_to_move()
        self.show_words()


TIMED: Final[dict[str, Setter]] = COMMON | {"shows": Timed.set_shows, "moment": Timed.set_moment}
"""Attributes of such a widget."""


def span(seconds: float) -> str:
    """Return a span of time in minutes and seconds, and in hours if there are any; what is below 0 is none."""
    whole = max(0, int(seconds))
    minutes = f"{whole % _HOUR // 60:02}:{whole % 60:02}"
    return minutes if whole < _HOUR else f"{whole // _HOUR}:{minutes}"
