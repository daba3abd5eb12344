"""Boxes whose sizes have a bound, and whose children are found without Textual's map of cells.

What a guest writes is bounded (`opui.core.tree.style`), but not what comes of it: `dock: left; height: 200fr` is two
hundred times as high as its parent, three of them in one another are a hundred million lines. Knows no kind.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import islice
from typing import Final, TypeVar

from textual.box_model import BoxModel
from textual.css.scalar import Scalar
from textual.geometry import NULL_REGION, Region, Size, Spacing
from textual.layout import DockArrangeResult, WidgetPlacement
from textual.strip import Strip

from opui.core import protocol
from opui.core.tree.style import CELLS_MAXIMUM
from opui.textual import private
from opui.textual.css import RESTYLED, restyle
from opui.textual.kinds.bars import BarHistory, wanted_bars
from opui.textual.kinds.layout_watch import LayoutWatch
from opui.textual.kinds.pieces import Piece
from opui.textual.removal import GoneAtOnce

T = TypeVar("T")
SCREENS: Final = 2
"""A side of a box that is not as long as its content comes to no more than twice that of the screen."""

LONGEST: Final = protocol.LIMIT["string_bytes"]
"""The longest side that the children of a box are laid out in: no text is longer."""


def longest(screen: int) -> int:
    """Return the most cells of a given side, padding and border included, on a screen with a side of so many."""
    return max(CELLS_MAXIMUM, SCREENS * screen)


@dataclass
class Extent(DockArrangeResult):
    """An arrangement of which a region is known, and that places nothing."""

    region: Region = NULL_REGION

    @property
    def total_region(self) -> Region:
        """The region that it takes."""
        return self.region

    @classmethod
    def of(cls, region: Region) -> "Extent":
        """Return the arrangement of a region."""
        return cls([], set(), Spacing(), None, region)


class Placements:
    """Where the children of one box lie; it stands in for Textual's `SpatialMap`.

    That keeps a list of children for each 2,000 cells: a box of many cells takes long and much memory, seen or not.
    A box has too few children for a map to pay, and those outside are left out behind it anyway.
    """

    def __init__(self, placements: Sequence[WidgetPlacement]) -> None:
        self._placements = placements
        self.total_region = Region()
        for placement in placements:
            if not (placement.fixed or placement.overlay):
                self.total_region = self.total_region.union(placement.region.grow(placement.margin))

    def get_values_in_region(self, region: Region) -> Sequence[WidgetPlacement]:
        """Return all that may lie in a region."""
        return self._placements


class BoundedWidget(private.RestyledByRenderer, GoneAtOnce):
    """A widget whose size, styles, and children's places take little time to find out whatever its styles say.

    Textual asks for its sizes, places and lines under its view's watch, if it has one. Classes that find out one of
    these in a way of their own override `find_size`, `arrange_children` or `paint`.
    """

    layout_watch: LayoutWatch | None = None
    _awaits_styles = False
    _bar_history: BarHistory | None = None

    # --- Styles ---

    def update_node_styles(self, animate: bool = True) -> None:
        """Match all rules anew, since its classes or its state have changed.

        Textual does so with all that lies below in one turn of the loop.
        """
        if sum(1 for _ in islice(self.walk_children(), RESTYLED)) < RESTYLED:
            super().update_node_styles(animate)
        elif not self._awaits_styles:
            self._awaits_styles = True
            self.call_later(partial(self._restyle, animate))

    async def _restyle(self, animate: bool) -> None:
        self._awaits_styles = False
        await restyle(self, animate)
        if self.is_attached:
            # A batch of updates ends without a paint if nothing else makes the screen idle.
            self.screen.check_idle()

    # --- Under the watch ---

    def arrange(self, size: Size, optimal: bool = False) -> DockArrangeResult:
        """Return where the children lie."""
        # Before a box's own side is bounded, Textual asks how high it is at the width that its style says: boxes in one
        # another, each two hundred times as wide as the one around it, would be tried at a billion columns.
        size = Size(min(size.width, LONGEST), min(size.height, LONGEST))
        return self._watched(_no_children, self.arrange_children, size, optimal)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of a part of the widget."""
        return self._watched(list, self.paint, crop)

    def _get_box_model(
        self,
        container: Size,
        viewport: Size,
        width_fraction: Fraction,
        height_fraction: Fraction,
        constrain_width: bool = False,
        greedy: bool = True,
    ) -> BoxModel:
        fractions = width_fraction, height_fraction
        return self._watched(_no_room, self.find_size, container, viewport, fractions, constrain_width, greedy)

    def _watched(self, nothing: Callable[[], T], work: Callable[..., T], *arguments: object) -> T:
        watch = self.layout_watch
        return work(*arguments) if watch is None else watch.run(nothing, work, *arguments)

    # --- What is found out ---

    def arrange_children(self, size: Size, optimal: bool) -> DockArrangeResult:
        """Find out where the children lie."""
        result = super().arrange(size, optimal)
        private.use_placements(result, Placements)
        return result

    def paint(self, crop: Region) -> list[Strip]:
        """Make the lines of a part of the widget."""
        return [Piece(line, 0, line.cell_length) for line in self.make_lines(crop)]

    def make_lines(self, crop: Region) -> Sequence[Strip]:
        """Make them as strips."""
        return super().render_lines(crop)

    def find_size(
        self,
        container: Size,
        viewport: Size,
        fractions: tuple[Fraction, Fraction],
        constrain_width: bool,
        greedy: bool,
    ) -> BoxModel:
        """Find out how large the widget is."""
        width, height, margin = super()._get_box_model(container, viewport, *fractions, constrain_width, greedy)
        if _is_given(self.styles.width):
            width = min(width, Fraction(longest(viewport.width)))
        if _is_given(self.styles.height):
            height = min(height, Fraction(longest(viewport.height)))
        return BoxModel(width, height, margin)

    def _refresh_scrollbars(self) -> None:
        if not (self.is_scrollable and self.container_size):
            return
        styles = self.styles
        overflow = styles.overflow_x, styles.overflow_y
        thickness = styles.scrollbar_size_horizontal, styles.scrollbar_size_vertical
        shown = self.show_horizontal_scrollbar, self.show_vertical_scrollbar
        bars = wanted_bars(overflow, self.virtual_size, self.container_size, thickness)
        if bars != shown and self.layout_watch is not None:
            self._bar_history = self._bar_history or BarHistory()
            bars = self._bar_history.settled(shown, bars, self.layout_watch.rest)
        private.show_bars(self, bars)

    def _resolve_extrema(
        self, container: Size, viewport: Size, width_fraction: Fraction, height_fraction: Fraction
    ) -> private.Extrema:
        extrema = super()._resolve_extrema(container, viewport, width_fraction, height_fraction)
        width, height = extrema.min_width, extrema.min_height
        return extrema._replace(
            min_width=None if width is None else min(width, Fraction(longest(viewport.width))),
            min_height=None if height is None else min(height, Fraction(longest(viewport.height))),
        )


class InnerWidget(BoundedWidget):
    """A widget inside that of a node, under the watch of that one."""

    @property
    def layout_watch(self) -> LayoutWatch | None:  # type: ignore[override]  # it has none of its own
        """The watch over what laying it out and painting it costs."""
        return self.parent.layout_watch if isinstance(self.parent, BoundedWidget) else None


def _no_children() -> DockArrangeResult:
    return DockArrangeResult([], set(), Spacing())


def _no_room() -> BoxModel:
    return BoxModel(Fraction(0), Fraction(0), Spacing())


def _is_given(length: Scalar | None) -> bool:
    """Tell whether a side is as long as its style says, not as its content or its parent is."""
    return length is not None and not length.is_auto
