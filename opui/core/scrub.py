"""The one door for guest text: what may not reach a terminal is taken out.

Everything the guest says in words (texts, attribute values, classes, notifications, panic messages, names)
passes here once, when it is decoded; nothing behind this door looks at control characters again.
Follows UTS 39 (default-ignorable and bidi characters) and Unicode TR 51 (joiners inside emoji).
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

COMBINING_RUN: Final = 8
"""Marks kept on one character; real scripts stack fewer, a terminal's line does not hold more."""
JOINED: Final = 10
"""Emoji joined into one at most: families and flags take four or five, and however many, they fill two cells."""

# All of category Cc but tab and newline, of Cf (soft hyphen, bidi controls and marks, zero-width characters,
# annotations, tags, signs that enclose what follows), of Cs, Zl and Zp; what Unicode calls default-ignorable
# (fillers, variation selectors but VS16, places kept for more of them); and what will never be a character.
# Private use stays: icons of terminal fonts, one cell each. Unassigned stays: emoji and scripts newer than us.
_NEVER: Final = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_BAD: Final = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef"
    "\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    f"\U0001d173-\U0001d17a\U000e0000-\U000e0fff{_NEVER}]"
)
# Not the marks for symbols, U+20D0 to U+20FF: those are cut with the other marks.
_EMOJI: Final = "\u00a9\u00ae\u203c-\u20cf\u2100-\u3299\U0001f000-\U0001faff"
_SKINS: Final = "\U0001f3fb-\U0001f3ff"
# A VS16 behind an emoji or a keycap's character is kept, and a joiner between two emoji; any other is dropped.
_LONE_VS16: Final = f"(?<![#*0-9{_EMOJI}])\ufe0f"
_LONE_JOINER: Final = f"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])"
_CHAIN: Final = f"((?:[{_EMOJI}][{_SKINS}]?\ufe0f?\u200d){{{JOINED - 1}}}[{_EMOJI}][{_SKINS}]?\ufe0f?)\u200d"
# Vowels and finals of Hangul are letters, but stand on the letter before them as marks do.
_JAMO: Final = "\u1161-\u11ff\ud7b0-\ud7ff"
_RUN: Final = rf"(?:[^\w\x00-\x7f]|[{_JAMO}]){{{COMBINING_RUN + 1},}}"
"""Where more marks than that may stand: marks are no word characters."""
_NO_MARK: Final = f"[{_EMOJI}]"
_MARK: Final = f"[{_SKINS}{_JAMO}]"
_PLAIN: Final = re.compile(rb"[\t\n\x20-\x7e]*")


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern, compiled when first needed: those for emoji take 2 ms, and most apps have none."""
    return re.compile(pattern)


def is_plain(data: bytes) -> bool:
    """Tell whether UTF-8 `data` is printable ASCII, tabs and newlines only, so that `scrub` would change nothing."""
    return _PLAIN.fullmatch(data) is not None


def scrub(text: str) -> str:
    """Return `text` without what could steer a terminal, hide or reorder text, or break a line's width."""
    if text.isascii() and text.isprintable():
        return text
    text = _pattern(_BAD).sub("", text)
    if "\ufe0f" in text:
        text = _pattern(_LONE_VS16).sub("", text)
    if "\u200d" in text:
        text = _pattern(_LONE_JOINER).sub("", text)
        text = _pattern(_CHAIN).sub(r"\1", text)
    return _pattern(_RUN).sub(_cut_marks, text)


def _cut_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in match[0]:
        if not _is_mark(character):
            marks = 0
        elif (marks := marks + 1) > COMBINING_RUN:
            continue
        kept.append(character)
    return "".join(kept)


@lru_cache(8192)
def _is_mark(character: str) -> bool:
    """Tell whether a character takes no cell of its own. One that is unassigned yet may come to be a mark."""
    if _pattern(_MARK).match(character):
        return True
    return unicodedata.category(character) in ("Mn", "Me", "Mc", "Cn") and not _pattern(_NO_MARK).match(character)


def scrub_line(text: str, length: int) -> str:
    """Return `text` scrubbed, on one line, cut to `length` characters (the last is `…` if something is cut)."""
    line = " ".join(scrub(text).split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def cut(text: str, length: int, lines: int) -> str:
    """Return clean text cut to so many characters and lines (the last character is `…` if something is cut)."""
    rows = text.split("\n", lines)
    shown = "\n".join(rows[:lines])
    return shown if len(rows) <= lines and len(shown) <= length else f"{shown[: length - 1]}…"
