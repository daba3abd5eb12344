"""The compositor: lines that have not changed are rendered by nobody, and what is drawn is what Textual would draw."""

import pytest
from textual._compositor import Compositor
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Static

from opui.textual import private
from opui.textual.output import OutputMixin
from opui.textual.output.compositor import LineCompositor
from opui.textual.output.display import Display
from opui.textual.output.pens import Palette


class Counted(Static):
    """A widget that counts the lines that it is asked for."""

    lines = 0

    def render_lines(self, crop: Region) -> list[Strip]:
        self.lines += crop.height
        return super().render_lines(crop)


class Lines(OutputMixin[None]):
    CSS = "Counted { width: 1fr; height: 1fr; } Horizontal { height: 1; }"

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static("top", id="top")
            yield Static("right", id="right")
        yield Counted("\n".join(f"line {number}" for number in range(20)), id="middle")
        yield Static("bottom", id="bottom")


def shown(app: Lines) -> list[str]:
    """Return all lines, as Textual renders them whole."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


async def test_a_line_at_the_top_and_one_at_the_bottom_render_nothing_between() -> None:
    app = Lines()
    async with app.run_test(size=(40, 12)) as pilot:
        middle = app.query_one(Counted)
        await pilot.pause()
        middle.lines = 0
        app.query_one("#top", Static).update("TOP")
        app.query_one("#bottom", Static).update("BOTTOM")
        await pilot.pause()
        assert middle.lines == 0
        middle.refresh(Region(0, 3, 5, 1))
        await pilot.pause()
        assert middle.lines == 1
        assert shown(app)[0].startswith("TOP")


async def test_parts_drawn_one_after_the_other_come_to_the_whole_screen() -> None:
    app = Lines()
    async with app.run_test(size=(40, 12)) as pilot:
        compositor = app.screen._compositor
        assert isinstance(compositor, LineCompositor)
        display = Display((40, 12), Palette(None), True)
        display.take(private.drawn_parts(compositor.render_full_update()) or ())
        for identity in ("#top", "#right", "#middle", "#bottom"):
            widget = app.query_one(identity, Static)
            widget.update(identity * 3)
            app.screen._compositor.update_widgets({widget})
            await pilot.pause()
            compositor._dirty_regions.add(widget.region)
            display.take(private.drawn_parts(compositor.render_partial_update()) or ())
        assert ["".join(text for text, _ in line) for line in display.meant] == shown(app)


async def test_what_is_covered_is_rendered_by_nobody() -> None:
    app = Lines()
    async with app.run_test(size=(40, 12)) as pilot:
        middle = app.query_one(Counted)
        cover = Static("\n".join("cover" for _ in range(12)))
        cover.styles.layer, cover.styles.width, cover.styles.height = "front", 40, 12
        app.screen.set_styles("layers: default front;")
        await app.mount(cover)
        await pilot.pause()
        middle.lines = 0
        app.screen.refresh()
        await pilot.pause()
        assert middle.lines == 0
        assert shown(app)[5].startswith("cover")


@pytest.mark.parametrize("size", [(40, 12), (7, 4), (1, 1)])
async def test_the_whole_screen_is_what_textual_renders(size: tuple[int, int]) -> None:
    app = Lines()
    async with app.run_test(size=size):
        ours = app.screen._compositor
        theirs = Compositor()
        theirs.reflow(app.screen, app.screen.size)
        assert ours.render_strips() == theirs.render_strips()
