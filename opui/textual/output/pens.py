"""Pens: how a cell is drawn, and the shortest escape sequence from one pen to the next (ECMA-48's SGR).

Knows Rich's styles; knows no cells and no screen.
"""

from functools import lru_cache
from typing import Final, NamedTuple

from rich.color import Color, ColorSystem
from rich.style import Style

_NAMES: Final = (
    "bold", "dim", "italic", "underline", "blink", "blink2", "reverse", "conceal", "strike", "underline2", "frame",
    "encircle", "overline",
)  # fmt: skip
"""Rich's attributes; one of them is a bit of a pen's marks."""
_ON: Final = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53")
"""The code that turns each of them on."""
_OFF: Final = ("22", "22", "23", "24", "25", "25", "27", "28", "29", "24", "54", "54", "55")
"""The code that turns it off; some are turned off together."""
_SEEN_ON_BLANKS: Final = sum(1 << bit for bit in (3, 6, 8, 9, 10, 11, 12))
"""The attributes that a blank shows: lines through, under, over and around it, and swapped colours."""
CONTROLS: Final = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)))
"""For `str.translate`: takes out what has no cell, and would end a sequence or begin another one."""
_DEFAULT_COLOR: Final = "39"
_DEFAULT_BACKGROUND: Final = "49"
KEPT: Final = 4_096
"""Styles and changes between pens that are kept. A screen has a few dozen; an animation of colours makes new ones."""


class Pen(NamedTuple):
    """How a cell is drawn.

    Attributes:
        marks: Bold, underlined and so on: a bit of each of Rich's attributes.
        color: The SGR codes of its letters, with what separates them; empty is the terminal's own colour.
        background: Those of the background.
        link: What OSC 8 says: parameters, `;` and the address. Empty is no link.
    """

    marks: int = 0
    color: str = ""
    background: str = ""
    link: str = ""

    def shows_on_blanks(self) -> bool:
        """Tell whether a blank drawn with it differs from one that has only its background."""
        return bool(self.marks & _SEEN_ON_BLANKS)


PLAIN: Final = Pen()


class Palette:
    """Makes pens of Rich's styles, in the colours that a terminal has.

    Args:
        colors: The colours; None leaves them as they are, as Textual does.
    """

    def __init__(self, colors: ColorSystem | None) -> None:
        self._colors = colors or ColorSystem.TRUECOLOR
        self.pen = lru_cache(KEPT)(self._pen)

    def _pen(self, style: Style | None) -> Pen:
        if style is None:
            return PLAIN
        marks = sum(1 << bit for bit, name in enumerate(_NAMES) if getattr(style, name))
        link = f"id={style.link_id};{style.link}".translate(CONTROLS) if style.link else ""
        return Pen(marks, self._codes(style.color, True), self._codes(style.bgcolor, False), link)

    def _codes(self, color: Color | None, foreground: bool) -> str:
        if color is None or color.is_default:
            return ""
        return ";".join(color.downgrade(self._colors).get_ansi_codes(foreground))


@lru_cache(KEPT)
def blank_pen(pen: Pen) -> Pen:
    """Return the simplest pen that a blank looks the same with."""
    return pen if pen.shows_on_blanks() else Pen(0, "", pen.background, pen.link)


@lru_cache(KEPT)
def pen_for_blank(now: Pen, pen: Pen) -> Pen:
    """Return the pen to draw a blank with: the present one as far as a blank does not show it."""
    if now.shows_on_blanks() or pen.shows_on_blanks():
        return pen
    return Pen(now.marks, now.color, pen.background, pen.link)


@lru_cache(KEPT)
def change(now: Pen, then: Pen) -> str:
    """Return the shortest sequence behind which a terminal that draws with one pen draws with another."""
    link = "" if now.link == then.link else f"\x1b]8;{then.link or ';'}\x1b\\"
    if now[:3] == then[:3]:
        return link
    return link + min(_sgr(_differences(now, then)), _sgr(_from_plain(then)), key=len)


def _sgr(codes: list[str]) -> str:
    return f"\x1b[{';'.join(codes)}m"


def _differences(now: Pen, then: Pen) -> list[str]:
    off = {_OFF[bit]: None for bit in _bits(now.marks & ~then.marks)}
    kept_on = now.marks & then.marks
    on = [_ON[bit] for bit in _bits(then.marks) if not kept_on & 1 << bit or _OFF[bit] in off]
    codes = [*off, *on]
    if now.color != then.color:
        codes.append(then.color or _DEFAULT_COLOR)
    if now.background != then.background:
        codes.append(then.background or _DEFAULT_BACKGROUND)
    return codes


def _from_plain(then: Pen) -> list[str]:
    codes = [*(_ON[bit] for bit in _bits(then.marks)), then.color, then.background]
    codes = [code for code in codes if code]
    return ["0", *codes] if codes else []


def _bits(marks: int) -> list[int]:
    return [bit for bit in range(len(_ON)) if marks & 1 << bit]
