"""The shortest way for the cursor from one cell to another. Columns and lines count from 0."""

from functools import lru_cache
from typing import Final, TypeAlias

Place: TypeAlias = tuple[int, int]
"""A column and a line."""
_KEPT: Final = 4_096
_BACKSPACES: Final = 3
"""Up to so many are shorter than a sequence."""


@lru_cache(_KEPT)
def move(now: Place | None, then: Place) -> str:
    """Return the shortest sequence that moves the cursor.

    Args:
        now: Where it is, None if that is not known: behind the last column terminals differ, too.
        then: Where it is to be.
    """
    x, y = then
    if now == then:
        return ""
    absolute = f"\x1b[{y + 1}{f';{x + 1}' if x else ''}H" if x or y else "\x1b[H"
    if now is None:
        return absolute
    relative = _down(y - now[1], y) + _along(now[0], x)
    return relative if len(relative) < len(absolute) else absolute


def _down(lines: int, line: int) -> str:
    if not lines:
        return ""
    by_lines = _counted(abs(lines), "B" if lines > 0 else "A")
    return min(by_lines, f"\x1b[{line + 1}d", key=len)


def _along(now: int, then: int) -> str:
    columns = then - now
    if not columns:
        return ""
    if then == 0:
        return "\r"
    if columns > 0:
        return min(_counted(columns, "C"), f"\x1b[{then + 1}G", key=len)
    ways = [_counted(-columns, "D"), f"\x1b[{then + 1}G", f"\r{_counted(then, 'C')}"]
    if -columns <= _BACKSPACES:
        ways.append("\b" * -columns)
    return min(ways, key=len)


def _counted(count: int, final: str) -> str:
    return f"\x1b[{'' if count == 1 else count}{final}"
