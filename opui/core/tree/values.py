"""What an attribute's value, or a method's text, must look like: a function or range per `check` of the protocol.

Each returns None for a good value and a sentence for a bad one. It knows values, not nodes.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final, NamedTuple

from opui.core import protocol
from opui.core.arrays import Array
from opui.core.tree.patterns import PatternError, parse_characters, parse_mask
from opui.core.tree.style import CLASS, StyleError, parse_declarations, parse_stylesheet


class Range(NamedTuple):
    """The numbers from `least` to `most`, and `also` that one.

    Attributes:
        least: The smallest of them.
        most: The greatest.
        also: A number that is good wherever the range lies.
        unit: What a message says behind a number.
    """

    least: float
    most: float
    also: float | None = None
    unit: str = ""

    def check(self, value: float) -> str | None:
        """Return None for a number of the range, for any other a sentence."""
        if self.least <= value <= self.most or value == self.also:
            return None
        span = f"from {self.least:.0f} to {self.most:.0f}"
        return f"{value}{self.unit} is " + (
            f"not {span}" if self.also is None else f"neither {self.also:.0f} nor {span}"
        )


RANGES: Final = {
    "length": Range(0, protocol.LIMIT["string_bytes"]),
    # A screen shows no more than 60 to 100 frames a second.
    "interval": Range(10, 86_400_000, also=0, unit=" ms"),
    # Whole numbers up to here are exact in a double.
    "place": Range(-1, (1 << 31) - 1),
    "amount": Range(0, 1 << 53),
    "count": Range(0, 1_000),
    "reach": Range(-(1 << 53), 1 << 53),
}
"""Checks of numbers → the numbers that pass."""

NOTIFIED: Final = Range(1, 60_000, unit=" ms")
"""How long a notification may be shown."""

KEYS: Final = (
    "enter", "escape", "tab", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown",
    "up", "down", "left", "right", *(f"f{number}" for number in range(1, 25)),
)  # fmt: skip
"""Names of the keys that print nothing; a key that prints is named by its character."""
KEY_MODIFIERS: Final = ("ctrl", "alt", "shift", "super")
POINTS: Final = 4_096
"""Numbers of an attribute at most: more than any screen has columns."""
SERIES: Final = 1 << 20
"""Numbers of an array that is shown as a whole: all of them are read each time it is set."""
ROWS: Final = 10_000_000
"""Rows of a table of arrays at most: a scroll bar's places are exact far beyond, but nobody scrolls there."""
PLACES: Final = ("u32", "i32", "u64")
"""What an array of places among rows is made of."""
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_LANGUAGE: Final = re.compile(r"[a-z0-9+#_.-]{0,30}")
_PLACES: Final = re.compile(r"[0-9]{1,8}(?: [0-9]{1,8})?")
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_CELLS: Final = re.compile(r"[0-9]{1,9} [0-9]{1,9}")
_NOTIFICATION: Final = re.compile(r"(?P<name>[^ ]*) (?P<milliseconds>[0-9]{1,9})\n(?P<message>.*)", re.DOTALL)


def check_class(name: str) -> str | None:
    """A class: a lower-case letter, then up to 63 lower-case letters, digits and hyphens."""
    return None if CLASS.fullmatch(name) else f"{name[:40]!r} is not a class ([a-z][a-z0-9-]*, at most 64)"


def _name(value: str) -> str | None:
    return None if _NAME.fullmatch(value) else f"{value[:40]!r} is not a name ([A-Za-z_][A-Za-z0-9_.-]*, at most 64)"


def _language(value: str) -> str | None:
    good = _LANGUAGE.fullmatch(value)
    return None if good else f"{value[:40]!r} is not the name of a language ([a-z0-9+#_.-]*, at most 30)"


def _line(value: str) -> str | None:
    return "it must be one line" if "\n" in value else None


def _numbers(value: str) -> str | None:
    words = value.split()
    if len(words) > POINTS:
        return f"{len(words):,} numbers are over {POINTS:,}"
    wrong = next((word for word in words if not _NUMBER.fullmatch(word)), None)
    return None if wrong is None else f"{wrong[:40]!r} is not a number, such as 3, -0.5 or 12000"


def _series(value: Array) -> str | None:
    if value.element.name == "utf8":
        return "an array of texts is no series of numbers"
    return f"{value.length:,} numbers are over {SERIES:,}" if value.length > SERIES else None


