"""What may not be in a text that people are shown: judged by Unicode's categories, not as `core.scrub` does it."""

import unicodedata
from typing import Final

from textual.screen import Screen

_BAD: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Controls, formats (bidi and zero-width characters, tags), surrogates, line and paragraph separators."""
_JOINER: Final = "\u200d"
"""The one format character that may stay, inside emoji; `tests/core/test_scrub.py` says where."""
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters and marks that show nothing."""
MARKS: Final = 8


def unclean(text: str) -> list[str]:
    """Return what is bad in `text`, empty if nothing is."""
    bad = [f"U+{ord(each):04X}" for each in text if unicodedata.category(each) in _BAD and each != _JOINER]
    bad += [f"U+{ord(each):04X}" for each in text if each in _BLANK]
    run = 0
    for each in text:
        run = run + 1 if unicodedata.category(each) in ("Mn", "Me") else 0
        if run > MARKS:
            bad.append("a run of marks")
    return bad


def unclean_screen(screen: Screen[object]) -> list[str]:
    """Return what is bad in anything that is painted on the screen: characters, links, actions, control codes."""
    bad: list[str] = []
    for strip in screen._compositor.render_strips():
        for segment in strip:
            bad += unclean(segment.text)
            style = segment.style
            if segment.control:
                bad.append(f"control {segment.control}")
            if style is not None and (style.link or "@click" in style.meta):
                bad.append(f"{style.link} {style.meta}")
    return bad
