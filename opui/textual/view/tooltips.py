"""A guest's tooltips, shown inside its own view.

Textual's lie over the whole screen: a guest's would cover what other guests and the program around it show.
"""

from functools import partial
from typing import Final

from textual import events
from textual.content import Content
from textual.geometry import Offset, Region, clamp
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static, Tooltip

from opui.textual import private
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.removal import GoneAtOnce

WIDTH: Final = 40
"""Columns of a tooltip at most."""


class GuestTooltip(Static, GoneAtOnce):
    """What a guest says of the thing under the pointer, beside that."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    GuestTooltip { layer: notifications; display: none; padding: 0 1; background: $panel; color: $foreground; }
    """

    def __init__(self, view: Widget) -> None:
        super().__init__(markup=False)
        self._view = view
        self._timer: Timer | None = None
        self._shown: tuple[Widget, object] | None = None

    def pointed(self, event: events.MouseMove) -> None:
        """Note that the pointer has moved over something in the view: once it rests there, its tooltip is shown."""
        self.display = False
        if self._timer is not None:
            self._timer.stop()
        if _holder(event.widget, self._view) is not None and self.screen.query(Tooltip):
            # Else Textual would show the same, over whatever is there.
            private.keep_tooltip_back(self.screen)
            pointer = event.screen_offset
            self._timer = self.set_timer(self.app.TOOLTIP_DELAY, partial(self._show, event.widget, pointer))

    def _show(self, widget: Widget | None, pointer: Offset) -> None:
        holder = _holder(widget, self._view)
        if holder is None or self.app.mouse_position != pointer:
            return
        content = holder.tooltip if isinstance(holder.tooltip, Content) else Content(str(holder.tooltip))
        place = _place(content, pointer, self._view.content_region)
        if place is not None:
            self.styles.width, self.styles.height = place.size
            self.styles.offset = place.offset
            self.update(content)
            self.display = True
            self._shown = holder, holder.tooltip

    def follow(self) -> None:
        """Go when what it belongs to has gone, or says something else now."""
        if self._shown is not None and self.display:
            holder, said = self._shown
            self.display = _holder(holder, self._view) is holder and holder.tooltip is said


def _holder(widget: Widget | None, view: Widget) -> NodeWidget | None:
    """Return the nearest widget with a tooltip, from `widget` upwards, if it is one of the view's guest."""
    if widget is None or not widget.is_attached or private.is_leaving(widget):
        return None
    ancestors = (each for each in widget.ancestors_with_self if isinstance(each, Widget))
    holder = next((each for each in ancestors if each.tooltip is not None), None)
    return holder if isinstance(holder, NodeWidget) and view in holder.ancestors else None


def _place(content: Content, pointer: Offset, area: Region) -> Region | None:
    """Return where in an area a tooltip lies: below the pointer, or above it for want of room; None for nowhere."""
    room = min(WIDTH, area.width) - 2
    above, below = pointer.y - area.y, area.bottom - pointer.y - 1
    if room < 1 or max(above, below) < 1:
        return None
    lines = content.wrap(room)
    width = max(line.cell_length for line in lines) + 2
    height = min(len(lines), max(above, below))
    x = clamp(pointer.x - area.x - width // 2, 0, area.width - width)
    return Region(x, above + 1 if height <= below else above - height, width, height)
