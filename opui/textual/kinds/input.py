"""The kind `input`: one line of text that a person edits."""

from collections.abc import Iterator

from textual import events
from textual.widgets import Input
from textual.widgets.input import Selection

from opui.core.session.events import VALUE_LENGTH
from opui.core.session.line import in_line
from opui.core.wire.listing import quote
from opui.textual.kinds.adapter import COMMON, Adapter
from opui.textual.kinds.node_widget import NodeWidget


class OpuiInput(Input, NodeWidget):
    """An `input`."""

    DEFAULT_CSS = """
    OpuiInput { width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__(max_length=VALUE_LENGTH, select_on_focus=False)

    async def on_key(self, event: events.Key) -> None:
        """Do as any widget does, but before the input types the key."""
        await NodeWidget.on_key(self, event)
        if "+" in event.key.removeprefix("shift+"):
            # A terminal sends Alt and a letter as ESC and the letter; the input would type the letter.
            event.prevent_default()

    def on_unmount(self) -> None:
        """Be forgotten: the screen keeps each input that it has ever seen until somebody selects text."""
        self.screen.text_selection_started_signal.unsubscribe(self)

    def watch_value(self, value: str) -> None:
        """Report that the value is another."""
        self._report("change", value)

    def take_selection(self, old: NodeWidget) -> None:
        """Select the same text, or put the cursor in the same place."""
        if isinstance(old, OpuiInput):
            self.selection = old.selection

    def on_paste(self, event: events.Paste) -> None:
        """Take what a person pastes, all its lines. Textual would take the first, and nothing that is too long."""
        event.stop()
        event.prevent_default()
        self._put(event.text)

    def action_paste(self) -> None:
        """Paste what was cut or copied in the program."""
        self._put(self.app.clipboard)

    def _put(self, text: str) -> None:
        """Put pasted text in the place of what is selected, as much as fits, and say if that is not all."""
        said = in_line(text)
        room = max(0, (self.max_length or VALUE_LENGTH) - len(self.value) + len(self.selected_text))
        self.replace(said[:room], *self.selection)
        if len(said) > room:
            self.app.notify(
                f"{len(said) - room:,} of {len(said):,} characters pasted do not fit", severity="warning", markup=False
            )

    def action_cut(self) -> None:
        """Cut what is selected. Textual would empty the clipboard if nothing is."""
        if self.selected_text:
            super().action_cut()

    async def action_submit(self) -> None:
        """Report that Enter was pressed."""
        self._report("submit", self.value)


def _set_value(widget: OpuiInput, value: str) -> None:
    at_end = widget.cursor_position >= len(widget.value)
    widget.value = value
    if at_end:
        widget.cursor_position = len(value)


def _set_placeholder(widget: OpuiInput, value: str) -> None:
    widget.placeholder = value


def _set_password(widget: OpuiInput, value: bool) -> None:
    widget.password = value


def _set_max_length(widget: OpuiInput, value: int) -> None:
    widget.max_length = min(value or VALUE_LENGTH, VALUE_LENGTH)


def _select_all(widget: OpuiInput) -> None:
    widget.selection = Selection(0, len(widget.value))


def _shown(widget: OpuiInput) -> Iterator[str]:
    yield f"value={quote(widget.value)}"
    if widget.placeholder:
        yield f"placeholder={quote(widget.placeholder)}"


ADAPTER = Adapter(
    OpuiInput,
    COMMON
    | {
        "value": _set_value,
        "placeholder": _set_placeholder,
        "password": _set_password,
        "max_length": _set_max_length,
    },
    shown=_shown,
    methods={"select_all": _select_all},
    recycled=False,
)
