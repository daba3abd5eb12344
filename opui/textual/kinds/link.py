"""The kind `link`: words that take a person somewhere else."""

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content

from opui.core.tree.node import Node
from opui.core.wire.listing import quote
from opui.textual.kinds.adapter import COMMON, Adapter
from opui.textual.kinds.node_widget import NodeWidget, modifiers_of, own_bindings


class OpuiLink(NodeWidget, can_focus=True):
    """A `link`. Textual's own opens an address by itself, in whatever the person's system has for that."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = own_bindings("link")
    DEFAULT_CSS = """
    OpuiLink { width: auto; max-width: 100%; height: auto; color: $text-accent; text-style: underline; }
    OpuiLink:hover { text-style: underline bold; }
    OpuiLink:focus { color: $block-cursor-foreground; background: $block-cursor-background; }
    OpuiLink:disabled { color: $text-disabled; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._words = Content()

    def render(self) -> Content:
        """Return its words."""
        return self._words

    def show(self, words: str) -> None:
        """Show these words."""
        self._words = Content(words)
        self.refresh(layout=True)

    async def do(self, action: str) -> bool:
        """Report that it was pressed by key."""
        self._report("press", "", 1)
        return True

    async def _on_click(self, event: events.Click) -> None:
        event.stop()
        self._report("press", "", event.chain, modifiers=modifiers_of(event))


def _set_text(widget: OpuiLink, node: Node) -> None:
    widget.show(node.text)


def _shown(widget: OpuiLink) -> Iterator[str]:
    yield quote(widget.render().plain)


ADAPTER = Adapter(OpuiLink, COMMON, _set_text, shown=_shown)
