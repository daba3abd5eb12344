"""Text of drawn rows that a person selects: what is copied, and how it is shown."""

from typing import Final

from rich.cells import cell_len
from textual.geometry import Offset
from textual.selection import Selection

from opui.textual.kinds.list.painter import Painter
from opui.textual.kinds.rows import Rows

SELECTED_LINES: Final = 20_000
"""Lines of a list that are copied at most: about a tenth of a second."""


def selected_text(selection: Selection, rows: Rows, painter: Painter) -> str:
    """Return the selected text of drawn rows, as it is seen."""
    first, last = selection.start, selection.end
    top = first.y if first else 0
    bottom = min(last.y if last else rows.total, rows.total - 1, top + SELECTED_LINES)
    texts = [_text_of(line, rows, painter).rstrip() for line in range(top, bottom + 1)]
    moved = Selection(first and Offset(first.x, 0), last and Offset(last.x, last.y - top))
    return moved.extract("\n".join(texts))


def _text_of(line: int, rows: Rows, painter: Painter) -> str:
    strip = painter.line(line)
    index = rows.at(line)
    if strip is not None or line != rows.top(index):
        return strip.text if strip is not None else ""
    # The row is out of sight, so there is no line of it: its words will do.
    return " ".join(node.text for node in rows.nodes[index].subtree() if node.text)


def selection_at_pointer(rows: Rows, painter: Painter) -> Selection | None:
    """Return the selection of the text under the pointer, None if no drawn row is there."""
    path = painter.path_at_pointer()
    if not path:
        return None
    row, part = path[0][0], painter.drawn.region_of(path[-1][0], path[0][0])
    line = rows.top(rows.place(row)) + part.y
    text = _text_of(line, rows, painter)
    start, end = (cell_to_character(text, cell) for cell in (part.x, part.right))
    return Selection(Offset(start, line), Offset(end, line + part.height - 1))


def cell_to_character(text: str, cell: int) -> int:
    """Return the index of the character at a cell of a text."""
    return next((index for index in range(len(text)) if cell_len(text[: index + 1]) > cell), len(text))
