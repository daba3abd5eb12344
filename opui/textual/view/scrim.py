"""The scrim: it lies over everything that an open dialog keeps from people, shows it darker, and takes their clicks."""

from typing import TypeAlias

from textual.geometry import Region
from textual.renderables.background_screen import BackgroundScreen
from textual.strip import Strip

from opui.textual import private
from opui.textual.kinds.bounded import InnerWidget

_Piece: TypeAlias = tuple[int, Strip]
"""A column, and what begins there."""
_Gap: TypeAlias = tuple[int, int]
"""A column at which something is missing, and the one behind the last."""


class Scrim(InnerWidget):
    """Shows what lies behind it through its background.

    Textual mixes a background with the one behind it, never with what is written there. So this takes the lines of all
    that lies behind, front to back, as the compositor does. They are as new as they are: it keeps none.
    """

    ALLOW_SELECT = False
    # Textual leaves the focus, and what is selected, where they are when such a one is clicked.
    DEFAULT_CLASSES = "-textual-system"
    DEFAULT_CSS = """
    Scrim { layer: modal; width: 100%; height: 100%; background: $background 60%; }
    """

    def paint(self, crop: Region) -> list[Strip]:
        """Return the lines of a part: of all that lies behind, darker."""
        lying = private.last_regions(self)
        area = crop.translate(lying[0].offset) if lying is not None else crop
        return [self._darker(line, area) for line in _Lines(area).take(self)]

    def _darker(self, pieces: list[_Piece], area: Region) -> Strip:
        segments = [segment for _, strip in sorted(pieces, key=lambda piece: piece[0]) for segment in strip]
        return Strip(BackgroundScreen.process_segments(segments, self.styles.background), area.width)


class _Lines:
    """The lines of an area of the screen in the making.

    Args:
        area: The area.
    """

    def __init__(self, area: Region) -> None:
        self._area = area
        self._pieces: dict[int, list[_Piece]] = {y: [] for y in area.line_range}
        self._gaps: dict[int, list[_Gap]] = {y: [(area.x, area.right)] for y in area.line_range}

    def take(self, scrim: Scrim) -> list[list[_Piece]]:
        """Return what each line shows behind a scrim; blanks where that is nothing."""
        for widget, region, seen in private.shown_behind(scrim, self._area):
            missing = [y for y in seen.line_range if self._is_missing(y, seen)]
            if missing:
                top, bottom = missing[0], missing[-1] + 1
                part = Region(seen.x - region.x, top - region.y, seen.width, bottom - top)
                for y, strip in zip(range(top, bottom), widget.render_lines(part), strict=False):
                    self._fill(y, seen.x, strip, seen.right)
        for y, gaps in self._gaps.items():
            self._pieces[y] += [(start, Strip.blank(end - start)) for start, end in gaps]
        return list(self._pieces.values())

    def _is_missing(self, y: int, seen: Region) -> bool:
        return any(start < seen.right and end > seen.x for start, end in self._gaps[y])

    def _fill(self, y: int, x: int, strip: Strip, right: int) -> None:
        """Put a strip into the gaps of a line that lie between its first column and the one behind its last."""
        left: list[_Gap] = []
        for start, end in self._gaps[y]:
            begin, stop = max(start, x), min(end, right)
            if begin < stop:
                self._pieces[y].append((begin, strip.crop(begin - x, stop - x)))
            else:
                begin, stop = end, end
            left += [gap for gap in ((start, begin), (stop, end)) if gap[0] < gap[1]]
        self._gaps[y] = left
