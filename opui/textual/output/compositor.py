"""A compositor that renders no more lines than have changed.

Textual renders all of each widget that meets the region around everything that has changed: for a line at the top and
one at the bottom, that is the whole screen.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from rich.console import Console
from textual.geometry import Region
from textual.strip import Strip

from opui.textual import private
from opui.textual.output.display import Drawn

MOST_GROUPS: Final = 8
"""Lines that change are rendered in so many groups at most: each looks at all widgets."""


class Parts(private.CompositorUpdate):
    """Several updates in one.

    Args:
        updates: What each part of the screen has become.
    """

    def __init__(self, updates: Sequence[private.ChopsUpdate]) -> None:
        self.updates = updates

    def render_segments(self, console: Console) -> str:
        """Return them as Textual writes them."""
        return "".join(update.render_segments(console) for update in self.updates)


class LineCompositor(private.Compositor):
    """A screen's compositor."""

    def render_partial_update(self) -> Parts | None:  # type: ignore[override]  # it is drawn in the same way
        """Render what has changed, None if nothing."""
        groups = by_lines(private.take_dirty_regions(self))
        updates = (private.render_regions(self, group) for group in groups)
        return Parts([update for update in updates if update is not None]) if groups else None

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        screen = self.size.region
        lines = screen if crop is None else Region(0, crop.y, screen.width, crop.height)
        for widget, (region, clip) in self.visible_widgets.items():
            clip = clip.intersection(lines)
            if seen := region.intersection(clip):
                yield region, clip, widget.render_lines(seen.translate(-region.offset))


def drawn_parts(update: object) -> Drawn | None:
    """Return what a screen has drawn. None if it is nothing of a whole screen, as in a few lines below a shell's."""
    if isinstance(update, Parts):
        return chain.from_iterable(private.drawn_parts(part) or () for part in update.updates)
    return private.drawn_parts(update)


def by_lines(regions: Iterable[Region]) -> list[list[Region]]:
    """Return regions in groups that have no line in common, from the top down."""
    groups: list[list[Region]] = []
    bottom = 0
    for region in sorted(regions, key=lambda region: region.y):
        if groups and (region.y <= bottom or len(groups) == MOST_GROUPS):
            groups[-1].append(region)
        else:
            groups.append([region])
        bottom = max(bottom, region.bottom)
    return groups
