"""The one door for guest text: what may not reach a terminal is taken out.

Everything the guest says in words (texts, attribute values, classes, notifications, panic messages, names)
passes here once, when it is decoded; nothing behind this door looks at control characters again.
Follows UTS 39 (default-ignorable and bidi characters), UTS 51 (joiners, skin tones and tags in emoji)
and RFC 5892, A.1 and A.2 (joiners in writing).
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

COMBINING_RUN: Final = 8
"""Marks kept on one character; real scripts stack fewer, a terminal's line does not hold more."""
JOINED: Final = 10
"""Emoji joined into one at most: families and flags take four or five, and however many, they fill two cells."""

SIGN: Final = "\ufffd"
"""What stands for a character that may not be shown, where it has to keep its place."""
_COVERINGS: Final = 8
"""How often a text is covered: what is put in makes some neighbours lose what they need, a skin tone its emoji."""

# All of category Cc but tab and newline, of Cf (soft hyphen, bidi controls and marks, zero-width characters,
# annotations, tags, signs that enclose what follows), of Cs, Zl and Zp; what Unicode calls default-ignorable
# (fillers, variation selectors but VS16, places kept for more of them); and what will never be a character.
# Private use stays: icons of terminal fonts, one cell each. Unassigned stays: emoji and scripts newer than us.
_NEVER: Final = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_BAD: Final = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef"
    "\ufe03-\ufe0e\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    f"\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff{_NEVER}]"
)
# Not the marks for symbols, U+20D0 to U+20FF: those are cut with the other marks.
_EMOJI: Final = "\u00a9\u00ae\u203c-\u20cf\u2100-\u3299\U0001f000-\U0001faff"
_SKINS: Final = "\U0001f3fb-\U0001f3ff"
# Unicode's Extended_Pictographic since 17.0, up to the end of the blocks of emoji, and Emoji_Modifier_Base; Python's
# own tables have neither. What is joined here must be one cluster to who edits it: tests/core/test_clusters.py.
_PICTOGRAPHIC: Final = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23f3"
    "\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2604\u260e\u2611\u2614\u2615\u2618\u261d"
    "\u2620\u2622\u2623\u2626\u262a\u262e\u262f\u2638-\u263a\u2640\u2642\u2648-\u2653\u265f\u2660\u2663"
    "\u2665\u2666\u2668\u267b\u267e\u267f\u2692-\u2697\u2699\u269b\u269c\u26a0\u26a1\u26a7\u26aa\u26ab"
    "\u26b0\u26b1\u26bd\u26be\u26c4\u26c5\u26c8\u26ce\u26cf\u26d1\u26d3\u26d4\u26e9\u26ea\u26f0-\u26f5"
    "\u26f7-\u26fa\u26fd\u2702\u2705\u2708-\u270d\u270f\u2712\u2714\u2716\u271d\u2721\u2728\u2733\u2734\u2744"
    "\u2747\u274c\u274e\u2753-\u2755\u2757\u2763\u2764\u2795-\u2797\u27a1\u27b0\u27bf\u2934\u2935\u2b05-\u2b07"
    "\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299\U0001f004\U0001f02c-\U0001f02f\U0001f094-\U0001f09f"
    "\U0001f0af\U0001f0b0\U0001f0c0\U0001f0cf\U0001f0d0\U0001f0f6-\U0001f0ff\U0001f170\U0001f171"
    "\U0001f17e\U0001f17f\U0001f18e\U0001f191-\U0001f19a\U0001f1af-\U0001f1e5\U0001f201-\U0001f20f\U0001f21a"
    "\U0001f22f\U0001f232-\U0001f23a\U0001f23c-\U0001f23f\U0001f249-\U0001f25f\U0001f266-\U0001f321"
    "\U0001f324-\U0001f393\U0001f396\U0001f397\U0001f399-\U0001f39b\U0001f39e-\U0001f3f0\U0001f3f3-\U0001f3f5"
    "\U0001f3f7-\U0001f3fa\U0001f400-\U0001f4fd\U0001f4ff-\U0001f53d\U0001f549-\U0001f54e\U0001f550-\U0001f567"
    "\U0001f56f\U0001f570\U0001f573-\U0001f57a\U0001f587\U0001f58a-\U0001f58d\U0001f590\U0001f595\U0001f596"
    "\U0001f5a4\U0001f5a5\U0001f5a8\U0001f5b1\U0001f5b2\U0001f5bc\U0001f5c2-\U0001f5c4\U0001f5d1-\U0001f5d3"
    "\U0001f5dc-\U0001f5de\U0001f5e1\U0001f5e3\U0001f5e8\U0001f5ef\U0001f5f3\U0001f5fa-\U0001f64f"
    "\U0001f680-\U0001f6c5\U0001f6cb-\U0001f6d2\U0001f6d5-\U0001f6e5\U0001f6e9\U0001f6eb-\U0001f6f0"
    "\U0001f6f3-\U0001f6ff\U0001f7dc-\U0001f7f0\U0001f80c-\U0001f80f\U0001f848-\U0001f84f\U0001f85a-\U0001f85f"
    "\U0001f888-\U0001f88f\U0001f8ae\U0001f8af\U0001f8bc-\U0001f8bf\U0001f8c2-\U0001f8cf\U0001f8d9-\U0001f8ff"
    "\U0001f90c-\U0001f93a\U0001f93c-\U0001f945\U0001f947-\U0001f9ff\U0001fa58-\U0001fa5f\U0001fa6e-\U0001faff"
)
_TAKES_SKIN: Final = (
    "\u261d\u26f9\u270a-\u270d\U0001f385\U0001f3c2-\U0001f3c4\U0001f3c7\U0001f3ca-\U0001f3cc\U0001f442-\U0001f443"
    "\U0001f446-\U0001f450\U0001f466-\U0001f478\U0001f47c\U0001f481-\U0001f483\U0001f485-\U0001f487\U0001f48f"
    "\U0001f491\U0001f4aa\U0001f574-\U0001f575\U0001f57a\U0001f590\U0001f595-\U0001f596\U0001f645-\U0001f647"
    "\U0001f64b-\U0001f64f\U0001f6a3\U0001f6b4-\U0001f6b6\U0001f6c0\U0001f6cc\U0001f90c\U0001f90f"
    "\U0001f918-\U0001f91f\U0001f926\U0001f930-\U0001f939\U0001f93c-\U0001f93e\U0001f977\U0001f9b5-\U0001f9b6"
    "\U0001f9b8-\U0001f9b9\U0001f9bb\U0001f9cd-\U0001f9cf\U0001f9d1-\U0001f9dd\U0001fac3-\U0001fac5"
    "\U0001faf0-\U0001faf8"
)
# A skin tone by itself takes two cells on some terminals and none on others. What is looked for stands before what must
# not be behind it: the engine then skips what can't match, which halves the time.
_LONE_SKIN: Final = f"[{_SKINS}](?<![{_TAKES_SKIN}].)"
# A VS16 behind an emoji or a keycap's character is kept, and a joiner between two emoji; any other is dropped.
_LONE_VS16: Final = f"(?<![#*0-9{_EMOJI}])\ufe0f"
_IDEOGRAPH: Final = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_VARIANTS: Final = "\ufe00-\ufe02\U000e0100-\U000e01ef"
_LONE_VARIANT: Final = f"[{_VARIANTS}](?<![{_IDEOGRAPH}].)"
_AFTER_ANOTHER: Final = f"[{_SKINS}{_VARIANTS}]"
"""What few texts have: those without it are spared both patterns, and the time that it takes to compile them."""
# The letters and marks of scripts that are written joined, where a non-joiner spells another word.
_JOINING: Final = "\u0620-\u06dc\u06df-\u07ff\u0840-\u088f\u0898-\u08ff\u1820-\u18aa\ua840-\ua871"
_VIRAMA: Final = (
    "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u103a\u1714\u17d2\u1a60\u1b44"
    "\u1baa-\u1bab\ua806\ua8c4\ua953\ua9c0\uaaf6\uabed\U00011046\U000110b9\U00011133\U000111c0\U00011235"
    "\U0001134d\U00011442\U000114c2\U000115bf\U0001163f\U000116b6"
)
_LONE_NON_JOINER: Final = f"(?<![{_VIRAMA}{_JOINING}])\u200c|(?<![{_VIRAMA}])\u200c(?![{_JOINING}])"
_EMOJI_BEFORE: Final = f"(?<![{_PICTOGRAPHIC}{_SKINS}])(?<![{_PICTOGRAPHIC}{_SKINS}]\ufe0f)"
_LONE_JOINER: Final = f"(?<![{_VIRAMA}])(?:{_EMOJI_BEFORE}\u200d|\u200d(?![{_PICTOGRAPHIC}]))"
_CHAIN: Final = f"((?:[{_EMOJI}][{_SKINS}]?\ufe0f?\u200d){{{JOINED - 1}}}[{_EMOJI}][{_SKINS}]?\ufe0f?)\u200d"
# The flags of England, Scotland and Wales: no other sequences of tags are recommended.
_BLACK_FLAG: Final = "\U0001f3f4"
_FLAGS: Final = "|".join(
    _BLACK_FLAG + "".join(chr(0xE0000 + ord(tag)) for tag in f"gb{part}\x7f") for part in ("eng", "sct", "wls")
)
_BAD_BUT_FLAGS: Final = f"({_FLAGS})|{_BAD}"
# Vowels and finals of Hangul are letters, but stand on the letter before them as marks do.
_JAMO: Final = "\u1161-\u11ff\ud7b0-\ud7ff"
_RUN: Final = rf"(?:[^\w\x00-\x7f]|[{_JAMO}]){{{COMBINING_RUN + 1},}}"
"""Where more marks than that may stand: marks are no word characters."""
_NO_MARK: Final = f"[{_EMOJI}]"
_MARK: Final = f"[{_JAMO}]"
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
    text = _take_out_bad(text)
    if _pattern(_AFTER_ANOTHER).search(text):
        text = _pattern(_LONE_SKIN).sub("", text)
        text = _pattern(_LONE_VARIANT).sub("", text)
    if "\ufe0f" in text:
        text = _pattern(_LONE_VS16).sub("", text)
    if "\u200c" in text:
        text = _pattern(_LONE_NON_JOINER).sub("", text)
    if "\u200d" in text:
        text = _pattern(_LONE_JOINER).sub("", text)
        text = _pattern(_CHAIN).sub(r"\1", text)
    return _pattern(_RUN).sub(_cut_marks, text)


def covered(text: str) -> str:
    """Return `text` with a sign in the place of each character that `scrub` takes out: no place in it moves."""
    for _ in range(_COVERINGS):
        kept = scrub(text)
        if kept == text:
            return text
        text = _put_signs(text, kept)
    return _pattern("[^\t\n\x20-\x7e]").sub(SIGN, text)


def _put_signs(text: str, kept: str) -> str:
    signs, at = [], 0
    for character in text:
        is_kept = at < len(kept) and kept[at] == character
        signs.append(character if is_kept else SIGN)
        at += is_kept
    return "".join(signs)


def _take_out_bad(text: str) -> str:
    if _BLACK_FLAG in text:
        return _pattern(_BAD_BUT_FLAGS).sub(r"\1", text)
    return _pattern(_BAD).sub("", text)


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
