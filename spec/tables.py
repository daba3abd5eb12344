"""Tables and lists of names in the documents' Markdown."""

import textwrap
from collections.abc import Iterable


def wrapped(text: str) -> str:
    """Return text as lines that are no longer than the documents' prose."""
    return "\n".join(textwrap.wrap(text, 140, break_long_words=False, break_on_hyphens=False)) + "\n"


def table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    """Return a table: a line for its head, one below that, and one for each row."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(str(cell) for cell in line)} |\n" for line in lines)


def codes(names: Iterable[str]) -> str:
    """Return names as code, with blanks between them."""
    return " ".join(f"`{name}`" for name in names) or "–"


def action(name: str) -> str:
    """Return the name of an action as words: `home(True)` as "home, and selects on the way"."""
    words = name.removesuffix("(True)").replace("_", " ")
    return f"{words}, and selects on the way" if name.endswith("(True)") else words
