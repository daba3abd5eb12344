"""The kind `data_table`: rows of cells that are read from arrays in the guest's memory."""

from opui.textual.kinds.data_table.data_table import ADAPTER

__all__ = ["ADAPTER"]
