"""What a scrubbed text may hold, told from the spec's words and not from the scrub's own expressions."""

import re
import unicodedata
from typing import Final

MARKS: Final = 8
FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
"""Control characters, and those that reorder or hide text: none of them is left in any text of a guest's."""
_DELICATE: Final = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Lo", "Me", "Mn", "Zl", "Zp"))
"""Categories in which a character may be taken out: fillers are letters, joiners and tags are formats."""


def is_clean(text: str) -> bool:
    """Tell whether a text holds nothing that is forbidden, and no long run of combining marks."""
    if text.isascii() and text.isprintable():
        return True
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks > MARKS:
            return False
    return FORBIDDEN.search(text) is None


def is_scrubbed(text: str, raw: str) -> bool:
    """Tell whether `text` can be what is left of `raw`: clean, nothing added, and nothing harmless taken out."""
    if text == raw:
        return is_clean(text)
    rest = iter(raw)
    kept = all(character in rest for character in text)
    return kept and is_clean(text) and _plain(text) == _plain(raw)


def is_covered(text: str, raw: str) -> bool:
    """Tell whether `text` can stand for `raw`: clean, every place where it was, and nothing harmless covered."""
    pairs = list(zip(text, raw, strict=False))
    signs = "".join(old for new, old in pairs if new != old)
    kept = len(text) == len(raw) and all(new == old or new == "\ufffd" for new, old in pairs)
    return kept and is_clean(text) and not _plain(signs)


def _plain(text: str) -> str:
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _DELICATE)
