"""What the host draws around a guest: the line of keys, and the panel that says what went wrong."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from opui.core.errors import RULES, GuestError
from opui.core.node import Node
from opui.core.scrub import scrub_line

_SHORT: Final = {
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "delete": "del",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "enter": "⏎",
}
DETAIL_CHARACTERS: Final = 600
DESCRIPTION_CHARACTERS: Final = 60
_QUIT: Final = Content.assemble(("^q", "bold $footer-key-foreground"), " quit")


def shown_key(key: str) -> str:
    """Return a key's name as the footer shows it: `^t` for `ctrl+t`, `⏎` for `enter`."""
    *modifiers, last = key.split("+") if key != "+" else [key]
    words = ["^" if modifier == "ctrl" else f"{modifier}+" for modifier in modifiers]
    return "".join((*words, _SHORT.get(last, last)))


class KeyFooter(Widget):
    """One line with the key bindings that work now, and the host's own key at its end. Each can be clicked."""

    DEFAULT_CSS = """
    KeyFooter {
        dock: bottom; height: 1; width: 1fr; padding: 0 1;
        background: $footer-background; color: $footer-foreground;
    }
    """

    class Pressed(Message):
        """A key binding was clicked."""

        def __init__(self, node: Node) -> None:
            super().__init__()
            self.node = node

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[tuple[Node, str, str]] = []

    def show(self, bindings: Iterable[Node]) -> None:
        """Show these key bindings, those that are not hidden."""
        keys = [
            (node, shown_key(node.attributes["key"]), scrub_line(node.text, DESCRIPTION_CHARACTERS))
            for node in bindings
            if not node.get("hidden")
        ]
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> Content:
        """Return the line: keys from the left, as many as fit, the host's quit key at the right."""
        parts = [part for _, part in self._parts()]
        space = self.content_size.width - sum(part.cell_length for part in parts) - _QUIT.cell_length
        return Content("").join((*parts, Content(" " * max(0, space)), _QUIT))

    def _parts(self) -> Iterator[tuple[Node, Content]]:
        """Yield the key bindings that there is room for, and what is shown of each."""
        room = self.content_size.width - _QUIT.cell_length
        for node, key, description in self._keys:
            part = Content.assemble((key, "bold $footer-key-foreground"), f" {description}".rstrip(), "  ")
            room -= part.cell_length
            if room < 0:
                break
            yield node, part

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        x = event.x - self.gutter.left
        if x >= self.content_size.width - _QUIT.cell_length:
            self.app.call_later(self.app.action_quit)
        start = 0
        for node, part in self._parts():
            if start <= x < start + part.cell_length - 2:
                self.post_message(self.Pressed(node))
            start += part.cell_length


class FaultPanel(Vertical, can_focus=True):
    """Says that the guest was stopped and why, over its last screen."""

    DEFAULT_CSS = """
    FaultPanel {
        dock: bottom; height: auto; max-height: 50%; width: 100%; padding: 0 1; margin: 0 0 1 0;
        border: round $error; border-title-color: $text-error; background: $surface; overflow-y: auto;
    }
    FaultPanel .keys { color: $text-muted; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("r", "restart"), Binding("q,escape", "close")]

    class Restart(Message):
        """The person wants the app started anew."""

        def __init__(self, panel: "FaultPanel") -> None:
            super().__init__()
            self.panel = panel

    class Close(Message):
        """The person has seen enough."""

    def __init__(self, title: Content, error: GuestError) -> None:
        super().__init__()
        self._error = error
        self.border_title = Content.assemble(title, " was stopped")

    def compose(self) -> ComposeResult:
        """Yield the cause, what it means, and the keys."""
        yield Static(Content(scrub_line(str(self._error), DETAIL_CHARACTERS)), markup=False)
        yield Static(Content(RULES[self._error.rule]), markup=False, classes="keys")
        yield Static(Content("r restart   q quit"), markup=False, classes="keys")

    def on_mount(self) -> None:
        """Take the focus, so that the keys work."""
        self.focus()

    def action_restart(self) -> None:
        """Ask for a new instance."""
        self.post_message(self.Restart(self))

    def action_close(self) -> None:
        """Ask for the end."""
        self.post_message(self.Close())
