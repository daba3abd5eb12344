"""What the host draws around a guest: the line of keys, the panel that says what went wrong, and the host's own.

They stand outside the view, on a layer above it; the guest's texts in them are scrubbed, cut and never markup.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from math import ceil
from time import monotonic
from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from opui.core.errors import RULES, GuestError
from opui.core.scrub import scrub_line
from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.textual.removal import GoneAtOnce

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
TITLE_CHARACTERS: Final = 40
SHOWN_KEYS: Final = 128
"""Key bindings that are looked at for the footer: in 400 columns there is no room for more, however short they are."""
UPDATE_SECONDS: Final = 0.25
_BUSY: Final = Content.styled("busy…", "bold $text-warning")
_GAP: Final = Content("  ")


def _line(text: str, length: int) -> str:
    """Return the beginning of a text on one line; what is far behind it is not even scrubbed, or 64 KB would be."""
    return scrub_line(text[: 4 * length], length)


def shown_key(key: str) -> str:
    """Return a key's name as the footer shows it: `^t` for `ctrl+t`, `⏎` for `enter`."""
    *modifiers, last = key.split("+") if key != "+" else [key]
    words = ["^" if modifier == "ctrl" else f"{modifier}+" for modifier in modifiers]
    # A key may be any character: a mark needs something to stand on, or it would stand on what is before it.
    mark = "◌" if last and Content(last).cell_length == 0 else ""
    return "".join((*words, mark, _SHORT.get(last, last)))


def _key(key: str, does: str) -> Content:
    return Content.assemble((key, "bold $footer-key-foreground"), f" {does}".rstrip())


def _fitting(key: str, does: str, room: int) -> Content | None:
    """Return a key and what it does, cut to so many cells; None if even the key has no room."""
    whole = _key(key, does)
    if whole.cell_length <= room:
        return whole
    alone = _key(key, "")
    left = room - alone.cell_length - 2
    # Behind a blank and before the ellipsis, a character has room, which may be a wide one.
    cut = _key(key, Content(does).truncate(left).plain.rstrip() + "…") if left >= 2 else alone
    return cut if cut.cell_length <= room else None


_PANEL: Final = _key("f12", "app")
_QUIT: Final = _key("^q", "quit")


class KeyFooter(Widget):
    """One line with the key bindings that work now, and the host's own keys at its end. Each can be clicked."""

    DEFAULT_CSS = """
    KeyFooter {
        layer: host; dock: bottom; height: 1; width: 1fr; padding: 0 1;
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
        self._busy = False

    def show(self, bindings: Iterable[Node]) -> None:
        """Show these key bindings, those that are not hidden; no more are taken than could have room."""
        shown = islice((node for node in bindings if not node.attributes.get("hidden")), SHOWN_KEYS)
        keys = [(node, node.attributes["key"], node.text[: 4 * DESCRIPTION_CHARACTERS]) for node in shown]
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def show_busy(self, busy: bool) -> None:
        """Say that the guest computes, or no longer does."""
        if busy != self._busy:
            self._busy = busy
            self.refresh()

    def render(self) -> Content:
        """Return the line: keys from the left, as many as fit, the host's at the right."""
        width = self.content_size.width
        left = [Content("").join((part, _GAP)) for _, part in self._parts()]
        right = self._host_parts()
        space = width - sum(part.cell_length for part in (*left, *right))
        return Content("").join((*left, Content(" " * max(0, space)), *right)).truncate(width)

    def _parts(self) -> Iterator[tuple[Node, Content]]:
        """Yield the key bindings that the host's keys leave room for, and what is shown of each."""
        room = self.content_size.width - sum(part.cell_length for part in self._host_parts())
        for node, key, text in self._keys:
            part = _fitting(shown_key(key), scrub_line(text, DESCRIPTION_CHARACTERS), room - _GAP.cell_length)
            if part is None:
                break
            room -= part.cell_length + _GAP.cell_length
            yield node, part

    def _host_parts(self) -> list[Content]:
        """Return what stands at the right, as much of it as the line has room for, whatever the guest binds."""
        busy = [_BUSY, _GAP] if self._busy else []
        ways = ([*busy, _PANEL, _GAP, _QUIT], [_PANEL, _GAP, _QUIT], [_QUIT])
        fitting = (way for way in ways if sum(part.cell_length for part in way) <= self.content_size.width)
        return next(fitting, ways[-1])

    def on_click(self, event: events.Click) -> None:
        """Do what the key that was clicked does."""
        x = event.x - self.gutter.left
        end = self.content_size.width
        for part in reversed(self._host_parts()):
            start = end - part.cell_length
            if start <= x < end and part in _HOST_ACTIONS:
                self.app.call_later(self.app.run_action, _HOST_ACTIONS[part])
            end = start
        start = 0
        for node, part in self._parts():
            if start <= x < start + part.cell_length:
                self.post_message(self.Pressed(node))
            start += part.cell_length + _GAP.cell_length


_HOST_ACTIONS: Final = {_PANEL: "app.panel", _QUIT: "app.quit"}


