"""What a view is made of before its guest: the guest's root with its stylesheet, and the host's mark."""

from typing import Any

from textual.app import App
from textual.widget import Widget
from textual.widgets import Static

from opui.textual.css import scoped_css
from opui.textual.kinds.registry import TYPE_NAMES


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


def set_stylesheet(root: OpuiRoot, scope: str, text: str) -> None:
    """Put a guest's rules in the place of those it had before.

    Args:
        root: What they are for.
        scope: Its class, that of no other view.
        text: As the tree holds it, so known to parse.
    """
    stylesheet = root.app.stylesheet
    before = stylesheet.source.pop(_place(scope), None)
    stylesheet.add_source(scoped_css(text, scope, TYPE_NAMES), _place(scope))
    if before is not None:
        # Anew, all of it: a cache that every stylesheet of a guest's went through would keep the last 64.
        stylesheet.reparse()
    stylesheet.update(root)


def drop_stylesheet(app: App[Any], scope: str) -> None:
    """Forget a guest's rules."""
    if app.stylesheet.source.pop(_place(scope), None) is not None:
        app.stylesheet.reparse()


def _place(scope: str) -> tuple[str, str]:
    return ("opui", scope)
