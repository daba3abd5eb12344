"""How boxes lay out their children: as Textual's layouts do, except that `fr` in a limit is a share of what is left.

Textual takes `max-height: 1fr` for the whole parent, so that nothing could say "as high as its content, at most what is
left". A box none of whose children has such a limit is left to Textual. Knows no kind.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

from textual.box_model import BoxModel
from textual.css.scalar import Scalar
from textual.css.styles import RenderStyles
from textual.geometry import Offset, Region, Size
from textual.layout import ArrangeResult, WidgetPlacement
from textual.layouts.horizontal import HorizontalLayout
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

from opui.textual import private


class _Axis(NamedTuple):
    """The direction in which children follow one another.

    Attributes:
        side: The length along it, in sizes and box models.
        before: The margin before a child, in a `Spacing`.
        behind: The margin behind it.
        length: The style that says how long a child is.
        limits: Those that say how long at most and at least.
    """

    side: int
    before: int
    behind: int
    length: str
    limits: tuple[str, str]

    def of(self, model: BoxModel) -> Fraction:
        """Return how long a child is."""
        return model.height if self.side else model.width


_ACROSS: Final = _Axis(0, 3, 1, "width", ("max_width", "min_width"))
_DOWN: Final = _Axis(1, 0, 2, "height", ("max_height", "min_height"))


class Below(VerticalLayout):
    """Children below one another."""

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """Return where the children lie."""
        arranged = _arranged(_DOWN, parent, children, size, greedy)
        return super().arrange(parent, children, size, greedy) if arranged is None else arranged

    def get_content_width(self, widget: Widget, container: Size, viewport: Size) -> int:
        """Return how wide the children would like to be."""
        return _wanted_width(widget, container)


class Beside(HorizontalLayout):
    """Children side by side."""

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """Return where the children lie."""
        arranged = _arranged(_ACROSS, parent, children, size, greedy)
        return super().arrange(parent, children, size, greedy) if arranged is None else arranged

    def get_content_width(self, widget: Widget, container: Size, viewport: Size) -> int:
        """Return how wide the children would like to be."""
        return _wanted_width(widget, container)


def _wanted_width(widget: Widget, container: Size) -> int:
    """Return how wide a box's children would like to be in the room there is; Textual gives a text none to say so."""
    return widget.arrange(Size(container.width, 0), optimal=True).total_region.right if widget.is_container else 0


BELOW: Final = Below()
BESIDE: Final = Beside()


def _arranged(
    axis: _Axis, parent: Widget, children: list[Widget], size: Size, greedy: bool
) -> list[WidgetPlacement] | None:
    """Return where the children lie if some have limits in `fr`; None if none has."""
    if all(_limit(axis, child.styles) is None for child in children):
        return None
    margins = [child.styles.margin for child in children]
    gaps = [max(one[axis.behind], other[axis.before]) for one, other in pairwise(margins)]
    room = size[axis.side] - margins[0][axis.before] - sum(gaps) - margins[-1][axis.behind]
    models = _Models(axis, parent, size, greedy).find(children, max(0, room))
    placements = []
    start = Fraction(margins[0][axis.before])
    for child, gap in zip(children, [*gaps, 0], strict=True):
        model = models[child]
        end = start + axis.of(model)
        region = _region(axis, int(start), int(end) - int(start), model)
        placements.append(WidgetPlacement(region, Offset(), model.margin, child))
        start = end + gap
    return placements


def _region(axis: _Axis, start: int, length: int, model: BoxModel) -> Region:
    if axis is _DOWN:
        return Region(model.margin.left, start, int(model.width), length)
    return Region(start, model.margin.top, length, int(model.height))


class _Models:
    """Finds how large the children of one box are.

    Args:
        axis: The direction in which they follow one another.
        parent: The box.
        size: The size of its content.
        greedy: Whether they fill the width that they are given.
    """

    def __init__(self, axis: _Axis, parent: Widget, size: Size, greedy: bool) -> None:
        self._axis = axis
        self._viewport = parent.app.viewport_size
        self._size = size
        self._greedy = greedy
        self._found: dict[Widget, BoxModel] = {}
        self._left = Fraction(0)

    def find(self, children: Sequence[Widget], room: int) -> dict[Widget, BoxModel]:
        """Return the sizes of children that have so much room along the axis, less their margins.

        First come those that are as long as they say, then those with limits in `fr`; the others fill what is left.
        """
        self._left = Fraction(room)
        filling = {child: length.value for child in children if (length := self._fraction(child)) is not None}
        limited = {
            child: limit.value
            for child in children
            if child not in filling and (limit := _limit(self._axis, child.styles)) is not None
        }
        self._take(child for child in children if child not in filling and child not in limited)
        unit = self._unit(sum(filling.values()) + sum(limited.values()))
        for child in limited:
            self._found[child] = self._model(child, unit)
        self._left -= sum(self._axis.of(self._found[child]) for child in limited)
        self._fill(filling)
        return self._found

    def _take(self, children: Iterator[Widget]) -> None:
        for child in children:
            self._found[child] = self._model(child, Fraction(self._size[self._axis.side]))
            self._left -= self._axis.of(self._found[child])

    def _fill(self, shares: dict[Widget, float]) -> None:
        while shares:
            unit = self._unit(sum(shares.values()))
            models = {child: self._model(child, unit) for child in shares}
            # What a limit makes longer or shorter changes what is left for the others.
            settled = [child for child in shares if self._axis.of(models[child]) != Fraction(shares[child]) * unit] or [
                *shares
            ]
            for child in settled:
                self._found[child] = models[child]
                self._left -= self._axis.of(models[child])
                del shares[child]

    def _unit(self, shares: float) -> Fraction:
        # Textual takes a unit of 0 for 1: a cell each where nothing is left.
        return max(Fraction(0), self._left) / Fraction(shares) or Fraction(1)

    def _fraction(self, child: Widget) -> Scalar | None:
        length: Scalar | None = getattr(child.styles, self._axis.length)
        return length if length is not None and length.is_fraction else None

    def _model(self, child: Widget, unit: Fraction) -> BoxModel:
        other = 1 - self._axis.side
        across = Fraction(max(0, self._size[other] - child.styles.margin.totals[other]))
        units = (unit, across) if self._axis is _ACROSS else (across, unit)
        return private.box_model(child, self._size, self._viewport, units, self._greedy)


def _limit(axis: _Axis, styles: RenderStyles) -> Scalar | None:
    """Return a limit along the axis that is given in `fr`, the upper one first; None if none is."""
    if not styles.has_any_rules(*axis.limits):
        return None
    limits: Iterator[Scalar | None] = (getattr(styles, limit) for limit in axis.limits)
    return next((limit for limit in limits if limit is not None and limit.is_fraction), None)
