"""Two small languages that say what a person can type: the characters of `allowed`, the template of a `mask`.

They are a guest's, so they have no repetition and no choice: what they cost is a look-up for each character.
"""

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from string import ascii_letters, digits, hexdigits
from typing import Final, NamedTuple

from opui.core import clusters

MASK_PLACES: Final = 256
"""Places of a mask at most: more than any number or date has, and than most screens show."""


class PatternError(Exception):
    """An `allowed` or a `mask` that is none; the text says why."""


# --- Characters ----------------------------------------------------------------------------------


class Characters(NamedTuple):
    """A set of characters: ranges that neither overlap nor touch, by their first and last code points."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def hold(self, character: str) -> bool:
        """Tell whether a character is one of them."""
        code = ord(character)
        at = bisect_right(self.firsts, code) - 1
        return at >= 0 and code <= self.lasts[at]


@lru_cache(maxsize=64)
def parse_characters(text: str) -> Characters:
    """Return the characters that an `allowed` names: each by itself, or all from one to another: `a-z0-9_`.

    Raises:
        PatternError: A range ends before it begins.
    """
    ranges: list[tuple[int, int]] = []
    place = 0
    while place < len(text):
        is_range = text[place + 1 : place + 2] == "-" and place + 2 < len(text)
        first, last = ord(text[place]), ord(text[place + 2 if is_range else place])
        if last < first:
            raise PatternError(f"the range {text[place : place + 3]!r} ends before it begins")
        ranges.append((first, last))
        place += 3 if is_range else 1
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            first, last = merged[-1][0], max(last, merged.pop()[1])
        merged.append((first, last))
    return Characters(tuple(first for first, _ in merged), tuple(last for _, last in merged))


# --- Masks ---------------------------------------------------------------------------------------


class Place(NamedTuple):
    """One place of a mask.

    Attributes:
        separator: The character that stands there by itself; empty for a place that a person fills.
        fits: The characters that fit there; empty: any but a blank.
        case: `upper` or `lower` if a letter is turned into one; else empty.
    """

    separator: str = ""
    fits: str = ""
    case: str = ""

    def turned(self, character: str) -> str:
        """Return what a character becomes here: a capital, say."""
        turned = getattr(character, self.case)() if self.case else character
        return turned if len(turned) == 1 else character


class Template(NamedTuple):
    """A mask, read.

    Attributes:
        places: Its places.
        blank: What is shown where nothing has been typed.
    """

    places: tuple[Place, ...]
    blank: str


ANY: Final = ""
FITS: Final = {
    "A": ascii_letters, "N": ascii_letters + digits, "X": ANY, "9": digits, "D": digits[1:], "H": hexdigits, "B": "01",
    "a": ascii_letters, "n": ascii_letters + digits, "x": ANY, "0": digits, "d": digits[1:], "h": hexdigits, "b": "01",
    "#": f"{digits}+-",
}  # fmt: skip
"""Letter of a mask → the characters that fit in its place. Of the two cases of a letter, the capital asks for one."""
_CASES: Final = {">": "upper", "<": "lower", "!": ""}


@lru_cache(maxsize=64)
def parse_mask(text: str) -> Template:
    r"""Return the places of a mask, and its blank.

    Letters of `FITS` are places to fill, `>`, `<` and `!` have the letters that are typed from there on turned into
    capitals, into small letters, into neither. `;` and one character behind them end it: that is the blank. Any other
    character is a separator, and so is one behind a `\`.

    Raises:
        PatternError: It has no place to fill, or too many of all, or what takes no cell or two.
    """
    places: list[Place] = []
    case, rest, blank = "", iter(text), " "
    for character in rest:
        if character == ";":
            blank = next(rest, " ")
            if next(rest, None) is not None:
                raise PatternError("one character stands behind ;, the blank")
        elif character == "\\":
            places.append(Place(next(rest, "\\")))
        elif character in _CASES:
            case = _CASES[character]
        else:
            places.append(Place(fits=FITS[character], case=case) if character in FITS else Place(character))
    if len(places) > MASK_PLACES:
        raise PatternError(f"{len(places):,} places are over {MASK_PLACES}")
    if all(place.separator for place in places):
        raise PatternError("it has no place to fill, such as 9 or A")
    drawn = "".join(place.separator or blank for place in places)
    if not has_cells(drawn):
        raise PatternError("a separator or the blank takes no cell by itself, or two")
    return Template(tuple(places), blank)


def has_cells(text: str) -> bool:
    """Tell whether each character of a text takes one cell, whatever stands beside it."""
    if text.isascii():
        return text.isprintable()
    plain = all(
        unicodedata.category(each)[0] not in "CM" and unicodedata.east_asian_width(each) not in "FW" for each in text
    )
    return plain and len(clusters.borders(text)) == len(text) + 1
