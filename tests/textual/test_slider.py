"""A slider: the keys of WAI-ARIA's practice, the mouse, what is drawn, and the same without a screen."""

import pytest
from textual import events

from opui.core.errors import ListingError
from opui.core.wire import decoder
from opui.tools.headless import Headless
from tests.scripted import scripted
from tests.textual.apps import made
from tests.textual.harness import Running, running

SLIDE = "attach node=10 event=slide handler=1 data=0"


def slider(*settings: str, width: int = 31) -> str:
    style = f'set_string node=10 attribute=style value="width: {width}"'
    return made(10, "slider", 0, SLIDE, style, *(f"set_number node=10 attribute={each}" for each in settings))


def told(run: Running) -> list[float]:
    return [event.numbers[0] for event in run.told_of("slide")]


async def keyed(run: Running, *keys: str) -> list[float]:
    """Press keys one by one; return what was told of each."""
    await run.focus(10)
    before = len(told(run))
    for key in keys:
        await run.press(key)
    return told(run)[before:]


# --- WAI-ARIA: slider ----------------------------------------------------------------------------


async def test_aria_right_and_up_increase_the_value_by_one_step() -> None:
    async with running(slider("step value=0.1", "maximum value=1.0")) as run:
        assert await keyed(run, "right", "up", "right") == [0.1, 0.2, 0.3]


async def test_aria_left_and_down_decrease_the_value_by_one_step() -> None:
    async with running(slider("amount value=50.0")) as run:
        assert await keyed(run, "left", "down") == [49.0, 48.0]


async def test_aria_home_and_end_set_the_first_and_the_last_value() -> None:
    async with running(slider("minimum value=-5.0", "maximum value=5.0")) as run:
        assert await keyed(run, "end", "home") == [5.0, -5.0]


async def test_aria_page_up_and_page_down_take_a_larger_step() -> None:
    async with running(slider("amount value=50.0")) as run:
        assert await keyed(run, "pageup", "pagedown", "pagedown") == [60.0, 50.0, 40.0]


async def test_aria_the_value_stays_between_its_ends_and_what_stays_is_not_told() -> None:
    async with running(slider("amount value=99.5")) as run:
        assert await keyed(run, "right", "right", "end", "pageup", "home", "left") == [100.0, 0.0]


async def test_aria_a_disabled_slider_takes_neither_the_focus_nor_the_mouse() -> None:
    async with running(slider() + "set_flag node=10 attribute=disabled value=true\n") as run:
        assert not run.widget(10).focusable
        await run.pilot.click(run.widget(10), offset=(9, 0))
        assert told(run) == []


# --- The mouse -----------------------------------------------------------------------------------


async def test_a_click_on_the_track_chooses_the_number_that_is_there() -> None:
    async with running(slider()) as run:
        # The track has 27 columns: a blank and three for the number stand behind it.
        for column in (0, 13, 26):
            await run.pilot.click(run.widget(10), offset=(column, 0))
            await run.settle()
        assert told(run) == [50.0, 100.0]
        await run.pilot.click(run.widget(10), offset=(29, 0))
        assert told(run) == [50.0, 100.0]


async def test_a_drag_takes_the_thumb_along_and_ends_at_the_ends() -> None:
    async with running(slider("step value=10.0")) as run:
        widget = run.widget(10)
        await run.pilot.mouse_down(widget, offset=(13, 0))
        for column in (16, 70, 0):
            await run.pilot.hover(None, offset=(column, 5))
            await run.settle()
        await run.pilot.mouse_up(None, offset=(0, 5))
        await run.pilot.hover(widget, offset=(20, 0))
        await run.settle()
        assert told(run) == [50.0, 60.0, 100.0, 0.0]


