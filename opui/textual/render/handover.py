"""Handover: a node whose widget is replaced, and what a person has of the old one.

Textual can't move a widget to another parent. A node that moves there gets a new widget, and nobody may notice: what
was typed, is selected or has the focus is the same in the new one.
"""

from typing import Any, NamedTuple

from textual.widget import Widget

from opui.core.tree.node import Node
from opui.textual.kinds.node_widget import NodeWidget, node_widget
from opui.textual.render.edits import values_of, write_value


class _Replaced(NamedTuple):
    """A widget, the one made in its place, and the values that it had then."""

    old: NodeWidget
    new: NodeWidget
    values: dict[Node, Any]


class Handover:
    """The widgets that are being replaced.

    Args:
        view: A widget on the screen that they are on.
    """

    def __init__(self, view: Widget) -> None:
        self._view = view
        self._replaced: list[_Replaced] = []

    def begin(self, old: NodeWidget, new: NodeWidget) -> None:
        """Have a new widget replace an old one, which stays until `finish`: it goes on taking keys."""
        new.take_over(old)
        self._replaced.append(_Replaced(old, new, values_of(old)))

    @property
    def replaced(self) -> set[NodeWidget]:
        """The old widgets."""
        return {each.old for each in self._replaced}

    def finish(self) -> None:
        """Give the new widgets, which are mounted now, what a person has done to the old ones meanwhile."""
        for old, new, values in self._replaced:
            for node, value in values_of(old).items():
                if value != values.get(node, value):
                    write_value(new, node, value)
            new.take_selection(old)
            if node_widget(self._view.screen.focused) is old:
                new.take_focus()
        self._replaced.clear()
