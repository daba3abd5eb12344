"""The kind `canvas`: cells that the guest draws."""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len
from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, TerminalTheme
from textual.filter import dim_color
from textual.geometry import Region, Size
from textual.strip import Strip

from opui.core import protocol
from opui.core.arrays import Array
from opui.core.raster import Raster, read_look
from opui.core.wire.listing import quote
from opui.textual.kinds.adapter import TITLED, Adapter
from opui.textual.kinds.bare import bare_lines, is_bare
from opui.textual.kinds.node_widget import NodeWidget

AGAIN: Final = 1 / 60
"""Seconds after which an array is asked for again that could not be read."""
LISTED: Final = 50
"""Rows that the listing of widgets shows."""
KEPT: Final = 16_384
"""Looks of which the style is kept: more than a screen has if each cell has one of its own."""
_MARKS: Final = tuple(name.replace("rapid_blink", "blink2") for name in protocol.CELL_MARKS)
"""The marks by Rich's names."""
_DIM: Final = 1 << _MARKS.index("dim")


class OpuiCanvas(NodeWidget, can_focus=True):
    """A `canvas`. It shows what was read last until other cells are set, and makes only the lines that are painted.

    Attributes:
        columns: How many cells make a row.
        cells: The array of cells.
        symbols: The array of texts.
        place: That of the cell that the cursor is on; -1: on none.
        raster: The cells as they were read.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    OpuiCanvas { width: 1fr; height: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.columns = 0
        self.cells: Array | None = None
        self.symbols: Array | None = None
        self.place = -1
        self.raster = Raster(cell_len)
        self._data = b""
        self._texts: tuple[str, ...] = ()
        self._told: Size | None = None
        self._looks = Looks(Style.null(), DEFAULT_TERMINAL_THEME)
        self._width = 0

    # --- What the guest says ---

    def set_columns(self, columns: int) -> None:
        """Break the cells into rows of another length."""
        self.columns = columns
        self._show()

    def set_cells(self, cells: Array | None) -> None:
        """Show other cells."""
        self.cells = cells
        self.read_cells()

    def set_symbols(self, symbols: Array | None) -> None:
        """Show other texts for the symbols that are some."""
        self.symbols = symbols
        self.read_symbols()

    def set_cursor(self, place: int) -> None:
        """Put the cursor on another cell."""
        before, self.place = self._cursor_row, place
        self._refresh_rows(sorted({before, self._cursor_row}))

    def read_cells(self) -> None:
        """Read the array of cells; later, if the guest computes now."""
        data = b"" if self.cells is None else self.cells.read_bytes()
        if data is None:
            self.set_timer(AGAIN, self.read_cells)
        else:
            self._data = data
            self._show()

    def read_symbols(self) -> None:
        """Read the array of texts; later, if the guest computes now."""
        texts = () if self.symbols is None else self.symbols.read(0, self.symbols.length, protocol.SYMBOL_BYTES)
        if texts is None:
            self.set_timer(AGAIN, self.read_symbols)
        else:
            self._texts = tuple(str(text or "") for text in texts)
            self._show()

    def _show(self) -> None:
        raster = self.raster
        size = raster.columns, raster.rows
        rows = raster.take(self.columns, self._data, self._texts)
        if size != (raster.columns, raster.rows):
            self.refresh(layout=bool(self.styles.auto_dimensions))
        else:
            self._refresh_rows(rows)

    def _refresh_rows(self, rows: list[int]) -> None:
        width, height = self.content_size
        if regions := [Region(0, row, width, 1) for row in rows if 0 <= row < height]:
            self.refresh(*regions)

    @property
    def _cursor_row(self) -> int:
        return self.place // self.columns if self.columns and self.place >= 0 else -1

    # --- Its size ---

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return how many columns the cells have."""
        return self.raster.columns

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many rows the cells have."""
        return self.raster.rows

    def on_resize(self) -> None:
        """Tell how much room there is."""
        self.tell_size()

    def notify_style_update(self) -> None:
        """Tell how much room there is if a border takes some of it now, or gives some back."""
        super().notify_style_update()
        self.call_after_refresh(self.tell_size)

    def tell_size(self) -> None:
        """Tell how much room there is, if that is news."""
        size = self.content_size
        if self.is_attached and size != self._told and self.size:
            self._told = size
            self._report("size", "", *size)

    def take_over(self, old: NodeWidget) -> None:
        """Take over what was told."""
        assert isinstance(old, OpuiCanvas)
        self._told = old._told

    # --- How it looks ---

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show the cursor, or hide it."""
        super().watch_has_focus(has_focus)
        self._refresh_rows([self._cursor_row])

    def make_lines(self, crop: Region) -> Sequence[Strip]:
        """Make lines as strips: what all of them need is asked once."""
        ground, theme = self.visual_style.rich_style, self.app.ansi_theme
        if not self._looks.fits(ground, theme):
            self._looks = Looks(ground, theme)
        self._width = self.content_size.width
        return bare_lines(self, crop, is_true=True) if is_bare(self) else super().make_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return one row of cells; what the guest has none for is blank."""
        width, raster, looks = self._width, self.raster, self._looks
        if not 0 <= y < raster.rows:
            return Strip.blank(width, looks.ground)
        cursor = self.place % raster.columns if self.has_focus and y == self._cursor_row else -1
        strip = Strip([Segment(text, looks[look]) for text, look in raster.runs(y, cursor)], raster.columns)
        return strip if width == raster.columns else strip.adjust_cell_length(width, looks.ground)


class Looks(dict[bytes, Style]):
    """Looks of cells → their styles, each made when it is first needed.

    Args:
        ground: How the canvas itself looks.
        theme: The first 16 of the 256 colours.

    Attributes:
        ground: How the canvas itself looks.
    """

    def __init__(self, ground: Style, theme: TerminalTheme) -> None:
        super().__init__()
        self.ground = ground
        self._theme = theme
        self._is_plain = ground == Style.from_color(ground.color, ground.bgcolor)

    def fits(self, ground: Style, theme: TerminalTheme) -> bool:
        """Tell whether these are the styles for a ground and a theme, and not too many."""
        return ground == self.ground and theme is self._theme and len(self) <= KEPT

    def __missing__(self, look: bytes) -> Style:
        """Make the style of a look."""
        color, background, marks = read_look(look)
        own = self.ground
        letters, behind = self._color(color) or own.color, self._color(background) or own.bgcolor
        if marks & _DIM and letters and behind:
            marks, letters = marks & ~_DIM, dim_color(behind, letters)
        style = Style.from_color(letters, behind)
        if marks or not self._is_plain:
            on = (name for bit, name in enumerate(_MARKS) if marks & 1 << bit)
            style = own + style + Style.parse(" ".join(on))
        self[look] = style
        return style

    def _color(self, word: int) -> Color | None:
        make = _COLORS.get(word >> 24)
        return None if make is None else make(word, self._theme)


def _rgb(word: int, theme: TerminalTheme) -> Color:
    triplet = ColorTriplet(word >> 16 & 0xFF, word >> 8 & 0xFF, word & 0xFF)
    return Color(triplet.hex, ColorType.TRUECOLOR, None, triplet)


def _indexed(word: int, theme: TerminalTheme) -> Color:
    return Color.from_triplet(Color.from_ansi(word & 0xFF).get_truecolor(theme))


_COLORS: Final = {1: _rgb, 2: _indexed}
"""The highest byte of a colour → what makes it; see `protocol.CELL_COLORS`. Any other is the canvas's own."""


def _shown(widget: OpuiCanvas) -> Iterator[str]:
    raster = widget.raster
    yield f"{raster.columns} × {raster.rows}"
    yield from (quote(raster.text(y)) for y in range(min(raster.rows, LISTED)))


ADAPTER = Adapter(
    OpuiCanvas,
    TITLED
    | {
        "columns": OpuiCanvas.set_columns,
        "cells": OpuiCanvas.set_cells,
        "symbols": OpuiCanvas.set_symbols,
        "cursor": OpuiCanvas.set_cursor,
    },
    shown=_shown,
    recycled=False,
)
