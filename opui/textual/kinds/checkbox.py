"""The kind `checkbox`: a box to tick."""

from collections.abc import Iterator

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Checkbox

from opui.core.wire.listing import quote
from opui.textual.kinds.adapter import COMMON, Adapter, set_label
from opui.textual.kinds.node_widget import NodeWidget


class OpuiCheckbox(Checkbox, NodeWidget):
    """A `checkbox`, one line high. Textual's own tells ticked from unticked by colour alone."""

    DEFAULT_CSS = """
    OpuiCheckbox { width: auto; height: 1; border: none; padding: 0; background: transparent; }
    OpuiCheckbox > .toggle--button, OpuiCheckbox.-on > .toggle--button { color: $text-muted; background: transparent; }
    OpuiCheckbox.-on > .toggle--button { color: $text-success; }
    OpuiCheckbox:focus { border: none; background-tint: $foreground 0%; }
    OpuiCheckbox:focus > .toggle--button { color: $block-cursor-foreground; background: $block-cursor-background; }
    """

    async def do(self, action: str) -> bool:
        """Turn the tick over: it has no other action."""
        self.toggle()
        return True

    def watch_value(self) -> None:
        """Report that the tick is another."""
        super().watch_value()
        self._report("toggle", "", int(self.value))

    def render(self) -> Content:
        """Return the box and, behind a space, the label."""
        box = Content.styled("[✓]" if self.value else "[ ]", self.get_visual_style("toggle--button"))
        label = self.label.stylize_before(self.get_visual_style("toggle--label"))
        return Content.assemble(box, " ", label) if self.label else box

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width of what `render` returns, in cells."""
        return 3 + (1 + self.label.cell_length if self.label else 0)


def _set_checked(widget: OpuiCheckbox, value: bool) -> None:
    widget.value = value


def _shown(widget: OpuiCheckbox) -> Iterator[str]:
    yield "[x]" if widget.value else "[ ]"
    if widget.label.plain:
        yield quote(widget.label.plain)


ADAPTER = Adapter(OpuiCheckbox, COMMON | {"checked": _set_checked}, set_label, shown=_shown)
