"""The kind `dialog`: a box over everything else of the view. Where it lies, the view's root says (`view/stage.py`)."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final

from rich.cells import cell_len
from textual.binding import BindingType
from textual.geometry import Size
from textual.widget import Widget

from opui.core.kinds import KIND_BY_NAME
from opui.textual.kinds.adapter import TITLED, Adapter, title_line
from opui.textual.kinds.node_widget import own_bindings
from opui.textual.kinds.scrolled import ScrolledWidget

_BESIDE_TITLE: Final = 6
"""Cells of the border beside a title: a corner, a line and a blank on each side."""
_TITLES: Final = ("title", "subtitle")
_LEAST: Final = 26
"""Cells that an empty one is wide inside, if no style says otherwise."""


class OpuiDialog(ScrolledWidget):
    """A `dialog`."""

    # Of a guest that is gone nobody closes it: Escape is the embedding app's again.
    BINDINGS: ClassVar[list[BindingType]] = own_bindings("dialog", without="close")
    DEFAULT_CSS = """
    OpuiDialog {
        layer: modal; width: auto; max-width: 80%; height: auto; max-height: 100%; layout: vertical;
        overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        background: $surface; border: round $primary; border-title-color: $foreground;
        border-subtitle-color: $foreground; padding: 1 2;
    }
    OpuiDialog:focus { border: round $accent; }
    """

    def __init__(self, *children: Widget) -> None:
        super().__init__(*children)
        self.trap_focus()

    @property
    def _has_relative_children_width(self) -> bool:
        return False

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return how wide it is by itself: as its content, or as its title or subtitle if that is wider."""
        widest = max(cell_len(title_line(self.node.get(name))) for name in _TITLES)
        framed = widest + _BESIDE_TITLE - self.gutter.width if widest else 0
        return max(super().get_content_width(container, viewport), framed, _LEAST)

    def action_close(self) -> None:
        """Tell that the person wants it closed."""
        self._report("close")


def _wide_enough(setter: Callable[[Widget, str], None], widget: Widget, value: str) -> None:
    setter(widget, value)
    widget.refresh(layout=True)


_TAKEN = KIND_BY_NAME["dialog"].attributes
ADAPTER = Adapter(
    OpuiDialog,
    {name: TITLED[name] for name in TITLED if name in _TAKEN}
    | {name: partial(_wide_enough, TITLED[name]) for name in _TITLES},
    recycled=False,
)