def _drawn_cells(value: Array) -> str | None:
    if value.element.name != "u32" or not value.is_dense:
        return "cells are an array of u32 that lie side by side, none of them missing"
    cells = value.length // len(protocol.CELL_WORDS)
    return f"{cells:,} cells are over {protocol.CANVAS_CELLS:,}" if cells > protocol.CANVAS_CELLS else None


def _symbols(value: Array) -> str | None:
    if value.element.name != "utf8":
        return f"symbols are an array of utf8, not of {value.element.name}"
    most = protocol.CANVAS_SYMBOLS
    return f"{value.length:,} symbols are over {most:,}" if value.length > most else None


def _rows(value: Array) -> str | None:
    return f"{value.length:,} rows are over {ROWS:,}" if value.length > ROWS else None


def _order(value: Array) -> str | None:
    if value.element.name not in PLACES:
        return f"{value.element.name} is none of {', '.join(PLACES)}"
    return _rows(value)


def _places(value: str) -> str | None:
    return None if _PLACES.fullmatch(value) else f"{value[:40]!r} is not a place, such as 12, nor two, such as 12 3"


def _characters(value: str) -> str | None:
    return _line(value) or _caught(lambda: parse_characters(value))


def _mask(value: str) -> str | None:
    return _line(value) or (_caught(lambda: parse_mask(value)) if value else None)


def _cells(value: str) -> str | None:
    return None if _CELLS.fullmatch(value) else f"{value[:40]!r} is not two whole numbers, such as `0 120`"


class Notification(NamedTuple):
    """What the text of `notify_as` says."""

    name: str
    milliseconds: int
    message: str


def read_notification(text: str) -> Notification | None:
    """Return what the text of `notify_as` says, None if it is no such text."""
    found = _NOTIFICATION.fullmatch(text)
    return Notification(found["name"], int(found["milliseconds"]), found["message"]) if found else None


def _notification(value: str) -> str | None:
    said = read_notification(value)
    if said is None:
        return f"{value[:40]!r} is not a name and milliseconds on a line, and a message below it"
    return _name(said.name) or NOTIFIED.check(said.milliseconds)


def _style(value: str) -> str | None:
    size = len(value.encode())
    if size > protocol.LIMIT["style_bytes"]:
        return f"a style of {size} bytes is over the limit of {protocol.LIMIT['style_bytes']}"
    return _caught(lambda: parse_declarations(value))


def _stylesheet(value: str) -> str | None:
    return _caught(lambda: parse_stylesheet(value))


def _caught(parse: Callable[[], object]) -> str | None:
    try:
        parse()
    except (StyleError, PatternError) as error:
        return str(error)
    return None


def prints(key: str) -> bool:
    """Tell whether a key's name is what it prints: any character but a control or what ends a line.

    Python calls more of them unprintable: spaces but U+0020, the icons of fonts, what is newer than its tables, and the
    joiners and tags of scripts and emoji.
    """
    return len(key) == 1 and unicodedata.category(key) not in ("Cc", "Cs", "Zl", "Zp")


def check_key(value: str) -> str | None:
    """A key: modifiers joined by `+` in the order ctrl, alt, shift, super, then a key's name or character."""
    *modifiers, key = value.split("+") if value not in ("+", "") else [value]
    if value.endswith("++"):
        modifiers, key = value[:-2].split("+"), "+"
    in_order = [modifier for modifier in KEY_MODIFIERS if modifier in modifiers]
    if value in protocol.HOST_KEYS:
        return f"{value} is the host's key"
    printing = key != " " and prints(key)
    if printing and "shift" in modifiers:
        return f"{value[:40]!r} is never pressed: a key that prints is named by what it prints, such as A"
    if modifiers == in_order and (printing or key in KEYS):
        return None
    return f"{value[:40]!r} is not a key, such as a, +, ctrl+s, escape, shift+tab or f5"


CHECKS: Final[dict[str, Callable[..., str | None]]] = {
    "name": _name,
    "language": _language,
    "line": _line,
    "numbers": _numbers,
    "series": _series,
    "drawn_cells": _drawn_cells,
    "symbols": _symbols,
    "places": _places,
    "rows": _rows,
    "order": _order,
    "characters": _characters,
    "mask": _mask,
    "cells": _cells,
    "notification": _notification,
    "style": _style,
    "stylesheet": _stylesheet,
    "key": check_key,
    **{name: numbers.check for name, numbers in RANGES.items()},
}
