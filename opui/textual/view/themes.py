"""`ThemeAsked`: the message that tells which theme a guest asks for."""

from textual.message import Message
from textual.widget import Widget


class ThemeAsked(Message, namespace="opui_view"):
    """The guest asks for a theme. The view sets none: it would be that of all that the program shows.

    Attributes:
        view: The guest's view.
        theme: The theme's name. Nobody has looked up whether the program has such a theme.
    """

    def __init__(self, view: Widget, theme: str) -> None:
        super().__init__()
        self.view = view
        self.theme = theme

    @property
    def control(self) -> Widget:
        """The view, by which Textual's `on` selects."""
        return self.view
