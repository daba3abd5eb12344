"""The kind `button`."""

from collections.abc import Iterator
from typing import Any, ClassVar, Self

from textual import events
from textual.binding import BindingType
from textual.widgets import Button

from opui.core.wire.listing import quote
from opui.textual.kinds.adapter import COMMON, Adapter, set_label
from opui.textual.kinds.node_widget import NodeWidget, modifiers_of, own_bindings


class OpuiButton(Button, NodeWidget):
    """A `button`. It takes every click: Textual's own drops those that come while it still looks pressed."""

    DEFAULT_CSS = """
    OpuiButton { width: auto; min-width: 0; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = own_bindings("button")

    def __init__(self) -> None:
        # Without any label, Textual's own shows the names of its class and of its CSS classes.
        super().__init__("")

    def press(self) -> Self:
        """Report that the button was pressed by key."""
        self._report("press", "", 1)
        return self

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        event.prevent_default()
        self._report("press", "", event.chain, modifiers=modifiers_of(event))


def _set_variant(widget: OpuiButton, value: Any) -> None:
    widget.variant = value
    # Textual gives a button that has had another variant a class that a new one lacks.
    widget.remove_class("-default")


def _shown(widget: OpuiButton) -> Iterator[str]:
    yield quote(str(widget.label))


ADAPTER = Adapter(OpuiButton, COMMON | {"variant": _set_variant}, set_label, shown=_shown)
