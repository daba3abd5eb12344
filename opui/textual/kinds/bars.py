"""Scroll bars: which a box has. Textual's rule, except that a bar that has gone and come back stays.

Beside a bar, what lies in a box may be higher than without it: with it all fits, without it nothing does. Textual would
lay such boxes out for ever, sixty times a second. Knows no widget.
"""

from textual.geometry import Size

Bars = tuple[bool, bool]
"""Whether there is a bar across, and one down."""


def wanted_bars(overflow: tuple[str, str], content: Size, room: Size, thickness: tuple[int, int]) -> Bars:
    """Return which bars a box is to have.

    Args:
        overflow: What its style says across and down.
        content: The size of what lies in it.
        room: The size of the box without bars.
        thickness: Lines that a bar across takes, and columns that one down takes.
    """
    across, down = (
        says == "scroll" or (says == "auto" and size > most)
        for says, size, most in zip(overflow, content, room, strict=True)
    )
    # Where one bar is, there is less room in the other direction.
    if overflow[0] == "auto" and down and not across:
        across = content.width > room.width - thickness[1]
    if overflow[1] == "auto" and across and not down:
        down = content.height > room.height - thickness[0]
    return across, down


class Rest:
    """Whether the layouts of one view have come to rest: in the last one, no bar came or went.

    Attributes:
        spell: Grows with each layout in which they have.
    """

    def __init__(self) -> None:
        self.spell = 0
        self._moved = False

    def move(self) -> None:
        """A bar comes or goes."""
        self._moved = True

    def laid_out(self) -> None:
        """A layout is over."""
        if not self._moved:
            self.spell += 1
        self._moved = False


class BarHistory:
    """Which bars of one box have gone since the layouts of its view were at rest."""

    def __init__(self) -> None:
        self._spell = -1
        self._gone = [False, False]

    def settled(self, shown: Bars, wanted: Bars, rest: Rest) -> Bars:
        """Return which bars the box has from now on: those wanted, and those that would only come back.

        Args:
            shown: Those that it has.
            wanted: Those that the rule says.
            rest: That of its view.
        """
        if self._spell != rest.spell:
            self._spell, self._gone = rest.spell, [False, False]
        bars = [False, False]
        for axis in range(2):
            goes = shown[axis] and not wanted[axis]
            bars[axis] = wanted[axis] or (goes and self._gone[axis])
            self._gone[axis] |= goes
        if (bars[0], bars[1]) != shown:
            rest.move()
        return bars[0], bars[1]
