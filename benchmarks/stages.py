"""Where the time of an opui frame goes: functions are wrapped from outside, while a measurement lasts."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from inspect import iscoroutinefunction
from typing import Any, Final
from unittest.mock import patch

from textual.screen import Screen

from benchmarks.painting import CLOCK
from opui.core.session import session
from opui.core.tree.tree import Tree
from opui.guest.wasm_guest import WasmGuest
from opui.textual.render.renderer import Renderer

PAINT: Final = "paint"
WRAPPED: Final[tuple[tuple[str, Any, str], ...]] = (
    ("guest", WasmGuest, "frame"),
    ("decode", session, "replay"),
    ("tree", Tree, "commit"),
    ("render", Renderer, "apply"),
    ("render", Renderer, "fill"),
    (PAINT, Screen, "_on_timer_update"),
)
"""(stage, where, name): `decode` has the decoder's calls on the tree in it, `paint` Textual's layout."""
STAGES: Final = tuple(dict.fromkeys(stage for stage, _, _ in WRAPPED))


class Stages:
    """The seconds of each stage since `clear`."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()
        self._calls: Counter[str] = Counter()
        self._begun: dict[str, float] = {}
        self._painted: dict[str, float] = {}

    def clear(self) -> None:
        """Begin anew; nothing must be being done."""
        self._taken.clear()

    @property
    def so_far(self) -> dict[str, float]:
        """The seconds of each stage until now, with what is being done right now."""
        return {stage: self._so_far(stage) for stage in STAGES}

    def _so_far(self, stage: str) -> float:
        taken: float = self._taken[stage]
        if stage in self._begun:
            taken += CLOCK.seconds - self._begun[stage]
        if stage in self._painted:
            # What is painted while a task waits is another stage's.
            taken -= self._so_far(PAINT) - self._painted[stage]
        return taken

    def wrap(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        """Return a function that does the same and has its time added up."""

        def call(*arguments: Any) -> Any:
            with self._timed(stage):
                return function(*arguments)

        async def task(*arguments: Any) -> Any:
            with self._timed(stage, waits=True):
                return await function(*arguments)

        return task if iscoroutinefunction(function) else call

    @contextmanager
    def _timed(self, stage: str, waits: bool = False) -> Iterator[None]:
        """Add up the time; once, where a task begins before another of its stage has ended."""
        self._calls[stage] += 1
        if self._calls[stage] == 1:
            self._begun[stage] = CLOCK.seconds
            if waits:
                self._painted[stage] = self._so_far(PAINT)
        try:
            yield
        finally:
            self._calls[stage] -= 1
            if not self._calls[stage]:
                taken = self._so_far(stage)
                self._painted.pop(stage, None)
                del self._begun[stage]
                self._taken[stage] = taken  # type: ignore[assignment]  # typed for whole numbers


@contextmanager
def staged() -> Iterator[Stages]:
    """Add up the seconds of each stage while this lasts."""
    stages = Stages()
    with ExitStack() as stack:
        for stage, where, name in WRAPPED:
            stack.enter_context(patch.object(where, name, stages.wrap(getattr(where, name), stage)))
        yield stages
