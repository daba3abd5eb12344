"""`PartStyles`: how the parts look that one widget draws, by their own styles and by its component classes."""

from typing import Final

from rich.style import Style
from textual.widget import Widget

from opui.core.tree.node import Node
from opui.textual import private
from opui.textual.css import span_style

KEPT: Final = 512
"""Styles that are kept at most: more than any screen has lines."""


class PartStyles:
    """The styles of a widget's parts, each read once until the widget's own have changed.

    Args:
        owner: The widget.
    """

    def __init__(self, owner: Widget) -> None:
        self._owner = owner
        self._own: dict[str, Style] = {}
        self._components: dict[str, Style] = {}

    def forget(self) -> None:
        """Styles have changed: find all out anew."""
        self._own.clear()
        self._components.clear()

    def of(self, part: Node) -> Style:
        """Return the colours and text styles that a part says itself."""
        said = part.attributes.get("style", "")
        if said not in self._own:
            if len(self._own) >= KEPT:
                self._own.clear()
            words = span_style(said)
            self._own[said] = private.style_reader(self._owner)(words).rich_style if words else Style.null()
        return self._own[said]

    def component(self, name: str) -> Style:
        """Return the style of a component class of the widget."""
        if name not in self._components:
            self._components[name] = self._owner.get_visual_style(name).rich_style
        return self._components[name]
