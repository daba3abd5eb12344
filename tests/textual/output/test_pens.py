"""Pens: a terminal draws with the pen that a change leads to, whatever it drew with before, and no byte is wasted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.style import Style

from opui.textual.output.cells import Cell
from opui.textual.output.pens import PLAIN, Palette, Pen, blank_pen, change, pen_for_blank
from tests.cluster_terminal import ClusterTerminal

COLORS = ["", "31", "92", "38;5;200", "38;2;1;20;255"]
BACKGROUNDS = ["", "41", "102", "48;5;200", "48;2;1;20;255"]
PENS = st.builds(
    Pen,
    st.integers(0, (1 << 13) - 1),
    st.sampled_from(COLORS),
    st.sampled_from(BACKGROUNDS),
    st.sampled_from(["", "id=1;https://example.org/"]),
)


def drawn(text: str) -> Cell:
    """Return the first cell of a terminal that was sent a text."""
    terminal = ClusterTerminal(4, 1, len)
    terminal.feed(text)
    return terminal.cells[0][0]


@given(PENS, PENS)
def test_behind_a_change_the_terminal_draws_with_the_pen_meant(now: Pen, then: Pen) -> None:
    assert drawn(change(PLAIN, now) + change(now, then) + "x") == ("x", then)


@given(PENS, PENS)
def test_a_blank_drawn_with_what_is_at_hand_looks_like_the_blank_meant(now: Pen, pen: Pen) -> None:
    at_hand = pen_for_blank(now, pen)
    assert drawn(change(PLAIN, at_hand) + " ") == (" ", blank_pen(pen))


@pytest.mark.parametrize(
    ("now", "then", "written"),
    [
        (PLAIN, PLAIN, ""),
        (PLAIN, Pen(1), "\x1b[1m"),
        (Pen(1), PLAIN, "\x1b[m"),
        (Pen(0b11), Pen(0b10), "\x1b[0;2m"),
        (Pen(1, "38;2;1;2;3", "48;2;4;5;6"), Pen(0, "38;2;1;2;3", "48;2;4;5;6"), "\x1b[22m"),
        (Pen(0, "31", "48;2;4;5;6"), Pen(0, "32", "48;2;4;5;6"), "\x1b[32m"),
        (Pen(0, "31"), Pen(0, ""), "\x1b[m"),
        (Pen(4, "31", "41"), Pen(4, "", "41"), "\x1b[39m"),
        (Pen(0b1101), Pen(0b10000, "31"), "\x1b[0;5;31m"),
        (PLAIN, Pen(link="id=1;a"), "\x1b]8;id=1;a\x1b\\"),
        (Pen(link="id=1;a"), PLAIN, "\x1b]8;;\x1b\\"),
    ],
)
def test_only_what_differs_is_written(now: Pen, then: Pen, written: str) -> None:
    assert change(now, then) == written


@pytest.mark.parametrize(
    ("colors", "color"),
    [
        (None, "38;2;10;200;30"),
        (ColorSystem.TRUECOLOR, "38;2;10;200;30"),
        (ColorSystem.EIGHT_BIT, "38;5;40"),
        (ColorSystem.STANDARD, "32"),
    ],
)
def test_a_palette_has_the_colours_that_the_terminal_has(colors: ColorSystem | None, color: str) -> None:
    pen = Palette(colors).pen(Style.parse("bold not italic rgb(10,200,30) on default"))
    assert pen == Pen(1, color, "")


def test_an_address_can_not_end_its_link() -> None:
    assert "\x1b" not in Palette(None).pen(Style(link="https://a\x1b\\\x9b2Jb")).link
