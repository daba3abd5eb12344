"""The kind `slider`: a number that a person chooses from least to most."""

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size

from opui.core.session.keys import is_loading
from opui.core.session.scale import Scale, decimals
from opui.textual.kinds.adapter import COMMON, Adapter, Setter
from opui.textual.kinds.node_widget import NodeWidget, own_bindings

_DECIMALS: Final = 6
"""Digits behind the point that are shown at most."""
_TRACK: Final = 4
"""Columns that a track has at least, or the number is not shown."""
_AUTO: Final = 20
"""Columns of a track that is as wide as its content."""


class OpuiSlider(NodeWidget, can_focus=True):
    """A `slider`: a track with a thumb, and the number behind it. Textual has none.

    Attributes:
        amount: The number.
        scale: The numbers that a person can choose.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = own_bindings("slider")
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "slider--below", "slider--thumb", "slider--above", "slider--number",
    }  # fmt: skip
    DEFAULT_CSS = """
    OpuiSlider { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: clip; }
    OpuiSlider > .slider--below { color: $primary; }
    OpuiSlider > .slider--thumb { color: $primary; }
    OpuiSlider > .slider--above { color: $foreground 25%; }
    OpuiSlider:focus > .slider--thumb, OpuiSlider:focus > .slider--number {
        color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.amount = 0.0
        self.scale = Scale(0.0, 100.0, 1.0)
        self._drags = False

    # --- What it shows ---

    def render(self) -> Content:
        """Return the track, the thumb on it, and the number."""
        said = self._said()
        columns = self._columns(said)
        number = self.get_visual_style("slider--number")
        at = self.scale.column(self.amount, columns)
        return Content.assemble(
            Content.styled("━" * at, self.get_visual_style("slider--below")),
            Content.styled("●", self.get_visual_style("slider--thumb")),
            Content.styled("─" * (columns - 1 - at), self.get_visual_style("slider--above")),
            *((" ", Content.styled(said, number)) if columns < self.content_size.width else ()),
        )

    def _said(self) -> str:
        """Return the number as it is shown, as wide as the widest."""
        scale = self.scale
        digits = decimals(scale, self.amount, _DECIMALS)
        ends = (scale.minimum, scale.at(scale.last), self.amount)
        return f"{self.amount:.{digits}f}".rjust(max(len(f"{end:.{digits}f}") for end in ends))

    def _columns(self, said: str) -> int:
        """Return how many columns the track has: all, if it and the number do not fit."""
        width = self.content_size.width
        track = width - len(said) - 1
        return track if track >= _TRACK else max(1, width)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width of a short track and the number."""
        return _AUTO + 1 + len(self._said())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return one line."""
        return 1

    # --- What the guest says ---

    def set_amount(self, amount: float) -> None:
        """Show a number, and report it."""
        if amount != self.amount:
            self.amount = amount
            self._report("slide", "", amount)
            self.refresh(layout=bool(self.styles.auto_dimensions))

    def set_scale(self, name: str, value: Any) -> None:
        """Take another end of the scale, or other steps."""
        self.scale = self.scale._replace(**{name: value})
        self.refresh(layout=bool(self.styles.auto_dimensions))

    # --- What a person does ---

    async def do(self, action: str) -> bool:
        """Choose another number."""
        self.set_amount(self.scale.moved(self.amount, action))
        return True

    def _slide_to(self, event: events.MouseEvent) -> None:
        self.set_amount(self.scale.nearest(event.get_content_offset_capture(self).x, self._columns(self._said())))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag the thumb, from where it was clicked."""
        offset = event.get_content_offset(self)
        if event.button == 1 and offset is not None and offset.x < self._columns(self._said()):
            self._drags = True
            self.capture_mouse()
            self._slide_to(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the thumb along."""
        if self._drags:
            self._slide_to(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let the thumb go."""
        self.release_mouse()

    def on_mouse_release(self, event: events.MouseRelease) -> None:
        """Let the thumb go, whoever has taken the mouse away."""
        self._drags = False

    @property
    def is_turned(self) -> bool:
        """Whether a wheel moves the thumb: where the focus is, for elsewhere who scrolls only passes by."""
        return self.has_focus and not is_loading(self.node)

    async def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Choose more."""
        await self._turn(event, "more")

    async def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Choose less."""
        await self._turn(event, "less")

    async def _turn(self, event: events.MouseEvent, action: str) -> None:
        if self.is_turned:
            event.stop()
            event.prevent_default()
            await self.do(action)


def _set_scale(name: str) -> Setter:
    return lambda widget, value: widget.set_scale(name, value)


def _read(widget: OpuiSlider) -> float:
    return widget.amount


def _shown(widget: OpuiSlider) -> Iterator[str]:
    yield f"{widget.amount:g} of {widget.scale.minimum:g} to {widget.scale.maximum:g}"


ADAPTER = Adapter(
    OpuiSlider,
    COMMON | {name: _set_scale(name) for name in Scale._fields} | {"amount": OpuiSlider.set_amount},
    read=_read,
    shown=_shown,
    recycled=False,
)
