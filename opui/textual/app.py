"""`OpuiApp`: the Textual app that the command line runs, one view with the host's own chrome around it."""

from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from opui.core.errors import GuestError
from opui.source import App as Source
from opui.textual.chrome import FaultPanel, KeyFooter
from opui.textual.view import OpuiView


class OpuiApp(App[int]):
    """Runs one app full screen.

    Args:
        source: What `opui.source.load_app` returned.
        seed: The source of the guest's randomness; a random one by default.

    Attributes:
        error: What ended the guest, None while it runs.
    """

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = ""
    CSS = "Screen { layout: vertical; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "Quit", priority=True, show=False)]

    def __init__(self, source: Source, seed: int | None = None) -> None:
        super().__init__()
        self._source = source
        self._seed = seed
        self.title = source.title
        self.error: GuestError | None = None

    def compose(self) -> ComposeResult:
        """Yield the view and the footer."""
        yield OpuiView(self._source.module, seed=self._seed)
        yield KeyFooter()

    @property
    def view(self) -> OpuiView:
        """The one view."""
        return self.query_one(OpuiView)

    def on_opui_view_changed(self, message: OpuiView.Changed) -> None:
        """Take over the guest's title and show the keys that work now."""
        if self.error is not None:
            return
        self.title = message.view.title or self._source.title
        self.query_one(KeyFooter).show(message.view.key_bindings())

    def on_opui_view_quit(self, message: OpuiView.Quit) -> None:
        """End with the guest's exit code."""
        self.exit(message.code, return_code=message.code)

    async def on_opui_view_failed(self, message: OpuiView.Failed) -> None:
        """Keep the last screen and say on a panel what happened."""
        self.error = message.error
        message.view.disabled = True
        self.query_one(KeyFooter).show([])
        await self.mount(FaultPanel(Content(self.title), message.error))

    async def on_fault_panel_restart(self, message: FaultPanel.Restart) -> None:
        """Start the app anew, from the module's beginning."""
        self.error = None
        await message.panel.remove()
        await self.view.remove()
        await self.mount(OpuiView(self._source.module, seed=self._seed), before=0)

    def on_fault_panel_close(self) -> None:
        """End as failed; the command line prints the error."""
        self.exit(1, return_code=1)

    def on_key_footer_pressed(self, message: KeyFooter.Pressed) -> None:
        """A key in the footer was clicked."""
        self.view.press_binding(message.node)

    def on_key(self, event: events.Key) -> None:
        """Give the view the keys when nothing has the focus."""
        if self.focused is None and self.error is None and self.view.press_key(event):
            event.stop()
            event.prevent_default()
