"""What reaches the terminal: the cells that have changed, written in the fewest bytes, for any Textual app.

from opui.textual.output import OutputMixin

class MyApp(OutputMixin[None]): ...
"""

from opui.textual.output.mixin import OutputMixin

__all__ = ["OutputMixin"]
