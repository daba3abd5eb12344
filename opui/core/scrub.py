"""The one door for guest text: what may not reach a terminal is taken out.

Everything the guest says in words (texts, attribute values, classes, notifications, panic messages, names)
passes here once, when it is decoded; nothing behind this door looks at control characters again.
Follows UTS 39 (default-ignorable and bidi characters) and Unicode TR 51 (joiners inside emoji).
"""

import re
import unicodedata
from typing import Final

COMBINING_RUN: Final = 8
"""Marks kept on one character; real scripts stack fewer, a terminal's line does not hold more."""

# C0 but tab and newline, DEL, C1, soft hyphen, bidi controls and marks, zero-width characters, line and
# paragraph separators, variation selectors but VS16, fillers, byte order mark, annotations, tags, surrogates.
_BAD: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Not the marks for symbols, U+20D0 to U+20FF: those are cut with the other marks.
_EMOJI: Final = "\u00a9\u00ae\u203c-\u20cf\u2100-\u3299\U0001f000-\U0001faff"
# A VS16 behind an emoji or a keycap's character is kept, and a joiner between two emoji; any other is dropped.
_LONE_VS16: Final = re.compile(f"(?<![#*0-9{_EMOJI}])\ufe0f")
_LONE_JOINER: Final = re.compile(f"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])")
_RUN: Final = re.compile(rf"[^\w\x00-\x7f]{{{COMBINING_RUN + 1},}}")
"""Where more marks than that may stand: marks are no word characters."""
_PLAIN: Final = re.compile(rb"[\t\n\x20-\x7e]*")


def is_plain(data: bytes) -> bool:
    """Tell whether UTF-8 `data` is printable ASCII, tabs and newlines only, so that `scrub` would change nothing."""
    return _PLAIN.fullmatch(data) is not None


def scrub(text: str) -> str:
    """Return `text` without what could steer a terminal, hide or reorder text, or break a line's width."""
    if text.isascii() and text.isprintable():
        return text
    text = _BAD.sub("", text)
    text = _LONE_VS16.sub("", text)
    text = _LONE_JOINER.sub("", text)
    return _RUN.sub(_cut_marks, text)


def _cut_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in match[0]:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= COMBINING_RUN:
            kept.append(character)
    return "".join(kept)


def scrub_line(text: str, length: int) -> str:
    """Return `text` scrubbed, on one line, cut to `length` characters (the last is `…` if something is cut)."""
    line = " ".join(scrub(text).split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
