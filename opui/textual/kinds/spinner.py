"""The kind `spinner`: a sign that turns as long as something is going on. The guest is not called for it."""

from collections.abc import Iterator

from textual.content import Content

from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.textual.kinds.adapter import COMMON, Adapter
from opui.textual.kinds.loading import SIGNS, STILL
from opui.textual.kinds.moving import Moving
from opui.textual.kinds.node_widget import NodeWidget


class OpuiSpinner(Moving, NodeWidget):
    """A `spinner`."""

    DEFAULT_CSS = """
    OpuiSpinner { width: auto; max-width: 100%; height: auto; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self._turn = -1

    def on_mount(self) -> None:
        """Begin to turn."""
        self.begin_to_move()

    def move(self) -> None:
        """Show the next sign."""
        self._turn = (self._turn + 1) % len(SIGNS)
        self.refresh()

    @property
    def label(self) -> str:
        """The words beside the sign."""
        return self._words

    def render(self) -> Content:
        """Return the sign and the words."""
        sign = SIGNS[self._turn] if self._turn >= 0 else STILL
        return Content(f"{sign} {self._words}" if self._words else sign)

    def show(self, words: str) -> None:
        """Show these words beside the sign."""
        self._words = words
        self.refresh(layout=True)


def _set_text(widget: OpuiSpinner, node: Node) -> None:
    widget.show(node.text)


def _shown(widget: OpuiSpinner) -> Iterator[str]:
    yield quote(widget.label)


ADAPTER = Adapter(OpuiSpinner, COMMON, _set_text, shown=_shown, recycled=False)
