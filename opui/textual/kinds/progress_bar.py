"""The kind `progress_bar`: how far something has come."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.widgets import ProgressBar

from opui.textual.kinds.adapter import COMMON, Adapter
from opui.textual.kinds.moving import Moving
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.private import Bar, PercentageStatus
from opui.textual.removal import GoneAtOnce


class OpuiBar(Bar, Moving):
    """The bar itself."""

    def watch_percentage(self, percentage: float | None) -> None:
        """Move as long as nobody knows how far it has come. Textual has a timer for each bar."""
        if percentage is None:
            self.begin_to_move()
        else:
            self.stop_moving()


class OpuiPercentage(PercentageStatus, GoneAtOnce):
    """How far it has come in words."""


class OpuiProgressBar(ProgressBar, NodeWidget):
    """A `progress_bar`."""

    DEFAULT_CSS = """
    OpuiProgressBar { width: 1fr; height: 1; }
    OpuiProgressBar > Bar { width: 1fr; }
    """

    def __init__(self) -> None:
        # No time of arrival: screens would differ from one run to the next, and a guest can say it better.
        super().__init__(total=100.0, show_eta=False)

    def compose(self) -> ComposeResult:
        """Yield the bar and its percentage, as Textual does, but of classes that leave as nodes' widgets do."""
        yield OpuiBar(id="bar").data_bind(ProgressBar.percentage, ProgressBar.gradient)
        yield OpuiPercentage(id="percentage").data_bind(ProgressBar.percentage)


def _set_progress(widget: OpuiProgressBar, value: float) -> None:
    widget.progress = value


def _set_total(widget: OpuiProgressBar, value: float) -> None:
    widget.total = value or None


def _shown(widget: OpuiProgressBar) -> Iterator[str]:
    yield f"{widget.percentage:.0%}" if widget.percentage is not None else "going on"


ADAPTER = Adapter(OpuiProgressBar, COMMON | {"progress": _set_progress, "total": _set_total}, shown=_shown)
