"""The life of one guest in a view: its states, and which may follow which.

Everything that asks what a guest is up to asks here; nobody keeps a flag of their own.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final


class State(Enum):
    """What a guest is doing."""

    NEW = "new"
    """Nothing: nobody has asked for it yet."""
    LOADING = "loading"
    """It is being compiled and made."""
    FRAME = "frame"
    """A frame runs, or what it did is being shown, or the next one is due."""
    WAITING = "waiting"
    """It waits for an event or a timer."""
    STOPPED = "stopped"
    """Its call is being interrupted, after which it fails."""
    FAILED = "failed"
    """It broke a rule, trapped or was stopped, and is not called again; its last screen stays."""
    QUIT = "quit"
    """It has ended by itself."""
    CLOSED = "closed"
    """Its view is gone."""

    @property
    def is_end(self) -> bool:
        """Whether none follows."""
        return not _NEXT[self]


_ENDS: Final = frozenset({State.FAILED, State.QUIT, State.CLOSED})
_NEXT: Final[Mapping[State, frozenset[State]]] = MappingProxyType(
    {
        State.NEW: frozenset({State.LOADING, State.FAILED, State.CLOSED}),
        State.LOADING: frozenset({State.FRAME, State.WAITING, State.STOPPED}) | _ENDS,
        State.FRAME: frozenset({State.WAITING, State.STOPPED}) | _ENDS,
        State.WAITING: frozenset({State.FRAME, State.STOPPED}) | _ENDS,
        State.STOPPED: _ENDS,
        State.FAILED: frozenset(),
        State.QUIT: frozenset(),
        State.CLOSED: frozenset(),
    }
)
"""State → those that may follow. Whatever happens to a guest that has ended, it stays ended as it was."""


class Life:
    """The state of one guest.

    Attributes:
        state: The state.
    """

    def __init__(self) -> None:
        self.state = State.NEW

    def become(self, state: State) -> bool:
        """Go on to a state, if it may follow this one; return whether it did."""
        follows = state in _NEXT[self.state]
        if follows:
            self.state = state
        return follows
