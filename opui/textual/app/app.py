"""`OpuiApp`: the Textual app that the command line runs, one view with the host's own chrome around it."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widget import Widget

from opui.core import protocol
from opui.core.errors import GuestError, InputError
from opui.core.scrub import scrub_line
from opui.source import App as Source
from opui.source import listed
from opui.textual import private
from opui.textual.app.backoff import Backoff
from opui.textual.app.chrome import AppPanel, FaultPanel, KeyFooter, Panel
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.output.mixin import OutputMixin
from opui.textual.view.focus import give_focus
from opui.textual.view.view import OpuiView

if TYPE_CHECKING:
    # What only a panel asks for is imported where that happens: none of it is needed for the first screen.
    from opui.tools.bundle import CrashReport

INTERRUPTED: Final = 130
"""The exit code of a program that Ctrl+C ended, by a shell's convention."""
HELD_SECONDS: Final = 0.3
"""How long the first screen may take before what there is without it is shown, and that the guest is busy."""
RUNNING_TREE_BYTES: Final = 1 << 17
"""Bytes that a crash bundle holds of a running app's tree: it is listed between two frames, in a few milliseconds."""
SAID_LENGTH: Final = 1000
"""Characters of what a panel says of a bundle: the path of the directory may be a long one."""
COPY_SECONDS: Final = 2.0
"""How soon behind a Ctrl+C that copied another one quits, whatever is selected: a guest can select its inputs' text."""
THEME_SECONDS: Final = 1.0
"""How soon behind a change of the theme another one comes: each has all that is shown styled anew, and flashes."""
THEME_CHARACTERS: Final = 64
"""Characters of a theme's name that are logged where there is no such theme."""

CLOSE_SECONDS: Final = 5.0
"""How soon behind a key that has asked the guest to close the next one quits, whatever the guest has answered: as long
as the notice stands that says so."""

_BY_PEOPLE: Final = (events.InputEvent, events.Paste, events.AppFocus, events.AppBlur)


