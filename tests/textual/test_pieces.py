"""Pieces of lines: what Textual cuts out of a line, cut when it is looked at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
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
        made(node, "column", 0, f'set_string node={node} attribute=style value="dock: top; height: 100%"')
        for node in range(1, 40)
    )
    marks = made(50, "row", 0, 'set_string node=50 attribute=style value="dock: top; height: 1"') + "".join(
        made(node, "text", 50, f'set_text node={node} text="x"') for node in range(51, 80)
    )
    async with running(boxes + marks) as run:
        cut: list[Strip] = []
        crop = Strip.crop

        def noted(self: Strip, start: int, end: int | None = None) -> Strip:
            cut.append(self)
            return crop(self, start, end)

        monkeypatch.setattr(Strip, "crop", noted)
        region: Region = run.view.region
        run.app.screen.refresh()
        lines = run.app.screen._compositor.render_strips()
        assert "".join(strip.text for strip in lines[region.y : region.bottom]).count("x") == 29
        assert len(cut) < 3 * region.area
