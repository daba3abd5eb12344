"""The kind `progress_bar`: how far something has come."""

from collections.abc import Iterator

from textual.widgets import ProgressBar

from opui.textual.kinds.adapter import COMMON, Adapter
from opui.textual.kinds.node_widget import NodeWidget


class OpuiProgressBar(ProgressBar, NodeWidget):
    """A `progress_bar`."""

    DEFAULT_CSS = """
    OpuiProgressBar { width: 1fr; height: 1; }
    OpuiProgressBar > Bar { width: 1fr; }
    """

    def __init__(self) -> None:
        # No time of arrival: screens would differ from one run to the next, and a guest can say it better.
        super().__init__(total=100.0, show_eta=False)


def _set_progress(widget: OpuiProgressBar, value: float) -> None:
    widget.progress = value


def _set_total(widget: OpuiProgressBar, value: float) -> None:
    widget.total = value or None


def _shown(widget: OpuiProgressBar) -> Iterator[str]:
    yield f"{widget.percentage:.0%}" if widget.percentage is not None else "going on"


ADAPTER = Adapter(OpuiProgressBar, COMMON | {"progress": _set_progress, "total": _set_total}, shown=_shown)
