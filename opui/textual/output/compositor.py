"""A compositor that renders nothing that nobody sees, and no more lines than have changed.

Textual renders all of each widget that meets the region around everything that has changed, and then takes what is in
front: for a line at the top and one at the bottom, that is the whole screen, the background of each box included.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import Final, TypeAlias

from textual.geometry import Region
from textual.strip import Strip

from opui.textual import private

Span: TypeAlias = tuple[int, int, int]
"""A line, and the first column of what has changed in it and the one behind."""
Chops: TypeAlias = dict[int, dict[int, Strip | None]]
"""Line → column → what begins there, up to the next column."""

NOTHING: Final[frozenset[int]] = frozenset()


class LineCompositor(private.Compositor):
    """A screen's compositor."""

    def render_partial_update(self) -> private.ChopsUpdate | None:
        """Render what has changed, None if nothing."""
        spans = [span for span in private.take_dirty_spans(self) if 0 <= span[0] < self.size.height]
        if not spans:
            return None
        chops = self._render_spans(spans)
        ends = {y: self.cuts[y][1:] for y in chops}
        # It looks up the lines of the spans, and no others.
        return private.ChopsUpdate(chops, spans, ends)  # type: ignore[arg-type]

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        width, height = self.size
        chops = self._render_spans([(y, 0, width) for y in crop.line_range if y < height and is_rendered_line(y)])
        return [chops.get(y, {}) for y in range(height)]  # type: ignore[misc]  # the screen itself lies behind all

    def _render_spans(self, spans: Sequence[Span]) -> Chops:
        """Render lines from the front to the back, as far as something is left to be seen."""
        cuts = self.cuts
        chops: Chops = {y: dict.fromkeys(cuts[y][:-1]) for y, _, _ in spans}
        left: dict[int, set[int]] = {y: set() for y in chops}
        for y, x1, x2 in spans:
            left[y].update(cut for cut, end in pairwise(cuts[y]) if cut <= x2 and end > x1)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            for top, bottom in _runs(y for y in seen.line_range if _is_seen(left.get(y, NOTHING), seen)):
                part = Region(seen.x - region.x, top - region.y, seen.width, bottom - top)
                for y, strip in zip(range(top, bottom), widget.render_lines(part), strict=False):
                    columns = [cut for cut in cuts[y] if seen.x <= cut <= seen.right]
                    pieces = strip.divide([cut - seen.x for cut in columns[1:]])
                    for column, piece in zip(columns, pieces, strict=False):
                        if column in left[y]:
                            left[y].remove(column)
                            chops[y][column] = piece
        return chops


def _is_seen(columns: Set[int], region: Region) -> bool:
    """Tell whether anything is left in a line that a region could fill."""
    return any(region.x <= column < region.right for column in columns)


def _runs(lines: Iterator[int]) -> list[tuple[int, int]]:
    """Return lines that follow one another, as the first of each run and the one behind its last."""
    runs: list[tuple[int, int]] = []
    for line in lines:
        if runs and runs[-1][1] == line:
            runs[-1] = runs[-1][0], line + 1
        else:
            runs.append((line, line + 1))
    return runs
