"""The kind `list`: a window of rows, drawn line by line where they are texts, mounted where they are not."""

from opui.textual.kinds.list.list import ADAPTER

__all__ = ["ADAPTER"]
