"""The encoding that the terminal speaks, by the locale, and what is written for characters that it lacks.

Each is as wide as the character whose place it takes, or what is on a line would shift.
"""

import codecs
import locale
import unicodedata
from typing import Final

from rich.cells import cell_len

APPROXIMATE: Final = "opui-approximate"
"""The name of the error handler, for `str.encode`."""
_ALIKE: Final = {
    "<": "←⏎◀◂", ">": "→▶▸", "^": "↑▲▴", "v": "↓▼▾✓✔", "x": "✗✘×", "*": "•·▪", "o": "●○◉◌", "@": "◆◇",
    ".": "…", "'": "‘’‚", '"': "“”„", "-": "–—▔▀", "_": "▁▂", "|": "▌▐▎▏▊▕", "#": "█▇▆▅▄▃░▒▓■□",
}  # fmt: skip
_LIKE: Final = {character: like for like, characters in _ALIKE.items() for character in characters}
_BOXES: Final = "BOX DRAWINGS "
_LINES: Final = {"HORIZONTAL": "-", "VERTICAL": "|"}


def terminal_encoding() -> str:
    """Return the encoding of the locale. Where that is none or ASCII, which no terminal is any more, it is UTF-8.

    Python's own streams may have another one, by `PYTHONIOENCODING` for instance: those are for files and pipes.
    """
    try:
        encoding = codecs.lookup(locale.getencoding()).name
    except LookupError:
        return "utf-8"
    return "utf-8" if encoding == "ascii" else encoding


def approximate(error: UnicodeError) -> tuple[str, int]:
    """Return what is written for what can't be encoded, and where to go on."""
    assert isinstance(error, UnicodeEncodeError)
    found = "".join(map(_approximation, error.object[error.start : error.end]))
    return found, error.end


def _approximation(character: str) -> str:
    if like := _LIKE.get(character):
        return like
    name = unicodedata.name(character, "")
    if name.startswith(_BOXES):
        # One line from side to side, or a corner or a crossing of two.
        return "+" if " AND " in name else _LINES.get(name.split()[-1], "+")
    plain = unicodedata.normalize("NFKD", character)[0]
    width = cell_len(character)
    return plain if plain.isascii() and plain.isprintable() and width == 1 else "?" * width


codecs.register_error(APPROXIMATE, approximate)
