"""The table from kinds to widgets: how one is made, and what sets each of its attributes.

A kind is a row here, not a class of code elsewhere. Kinds without a row (span, key_binding, timer) are data
of their parent or of the session; a kind the host does not know becomes a placeholder.
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from textual.content import Content
from textual.widget import Widget

from opui.core.scrub import cut, scrub_line
from opui.core.session.events import VALUE_LENGTH
from opui.core.tree.node import Node
from opui.textual.css import apply_style, text_content
from opui.textual.kinds.list.list import OpuiList
from opui.textual.kinds.node_widget import (
    NodeWidget,
    OpuiButton,
    OpuiCheckbox,
    OpuiColumn,
    OpuiInput,
    OpuiPlaceholder,
    OpuiRow,
    OpuiRule,
    OpuiScroll,
    OpuiText,
)
from opui.textual.kinds.parts import Parts

Setter = Callable[[Any, Any], None]
MESSAGE: Final = (500, 8)
"""Characters and lines of a tooltip or a notification at most: they lie over what other people's widgets show."""
TITLE: Final = 200
"""Characters of a title at most, on one line; no screen is wider."""


class WidgetKind(NamedTuple):
    """How a kind is shown.

    Attributes:
        type: The widget's class.
        make: Node and child widgets → widget.
        set_text: Called with widget and node when its text, or a part that is shown as text, changed.
        setters: Attribute → called with widget and value when it changed.
        recycled: Whether a widget can come to stand for another node: it holds nothing of a person's own, as an input
            does its cursor and what scrolls its place.
        parts: How its widgets show the parts of nodes; None if `set_text` does, or there are none.
    """

    type: type[NodeWidget]
    make: Callable[[Node, list[Widget]], NodeWidget]
    set_text: Callable[[Any, Node], None] | None
    setters: dict[str, Setter]
    recycled: bool = True
    parts: Parts | None = None


# --- Making --------------------------------------------------------------------------------------


def _container(type_: type[NodeWidget]) -> Callable[[Node, list[Widget]], NodeWidget]:
    def make(node: Node, children: list[Widget]) -> NodeWidget:
        return type_(*children)

    return make


def _text(node: Node, children: list[Widget]) -> OpuiText:
    return OpuiText(text_content(node))


def _button(node: Node, children: list[Widget]) -> OpuiButton:
    return OpuiButton(Content(node.text), variant=node.get("variant"))


def _input(node: Node, children: list[Widget]) -> OpuiInput:
    return OpuiInput(
        node.get("value"),
        placeholder=node.get("placeholder"),
        password=node.get("password"),
        max_length=_length(node.get("max_length")),
        select_on_focus=False,
    )


def _checkbox(node: Node, children: list[Widget]) -> OpuiCheckbox:
    return OpuiCheckbox(Content(node.text), node.get("checked"))


def _rule(node: Node, children: list[Widget]) -> OpuiRule:
    return OpuiRule("vertical" if node.get("vertical") else "horizontal")


def _placeholder(node: Node, children: list[Widget]) -> OpuiPlaceholder:
    return OpuiPlaceholder(Content(f"⟨{node.kind_name} is not known to this version of opui⟩"))


# --- Setting -------------------------------------------------------------------------------------


def _set_text(widget: OpuiText, node: Node) -> None:
    widget.set_content(text_content(node))


def _set_label(widget: OpuiButton | OpuiCheckbox, node: Node) -> None:
    widget.label = Content(node.text)
    # Textual's button only draws it anew, in the room of the old one: in none at all if that was empty.
    widget.refresh(layout=True)


def _set_disabled(widget: Widget, value: bool) -> None:
    widget.disabled = value


def _set_hidden(widget: NodeWidget, value: bool) -> None:
    apply_style(widget, widget.node.get("style"), value)


def cut_message(text: str) -> str:
    """Return what is shown of a tooltip or a notification; one character more tells that something is cut."""
    return cut(text[: MESSAGE[0] + 1], *MESSAGE)


def _set_tooltip(widget: Widget, value: str) -> None:
    widget.tooltip = Content(cut_message(value)) if value else None


def _set_title(widget: Widget, value: str) -> None:
    # A Content is taken as it is; the stub's type forgets that.
    widget.border_title = Content(scrub_line(value[: 4 * TITLE], TITLE)) if value else None


def _set_style(widget: NodeWidget, value: str) -> None:
    apply_style(widget, value, widget.node.get("hidden"))


def _set_value(widget: OpuiInput, value: str) -> None:
    at_end = widget.cursor_position >= len(widget.value)
    widget.value = value
    if at_end:
        widget.cursor_position = len(value)


def _set_placeholder(widget: OpuiInput, value: str) -> None:
    widget.placeholder = value


def _set_password(widget: OpuiInput, value: bool) -> None:
    widget.password = value


def _set_max_length(widget: OpuiInput, value: int) -> None:
    widget.max_length = _length(value)


def _length(value: int) -> int:
    return min(value or VALUE_LENGTH, VALUE_LENGTH)


def _set_checked(widget: OpuiCheckbox, value: bool) -> None:
    widget.value = value


def _set_variant(widget: OpuiButton, value: Any) -> None:
    widget.variant = value


def _set_vertical(widget: OpuiRule, value: bool) -> None:
    widget.orientation = "vertical" if value else "horizontal"


# --- The table -----------------------------------------------------------------------------------

COMMON: Final[dict[str, Setter]] = {
    "disabled": _set_disabled,
    "hidden": _set_hidden,
    "tooltip": _set_tooltip,
    "style": _set_style,
}
_TITLED: Final = COMMON | {"title": _set_title}
_INPUT: Final = COMMON | {
    "value": _set_value,
    "placeholder": _set_placeholder,
    "password": _set_password,
    "max_length": _set_max_length,
}

WIDGET_KINDS: Final = {
    "column": WidgetKind(OpuiColumn, _container(OpuiColumn), None, _TITLED),
    "row": WidgetKind(OpuiRow, _container(OpuiRow), None, _TITLED),
    "scroll": WidgetKind(OpuiScroll, _container(OpuiScroll), None, _TITLED, recycled=False),
    "list": WidgetKind(OpuiList, _container(OpuiList), None, _TITLED, recycled=False),
    "text": WidgetKind(OpuiText, _text, _set_text, COMMON),
    "button": WidgetKind(OpuiButton, _button, _set_label, COMMON | {"variant": _set_variant}),
    "input": WidgetKind(OpuiInput, _input, None, _INPUT, recycled=False),
    "checkbox": WidgetKind(OpuiCheckbox, _checkbox, _set_label, COMMON | {"checked": _set_checked}),
    "rule": WidgetKind(OpuiRule, _rule, None, COMMON | {"vertical": _set_vertical}),
}
PLACEHOLDER: Final = WidgetKind(OpuiPlaceholder, _placeholder, None, {}, recycled=False)
TYPE_NAMES: Final = {kind: row.type.__name__ for kind, row in WIDGET_KINDS.items()}


def widget_kind(node: Node) -> WidgetKind | None:
    """Return how a node is shown, None if it has no widget of its own."""
    return WIDGET_KINDS.get(node.kind_name) if node.signature.known else PLACEHOLDER
