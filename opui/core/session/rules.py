"""What a person can type into a line, as its guest says: which characters, which numbers, and what is suggested.

It knows text, no nodes and no keys. What the guest itself sets is bound by none of it.
"""

from functools import lru_cache
from itertools import pairwise
from string import digits
from typing import Final, NamedTuple

from opui.core import clusters
from opui.core.scrub import scrub
from opui.core.session.events import VALUE_LENGTH
from opui.core.tree.patterns import parse_characters


class Rules(NamedTuple):
    """The attributes of a line that say what a person can do with it, by their names."""

    password: bool = False
    max_length: int = 0
    accepts: str = "text"
    allowed: str = ""
    mask: str = ""
    suggestions: str = ""

    @property
    def most(self) -> int:
        """Characters that the text may have at most."""
        return min(self.max_length or VALUE_LENGTH, VALUE_LENGTH)

    def fitting(self, before: str, text: str, behind: str) -> tuple[str, int]:
        """Return what of a text can be typed between two others, and how many characters of it can't.

        Each cluster is tried by itself, as if it were typed: it fits if all its characters are allowed, and the line is
        still one that it may be, or the beginning of one.
        """
        grammar = _GRAMMARS.get(self.accepts)
        if grammar is None and not self.allowed:
            return text, 0
        allowed = parse_characters(self.allowed) if self.allowed else None
        state = _read(grammar, "", before)
        ends = {each for each in grammar or ("",) if _read(grammar, each, behind) is not None}
        kept, left_out = [], 0
        for start, end in pairwise(clusters.borders(text)):
            cluster = text[start:end]
            then = _read(grammar, state, cluster)
            if then in ends and (allowed is None or all(allowed.hold(each) for each in cluster)):
                state = then
                kept.append(cluster)
            else:
                left_out += len(scrub(cluster))
        return "".join(kept), left_out

    def suggestion(self, value: str) -> str:
        """Return what is suggested behind a value; empty if nothing is."""
        if not value or self.password or self.mask or not self.suggestions:
            return ""
        return _suggested(self.suggestions, value, self.most)


# --- Numbers -------------------------------------------------------------------------------------


_Grammar = dict[str, dict[str, str]]


def _grammar(**states: tuple[tuple[str, str], ...]) -> _Grammar:
    """Return a grammar: state → character → the state behind it. The first state is the empty one."""
    named = {"" if name == "start" else name: rows for name, rows in states.items()}
    return {name: {each: then for characters, then in rows for each in characters} for name, rows in named.items()}


_GRAMMARS: Final = {
    "integer": _grammar(
        start=(("+-", "sign"), (digits, "whole")),
        sign=((digits, "whole"),),
        whole=((digits, "whole"),),
    ),
    "number": _grammar(
        start=(("+-", "sign"), (digits, "whole"), (".", "point")),
        sign=((digits, "whole"), (".", "point")),
        whole=((digits, "whole"), (".", "part"), ("eE", "power")),
        point=((digits, "part"),),
        part=((digits, "part"), ("eE", "power")),
        power=(("+-", "power_sign"), (digits, "power_digits")),
        power_sign=((digits, "power_digits"),),
        power_digits=((digits, "power_digits"),),
    ),
}
"""What a line may be, other than any text → its grammar. Whatever it has read is a number or the beginning of one."""


def _read(grammar: _Grammar | None, state: str | None, text: str) -> str | None:
    """Return the state of a grammar behind a text; None if the text has no place there. Any text fits no grammar."""
    if grammar is None:
        return state
    for character in text:
        if state is None:
            break
        state = grammar[state].get(character)
    return state


# --- Suggestions ---------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _suggested(suggestions: str, value: str, most: int) -> str:
    """Return the rest of the first line that begins with a value, goes on behind it, and is not too long.

    A line whose next character would join the value's last one begins with something else.
    """
    lines = f"\n{suggestions}\n".replace("\t", " ")
    at = lines.find(f"\n{value}")
    while at >= 0:
        line = lines[at + 1 : lines.index("\n", at + 1)]
        if len(value) < len(line) <= most and clusters.begin(line, len(value)) == len(value):
            return line[len(value) :]
        at = lines.find(f"\n{value}", at + 1)
    return ""
