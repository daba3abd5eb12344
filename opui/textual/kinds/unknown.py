"""A kind that this host does not know: shown as a placeholder, never as a hole."""

from collections.abc import Iterator

from textual.content import Content
from textual.widgets import Static

from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.textual.kinds.adapter import Adapter
from opui.textual.kinds.node_widget import NodeWidget


class OpuiPlaceholder(Static, NodeWidget):
    """A node of a kind that this host does not know."""

    DEFAULT_CSS = """
    OpuiPlaceholder { width: auto; height: auto; color: $text-muted; text-style: italic; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)


def _set_text(widget: OpuiPlaceholder, node: Node) -> None:
    widget.update(Content(f"⟨{node.kind_name} is not known to this version of opui⟩"))


def _shown(widget: OpuiPlaceholder) -> Iterator[str]:
    yield quote(str(widget.content))


ADAPTER = Adapter(OpuiPlaceholder, {}, _set_text, shown=_shown, recycled=False)
