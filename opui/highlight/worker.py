"""The process that finds what the words of code are: texts on stdin, letters on stdout, one for each character.

`opui.highlight.highlighter` starts it. Whatever a text makes Pygments' regular expressions do happens here, within
limits where the platform has them: forty kilobytes of `a a a` as Java are enough for minutes.
"""

import re
import signal
import struct
import sys
from functools import cache
from typing import Final

CPU_SECONDS: Final = 2.0
"""For one text: 200,000 characters of Python take 0.5 s."""
ADDRESS_SPACE_BYTES: Final = 512 << 20
REQUEST: Final = struct.Struct("<II")
"""In front of each text, and of its language's name in front of that: how many bytes of UTF-8 each takes."""
FOUND, UNKNOWN = b"+", b"?"
"""What an answer begins with: a letter for each character follows; nothing does, for nobody knows the language."""

PLAIN: Final = " "
CLASSES: Final = {
    "k": "keyword", "t": "type", "f": "function", "v": "constant", "s": "string", "n": "number", "c": "comment",
    "a": "attribute", "g": "tag", "h": "heading", "+": "inserted", "-": "deleted", "b": "strong", "i": "emphasis",
}  # fmt: skip
"""The letter of each class of words; anything else is plain."""
TOKENS: Final = {
    "Keyword": "k", "Keyword.Constant": "v", "Keyword.Type": "t", "Operator.Word": "k",
    "Name.Attribute": "a", "Name.Builtin": "t", "Name.Builtin.Pseudo": "k", "Name.Class": "t",
    "Name.Constant": "v", "Name.Decorator": "a", "Name.Exception": "t", "Name.Function": "f", "Name.Tag": "g",
    "Literal.String": "s", "Literal.String.Doc": "c", "Literal.Number": "n", "Literal.Date": "n",
    "Comment": "c", "Comment.Preproc": "a", "Comment.PreprocFile": "s",
    "Generic.Heading": "h", "Generic.Subheading": "h", "Generic.Inserted": "+", "Generic.Deleted": "-",
    "Generic.Strong": "b", "Generic.Emph": "i",
}  # fmt: skip
"""Pygments' types of tokens, each with all those below it that have no row of their own → letter."""


def letters(text: str, language: str) -> bytes | None:
    """Return a letter for each character of a text, and each newline as it is; None if nobody knows the language."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return None
    found = bytearray(PLAIN.encode() * len(text))
    # Many lexers know a line by its end.
    for place, token, value in lexer.get_tokens_unprocessed(text + "\n"):
        found[place : place + len(value)] = _letter(token) * len(value)
    for newline in re.finditer("\n", text):
        found[newline.start()] = ord("\n")
    return bytes(found[: len(text)])


@cache
def _letter(token: tuple[str, ...]) -> bytes:
    """Return the letter of a token's type: that of the nearest type above it which has a row."""
    names = (".".join(token[:length]) for length in range(len(token), 0, -1))
    return next((TOKENS[name] for name in names if name in TOKENS), PLAIN).encode()


def main() -> None:
    """Answer what comes on stdin, until it ends: then whoever asked has ended, too."""
    _limit_memory()
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while len(sizes := source.read(REQUEST.size)) == REQUEST.size:
        language, text = (source.read(size).decode() for size in REQUEST.unpack(sizes))
        _limit_time(CPU_SECONDS)
        found = letters(text, language)
        _limit_time(0)
        target.write(UNKNOWN if found is None else FOUND + found)
        target.flush()


def _limit_memory() -> None:
    """Set this process's limits. Windows has none; there only the asker's clock limits it."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    """Have a signal end this process once it has computed for so long from now on; 0: not any more."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    main()
