"""The list by Textual's `OptionList`: `python -m benchmarks.peers.option_list ROWS`."""

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList, Static

from benchmarks.peers.shown import header, label


class Rows(App[None]):
    """A line, and the list.

    Args:
        rows: How many rows it has.
    """

    CSS = "Static { height: 1; } OptionList { height: 1fr; max-height: 100%; border: none; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("u", "change", "Change")]

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows
        self._cursor = self._changes = 0

    def compose(self) -> ComposeResult:
        """Yield both."""
        yield Static(self._header, markup=False)
        yield OptionList(*(label(row, 0) for row in range(self._rows)), markup=False)

    def on_mount(self) -> None:
        """Put the cursor on the first row."""
        self.query_one(OptionList).highlighted = 0

    @property
    def _header(self) -> str:
        return header(self._rows, self._cursor, self._changes)

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """Say where the cursor is."""
        self._cursor = message.option_index
        self.query_one(Static).update(self._header)

    def action_change(self) -> None:
        """Change what every tenth row says."""
        self._changes += 1
        rows = self.query_one(OptionList)
        for row in range(0, self._rows, 10):
            rows.replace_option_prompt_at_index(row, label(row, self._changes))
        self.query_one(Static).update(self._header)


if __name__ == "__main__":
    Rows(int(sys.argv[1])).run()