class OpuiApp(OutputMixin[int]):
    """Runs one app full screen.

    Args:
        source: What `opui.source.load_app` returned.
        seed: The source of the guest's randomness; a random one by default.
        bundles: Where crash bundles go.
        shown: Called once the first screen of the guest is painted, or it has failed before.

    Attributes:
        view: The one view; a restart makes another.
        error: What ended the guest, None while it runs.
    """

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = ""
    # The view lies in a container that no style of the guest reaches; messages and tooltips lie below the chrome.
    # That the guest is busy is said in the line of keys.
    CSS = """
    Screen { layers: app notes host; }
    #app { layer: app; height: 1fr; margin-bottom: 1; }
    BusyMark { visibility: hidden; }
    ToastRack, Tooltip { layer: notes; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", priority=True, show=False),
        Binding("ctrl+c", "copy_or_quit", "Copy or quit", priority=True, show=False),
        Binding("super+c", "copy", "Copy", priority=True, show=False),
        Binding(protocol.SUSPEND_KEY, "suspend", "Suspend", show=False),
        Binding("f12", "panel", "App", priority=True, show=False),
    ]

    def __init__(
        self,
        source: Source,
        seed: int | None = None,
        bundles: Path = Path(),
        shown: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self._source = source
        self._seed = seed
        self._bundles = bundles
        self._shown: Callable[[], None] | None = shown
        self._backoff = Backoff()
        self._busy_since: float | None = None
        self._copied = -COPY_SECONDS
        self._asked = -CLOSE_SECONDS
        self._saving = False
        self._ending = False
        self._theme_asked: str | None = None
        self._theme_rests = False
        self._focus_before: Widget | None = None
        self.title = source.title
        self.error: GuestError | None = None
        self.view = self._new_view()
        self._stage = Container(id="app")
        self._footer = KeyFooter()

    def on_load(self) -> None:
        """Show nothing before the guest's first screen: an empty one would be gone at once."""
        self.hold_output(HELD_SECONDS)

    def exit(self, *arguments: Any, **named: Any) -> None:
        """End the program: what a person still does means nothing any more."""
        self._ending = True
        super().exit(*arguments, **named)

    async def on_event(self, event: events.Event) -> None:
        """Handle an event. Textual does as usual what a key says while the screen is taken down, and fails."""
        if not (self._ending and isinstance(event, _BY_PEOPLE)):
            await super().on_event(event)

    def _new_view(self) -> OpuiView:
        source = self._source
        expected, name = self._expected_size, source.title
        return OpuiView(source.module, limits=source.limits, seed=self._seed, expected=expected, name=name)

    def _expected_size(self) -> tuple[int, int]:
        """Return the size that the view will have: all but the footer's line."""
        return self.size.width, self.size.height - 1

    def compose(self) -> ComposeResult:
        """Yield the view and the footer."""
        with self._stage:
            yield self.view
        yield self._footer

    # --- What the view tells ---

    def on_opui_view_changed(self, message: OpuiView.Changed) -> None:
        """Take over the guest's title and show the keys that work now."""
        self._tell_shown()
        if message.view is self.view and self.error is None:
            self.title = message.view.title or self._source.title
            self._footer.show(message.view.key_bindings())

    def _tell_shown(self) -> None:
        if self._shown is not None:
            self.call_after_refresh(self.release_output)
            self.call_after_refresh(self._shown)
            self._shown = None

    def on_opui_view_busy(self, message: OpuiView.Busy) -> None:
        """Say that the guest computes, or no longer does."""
        if message.view is self.view:
            self._show_busy(message.busy and self.error is None)

    def _show_busy(self, busy: bool) -> None:
        self._busy_since = monotonic() if busy else None
        self._footer.show_busy(busy)

    def on_opui_view_quit(self, message: OpuiView.Quit) -> None:
        """End with the guest's exit code."""
        if message.view is self.view:
            self.exit(message.code, return_code=message.code)

    def on_opui_view_theme_asked(self, message: OpuiView.ThemeAsked) -> None:
        """Take the theme that the guest asks for; of several in a row, the last."""
        if message.view is self.view and self.error is None:
            self._theme_asked = message.theme
            if not self._theme_rests:
                self._take_theme()

    def _take_theme(self) -> None:
        """Take the theme that was asked for last, if one was, and none other for a while."""
        asked, self._theme_asked = self._theme_asked, None
        self._theme_rests = asked is not None
        if asked is None:
            return
        self.set_timer(THEME_SECONDS, self._take_theme)
        if asked in self.available_themes:
            self.theme = asked
        else:
            self.log.warning(f"there is no theme {asked[:THEME_CHARACTERS]!r}")

    async def on_opui_view_failed(self, message: OpuiView.Failed) -> None:
        """Keep the last screen and say on a panel what happened."""
        if message.view is not self.view or not self._stage.is_attached:
            return
        self._tell_shown()
        self.error = message.error
        self.view.disabled = True
        self._show_busy(False)
        self._footer.show([])
        await self.mount(FaultPanel(self._source.title, message.error, self._backoff.failed(monotonic())))

    # --- What the panels ask for ---

    async def on_panel_asked(self, message: Panel.Asked) -> None:
        """Do what a key of a panel means, unless the panel is gone by now."""
        if not message.panel.is_attached:
            return
        match message.request:
            case "restart":
                await self._restart()
            case "bundle":
                self._save_bundle(message.panel)
            case "stop":
                self._stop(message.panel)
            case "close":
                await self.action_panel()
            case "quit":
                # A failed app ends as failed; the command line prints the error.
                self.exit(None if self.error is None else 1, return_code=0 if self.error is None else 1)

    async def _restart(self) -> None:
        """Start the app anew, from the module's beginning; not before the panel for faults would."""
        faults = self.query(FaultPanel)
        if faults and not faults.first().may_restart():
            return
        self._backoff.restarted(monotonic())
        self._asked = -CLOSE_SECONDS
        old, self.view = self.view, self._new_view()
        self.error = None
        self._show_busy(False)
        await self.query(Panel).remove()
        await old.remove()
        self._footer.show([])
        # The person may have quit meanwhile.
        if self._stage.is_attached:
            await self._stage.mount(self.view)

    def _stop(self, panel: Panel) -> None:
        if self.error is None:
            self.view.stop()
        else:
            panel.say("the app was stopped already")

    def _save_bundle(self, panel: Panel) -> None:
        """Begin to save a bundle, if none is being saved. Nobody waits for it: keys go on being handled."""
        if not self._saving:
            self._saving = True
            panel.say("saving…")
            self.run_worker(partial(self._write_bundle, panel))  # type: ignore[arg-type]  # as in the view

    async def _write_bundle(self, panel: Panel) -> None:
        """Write a bundle in a thread, and say on the panel, if it is still there, where it is or what is wrong."""
        from opui.tools.bundle import write_bundle

        try:
            path = await asyncio.to_thread(write_bundle, self._bundles, self.report())
            said = f"saved as {path}; what was typed into the app is in it"
        except InputError as error:
            said = str(error)
        finally:
            self._saving = False
        if panel.is_attached:
            panel.say(scrub_line(said, SAID_LENGTH))

    def report(self) -> "CrashReport":
        """Return what a crash bundle would hold now; of a tree that may yet change, no more than the beginning."""
        from opui.tools.bundle import CrashReport, tree_listing

        session = self.view.session
        if session is None:
            return CrashReport(self._source, self.error, 0, tuple(self.view.batches), "")
        tree = session.tree if session.over else tree_listing(session.tree, RUNNING_TREE_BYTES)
        return CrashReport(self._source, self.error, session.frame, tuple(self.view.batches), tree)

    # --- The host's own panel ---

    async def action_panel(self) -> None:
        """Open the host's own panel, or close it."""
        panels = self.query(AppPanel)
        if not panels:
            self._focus_before = self.focused
            await self.mount(AppPanel(self._source.title, self._facts))
            return
        panel = panels.first()
        if self.focused in (panel, None):
            self._leave_panel()
        await panel.remove()

    def _leave_panel(self) -> None:
        """Give the focus to the panel that says what went wrong, if there is one, or back to what had it before."""
        faults, before = self.query(FaultPanel), self._focus_before
        self.screen.set_focus(faults.first() if faults else None)
        if not faults and before is not None and before.is_attached:
            give_focus(before)

    def _facts(self) -> list[tuple[str, str]]:
        from hashlib import sha256

        source, session = self._source, self.view.session
        module, abi = source.module, source.module.manifest.get("abi")
        raised = {name: value for name, value in source.limits.items() if value != protocol.LIMIT[name]}
        return [
            ("name", f"{source.name} {module.manifest.get('version', '')}".strip()),
            ("module", f"sha256 {sha256(module.data).hexdigest()[:16]}…, {len(module.data):,} bytes"),
            ("ABI", f"{abi[0]}.{abi[1]}" if abi else f"{protocol.ABI_MAJOR}.x (it has no manifest)"),
            ("state", self._state()),
            ("frames", f"{session.frame if session else 0:,}, {self.view.calls:,} calls"),
            ("nodes", f"{len(session.tree.nodes) if session else 0:,}"),
            ("limits", f"{listed(raised)} (opui.toml)" if raised else "none raised"),
        ]

    def _state(self) -> str:
        if self.error is not None:
            return "stopped"
        if self._busy_since is not None:
            return f"busy for {monotonic() - self._busy_since:.1f} s"
        return "running" if self.view.session is not None else "loading"

    # --- Keys ---

    async def action_quit(self) -> None:
        """Quit, once the guest has been asked if it wants to be."""
        if self._may_quit("Ctrl+Q"):
            await super().action_quit()

    def _may_quit(self, key: str) -> bool:
        """Tell whether the app ends now. A guest that wants to hear of it does so first; the next key ends it."""
        now = monotonic()
        if now - self._asked < CLOSE_SECONDS or not self.view.ask_to_close():
            return True
        self._asked = now
        self.notify(f"The app was asked to close. Press {key} again to quit.", timeout=CLOSE_SECONDS, markup=False)
        return False

    def action_suspend(self) -> None:
        """Leave the terminal to the shell for a while. A guest's own binding of the key comes first."""
        if suspend := getattr(private.driver_of(self), "suspend_program", None):
            suspend(job=True)

    def action_copy(self) -> None:
        """Copy what a person has selected, if anything."""
        if text := self._text_to_copy():
            self.copy_to_clipboard(text)

    def action_copy_or_quit(self) -> None:
        """Copy what is selected; with nothing selected, or pressed again at once, quit."""
        now, text = monotonic(), self._text_to_copy()
        if (text or self._selected_by_guest()) and now - self._copied >= COPY_SECONDS:
            self._copied = now
            self.action_copy()
            said = "Copied." if text else "Not copied: the app has selected this, not you."
            self.notify(f"{said} Press Ctrl+C again to quit.", markup=False)
        elif self._may_quit("Ctrl+C"):
            self.exit(INTERRUPTED, return_code=INTERRUPTED)

    def _text_to_copy(self) -> str:
        selected = self.focused.text_to_copy if isinstance(self.focused, NodeWidget) else ""
        return selected or self.screen.get_selected_text() or ""

    def _selected_by_guest(self) -> bool:
        return isinstance(self.focused, NodeWidget) and self.focused.is_selected_by_guest

    def on_key_footer_pressed(self, message: KeyFooter.Pressed) -> None:
        """A key in the footer was clicked."""
        self.view.press_binding(message.node)

    async def on_key(self, event: events.Key) -> None:
        """Give the view the keys when nothing has the focus; a panel takes the focus back."""
        if self.focused is not None:
            return
        if panels := self.query(Panel):
            panels.last().focus()
        elif await self.view.press_key(event):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Give the view what is pasted when nothing has the focus."""
        if self.focused is None and not self.query(Panel):
            self.view.paste(event.text)
