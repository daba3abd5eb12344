"""The kind `switch`: on or off."""

from collections.abc import Iterator
from typing import ClassVar

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Switch

from opui.textual.kinds.adapter import COMMON, Adapter
from opui.textual.kinds.node_widget import NodeWidget


class OpuiSwitch(Switch, NodeWidget):
    """A `switch`, one line high, whose knob is a character: Textual's own is seen by colour alone."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"switch--knob"}
    DEFAULT_CSS = """
    OpuiSwitch { width: auto; height: 1; border: none; padding: 0; background: transparent; }
    OpuiSwitch > .switch--knob { color: $text-muted; }
    OpuiSwitch.-on > .switch--knob { color: $text-success; }
    OpuiSwitch:focus { border: none; background-tint: $foreground 0%; }
    OpuiSwitch:focus > .switch--knob { color: $block-cursor-foreground; background: $block-cursor-background; }
    """

    def __init__(self) -> None:
        # Not animated: what a screen shows does not depend on when one looks.
        super().__init__(animate=False)

    async def do(self, action: str) -> bool:
        """Switch: it has no other action."""
        self.toggle()
        return True

    def watch_value(self, value: bool) -> None:
        """Report that it has been switched."""
        super().watch_value(value)
        self._report("toggle", "", int(value))

    def render(self) -> Content:
        """Return the knob, to the left or to the right."""
        return Content.styled("──●" if self.value else "●──", self.get_visual_style("switch--knob"))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width of what `render` returns, in cells."""
        return 3


def _set_checked(widget: OpuiSwitch, value: bool) -> None:
    widget.value = value


def _shown(widget: OpuiSwitch) -> Iterator[str]:
    yield "on" if widget.value else "off"


ADAPTER = Adapter(OpuiSwitch, COMMON | {"checked": _set_checked}, shown=_shown)
