"""The kind `table`: rows of cells below headings, drawn line by line."""

from opui.textual.kinds.table.table import ADAPTER

__all__ = ["ADAPTER"]
