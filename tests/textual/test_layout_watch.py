"""The watch over layout and paint of a view: what takes too long or goes wrong there ends the guest alone."""

import asyncio
import gc
from typing import Any

import pytest
from textual import events
from textual.widgets import Input

from opui.core import protocol
from opui.textual.kinds import layout_watch
from opui.textual.kinds.button import OpuiButton
from opui.textual.kinds.column import OpuiColumn
from opui.textual.kinds.layout_watch import EACH, GAP_SECONDS, LayoutWatch
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.view.view import OpuiView
from tests.scripted import scripted
from tests.textual.apps import made
from tests.textual.harness import Host

BOUND = 0.5
BOXES = "".join(made(node, "column", node - 1) for node in range(1, 20)) + made(
    20, "text", 19, 'set_text node=20 text="x"'
)
INNOCENT = made(1, "text", 0, 'set_text node=1 text="innocent"')


class Clock:
    """Processor time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Watched:
    """A watch, what it told, and its clock."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock = Clock()
        monkeypatch.setattr(layout_watch, "thread_time", self.clock)
        self.told: list[Exception] = []
        self.late = ValueError("late")
        self.watch = LayoutWatch(BOUND, lambda: self.late, self.told.append)

    def work(self, seconds: float) -> None:
        assert self.watch.begin()
        self.clock.now += seconds
        self.watch.end()


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(monkeypatch)


async def next_turn() -> None:
    await asyncio.sleep(0)


async def test_what_one_turn_takes_together_is_told_once_and_nothing_more_is_done(watched: Watched) -> None:
    watched.work(0.3)
    assert watched.told == []
    watched.work(0.3)
    assert not watched.watch.begin()
    assert watched.told == [watched.late]


async def test_each_turn_is_counted_by_itself(watched: Watched) -> None:
    for _ in range(5):
        watched.work(0.4)
        await next_turn()
    assert not watched.watch.over


async def test_there_is_time_for_what_can_wait_until_half_of_the_bound_is_spent(watched: Watched) -> None:
    had = [watched.watch.has_time]
    for part in (0.4, 0.2):
        watched.work(part * BOUND)
        had.append(watched.watch.has_time)
    await next_turn()
    assert [*had, watched.watch.has_time] == [True, True, False, True]


async def test_a_pass_within_another_counts_once_and_can_be_the_one_that_is_stopped(watched: Watched) -> None:
    assert watched.watch.begin()
    for _ in range(2 * EACH):
        if watched.watch.begin():
            watched.clock.now += 2 * BOUND / EACH
            watched.watch.end()
    watched.watch.end()
    assert watched.watch.over
    assert watched.clock.now < 100 + 2.5 * BOUND


async def test_what_textual_does_between_two_widgets_counts_but_not_the_work_of_others(watched: Watched) -> None:
    watched.work(0.01)
    watched.clock.now += 10
    watched.work(0.01)
    assert not watched.watch.over
    gaps = 0
    while watched.watch.begin():
        watched.watch.end()
        watched.clock.now += 2 * GAP_SECONDS
        gaps += 1
    assert gaps == round(BOUND / GAP_SECONDS)


async def test_garbage_collections_do_not_count(watched: Watched) -> None:
    def collected(phase: str, _: object) -> None:
        watched.clock.now += 2 * BOUND if phase == "start" else 0

    # Between the one that notes the beginning and the one that notes the end.
    gc.callbacks.append(collected)
    try:
        assert watched.watch.begin()
        gc.collect()
        watched.watch.end()
    finally:
        gc.callbacks.remove(collected)
    assert not watched.watch.over


def two_views(frames: Any, **limits: int) -> tuple[OpuiView, OpuiView, Host]:
    guilty = OpuiView(scripted(*frames), seed=7, limits=protocol.LIMIT | limits)
    innocent = OpuiView(scripted(INNOCENT), seed=7)
    return guilty, innocent, Host(guilty, innocent)


async def until(app: Host, condition: Any) -> None:
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.001)


def shown(app: Host) -> str:
    return "".join(strip.text for strip in app.screen._compositor.render_strips())


async def goes_on(app: Host) -> None:
    """See that the program takes keys, and still shows the view beside."""
    own = app.query_one("#own", Input)
    own.focus()
    assert app._driver is not None
    app._driver.process_message(events.Key("k", "k"))
    await until(app, lambda: own.value == "k")
    await until(app, lambda: "innocent" in shown(app))


async def test_a_layout_that_takes_too_long_ends_the_guest_shows_nothing_of_it_and_the_program_goes_on() -> None:
    guilty, _, app = two_views([BOXES], layout_milliseconds=1)
    async with app.run_test():
        await until(app, lambda: app.failed)
        (error,) = app.failed
        assert error.rule == "layout"
        assert "layout_milliseconds = 1" in str(error)
        await goes_on(app)
        assert guilty.idle
        assert "guilty" not in shown(app)


def failing(*_: object, **__: object) -> Any:
    raise RuntimeError("Textual fails")


@pytest.mark.parametrize(
    ("widget", "method"),
    [
        (OpuiColumn, "arrange_children"),
        (OpuiColumn, "find_size"),
        (OpuiButton, "paint"),
        (OpuiButton, "get_content_width"),
        (OpuiButton, "render_line"),
    ],
)
async def test_what_textual_fails_at_in_a_view_ends_its_guest_and_not_the_program(
    widget: type[NodeWidget], method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, innocent, app = two_views([made(1, "column", 0) + made(2, "button", 1, 'set_text node=2 text="press"')])
    monkeypatch.setattr(widget, method, failing)
    async with app.run_test():
        await until(app, lambda: app.failed)
        assert [error.rule for error in app.failed] == ["host"]
        assert "Textual fails" in str(app.failed[0])
        await goes_on(app)
        assert innocent.session is not None
        assert innocent.session.failure is None


async def test_what_goes_wrong_with_a_message_ends_the_guest_and_not_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, _, app = two_views([made(1, "button", 0)])
    monkeypatch.setattr(OpuiButton, "_on_enter", failing, raising=False)
    async with app.run_test() as pilot:
        await pilot.pause()
        await until(app, lambda: app.query(OpuiButton))
        app.query_one(OpuiButton).post_message(events.Enter(app.query_one(OpuiButton)))
        await until(app, lambda: app.failed)
        assert [error.rule for error in app.failed] == ["host"]
        await goes_on(app)
