"""How the elements of an array are written in the cells of a column. Knows neither nodes nor widgets."""

from collections.abc import Callable, Mapping
from math import isfinite, isinf, isnan
from typing import Final, TypeAlias

from opui.core.arrays import Item
from opui.core.protocol import Element
from opui.textual.kinds.table.columns import shown_text

DIGITS: Final = {"f32": 7, "f64": 15}
"""Digits of a number that mean something, by what its array is made of."""
EXACT: Final = 1e15
"""From here on a double has no digits behind its point: with a fixed number of them it would only be long."""
_UNITS: Final = ("KiB", "MiB", "GiB", "TiB", "PiB", "EiB")

Number: TypeAlias = float | int


def writer(format_: str, element: Element) -> Callable[[Item], str]:
    """Return what writes the elements of an array: a text as it is, nothing where there is none.

    Args:
        format_: How numbers are written.
        element: What the array is made of.
    """
    number, digits = FORMATS[format_], DIGITS.get(element.name, 0)

    def write(item: Item) -> str:
        if isinstance(item, str):
            return shown_text(item)
        if item is None:
            return ""
        if isfinite(item):
            return number(item, digits)
        return "NaN" if isnan(item) else "∞" if item > 0 else "-∞"

    return write


def share(item: Item, least: float, most: float) -> float | None:
    """Return how far a number is on the way from `least` (0) to `most` (1); None for what is on no way."""
    if not isinstance(item, float | int) or isnan(item):
        return None
    if isinf(item) or least == most:
        return float(item > least)
    return max(0.0, min((item - least) / (most - least), 1.0))


def _plain(number: Number, digits: int) -> str:
    return f"{number:.{digits}g}" if digits else str(number)


def _thousands(number: Number, digits: int) -> str:
    return f"{number:,.{digits}g}" if digits else f"{number:,}"


def _fixed(places: int) -> Callable[[Number, int], str]:
    return lambda number, digits: f"{number:.{places}f}" if abs(number) < EXACT else _plain(number, digits)


def _percent(number: Number, digits: int) -> str:
    return f"{number:.1%}" if abs(number) < EXACT else f"{_plain(number, digits)}00%"


def _scientific(number: Number, digits: int) -> str:
    return f"{number:.3e}"


def _bytes(number: Number, digits: int) -> str:
    if abs(number) < 1024:
        return f"{number:.0f} B"
    for unit in _UNITS:
        number /= 1024
        if abs(number) < 1024:
            return f"{number:.1f} {unit}"
    return f"{number:.4g} {_UNITS[-1]}"


def _hex(number: Number, digits: int) -> str:
    return _plain(number, digits) if digits else f"{int(number):#x}"


FORMATS: Final[Mapping[str, Callable[[Number, int], str]]] = {
    "plain": _plain,
    "thousands": _thousands,
    **{f"fixed{places}": _fixed(places) for places in range(4)},
    "percent": _percent,
    "scientific": _scientific,
    "bytes": _bytes,
    "hex": _hex,
}
"""Format → what writes a finite number in it, given how many of its digits mean something; 0: it is a whole number."""
