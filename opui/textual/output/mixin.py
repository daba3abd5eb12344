"""`OutputMixin`: a Textual app that writes to the terminal only what has changed, and paints at once what is awaited.

It reads and writes by `TerminalDriver`. Where there is none, on Windows or in a browser, all is as Textual does it.
"""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any, ClassVar, Final, Protocol, runtime_checkable

from rich.console import COLOR_SYSTEMS, RenderableType
from textual import events
from textual.app import App, ReturnType
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import Screen

from opui.core import protocol
from opui.textual import private
from opui.textual.output.compositor import LineCompositor
from opui.textual.output.display import Display
from opui.textual.output.pacing import Pace
from opui.textual.output.pens import Palette

TURNS: Final = 6
"""Turns of the loop from when a screen has nothing more to do to its paint. In that time a guest answers what a key has
changed in one widget, and the answer comes to the screen as a change of another one: both are one paint."""
_AWAITED: Final = (events.Key, events.MouseDown, events.MouseUp, events.Paste)
"""What a person does and then watches for an answer. The pointer and the wheel send a flood."""


@runtime_checkable
class KnownTerminal(Protocol):
    """A driver whose terminal shows nothing but what it was told to.

    Attributes:
        taken: How often the program has taken the terminal: each time nothing is left of what was shown.
        erases_in_color: See `opui.textual.output.writer.Writer`.
    """

    taken: int
    erases_in_color: bool

    @property
    def is_behind(self) -> bool:
        """Tell whether the terminal has not yet taken all that was written."""

    def when_taken(self, tell: Callable[[], None]) -> None:
        """Have a function called once the terminal has taken all of it."""

    def write(self, data: str) -> None:
        """Write, without waiting for the terminal."""


class OutputScreen(Screen[object]):
    """A screen that is painted as soon as nothing more is to be done, if its app's pace allows it.

    Args:
        arguments: As for any screen.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        private.use_compositor(self, LineCompositor())
        self._is_due = False

    async def _on_idle(self, event: events.Idle) -> None:
        app = self.app
        if isinstance(app, OutputMixin) and private.is_unpainted(self) and app.pace.may_paint(monotonic()):
            event.prevent_default()
            if not self._is_due:
                self._is_due = True
                self._paint_in(TURNS)

    def _paint_in(self, turns: int) -> None:
        """Paint after so many turns of the loop."""
        if turns:
            asyncio.get_running_loop().call_soon(self._paint_in, turns - 1)
        else:
            self.call_next(self._paint)

    def _paint(self) -> None:
        self._is_due = False
        private.paint(self)


class OutputMixin(App[ReturnType]):
    """A Textual app with this output.

    Attributes:
        pace: When to paint.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding(protocol.REPAINT_KEY, "repaint", "Repaint", show=False)]

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.pace = Pace()
        self._cells: Display | None = None
        self._taken = 0
        self._is_held = False
        self._is_late = False

    def get_driver_class(self) -> type[Driver]:
        """Return what reads and writes the terminal."""
        driver = super().get_driver_class()
        if driver.__name__ != "LinuxDriver":
            return driver
        from opui.textual.terminal.driver import TerminalDriver  # what it is made of is not there on Windows

        return TerminalDriver

    def get_default_screen(self) -> Screen[object]:
        """Return the first screen."""
        return OutputScreen(id="_default")

    async def on_event(self, event: events.Event) -> None:
        """Note what a person waits for an answer to, and that a terminal's new size may have cut what it shows."""
        if isinstance(event, _AWAITED):
            self.pace.answer()
        elif isinstance(event, events.Resize) and self._cells is not None:
            self._cells.forget()
            if self._cells.size == event.size:
                # It was another one for a moment: Textual sees nothing to lay out anew.
                self.call_later(self._show)
        await super().on_event(event)

    def action_repaint(self) -> None:
        """Write the whole screen, whatever something else has written to the terminal."""
        if self._cells is not None:
            self._cells.forget()
            self._show()

    def on_idle(self) -> None:
        """Show what was not shown in the midst of a batch."""
        if self._is_late:
            self._show()

    def hold_output(self, seconds: float) -> None:
        """Show nothing until `release_output`, or for this time: what comes first would be gone at once."""
        self._is_held = True
        self.set_timer(seconds, self.release_output)

    def release_output(self) -> None:
        """Show what is meant, from now on."""
        if self._is_held:
            self._is_held = False
            self._show()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        terminal, drawn = self._terminal(), private.drawn_parts(renderable)
        if terminal is None or drawn is None:
            super()._display(screen, renderable)
            return
        if self._cells is None or self._cells.size != self.size:
            palette = Palette(COLOR_SYSTEMS.get(self.console.color_system or ""))
            self._cells = Display(self.size, palette, terminal.erases_in_color)
            # Textual may draw only what has changed, as if the rest had stayed on the terminal.
            drawn = private.drawn_parts(private.full_update(screen)) or drawn
        self._cells.take(drawn)
        self._show()
        self.post_display_hook()

    def _show(self) -> None:
        """Have the terminal show what is meant; later, in a batch or while it has not taken what was written before."""
        terminal, cells = self._terminal(), self._cells
        self._is_late = private.is_in_batch(self)
        if terminal is None or cells is None or self._is_held or self._is_late:
            return
        if terminal.is_behind:
            terminal.when_taken(self._show)
            return
        if terminal.taken != self._taken:
            self._taken = terminal.taken
            cells.forget()
        if text := cells.update(self._resting_place(), private.has_sync(self)):
            terminal.write(text)
        self.pace.painted(monotonic())

    def _terminal(self) -> KnownTerminal | None:
        """Return the terminal while what is drawn is written there; None if there is none that is known."""
        driver: object = private.driver_of(self)
        return driver if isinstance(driver, KnownTerminal) and private.may_draw(self) else None

    def _resting_place(self) -> tuple[int, int]:
        """Return where the cursor belongs: input methods open their windows there."""
        return self.screen.outer_size.clamp_offset(self.cursor_position)
