"""When what is being handled has happened: a busy program handles what a person did long after they did it.

Knows Textual's messages, no widget.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from textual import events
from textual.message import Message

from opui.textual import private

_HANDLED: Final[dict[asyncio.Task[Any] | None, Message]] = {}
"""Task → what it handles. Not a context variable: tasks that begin meanwhile would keep it for good."""

_ASKED: Final[set[asyncio.Task[Any] | None]] = set()
"""Tasks that do what the guest has asked for."""


@contextmanager
def handling(message: Message) -> Iterator[None]:
    """What happens in this task meanwhile, happened when a person did what the message tells of."""
    task = asyncio.current_task()
    if not isinstance(message, (events.InputEvent, events.Paste)) or task in _HANDLED:
        # What is sent on is as old as what was sent first.
        yield
        return
    _HANDLED[task] = message
    try:
        yield
    finally:
        del _HANDLED[task]


@contextmanager
def by_guest() -> Iterator[None]:
    """What this task does meanwhile, the guest has asked for."""
    task = asyncio.current_task()
    _ASKED.add(task)
    try:
        yield
    finally:
        _ASKED.discard(task)


def is_by_guest() -> bool:
    """Tell whether the guest has asked for what this task does."""
    return asyncio.current_task() in _ASKED


def age() -> float:
    """Return how many milliseconds ago a person did what this task handles; 0 if it handles nothing of the kind."""
    message = _HANDLED.get(asyncio.current_task())
    return 0.0 if message is None else private.age_of(message) * 1000
