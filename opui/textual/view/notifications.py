"""A guest's notifications: the message that tells of one, and the boxes in its own view that show the newest.

Textual's toasts lie over the whole screen: a guest with one small view could cover what the program around it shows.
"""

from functools import partial
from typing import Final, NamedTuple

from textual import events
from textual.containers import VerticalGroup
from textual.content import Content
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.widget import Widget
from textual.widgets import Static

from opui.core.scrub import scrub_line
from opui.textual.removal import GoneAtOnce

SHOWN: Final = 3
"""Notifications that a view shows at a time, the newest ones."""
NAME_CHARACTERS: Final = 40


class Notified(Message, namespace="opui_view"):
    """The guest wants something to be shown for a few seconds.

    Attributes:
        view: The guest's view.
        text: What it says, of at most `kinds.adapter.MESSAGE`. It is never markup.
        severity: `information`, `warning` or `error`.
        name: The guest's name for it: it takes the place of the last one of this name. Empty: it has none.
        seconds: How long it is to be shown; None: as long as the program around shows its own.
    """

    def __init__(
        self, view: Widget, text: str, severity: SeverityLevel, name: str = "", seconds: float | None = None
    ) -> None:
        super().__init__()
        self.view = view
        self.text = text
        self.severity = severity
        self.name = name
        self.seconds = seconds

    @property
    def control(self) -> Widget:
        """The view, by which Textual's `on` selects."""
        return self.view


class _Notification(NamedTuple):
    number: int
    text: str
    severity: SeverityLevel
    name: str


class NotificationBox(Static, GoneAtOnce):
    """Shows one notification. A click dismisses it, and reaches nothing else."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    NotificationBox {
        width: 100%; height: auto; max-height: 8; padding: 0 1; display: none;
        background: $panel-lighten-1; color: $foreground; border-left: outer $success;
    }
    NotificationBox.-warning { border-left: outer $warning; }
    NotificationBox.-error { border-left: outer $error; }
    """


class NotificationStack(VerticalGroup, GoneAtOnce):
    """The newest notifications of one guest, the last one on top, in a corner of its view and at most half as high.

    Args:
        name: Who the person is told they come from.
    """

    DEFAULT_CSS = """
    NotificationStack {
        layer: notifications; dock: right; width: 40; max-width: 100%; max-height: 50%; min-height: 1;
        overflow: hidden hidden; display: none;
    }
    """

    def __init__(self, name: str) -> None:
        self._boxes = [NotificationBox(markup=False) for _ in range(SHOWN)]
        super().__init__(*self._boxes)
        self._from = scrub_line(name[: 4 * NAME_CHARACTERS], NAME_CHARACTERS)
        self._count = 0
        self._shown: list[_Notification] = []

    def add(self, said: Notified) -> None:
        """Show a notification: on top, or in the place of that of its name."""
        self._count += 1
        notification = _Notification(self._count, said.text, said.severity, said.name)
        names = [each.name for each in self._shown]
        if said.name and said.name in names:
            place = names.index(said.name)
            self._show([*self._shown[:place], notification, *self._shown[place + 1 :]])
        else:
            self._show([notification, *self._shown][:SHOWN])
        seconds = self.app.NOTIFICATION_TIMEOUT if said.seconds is None else said.seconds
        self.set_timer(seconds, partial(self._dismiss, notification))

    def on_click(self, event: events.Click) -> None:
        """Dismiss what was clicked."""
        event.stop()
        if event.widget in self._boxes:
            self._dismiss(self._shown[self._boxes.index(event.widget)])

    def _dismiss(self, notification: _Notification) -> None:
        if notification in self._shown:
            self._show([each for each in self._shown if each is not notification])

    def _show(self, notifications: list[_Notification]) -> None:
        self._shown = notifications
        self.display = bool(notifications)
        for box in self._boxes[len(notifications) :]:
            box.display = False
        for box, (_, text, severity, _) in zip(self._boxes, notifications, strict=False):
            box.set_classes(f"-{severity}")
            box.update(Content.assemble((f"{self._from}: ", "bold"), text))
            box.display = True
