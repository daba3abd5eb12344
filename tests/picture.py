"""What a terminal shows of what is written to it, by pyte: a model of a terminal that was made without opui in mind.

It counts a character's cells by wcwidth, code point by code point, as the older terminals do.
"""

import re
from typing import Final

import pyte

_PIECE: Final = re.compile(
    rb"[^\x1b]+|\x1b(?:\[[0-?]*[ -/]*[@-~]|[PX^_\]][^\x07\x1b]*(?:\x07|\x1b\\)|\([B0]|[^\[PX^_\](])"
)
"""Text without a sequence, or a whole sequence."""
_UNREAD: Final = re.compile(rb"\x1b(?:\[[<>=].*|\[\?[0-9;]*\$p|[PX^_\]].*)", re.DOTALL)
"""What pyte takes for text, or what shows nothing: questions, kitty's keyboard, strings."""


class Picture:
    """A screen that is written to.

    Attributes:
        screen: pyte's.
    """

    def __init__(self, columns: int, lines: int) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self._rest = b""

    def feed(self, data: bytes) -> None:
        """Write to it, in any pieces."""
        data, at = self._rest + data, 0
        while match := _PIECE.match(data, at):
            at = match.end()
            if not _UNREAD.fullmatch(match[0]):
                self._stream.feed(match[0])
        self._rest = data[at:]

    def resize(self, columns: int, lines: int) -> None:
        """Give it another size."""
        self.screen.resize(lines, columns)

    @property
    def text(self) -> str:
        """Return its lines."""
        return "\n".join(self.screen.display)
