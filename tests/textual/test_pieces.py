"""Pieces of lines: what Textual cuts out of a line, cut when it is looked at."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from opui.textual.kinds.pieces import Piece
from tests.textual.apps import made
from tests.textual.harness import running

STYLES = [None, Style(bold=True), Style(color="red")]
SEGMENTS = st.lists(
    st.tuples(st.text(st.sampled_from("ab 漢"), min_size=1, max_size=6), st.sampled_from(STYLES)), max_size=5
)
CUTS = st.sets(st.integers(1, 30), max_size=6).map(sorted)
CONSOLE = Console(color_system="truecolor", force_terminal=True)


@given(SEGMENTS, CUTS, CUTS)
def test_a_line_is_cut_as_textual_cuts_it(
    segments: list[tuple[str, Style | None]], cuts: list[int], again: list[int]
) -> None:
    line = Strip([Segment(text, style) for text, style in segments])
    whole = Piece(line, 0, line.cell_length)
    assert list(whole) == list(line)
    for piece, strip in zip(whole.divide(cuts), line.divide(cuts), strict=True):
        assert piece.cell_length == strip.cell_length
        assert list(piece.simplify()) == list(strip.simplify())
        assert piece.render(CONSOLE) == strip.render(CONSOLE)
        assert list(piece.crop(1, 4).simplify()) == list(strip.crop(1, 4).simplify())
        assert [each.text for each in piece.divide(again)] == [each.text for each in strip.divide(again)]


async def test_what_nothing_shows_of_is_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    boxes = "".join(
        made(
            node,
            "text",
            0,
            f'set_string node={node} attribute=style value="dock: top; width: 100%; height: 100%"',
            f'set_text node={node} text="{"".join(f"{node} {line}{chr(92)}n" for line in range(20))}"',
        )
        for node in range(1, 40)
    )
    marks = made(50, "row", 0, 'set_string node=50 attribute=style value="dock: top; height: 1"') + "".join(
        made(node, "text", 50, f'set_text node={node} text="x"') for node in range(51, 80)
    )
    made_strips = 0
    make = Strip.__init__

    def counted(self: Strip, *arguments: Any) -> None:
        nonlocal made_strips
        made_strips += 1
        make(self, *arguments)

    # Before the first paint: Textual keeps what it has cut.
    monkeypatch.setattr(Strip, "__init__", counted)
    async with running(boxes + marks) as run:
        shown = "".join(strip.text for strip in run.app.screen._compositor.render_strips())
        assert shown.count("x") == 29
        assert made_strips < 3 * run.view.size.area
