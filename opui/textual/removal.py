"""Widgets that nobody can point at once their removal has begun, and that leave nothing. Knows nothing of nodes."""

from textual.widget import Widget

from opui.textual import private


class GoneAtOnce(Widget):
    """A widget that takes no mouse from the moment its removal begins, and nothing inside it does.

    Until the next layout Textual finds what was removed where it lay, gives it presses and begins a selection in it.
    Where it asks for the parent it then fails, and the program ends.
    """

    @property
    def visible(self) -> bool:
        """Whether it is visible by its style, and stays. What is not is passed over where the mouse is."""
        return not private.is_leaving(self) and bool(super().visible)

    @visible.setter
    def visible(self, value: bool | str) -> None:
        self.styles.visibility = value if isinstance(value, str) else "visible" if value else "hidden"

    def on_unmount(self) -> None:
        """Forget the lines that were drawn: Textual remembers a removed widget's drawing, and would keep them."""
        private.forget_lines(self)
