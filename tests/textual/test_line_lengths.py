"""What widgets give away: each line has exactly the cells of its region, whatever the styles."""

from random import Random

import pytest
from rich.cells import cell_len
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from opui.textual.view.view import OpuiView
from tests.textual.apps import made
from tests.textual.harness import Running, running

WORDS = ("", "x", "several words", "漢字かな", "e\\u0301e\\u0301", "👍👍 \\u2728", "-" * 70)
STYLES = {
    "width": ("0", "1", "2", "3", "5", "1fr", "auto", "50%", "200"),
    "height": ("0", "1", "2", "3", "auto", "1fr"),
    "padding": ("0", "0 1", "1 2", "0 7", "3"),
    "margin": ("0", "1", "0 2"),
    "border": ("none", "round red", "tall red", "heavy red", "outer red", "wide red"),
    "border-left": ("thick red",),
    "min-width": ("0", "1", "4"),
    "max-width": ("1", "2", "3", "100%"),
    "text-align": ("left", "center", "right"),
    "text-wrap": ("wrap", "nowrap"),
    "text-overflow": ("fold", "clip", "ellipsis"),
    "overflow-x": ("auto", "scroll", "hidden"),
    "overflow-y": ("auto", "scroll", "hidden"),
    "dock": ("left", "right", "top"),
    "opacity": ("50%",),
}
pytestmark = pytest.mark.slow

LEAVES = ("text", "button", "checkbox", "input", "rule", "switch", "progress_bar", "select", "radio_set")


def a_style(random: Random) -> str:
    names = random.sample(sorted(STYLES), random.randint(1, 6))
    if random.random() < 0.5:
        # Bare and narrow: what a kind leaves free beside its words has no room.
        padding = random.choice(STYLES["padding"])
        return f"border: none; min-width: 0; height: 1; width: {random.randint(0, 4)}; padding: {padding}"
    return "; ".join(f"{name}: {random.choice(STYLES[name])}" for name in names)


def a_screen(random: Random) -> str:
    """The commands that make boxes in boxes and what they hold, with any styles."""
    commands = [made(row, "row", 0, f'set_string node={row} attribute=style value="height: 2"') for row in range(1, 11)]
    boxes = [0, *range(1, 11)]
    for node in range(11, 80):
        kind = random.choice(("column", "row", "scroll", "list", *LEAVES, *LEAVES))
        style = f'set_string node={node} attribute=style value="{a_style(random)}"'
        words = random.choice(WORDS)
        more = [style] if random.random() < 0.8 else []
        if kind in ("text", "button", "checkbox"):
            more.append(f'set_text node={node} text="{words}"')
        elif kind in ("column", "row", "scroll", "list"):
            more.append(f'set_string node={node} attribute=title value="{words}"')
        elif kind in ("input", "select"):
            more.append(f'set_string node={node} attribute=placeholder value="{words}"')
        commands.append(made(node, kind, random.choice(boxes), *more))
        if kind == "radio_set":
            commands.append(made(100 + node, "radio", node, f'set_text node={100 + node} text="{words}"'))
        if kind in ("column", "row", "scroll", "list"):
            boxes.append(node)
    return "".join(commands)


def cells(strip: Strip) -> int:
    return sum(cell_len(segment.text) for segment in strip)


def shown_in(view: OpuiView) -> list[tuple[Widget, Region]]:
    visible = view.screen._compositor.visible_widgets
    return [(widget, region) for widget, (region, _) in visible.items() if view in widget.ancestors_with_self]


def assert_exact(run: Running) -> None:
    seen = shown_in(run.view)
    assert len(seen) >= 3
    for widget, region in seen:
        for crop in (Region(0, 0, *region.size), Region(1, 0, region.width - 1, min(3, region.height))):
            for strip in widget.render_lines(crop) if crop.width > 0 and crop.height else ():
                assert (cells(strip), strip.cell_length) == (crop.width, crop.width), (widget, widget.styles.css)
    assert {cells(strip) for strip in run.app.screen._compositor.render_strips()} == {80}


@pytest.mark.parametrize("seed", range(8))
async def test_each_line_of_each_widget_has_the_cells_of_its_region(seed: int) -> None:
    async with running(a_screen(Random(seed))) as run:
        assert run.app.failed == []
        assert_exact(run)


@pytest.mark.parametrize("style", ["width: 3; padding: 0 1", "width: 1", "width: 2; padding: 0 9"])
async def test_buttons_narrower_than_their_padding_move_nothing_beside_the_view(style: str) -> None:
    style = f'set_string node={{}} attribute=style value="min-width: 0; height: 1; border: none; {style}"'
    buttons = "".join(
        made(node, "button", 1, f'set_text node={node} text="✕"', style.format(node)) for node in range(2, 8)
    )
    async with running(made(1, "row", 0) + buttons) as run:
        run.view.styles.dock = "left"
        run.view.styles.width = 20
        run.view.styles.height = 3
        await run.settle()
        beside = run.app.query_one("#below", Static)
        beside.styles.offset = (20, -1)
        await run.settle()
        assert_exact(run)


@pytest.mark.parametrize(
    ("style", "text", "room"),
    [("width: 1; padding: 0 2", "✕", 4), ("width: 3; border: round red; padding: 0 1", "✕", 4), ("width: 1", "漢", 1)],
)
async def test_in_a_drawn_row_too_a_narrow_box_moves_nothing(style: str, text: str, room: int) -> None:
    style = f'set_string node={{}} attribute=style value="{style}"'
    texts = (made(node, "text", 2, f'set_text node={node} text="{text}"', style.format(node)) for node in range(3, 9))
    behind = made(20, "text", 2, 'set_text node=20 text="behind"')
    async with running("".join((made(1, "list", 0), made(2, "row", 1), *texts, behind))) as run:
        assert_exact(run)
        widget, _ = run.view.position_of(20)
        assert widget is run.widget(1)
        (line,) = (line for line in run.shown(widget).splitlines() if "behind" in line)
        assert cell_len(line.partition("behind")[0]) == 6 * room


@pytest.mark.parametrize("width", [1, 2, 3])
async def test_a_notification_in_a_view_of_few_columns_moves_nothing_beside_the_view(width: int) -> None:
    async with running(made(1, "text", 0) + 'call node=0 method=notify option=1 text="漢字かな"\n') as run:
        run.view.styles.dock = "left"
        run.view.styles.width = width
        await run.settle()
        assert_exact(run)
