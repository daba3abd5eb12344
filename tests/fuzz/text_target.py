"""Oracles of what is read as text: listings by `ListingError`, styles by `StyleError`, soon, and nothing else."""

import re
from collections.abc import Callable
from random import Random
from typing import Any, Final

from opui.core.errors import InputError, ListingError
from opui.core.tree.style import StyleError, parse_declarations, parse_stylesheet
from opui.core.tree.tree_listing import list_tree, read_tree
from opui.core.wire.listing import list_command, list_event, read_command, read_event
from tests.core.vectors import POSITIVE
from tests.fuzz.violation import Violation, in_time

SECONDS: Final = 0.5
"""CPU time that reading one of these short texts may take."""
COMMANDS: Final = tuple(line for vector in POSITIVE if vector.kind == "commands" for line in vector.listing)
EVENTS: Final = tuple(line for vector in POSITIVE if vector.kind == "events" for line in vector.listing)
TREES: Final = (
    'root title="t"\n  column #2 .a .b\n    text #3 "hi" disabled on=press\n      span #4 "you"\n    input value="v"',
    'root\n  row #6\n    checkbox #7 checked on=toggle,key\n    timer #8 interval=150.0\n  kind:99 attribute:7="x"',
    'root\n  list\n    button "é!" variant="primary"\n      key_binding key="ctrl+s"\n    rule vertical',
    "root\n  timer interval=50 once\n  input max_length=80",
)
DECLARATIONS: Final = (
    "width: 10; height: 1fr; color: $accent 50%", "border: round #ff0000; text-style: bold italic",
    "/* a */ margin: 1 2 3 4;", "min-width: 50%; align: center middle; dock: top",
    "display: none; opacity: 50%; text-overflow: ellipsis",
)  # fmt: skip
STYLESHEETS: Final = (
    "text { color: red }\nrow > .done:hover, * { margin: 1 }", "/* all */ root list row:highlighted > text.a.b { }",
    ".x:focus-within checkbox:checked { border: none; background: transparent }",
)  # fmt: skip
TOKENS: Final = (
    '"', "\\", "\\u00", "\\ud83d", "{", "}", ";", ":", ",", ".", ">", "#", "*", "/*", "*/", "=", " ", "\n", "\t",
    "  ", "\x1b", "\x85", "\u2028", "\ud83d", "é", "٣", "1e999", "-0.0", "NaN", "Infinity", "1" * 400, "9" * 5_000,
    "0x10", "1_000", "null", "true", "[]", "{}", "a" * 500, "kind:99", "kind:99999", "kind:٣", "#4294967296",
    "#9999999999", "on=", "on=,", "%", "fr", "-1", "1.", "1001", "$", "$accent", "!important", "url(x)", "@import",
    "<!--", "(((((", "node=", "text=", "interval=",
)  # fmt: skip
_WORDS: Final = re.compile(r"\w+|\s+|.", re.DOTALL)

Reader = Callable[[str], object]


def _command(text: str) -> object:
    command = read_command(text)
    return _again(command, list_command(command), read_command)


def _event(text: str) -> object:
    event = read_event(text)
    return _again(event, list_event(event), read_event)


def _tree(text: str) -> object:
    tree = read_tree(text)
    listing = list_tree(tree)
    # What was read is listed, and its listing is read as the same tree.
    return _again(listing, listing, lambda line: list_tree(read_tree(line)))


def _again(value: Any, listing: str, read: Callable[[str], Any]) -> object:
    if read(listing) != value:
        raise Violation(f"{listing!r} is not read as what was listed: {value!r}")
    return value


class TextTarget:
    """One reader of text: what it may raise, and what it takes."""

    def __init__(self, read: Reader, errors: tuple[type[Exception], ...], good: tuple[str, ...]) -> None:
        self.read, self.errors, self.good = read, errors, good

    def next(self, random: Random) -> str:
        """Return a text, mutated in most cases."""
        words = _WORDS.findall(random.choice(self.good))
        for _ in range(random.randrange(5)):
            _mutate(random, words, self.good)
        return "".join(words)

    def check(self, text: str) -> str:
        """Return "accepted" or the error's name.

        Raises:
            Violation: It took too long, or what it returned can't be read again.
        """
        try:
            with in_time(SECONDS, f"reading {len(text)} characters"):
                self.read(text)
        except self.errors as error:
            return type(error).__name__
        return "accepted"


def _mutate(random: Random, words: list[str], good: tuple[str, ...]) -> None:
    at = random.randrange(len(words)) if words else 0
    what = random.randrange(5)
    if what == 0:
        words[at : at + random.randint(1, 3)] = []
    elif what == 1:
        words[at:at] = words[: random.randint(1, 6)]
    elif what == 2 and words:
        words[at] = random.choice(TOKENS)
    elif what == 3:
        words[at:at] = _WORDS.findall(random.choice(good))
    else:
        words.insert(at, random.choice(TOKENS) * random.choice((1, 1, 1, 40)))


LISTING: Final = (ListingError, InputError)
TARGETS: Final = {
    "command": TextTarget(_command, LISTING, COMMANDS),
    "event": TextTarget(_event, LISTING, EVENTS),
    "tree": TextTarget(_tree, LISTING, TREES),
    "style": TextTarget(lambda text: parse_declarations.__wrapped__(text), (StyleError,), DECLARATIONS),
    "stylesheet": TextTarget(lambda text: parse_stylesheet.__wrapped__(text), (StyleError,), STYLESHEETS),
}
