"""Cells: Textual's segments cut as Textual counts them, and the characters whose width terminals disagree on."""

import pytest
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style

from opui.textual.output.cells import cut, reach
from opui.textual.output.pens import PLAIN, Palette, Pen

PALETTE = Palette(None)


def texts(text: str) -> list[str]:
    return [each for each, _ in cut([Segment(text)], PALETTE)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("ab c", ["a", "b", " ", "c"]),
        ("漢x", ["漢", "", "x"]),
        ("e\u0301x", ["e\u0301", "x"]),
        ("👩‍🚀x", ["👩‍🚀", "", "x"]),
        ("☁️x", ["☁️", "", "x"]),
        ("\u0301x", ["x"]),
        ("a\x1b[2J\n\x9bb", ["a", "[", "2", "J", "b"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_clusters_and_nothing_in_it_moves_the_cursor(text: str, cells: list[str]) -> None:
    assert texts(text) == cells


def test_a_text_has_as_many_cells_as_textual_counts() -> None:
    for text in ("plain", "漢字かな", "e\u0301e\u0301", "👨‍👩‍👧‍👦!", "🇩🇪", "a☁️b", "क्षि"):
        assert len(texts(text)) == cell_len(text)


def test_a_blank_has_nothing_but_its_background_unless_more_of_it_is_seen() -> None:
    bold, underlined = Style.parse("bold red on blue"), Style.parse("underline red on blue")
    assert cut([Segment(" ", bold)], PALETTE) == [(" ", Pen(0, "", "44"))]
    assert cut([Segment(" ", underlined)], PALETTE) == [(" ", Pen(1 << 3, "31", "44"))]


def test_a_control_segment_is_no_cell() -> None:
    assert cut([Segment("x", None, [(ControlType.BELL, 0)]), Segment("y")], PALETTE) == [("y", PLAIN)]


@pytest.mark.parametrize("cluster", ["a", "─", "é", "e\u0301", "漢", "ẍ̧", "\ue0b0", "😀"])
def test_of_letters_ideographs_lines_and_marks_the_width_is_certain(cluster: str) -> None:
    assert reach(cluster, cell_len(cluster)) == cell_len(cluster)


@pytest.mark.parametrize(
    "cluster", ["☁️", "👍🏽", "👨‍👩‍👧", "🇩🇪", "🇩", "1️⃣", "\u0915\u093f", "a🏽", "\xad", "\U000e0fff"]
)
def test_of_what_some_terminals_join_and_some_do_not_the_width_reaches_further(cluster: str) -> None:
    assert reach(cluster, 1) >= 2
