"""What a view is made of before its guest: the guest's root, and the host's mark that the guest is busy."""

from textual.widget import Widget
from textual.widgets import Static


class BusyMark(Static):
    """Says, over the view's last line, that the guest computes. Drawn by the host, out of the guest's reach."""

    DEFAULT_CSS = """
    BusyMark {
        layer: host; dock: right; width: auto; height: 1; padding: 0 1; display: none;
        background: $warning; color: $text;
    }
    """

    def __init__(self) -> None:
        super().__init__("busy…", markup=False)


class OpuiRoot(Widget):
    """The guest's root: what its rules say of `root` is said of this, and they reach what lies in it, no more."""

    DEFAULT_CSS = """
    OpuiRoot { width: 1fr; height: 1fr; layout: vertical; overflow: hidden hidden; }
    """
