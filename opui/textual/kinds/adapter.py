"""`Adapter`: how nodes of one kind are shown. It speaks Textual; what the kind is, its row says (`core/kinds.py`)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button

from opui.core.protocol import ATTRIBUTE_BY_NAME
from opui.core.scrub import cut, scrub_line
from opui.core.tree.node import Node
from opui.textual.css import apply_style
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.kinds.parts import Parts, all_parts
from opui.textual.private import ToggleButton

Setter = Callable[[Any, Any], None]
"""Called with the widget and the attribute's value."""
MESSAGE: Final = (500, 8)
"""Characters and lines of a tooltip or a notification at most: they lie over what other people's widgets show."""
TITLE: Final = 200
"""Characters of a title at most, on one line; no screen is wider."""


def _nothing(widget: Any) -> Iterable[str]:
    return ()


def _value(widget: Any) -> Any:
    return widget.value


class Adapter(NamedTuple):
    """How nodes of a kind are shown.

    Attributes:
        type: The widget's class. A box's takes the widgets of its children, any other's takes nothing.
        setters: Attribute → what shows its value. What is edited is reported by the widget whoever changed it: whether
            that is news is known elsewhere.
        set_text: Called with widget and node: shows the node's text, and its parts unless `parts` does; None for a kind
            that has neither.
        read: Returns the value that a person may have edited.
        shown: Yields what the listing of widgets says beyond class, place and state.
        methods: Method of this kind alone → what does it, called with the widget and the text of the call.
        recycled: Whether a widget can come to stand for another node: it holds nothing of a person's own, as an input
            does its cursor and what scrolls its place.
        parts: How its widgets show the parts of nodes, and let a person edit them.
    """

    type: type[NodeWidget]
    setters: Mapping[str, Setter]
    set_text: Callable[[Any, Node], None] | None = None
    read: Callable[[Any], Any] = _value
    shown: Callable[[Any], Iterable[str]] = _nothing
    methods: Mapping[str, Callable[[Any, str], None]] = MappingProxyType({})
    recycled: bool = True
    parts: Parts | None = None

    def make(self, node: Node, children: Sequence[Widget]) -> NodeWidget:
        """Return a widget that shows all that a node holds but its classes.

        It is made bare, and what is not at its default is set, so that no attribute is written down twice.
        """
        widget = self.type(*children)
        widget.node = node
        if self.set_text is not None and (node.text or node.first is not None or not node.signature.known):
            self.set_text(widget, node)
        if self.parts is not None and node.first is not None:
            self.parts.show(widget, all_parts(node))
        for name, value in node.attributes.items():
            if name in self.setters and value != ATTRIBUTE_BY_NAME[name].default:
                self.setters[name](widget, value)
        return widget


# --- What all kinds take ---------------------------------------------------------------------------


def set_label(widget: Button | ToggleButton, node: Node) -> None:
    """Show a node's text as the label of Textual's button or of its toggles; other widgets take a `Content` of it."""
    widget.label = Content(node.text)
    if widget.is_attached:
        # Textual's button only draws it anew, in the room of the old one: in none at all if that was empty.
        widget.refresh(layout=True)


def cut_message(text: str) -> str:
    """Return what is shown of a tooltip or a notification; one character more tells that something is cut."""
    return cut(text[: MESSAGE[0] + 1], *MESSAGE)


def title_line(text: str) -> str:
    """Return what is shown of a title, a label or a heading: one line, cut."""
    return scrub_line(text[: 4 * TITLE], TITLE)


def _set_disabled(widget: Widget, value: bool) -> None:
    widget.disabled = value


def _set_hidden(widget: NodeWidget, value: bool) -> None:
    apply_style(widget, widget.node.get("style"), value)


def _set_style(widget: NodeWidget, value: str) -> None:
    apply_style(widget, value, widget.node.get("hidden"))


def _set_loading(widget: NodeWidget, value: bool) -> None:
    widget.show_loading(value)


def _set_tooltip(widget: Widget, value: str) -> None:
    widget.tooltip = Content(cut_message(value)) if value else None


def _set_title(widget: Widget, value: str) -> None:
    # A Content is taken as it is; the stub's type forgets that.
    widget.border_title = Content(title_line(value)) if value else None


def _set_subtitle(widget: Widget, value: str) -> None:
    widget.border_subtitle = Content(title_line(value)) if value else None


COMMON: Final[dict[str, Setter]] = {
    "disabled": _set_disabled,
    "hidden": _set_hidden,
    "tooltip": _set_tooltip,
    "loading": _set_loading,
    "style": _set_style,
}
"""Attributes of every kind that is shown."""
TITLED: Final = COMMON | {"title": _set_title, "subtitle": _set_subtitle}
"""Attributes of what can have a border with a title."""
