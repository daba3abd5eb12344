"""The kind `radio_set`: radios, which are its parts, of which one is checked."""

from collections.abc import Iterator
from typing import ClassVar, Final

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size

from opui.core.session.alternatives import checked_by, checks
from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.textual.kinds.adapter import COMMON, Adapter, title_line
from opui.textual.kinds.node_widget import NodeWidget, own_bindings
from opui.textual.kinds.parts import PartChanges, Parts

_BOX: Final = 4
"""Columns in front of a label: the box and a blank."""


class OpuiRadioSet(NodeWidget, can_focus=True):
    """A `radio_set`, a line for each radio. Textual's own has a widget for each, and the focus on none of them."""

    BINDINGS: ClassVar[list[BindingType]] = own_bindings("radio_set")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"radio--box", "radio--checked", "radio--disabled", "radio--cursor"}
    DEFAULT_CSS = """
    OpuiRadioSet { width: auto; height: auto; }
    OpuiRadioSet > .radio--box { color: $text-muted; }
    OpuiRadioSet > .radio--checked { color: $text-success; }
    OpuiRadioSet > .radio--disabled { color: $text-disabled; }
    OpuiRadioSet > .radio--cursor { color: $block-cursor-foreground; background: $block-cursor-background; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._radios: list[Node] = []
        self._checked: set[Node] = set()

    # --- What it shows ---

    def render(self) -> Content:
        """Return a line for each radio: its box and its label."""
        cursor = checked_by(self._radios, self.is_checked, "check") if self.has_focus else None
        return Content("\n").join(self._line(radio, radio is cursor) for radio in self._radios)

    def _line(self, radio: Node, is_cursor: bool) -> Content:
        checked, disabled = self.is_checked(radio), radio.get("disabled")
        look = "cursor" if is_cursor else "disabled" if disabled else "checked" if checked else "box"
        box = Content.styled("(•)" if checked else "( )", self.get_visual_style(f"radio--{look}"))
        label = Content(_label(radio))
        return Content.assemble(
            box, " ", label.stylize(self.get_visual_style("radio--disabled")) if disabled else label
        )

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width of the longest line, in cells."""
        return _BOX + max((Content(_label(radio)).cell_length for radio in self._radios), default=-_BOX)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return a line for each radio."""
        return len(self._radios)

    # --- What the guest says ---

    def show(self, changes: PartChanges) -> None:
        """Show what became of the radios."""
        self._radios = changes.node.parts()
        self._checked = self._checked.intersection(self._radios)
        self._checked.update(radio for radio in changes.created if radio.get("checked"))
        self.refresh(layout=True)

    def is_checked(self, radio: Node) -> bool:
        """Tell whether a radio is checked here."""
        return radio in self._checked

    def check(self, radio: Node, checked: bool) -> None:
        """Show that a radio is checked, or that it is not, and report it."""
        if self.is_checked(radio) != checked:
            self._checked ^= {radio}
            self._report_of(radio, "toggle", int(checked))
            self.refresh()

    # --- What a person does ---

    async def do(self, action: str) -> bool:
        """Check another radio."""
        self._choose(checked_by(self._radios, self.is_checked, action))
        return True

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        offset = event.get_content_offset(self)
        radio = self._radios[offset.y] if offset is not None and offset.y < len(self._radios) else None
        self._choose(radio if radio is not None and not radio.get("disabled") else None)

    def _choose(self, chosen: Node | None) -> None:
        by_id = {radio.id: radio for radio in self._radios}
        for event in list(checks(self._radios, self.is_checked, chosen)) if chosen is not None else ():
            self.check(by_id[event.node], bool(event.numbers[0]))


def _label(radio: Node) -> str:
    return title_line(radio.text)


def _shown(widget: OpuiRadioSet) -> Iterator[str]:
    for radio in widget.node.parts():
        yield "(•)" if widget.is_checked(radio) else "( )"
        yield quote(_label(radio))


ADAPTER = Adapter(
    OpuiRadioSet,
    COMMON,
    shown=_shown,
    recycled=False,
    parts=Parts(OpuiRadioSet.show, OpuiRadioSet.is_checked, OpuiRadioSet.check),
)
