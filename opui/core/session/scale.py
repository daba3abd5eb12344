"""The numbers that a person can choose from least to most, step by step. It knows numbers, no nodes and no keys.

A double is taken for the number that it is written as, in the fewest digits that tell it from all others: the third
tenth is 0.3, and not 0.30000000000000004. What is chosen is worked out exactly and rounded once.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import Final, NamedTuple

STEPS: Final = 100
"""Steps of a scale that says none."""
PAGE: Final = 10
"""Steps that are a page."""


def written(number: float) -> Fraction:
    """Return the number that a double is written as."""
    return Fraction(repr(number))


class Scale(NamedTuple):
    """The numbers from `minimum` in steps up to `maximum`; `minimum` alone, if `maximum` is no greater."""

    minimum: float
    maximum: float
    step: float

    @property
    def last(self) -> int:
        """The place of the greatest number; the least is at 0."""
        return _exact(self).last

    def at(self, place: int) -> float:
        """Return the number at a place."""
        exact = _exact(self)
        return float(exact.minimum + place * exact.step) if place else self.minimum

    def nearest(self, column: int, columns: int) -> float:
        """Return the number at one of so many columns, of which the first is the least and the last the greatest."""
        ends = max(1, columns - 1)
        return self.at(floor(Fraction(max(0, min(column, ends)) * self.last, ends) + Fraction(1, 2)))

    def column(self, amount: float, columns: int) -> int:
        """Return the column, of so many, at which a number is shown; one that is out of the scale, at its end."""
        exact = _exact(self)
        way = exact.last * exact.step
        gone = max(Fraction(0), min(written(amount) - exact.minimum, way))
        return floor(gone / way * (columns - 1) + Fraction(1, 2)) if way else 0

    def holds(self, amount: float) -> bool:
        """Tell whether a number is one that a person can choose."""
        place = self._place(amount)
        return place.denominator == 1 and 0 <= place <= self.last

    def moved(self, amount: float, action: str) -> float:
        """Return the number that an own key chooses. From between two of them it goes to the one or the other first."""
        return self.at(max(0, min(_MOVES[action](self._place(amount), self.last), self.last)))

    def _place(self, amount: float) -> Fraction:
        """Return the place of a number, which may lie between two."""
        exact = _exact(self)
        if exact.last == 0:
            return Fraction(0) if amount == self.minimum else Fraction(1, 2)
        place = (written(amount) - exact.minimum) / exact.step
        # The number at a place may take more digits than a double has: then it is not quite there.
        nearest = max(0, min(round(place), exact.last))
        return Fraction(nearest) if self.at(nearest) == amount else place


class _Exact(NamedTuple):
    """A scale, worked out."""

    minimum: Fraction
    step: Fraction
    last: int


@lru_cache(maxsize=512)
def _exact(scale: Scale) -> _Exact:
    minimum = written(scale.minimum)
    way = written(scale.maximum) - minimum
    step = written(scale.step) or way / STEPS
    return _Exact(minimum, step, floor(way / step) if way > 0 else 0)


def decimals(scale: Scale, amount: float, most: int) -> int:
    """Return how many digits behind the point it takes to show a number and those of its scale, at most so many."""
    exact = _exact(scale)
    numbers = (exact.minimum, exact.step, written(amount))
    return next((digits for digits in range(most) if all(10**digits % each.denominator == 0 for each in numbers)), most)


_MOVES: Final[dict[str, Callable[[Fraction, int], int]]] = {
    "less": lambda place, last: ceil(place) - 1,
    "more": lambda place, last: floor(place) + 1,
    "much_less": lambda place, last: ceil(place) - PAGE,
    "much_more": lambda place, last: floor(place) + PAGE,
    "least": lambda place, last: 0,
    "most": lambda place, last: last,
}
SLIDING: Final = frozenset(_MOVES)
"""What the own keys of a node do of which a person chooses a number."""
