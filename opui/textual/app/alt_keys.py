"""Alt with a letter, read from a terminal: `ESC x`, however fast the next key comes.

Textual's parser waits a tenth of a second for more of a sequence behind `ESC x`. If another ESC comes meanwhile, as it
does when Alt and a letter are held down, it types `^x`.
"""

import re
from collections.abc import Iterable
from typing import Final

from textual.message import Message

from opui.textual import private

_PIECES: Final = re.compile(r"(?=\x1b)")
_LENGTH: Final = 2
"""Of Alt with a letter: ESC and the letter."""
_PASTE: Final = ("\x1b[200~", "\x1b[201~")
"""What stands before a paste and behind it: within, ESC is no key."""


class AltKeyParser(private.XTermParser):
    """Textual's parser, which takes `ESC x` for `alt+x` at the latest when the next sequence begins."""

    _length = 0
    _in_paste = False

    def feed(self, data: str) -> Iterable[Message]:
        """Yield what the terminal has sent."""
        # An empty piece would be the end of all input, as empty data is.
        for piece in filter(None, _PIECES.split(data)) if data else ("",):
            begins = piece.startswith("\x1b")
            if begins and self._length == _LENGTH and not self._in_paste:
                yield from private.end_sequence(self)
            self._length = len(piece) if begins else self._length + len(piece)
            self._in_paste = (self._in_paste and not piece.startswith(_PASTE[1])) or piece.startswith(_PASTE[0])
            yield from super().feed(piece)
