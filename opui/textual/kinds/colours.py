"""`Colours`: what the words of an edited text are, line by line, as far as the program's highlighter has found it out.

It is asked when the text has been still. What is typed until then looks like what stands before it, so that nothing
else changes at a key. It knows lines, no widget.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import groupby
from typing import Final

from opui.core.splice import middle
from opui.highlight.highlighter import HIGHLIGHTER, Answer, Request
from opui.highlight.worker import CLASSES, PLAIN

STILL_SECONDS: Final = 0.1
"""How long nothing has changed when the highlighter is asked: a person types faster."""
_PLAIN: Final = PLAIN.encode()


class Colours:
    """The colours of one text.

    Args:
        text: Returns the text as it is now, and the view whose it is.
        show: Called when other colours are known.
        warn: Called with a sentence when there are none.
    """

    def __init__(
        self, text: Callable[[], tuple[str, object]], show: Callable[[], object], warn: Callable[[str], object]
    ) -> None:
        self._text = text
        self._show = show
        self._warn = warn
        self._language = ""
        self._lines: list[bytes] = []
        self._timer: asyncio.TimerHandle | None = None
        self._asked: tuple[str, str, object] | None = None

    def __bool__(self) -> bool:
        """Tell whether there may be any."""
        return bool(self._lines)

    @property
    def is_waiting(self) -> bool:
        """Whether others are to come, though nobody does anything."""
        return self._timer is not None or self._asked is not None

    def begin(self, language: str) -> None:
        """Begin anew, in a language or in none: the text is another one, or is shown from now on."""
        self.stop()
        self._language = language
        text, _ = self._text()
        self._lines = [_PLAIN * len(line) for line in text.split("\n")] if language else []
        self._show()
        if language:
            self._ask()

    def stop(self) -> None:
        """Wait for nothing any more."""
        if self._timer is not None:
            self._timer.cancel()
        if self._asked is not None:
            HIGHLIGHTER.forget(self._asked[-1], self)
        self._timer = self._asked = None

    def replace(self, first: int, old: list[str], new: list[str]) -> None:
        """Other lines stand in the place of some."""
        if not self._lines:
            return
        splice = middle("\n".join(old), "\n".join(new))
        known = b"\n".join(self._lines[first : first + len(old)])
        before = known[splice.start - 1 : splice.start].strip() or _PLAIN
        typed = b"\n".join(before * len(part) for part in splice.text.split("\n"))
        known = known[: splice.start] + typed + known[splice.end :]
        self._lines[first : first + len(old)] = known.split(b"\n")
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(STILL_SECONDS, self._ask)

    def runs(self, line: int, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield what stands between two places of a line: how many characters, and their class; empty: plain."""
        for letter, run in groupby(self._lines[line][start:end]):
            yield sum(1 for _ in run), CLASSES.get(chr(letter), "")

    # --- Asking ---

    def _ask(self) -> None:
        self._timer = None
        text, view = self._text()
        if self._asked is None and text:
            asked = self._asked = self._language, text, view
            loop = asyncio.get_running_loop()

            def tell(answer: Answer) -> None:
                with suppress(RuntimeError):  # the program has ended meanwhile
                    loop.call_soon_threadsafe(self._take, asked, answer)

            HIGHLIGHTER.ask(view, self, Request(self._language, text, tell))

    def _take(self, asked: tuple[str, str, object], answer: Answer) -> None:
        if asked is not self._asked:
            return
        self._asked = None
        if self._text()[0] != asked[1]:
            if self._timer is None:
                self._ask()
        elif answer.problem:
            self._warn(answer.problem)
            if answer.is_final:
                self._lines = []
        else:
            self._fill(answer.letters)

    def _fill(self, letters: list[bytes]) -> None:
        """Take what is known of the first lines, as many as there are."""
        count = len(letters)
        if list(map(len, letters)) == list(map(len, self._lines[:count])):
            self._lines[:count] = letters
            self._show()
