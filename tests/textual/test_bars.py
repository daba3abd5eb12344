"""Scroll bars: which a box has, and that layouts come to rest; boxes as deep in one another as they may lie."""

import sys
from types import FrameType
from typing import Any, cast

import pytest
from textual.geometry import Size
from textual.strip import Strip

from opui.core import protocol
from opui.textual.kinds import bounded
from opui.textual.kinds.bars import BarHistory, Rest, wanted_bars
from opui.textual.kinds.layout_watch import LayoutWatch
from opui.textual.view import view as view_module
from tests.scripted import scripted
from tests.textual.apps import made
from tests.textual.harness import ListenedView, running, running_views

ROOM = Size(20, 5)


@pytest.mark.parametrize(
    ("overflow", "content", "bars"),
    [
        (("auto", "auto"), (20, 5), (False, False)),
        (("auto", "auto"), (19, 6), (False, True)),
        (("auto", "auto"), (20, 6), (True, True)),
        (("auto", "auto"), (21, 4), (True, False)),
        (("auto", "auto"), (21, 5), (True, True)),
        (("hidden", "auto"), (21, 6), (False, True)),
        (("scroll", "scroll"), (1, 1), (True, True)),
        (("scroll", "auto"), (1, 5), (True, True)),
        (("hidden", "hidden"), (99, 99), (False, False)),
    ],
)
def test_a_box_has_a_bar_where_its_content_is_longer_than_the_room_that_is_left(
    overflow: tuple[str, str], content: tuple[int, int], bars: tuple[bool, bool]
) -> None:
    assert wanted_bars(overflow, Size(*content), ROOM, (1, 1)) == bars


def test_a_bar_that_goes_and_comes_back_stays_until_a_layout_in_which_none_moves() -> None:
    rest, history = Rest(), BarHistory()
    gone, there = (False, False), (False, True)
    assert history.settled(there, gone, rest) == gone
    rest.laid_out()
    assert history.settled(gone, there, rest) == there
    rest.laid_out()
    assert history.settled(there, gone, rest) == there
    rest.laid_out()
    assert history.settled(there, gone, rest) == gone


async def test_a_box_whose_text_fits_only_beside_its_bar_is_not_laid_out_for_ever() -> None:
    # Beside the bar there is no room for the words, which then take no line; without it they take twenty.
    style = 'set_string node=1 attribute=style value="width: 1; height: 5"'
    text = made(2, "text", 1, f'set_text node=2 text="{"x" * 20}"')
    async with running(made(1, "scroll", 0, style) + text) as run:
        layouts: list[object] = []
        for _ in range(5):
            await run.pilot.pause()
        run.app.screen.screen_layout_refresh_signal.subscribe(run.app, layouts.append)
        for _ in range(5):
            await run.pilot.pause(1 / 60)
        assert len(layouts) <= 1
        assert run.app.failed == []


def nested(kind: str, levels: int) -> str:
    """Boxes in one another, each as wide as what lies in it, and a button in the innermost."""
    style = 'set_string node={} attribute=style value="width: auto; height: auto"'
    boxes = "".join(made(level, kind, level - 1, style.format(level)) for level in range(1, levels))
    return boxes + made(levels, "button", levels - 1, f'set_text node={levels} text="b"')


@pytest.mark.parametrize("kind", ["column", "row", "scroll", "list"])
async def test_boxes_as_deep_in_one_another_as_an_app_may_raise_the_limit_to_are_laid_out(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    deepest = 0
    begin = LayoutWatch.begin

    def measured(watch: LayoutWatch) -> bool:
        nonlocal deepest
        deepest = max(deepest, frames(sys._getframe()))
        return begin(watch)

    monkeypatch.setattr(LayoutWatch, "begin", measured)
    levels = protocol.CEILING["depth"]
    limits = protocol.LIMIT | {"depth": levels, "widgets": protocol.CEILING["widgets"], "layout_milliseconds": 10_000}
    async with running_views(ListenedView(scripted(nested(kind, levels)), limits=limits)) as run:
        assert run.app.failed == []
        assert run.widget(levels).region
    # A layout that asked for another one in the middle of it would take twice as many.
    assert deepest <= view_module.FRAMES // 4 + view_module.FRAMES_OF_A_LEVEL * levels


@pytest.mark.parametrize("side", ["width", "height"])
async def test_boxes_each_two_hundred_times_as_long_as_the_one_around_are_not_laid_out_at_that_length(
    side: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    widest = 0
    blank = Strip.blank.__func__  # type: ignore[attr-defined]

    def measured(class_: type[Strip], cells: int, *style: Any) -> Strip:
        nonlocal widest
        widest = max(widest, cells)
        # What would take gigabytes is not made.
        return cast(Strip, blank(class_, min(cells, bounded.LONGEST), *style))

    monkeypatch.setattr(Strip, "blank", classmethod(measured))
    style = 'set_string node={} attribute=style value="width: auto; height: auto; SIDE: 200fr"'.replace("SIDE", side)
    boxes = "".join(made(level, "list", level - 1, style.format(level)) for level in range(1, 9))
    async with running(boxes + made(9, "text", 8, 'set_text node=9 text="words"')) as run:
        assert run.app.failed == []
    assert widest <= bounded.LONGEST


def frames(frame: FrameType | None) -> int:
    """How many frames there are below one, with it."""
    count = 0
    while frame is not None:
        frame, count = frame.f_back, count + 1
    return count