async def test_the_wheel_turns_a_slider_that_has_the_focus_and_no_other() -> None:
    async with running(slider() + "attach node=0 event=wheel handler=1 data=0\n") as run:
        widget = run.widget(10)
        wheel = [events.MouseScrollUp, events.MouseScrollUp, events.MouseScrollDown]
        for focused in (False, True):
            if focused:
                await run.focus(10)
            for kind in wheel:
                place = {"screen_x": widget.region.x, "screen_y": widget.region.y}
                widget.post_message(kind(widget, 0, 0, 0, 0, 0, False, False, False, **place))
                await run.settle()
            assert told(run) == ([1.0, 2.0, 1.0] if focused else [])
            assert len(run.told_of("wheel")) == 3


async def test_moves_of_the_thumb_that_come_while_a_frame_runs_are_one_event() -> None:
    async with running(slider()) as run:
        await run.focus(10)
        for _ in range(20):
            run.app.post_message(events.Key("right", None))
        await run.settle()
        assert told(run)[-1] == 20.0
        assert len(told(run)) < 20


# --- What is drawn -------------------------------------------------------------------------------


def drawn(run: Running) -> str:
    return run.shown(run.widget(10)).rstrip()


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        (["amount value=0.0"], "●──────────────── " + "  0"),
        (["amount value=50.0"], "━━━━━━━━●──────── " + " 50"),
        (["amount value=100.0"], "━━━━━━━━━━━━━━━━● " + "100"),
        (["amount value=300.0"], "━━━━━━━━━━━━━━━━● " + "300"),
        (["amount value=-3.0"], "●──────────────── " + " -3"),
        (["amount value=0.3", "step value=0.1", "maximum value=1.0"], "━━━━━●─────────── " + "0.3"),
        (["amount value=1.0", "step value=0.1", "maximum value=1.0"], "━━━━━━━━━━━━━━━━● " + "1.0"),
        (["amount value=5.0", "minimum value=9.0", "maximum value=1.0"], "●────────────────── 5"),
    ],
)
async def test_a_track_a_thumb_and_the_number(settings: list[str], shown: str) -> None:
    async with running(slider(*settings, width=21)) as run:
        assert drawn(run) == shown


@pytest.mark.parametrize("width", [1, 2, 3, 7])
async def test_where_there_is_little_room_the_number_is_left_out(width: int) -> None:
    async with running(slider("amount value=100.0", width=width)) as run:
        assert drawn(run) == "━" * (width - 1) + "●"


@pytest.mark.parametrize("value", ["9007199254740992.0", "5e-324", "-9007199254740992.0", "0.3333333333333333"])
async def test_extremes_are_drawn(value: str) -> None:
    """No number is so wide, or so exact, that it takes the track's place."""
    ends = ["minimum value=-9007199254740992.0", "maximum value=9007199254740992.0", f"step value={value.strip('-')}"]
    async with running(slider(*ends, f"amount value={value}", width=40)) as run:
        assert "●" in drawn(run)
        assert len(await keyed(run, "home", "end")) >= 1


async def test_the_focus_is_seen() -> None:
    async with running(slider() + made(11, "button", 0)) as run:
        await run.focus(11)
        without = list(run.widget(10).render_line(0))
        await run.focus(10)
        assert list(run.widget(10).render_line(0)) != without


# --- Controlled, and without a screen ------------------------------------------------------------


async def test_a_guest_that_sets_another_number_is_obeyed_and_hears_nothing_of_it() -> None:
    async with running(slider(), "set_number node=10 attribute=amount value=7.0") as run:
        assert await keyed(run, "end") == [100.0]
        assert run.widget(10).amount == run.node(10).get("amount") == 7.0


def test_a_script_slides_to_a_step_and_nowhere_else() -> None:
    app = Headless(scripted(slider("step value=0.1", "maximum value=1.0")))
    app.do("slide node=10 amount=0.3")
    app.do("slide node=10 amount=0.3")
    told = [each for exchange in app.exchanges for each in decoder.events(exchange.events) if each.name == "slide"]
    assert [each.numbers for each in told] == [(0.3,)]
    assert app.tree.nodes[10].get("amount") == 0.3
    for wrong in ("0.35", "1.1", "-0.1", "nan", "inf"):
        with pytest.raises(ListingError):
            app.do(f"slide node=10 amount={wrong}")
