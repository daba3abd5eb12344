"""The kind `tabs`: tabs side by side, which are its parts, of which one is selected."""

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.style import Style

from opui.core.session.menus import can_be_chosen, selected_by
from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.textual.kinds.adapter import COMMON, Adapter, title_line
from opui.textual.kinds.labels import BESIDE, Place, label_at, line_of, places
from opui.textual.kinds.node_widget import NodeWidget, own_bindings


class OpuiTabs(NodeWidget, can_focus=True):
    """A `tabs`, a line of labels and one that marks the selected tab. Textual's own has a widget for each tab.

    Attributes:
        selected: The place of the tab that is selected, -1 if none is. There may be no tab at that place.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = own_bindings("tabs")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "tabs--tab", "tabs--selected", "tabs--cursor", "tabs--disabled", "tabs--bar", "tabs--line",
    }  # fmt: skip
    DEFAULT_CSS = """
    OpuiTabs { width: 1fr; height: 2; text-wrap: nowrap; text-overflow: clip; }
    OpuiTabs > .tabs--tab { color: $foreground 70%; }
    OpuiTabs > .tabs--selected { color: $foreground; text-style: bold; }
    OpuiTabs > .tabs--cursor {
        color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
    }
    OpuiTabs > .tabs--disabled { color: $text-disabled; }
    OpuiTabs > .tabs--bar { color: $primary; }
    OpuiTabs > .tabs--line { color: $foreground 25%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.selected = -1
        self._tabs: list[Node] = []
        self._labels: list[str] = []
        self._widths: list[int] = []

    # --- What it shows ---

    def render(self) -> Content:
        """Return the labels, and the line below them."""
        seen = self._seen()
        width = self.content_size.width
        labels = line_of(self._labels, seen, width, self._style_of, self.get_visual_style("tabs--line"))
        return Content.assemble(*labels, "\n", *self._mark_line(seen, width))

    def _seen(self) -> list[Place]:
        return places(self._widths, self.selected, self.content_size.width)

    def _mark_line(self, seen: list[Place], width: int) -> Iterator[Content]:
        line, bar = self.get_visual_style("tabs--line"), self.get_visual_style("tabs--bar")
        start, end = next(((place.start, place.end) for place in seen if place.label == self.selected), (0, 0))
        yield Content.styled("─" * start, line)
        yield Content.styled("━" * (end - start), bar)
        yield Content.styled("─" * max(0, width - end), line)

    def _style_of(self, tab: int) -> Style:
        return self.get_visual_style(f"tabs--{self._state(tab)}")

    def _state(self, tab: int) -> str:
        if self._tabs[tab].get("disabled"):
            return "disabled"
        if tab != self.selected:
            return "tab"
        return "cursor" if self.has_focus else "selected"

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width that all tabs take, in cells."""
        return sum(self._widths)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the two lines that `render` returns."""
        return 2

    # --- What the guest says ---

    def set_tabs(self, tabs: list[Node]) -> None:
        """Show these tabs, in this order."""
        self._tabs = tabs
        self._labels = [title_line(tab.text) for tab in tabs]
        self._widths = [BESIDE + Content(label).cell_length for label in self._labels]
        self.refresh(layout=True)

    def select(self, tab: int) -> None:
        """Show that the tab at a place is selected, and report it."""
        if tab != self.selected:
            self.selected = tab
            self._report("select", "", tab)
            self.refresh()

    # --- What a person does ---

    async def do(self, action: str) -> bool:
        """Select another tab."""
        self.select(selected_by(self._tabs, self.selected, action))
        return True

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        offset = event.get_content_offset(self)
        clicked = label_at(self._seen(), offset.x) if offset is not None else -1
        if can_be_chosen(self._tabs, clicked):
            self.select(clicked)


def _set_tabs(widget: OpuiTabs, node: Node) -> None:
    widget.set_tabs(node.parts())


def _read(widget: OpuiTabs) -> int:
    return widget.selected


def _shown(widget: OpuiTabs) -> Iterator[str]:
    yield f"selected={widget.selected}"
    yield from (quote(label) for label in widget._labels)


ADAPTER = Adapter(OpuiTabs, COMMON | {"selected": OpuiTabs.select}, _set_tabs, read=_read, shown=_shown, recycled=False)
