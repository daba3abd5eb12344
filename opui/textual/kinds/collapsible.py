"""The kind `collapsible`: a heading, and below it what a person can put away."""

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.layout import Layout
from textual.widget import Widget

from opui.core.wire.listing import quote
from opui.textual.kinds.adapter import COMMON, Adapter, title_line
from opui.textual.kinds.bounded import InnerWidget
from opui.textual.kinds.boxes import BELOW
from opui.textual.kinds.node_widget import NodeWidget, own_bindings
from opui.textual.removal import GoneAtOnce


class Heading(GoneAtOnce):
    """The heading of a collapsible: a sign that says whether it is collapsed, and its title."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Heading { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    Heading:hover { background: $foreground 10%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.collapsed = False

    def render(self) -> Content:
        """Return the sign and the title."""
        return Content(f"{'▶' if self.collapsed else '▼'} {self.title}")


class Contents(InnerWidget):
    """What lies below the heading. It is not the collapsible itself, whose heading stays."""

    DEFAULT_CSS = """
    Contents { width: 1fr; height: auto; padding: 0 0 0 2; layout: vertical; }
    """

    @property
    def layout(self) -> Layout:
        """How the children are laid out."""
        return BELOW


class OpuiCollapsible(NodeWidget, can_focus=True):
    """A `collapsible`.

    Attributes:
        collapsed: Whether only its heading is shown.
    """

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("collapsible")
    DEFAULT_CSS = """
    OpuiCollapsible { width: 1fr; height: auto; layout: vertical; }
    OpuiCollapsible.-collapsed > Contents { display: none; }
    OpuiCollapsible:focus > Heading { color: $block-cursor-foreground; background: $block-cursor-background; }
    """

    def __init__(self, *children: Widget) -> None:
        self.collapsed = False
        self._heading = Heading()
        self._contents = Contents(*children)
        super().__init__(self._heading, self._contents)

    @property
    def slot(self) -> Widget:
        """What the children are mounted in."""
        return self._contents

    @property
    def title(self) -> str:
        """What the heading says."""
        return self._heading.title

    def show_title(self, title: str) -> None:
        """Have the heading say something else."""
        self._heading.title = title_line(title)
        self._heading.refresh()

    def collapse(self, collapsed: bool) -> None:
        """Put away what lies below the heading, or show it, and report it."""
        if collapsed != self.collapsed:
            self.collapsed = self._heading.collapsed = collapsed
            self.set_class(collapsed, "-collapsed")
            self._heading.refresh()
            self._report("collapse", "", int(collapsed))

    async def do(self, action: str) -> bool:
        """Collapse or expand: it has no other action."""
        self.collapse(not self.collapsed)
        return True

    async def _on_click(self, event: events.Click) -> None:
        if self._heading.region.contains(event.screen_x, event.screen_y):
            event.stop()
            self.collapse(not self.collapsed)


def _read(widget: OpuiCollapsible) -> bool:
    return widget.collapsed


def _shown(widget: OpuiCollapsible) -> Iterator[str]:
    yield "▶" if widget.collapsed else "▼"
    yield quote(widget.title)


ADAPTER = Adapter(
    OpuiCollapsible,
    COMMON | {"title": OpuiCollapsible.show_title, "collapsed": OpuiCollapsible.collapse},
    read=_read,
    shown=_shown,
    recycled=False,
)
