"""What the benchmarks hand on: figures, each with all its samples.

It knows neither what is measured nor how it is shown.
"""

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

Tick: TypeAlias = Callable[[str], None]
"""Called once for each sample taken, with a word on what it was."""

SECONDS: Final = "s"
PROCESSOR: Final = "s of the processor"
"""Of all threads; less is moved by what else the machine does."""
BYTES: Final = "bytes"
WRITTEN: Final = "bytes written"
"""To a terminal; every single one counts."""
COUNT: Final = "1"
EXPONENT: Final = "exponent"


class Figure(NamedTuple):
    """What one way of doing one thing cost.

    Attributes:
        benchmark: The part of the suite: `rows`, `boundary`, …
        case: What was done: `create 1,000`.
        way: By what: `opui`, `Textual, same widgets`.
        unit: Of the samples: `s`, `s of the processor`, `bytes`, `bytes written`, `1` for a count, `exponent`.
        samples: In the order in which they were taken; at least one.
    """

    benchmark: str
    case: str
    way: str
    unit: str
    samples: tuple[float, ...]

    @property
    def median(self) -> float:
        """The sample in the middle."""
        return statistics.median(self.samples)

    @property
    def spread(self) -> tuple[float, float]:
        """The lower and the upper quartile."""
        return self.percentile(25), self.percentile(75)

    def percentile(self, percent: float) -> float:
        """Return the smallest sample that at least `percent` of all samples do not exceed (the nearest rank)."""
        ranked = sorted(self.samples)
        return ranked[max(0, math.ceil(len(ranked) * percent / 100) - 1)]

    def as_json(self) -> dict[str, Any]:
        """Return all of it, for a file."""
        low, high = self.spread
        return self._asdict() | {"median": self.median, "quartiles": [low, high]}


def joined(rounds: Iterable[Iterable[Figure]]) -> list[Figure]:
    """Return the figures of several rounds as one each, with the samples of all."""
    samples: dict[tuple[str, str, str, str], tuple[float, ...]] = {}
    for figure in (figure for figures in rounds for figure in figures):
        samples[figure[:4]] = samples.get(figure[:4], ()) + figure.samples
    return [Figure(*what, taken) for what, taken in samples.items()]


def fitted_exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Return k of the curve `cost = c · size^k` that fits best, by least squares on the logarithms.

    Args:
        sizes: At least two different ones, all above zero.
        costs: One for each size, all above zero.
    """
    slope, _ = statistics.linear_regression([math.log(size) for size in sizes], [math.log(cost) for cost in costs])
    return slope