class Panel(VerticalScroll, GoneAtOnce):
    """A panel of the host's own over the app: lines of text that scroll, and the keys in its lower border.

    It keeps the focus and takes all keys: none reaches the guest.
    """

    DEFAULT_CSS = """
    Panel {
        layer: host; height: auto; max-height: 50%; width: 100%; padding: 0 1;
        background: $surface; border: round $primary; border-title-color: $text-primary;
        border-subtitle-align: left; border-subtitle-color: $foreground;
    }
    Panel > Static { width: 1fr; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "ask('restart')"),
        Binding("b", "ask('bundle')"),
        Binding("q", "ask('quit')"),
        Binding("tab,shift+tab", "stay"),
    ]

    class Asked(Message):
        """The person wants something: `restart`, `bundle`, `quit`, `stop` or `close`."""

        def __init__(self, panel: "Panel", request: str) -> None:
            super().__init__()
            self.panel = panel
            self.request = request

    def __init__(self, title: str) -> None:
        super().__init__()
        self._note = ""
        self.border_title = Content(title)
        self._show_keys()

    def compose(self) -> ComposeResult:
        """Yield the text."""
        yield Static(self._content(), markup=False)

    def on_mount(self) -> None:
        """Take the focus, so that the keys work."""
        self.focus()

    def say(self, note: str) -> None:
        """Show a line of the host's below the text, in place of the one before."""
        self._note = note
        self.update_text()
        self.scroll_end(animate=False)

    def update_text(self) -> None:
        """Show the text as it is now."""
        for static in self.query(Static):
            static.update(self._content())

    def action_ask(self, request: str) -> None:
        """Tell the app around what the person wants."""
        self.post_message(self.Asked(self, request))

    def action_stay(self) -> None:
        """Do nothing: the focus does not leave the panel by keys."""

    def _content(self) -> Content:
        parts = [self.text()]
        if self._note:
            parts.append(Content.styled(self._note, "bold"))
        return Content("\n").join(parts)

    def _show_keys(self) -> None:
        self.border_subtitle = _GAP.join([_key(key, does) for key, does in self.keys()])

    def text(self) -> Content:
        """Return what the panel says."""
        raise NotImplementedError

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys and what they do."""
        raise NotImplementedError


def app_name(title: str) -> str:
    """Return the app's name as the host shows it: in quotes that the name can't close."""
    return f"App {quote(_line(title, TITLE_CHARACTERS))}"


class FaultPanel(Panel):
    """Says that the guest was stopped and why, over its last screen.

    Args:
        title: The app's title, by its source's account, not the guest's.
        error: What ended the guest.
        wait: Seconds before it may be restarted; a restart asked for earlier is remembered.
    """

    DEFAULT_CSS = """
    FaultPanel { dock: bottom; margin: 0 0 1 0; border: round $error; border-title-color: $text-error; }
    """

    def __init__(self, title: str, error: GuestError, wait: float = 0.0) -> None:
        self._error = error
        self._end = monotonic() + wait
        self._wanted = False
        super().__init__(f"{app_name(title)} was stopped")

    @property
    def _wait(self) -> int:
        return max(0, ceil(self._end - monotonic()))

    def on_mount(self) -> None:
        """Count the seconds down, if there are any."""
        if self._wait:
            self._countdown = self.set_interval(UPDATE_SECONDS, self._count)

    def _count(self) -> None:
        self._show_keys()
        if not self._wait:
            self._countdown.stop()
            if self._wanted:
                self.action_ask("restart")

    def may_restart(self) -> bool:
        """Tell whether the app may be restarted now; if not, a restart is asked for when it may."""
        self._wanted = bool(self._wait)
        self._show_keys()
        return not self._wanted

    def text(self) -> Content:
        """Return the cause, where it was, and what the rule means."""
        error = self._error
        place = [Content(_line(error.place, DETAIL_CHARACTERS))] if error.place else []
        cause = Content.styled(_line(f"{error.rule}: {error.detail}", DETAIL_CHARACTERS), "bold")
        return Content("\n").join((*place, cause, Content.styled(RULES[error.rule], "dim")))

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys; while a restart has to wait, how long."""
        wait = f" in {self._wait} s" if self._wait else ""
        restart = f"restarts{wait}" if self._wanted else f"restart{wait}"
        return [("r", restart), ("b", "save a crash bundle"), ("q", "quit")]


class AppPanel(Panel):
    """The host's own panel: what runs in the view, how it is, and the keys to end it.

    Args:
        title: The app's title, by its source's account.
        facts: Asked several times a second for what to show: names and values.
    """

    DEFAULT_CSS = "AppPanel { dock: top; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("s", "ask('stop')"), Binding("escape", "ask('close')")]

    def __init__(self, title: str, facts: Callable[[], list[tuple[str, str]]]) -> None:
        self._facts = facts
        super().__init__(app_name(title))

    def on_mount(self) -> None:
        """Keep what is shown up to date."""
        self.set_interval(UPDATE_SECONDS, self.update_text)

    def text(self) -> Content:
        """Return the facts, a line each."""
        facts = self._facts()
        width = max(len(name) for name, _ in facts) + 2
        return Content("\n").join(Content.assemble((name.ljust(width), "dim"), value) for name, value in facts)

    def keys(self) -> list[tuple[str, str]]:
        """Return the keys."""
        return [("s", "stop the app"), ("r", "restart"), ("b", "bundle"), ("q", "quit"), ("f12", "close")]
