"""Lines with a mask: what is typed fills places, in order, between separators that stand there by themselves.

It knows text, no nodes and no keys. A value is as long as what has been filled, with its separators, and with blanks
for what was passed over: under `99/99`, typing `1`, `/` and `2` makes `1 /2`.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from opui.core import clusters
from opui.core.scrub import scrub
from opui.core.session.edit import LOOKED_AT, Put
from opui.core.splice import follow
from opui.core.tree.patterns import ANY, has_cells, parse_mask

_BLANK = " "
"""What a value has in a place that is not filled, in front of one that is."""


class Mask:
    """One mask. A value of the guest's that does not lie in its places is a text like any other until it is edited.

    Args:
        text: The template.
    """

    def __init__(self, text: str) -> None:
        self._places, self._blank = parse_mask(text)

    # --- Where a caret stands ---

    def stops(self, value: str) -> Sequence[int]:
        """Return the places of a value where a caret may stand: in front of what can be filled, and at the end."""
        if not self._holds(value):
            return clusters.borders(value)
        return [*(at for at in range(len(value)) if not self._places[at].separator), len(value)]

    def word_starts(self, value: str) -> Iterator[int]:
        """Yield where words begin: behind separators."""
        return (at for at in self.stops(value) if 0 < at <= len(self._places) and self._places[at - 1].separator)

    # --- How it is drawn ---

    def shape(self, placeholder: str) -> str:
        """Return what is shown where nothing has been typed: the separators, the blank, or a placeholder's characters.

        Args:
            placeholder: It counts if it has a character of one cell for each place.
        """
        hints = placeholder if len(placeholder) == len(self._places) and has_cells(placeholder) else ""
        rest = hints or self._blank * len(self._places)
        return "".join(place.separator or hint for place, hint in zip(self._places, rest, strict=True))

    def blanks(self, value: str) -> list[int]:
        """Return the places of a value that are not filled."""
        if not self._holds(value):
            return []
        return [at for at, each in enumerate(value) if each == _BLANK and not self._places[at].separator]

    def is_ahead(self, value: str) -> bool:
        """Tell whether the mask's places behind a value are still to be filled."""
        return len(value) < len(self._places) and self._holds(value)

    # --- Edits ---

    def put(self, value: str, text: str, one: int, other: int) -> Put:
        """Fill places from where a selection begins, and empty those that it holds; see `edit.put`."""
        start, end = sorted((one, other))
        if not self._holds(value):
            laid = self._fill([""] * len(self._places), value, 0)[0]
            start, end = (follow(value, laid, place) for place in (start, end))
            value = laid
        filled = [""] * len(self._places)
        for at, each in enumerate(value):
            filled[at] = each if each != _BLANK and not self._is_set(at) else ""
        filled[start:end] = [""] * (min(end, len(filled)) - start)
        whole, caret, left_out, took = self._fill(filled, scrub(" ".join(text[:LOOKED_AT].splitlines())), start)
        left_out += len(text[LOOKED_AT:])
        if text and not took:
            return Put(value, other, taken=False, cut=left_out)
        return Put(whole, caret, taken=True, cut=left_out)

    def _fill(self, filled: list[str], text: str, at: int) -> tuple[str, int, int, bool]:
        """Type a text into places that are filled or empty, from one on.

        Returns:
            The value, the caret, how many characters fit nowhere, and whether any did.
        """
        left_out, took = 0, False
        for start, end in pairwise(clusters.borders(text)):
            then = self._typed(filled, text[start:end], at)
            took = took or then is not None
            left_out += end - start if then is None else 0
            at = at if then is None else then
        caret = self._behind_separators(at)
        last = max((place + 1 for place, each in enumerate(filled) if each), default=0)
        if not last:
            return "", 0, left_out, took
        length = max(last, caret)
        whole = "".join(
            place.separator or each or _BLANK for place, each in zip(self._places, filled[:length], strict=False)
        )
        return whole, min(caret, len(whole)), left_out, took

    def _typed(self, filled: list[str], character: str, at: int) -> int | None:
        """Type one character at a place; return the place behind it, None if it fits nowhere."""
        while at < len(self._places) and self._is_set(at):
            if self._places[at].separator == character:
                return at + 1
            at += 1
        if self._is_passed(character, at):
            return at
        if at < len(self._places) and self._fits(filled, character, at):
            filled[at] = self._places[at].turned(character)
            return at + 1
        return self._jump(filled, character, at)

    def _is_passed(self, character: str, at: int) -> bool:
        """Tell whether a separator stands in front of a place already: a person who types it need not know."""
        while at > 0 and self._is_set(at - 1):
            at -= 1
            if self._places[at].separator == character:
                return True
        return False

    def _jump(self, filled: list[str], character: str, at: int) -> int | None:
        """Go behind the next separator if that is what was typed, unless nothing would be in front of it."""
        ahead = next((place for place in range(at, len(self._places)) if self._is_set(place)), None)
        if ahead is None or self._places[ahead].separator != character or not any(filled[:ahead]):
            return None
        return ahead + 1

    def _fits(self, filled: list[str], character: str, at: int) -> bool:
        """Tell whether a character fits in a place. One that would join a neighbour to one cluster does not."""
        fits = self._places[at].fits
        if len(character) != 1 or character == _BLANK:
            return False
        if fits != ANY:
            return character in fits
        around = [place.separator or each for place, each in zip(self._places, filled, strict=True)]
        around[at] = character
        seen = "".join(around[max(0, at - 1) : at + 2])
        return len(clusters.borders(seen)) == len(seen) + 1

    def _behind_separators(self, at: int) -> int:
        while at < len(self._places) and self._is_set(at):
            at += 1
        return at

    def _is_set(self, at: int) -> bool:
        return bool(self._places[at].separator)

    def _holds(self, value: str) -> bool:
        """Tell whether a value lies in the places: the separators in theirs, in others what fits, or a blank."""
        if len(value) > len(self._places) or len(clusters.borders(value)) != len(value) + 1:
            return False
        pairs = zip(value, self._places, strict=False)
        return all(
            each == place.separator if place.separator else each == _BLANK or place.fits == ANY or each in place.fits
            for each, place in pairs
        )


@lru_cache(maxsize=64)
def mask_of(text: str) -> Mask | None:
    """Return a template's mask; None for an empty one."""
    return Mask(text) if text else None
