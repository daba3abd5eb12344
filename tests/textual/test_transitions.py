"""Transitions: what a style says anew is shown over a time; no guest is called for it, and none holds the loop."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from rich.console import RenderableType
from textual.color import Color
from textual.screen import Screen

from opui.core.tree.style import EASINGS, GRADUAL
from opui.textual import private
from opui.textual.css import _EASINGS
from opui.textual.kinds import transitions
from opui.textual.kinds.transitions import _GRADUAL, AT_ONCE, PERIOD, _Clock, _clock_of, is_at_rest
from opui.textual.output.display import Display
from opui.textual.output.pens import Palette
from tests.scripted import scripted
from tests.textual.apps import made
from tests.textual.harness import Host, ListenedView, Running

BUTTON = 90
PRESS = made(
    BUTTON, "button", 0, f"attach node={BUTTON} event=press handler=1 data=0", f'set_text node={BUTTON} text="x"'
)
"""Pressed, it has the guest say its next frame."""
BETWEEN: dict[str, tuple[str, str, str, object]] = {
    "offset": ("0 0", "10 -4", "offset", (5, -2)),
    "opacity": ("100%", "0%", "opacity", 0.5),
    "text-opacity": ("20%", "60%", "text_opacity", 0.4),
    "color": ("#000", "#646464", "color", Color(50, 50, 50)),
    "background": ("transparent", "#646464", "background", Color(100, 100, 100, 0.5)),
    "tint": ("#646464", "transparent", "tint", Color(100, 100, 100, 0.5)),
    "border": ("round #000", "round #640000", "border_left", ("round", Color(50, 0, 0))),
}
"""Property → what it is first and then, and one of Textual's rules with what is shown half way."""


BEGIN = 128.0


class Time:
    """The time that transitions go by."""

    def __init__(self) -> None:
        self.now = BEGIN


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """A time that goes on only as the test has it."""
    time = Time()
    monkeypatch.setattr(transitions, "monotonic", lambda: time.now)
    return time


class Moved(Running):
    """A view in which things go over."""

    def __init__(self, app: Host, pilot: Any, view: ListenedView, time: Time) -> None:
        super().__init__(app, pilot, view)
        self._time = time

    async def next_frame(self) -> None:
        """Have the guest say its next frame."""
        await self.click(BUTTON)

    async def at(self, milliseconds: float) -> None:
        """See what is shown so long after the start."""
        self._time.now = BEGIN + milliseconds / 1000
        steps = self.steps
        while not is_at_rest(self.app) and self.steps < steps + 2:
            await self.pilot.pause(0.005)
        await self.settle()

    @property
    def clock(self) -> _Clock:
        return _clock_of(self.app)

    @property
    def steps(self) -> int:
        return int(vars(self.app).get("steps", 0))

    def rule(self, node: int, name: str) -> Any:
        value = getattr(self.widget(node).styles, name)
        return (value.x.value, value.y.value) if name == "offset" else value


@pytest.fixture(autouse=True)
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    step = _Clock._step

    def counting(clock: _Clock) -> None:
        step(clock)
        vars(clock._app)["steps"] = vars(clock._app).get("steps", 0) + 1

    monkeypatch.setattr(_Clock, "_step", counting)


@asynccontextmanager
async def moved(time: Time, *frames: str, level: Any = "full", host: type[Host] = Host) -> AsyncIterator[Moved]:
    view = ListenedView(scripted(PRESS + frames[0], *frames[1:]), seed=7)
    app = host(view)
    app.animation_level = level
    async with app.run_test(size=(80, 30)) as pilot:
        run = Moved(app, pilot, view, time)
        await run.settle()
        yield run
        assert run.app.failed == []


def styled(node: int, *declarations: str) -> str:
    return f'set_string node={node} attribute=style value="{"; ".join(declarations)}"\n'


def sheet(text: str) -> str:
    return f'set_string node=0 attribute=stylesheet value="{text}"\n'


def boxed(*more: str) -> str:
    """A text in the middle of the screen."""
    return made(1, "text", 0, 'set_text node=1 text="word"', styled(1, *more))


def faded(value: str, time: str = "1000ms") -> str:
    return styled(1, f"background: {value}", f"transition: background {time}")


def test_the_tables_say_the_same() -> None:
    assert tuple(_GRADUAL) == GRADUAL
    assert tuple(BETWEEN) == GRADUAL
    assert tuple(_EASINGS) == EASINGS
    assert set(_EASINGS.values()) <= private.EASING.keys()


# --- What goes over ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GRADUAL)
async def test_what_a_guest_changes_goes_over_and_then_is_as_the_style_says(name: str, time: Time) -> None:
    first, then, rule, between = BETWEEN[name]
    timed = f"transition: {name} 1000ms"
    async with moved(time, boxed(f"{name}: {first}", timed), styled(1, f"{name}: {then}", timed)) as run:
        await run.next_frame()
        assert run.widget(1).styles.get_rule(rule) != run.widget(1).own_rules[rule]
        # Where there is no screen, this is all there is.
        assert f"{name}: {then}" in run.tree
        await run.at(500)
        assert run.rule(1, rule) == pytest.approx(between) if name in ("opacity", "text-opacity") else between
        await run.at(1000)
        widget = run.widget(1)
        assert widget.styles.inline.get_rules() == widget.own_rules
        assert is_at_rest(run.app)


@pytest.mark.parametrize("name", GRADUAL)
async def test_what_a_rule_changes_goes_over_too(name: str, time: Time) -> None:
    first, then, rule, between = BETWEEN[name]
    rules = sheet(f".a {{ {name}: {first}; transition: {name} 1000ms; }} .b {{ {name}: {then}; }}")
    words = made(1, "text", 0, 'add_class node=1 name="a"')
    async with moved(time, rules + words, 'add_class node=1 name="b"') as run:
        await run.next_frame()
        await run.at(500)
        assert run.rule(1, rule) == pytest.approx(between) if name in ("opacity", "text-opacity") else between
        await run.at(1000)
        assert run.widget(1).styles.inline.get_rules() == {}


async def test_what_the_pointer_changes_goes_over_both_ways(time: Time) -> None:
    rules = sheet("text { background: #000; transition: background 1000ms; } text:hover { background: #640000; }")
    async with moved(time, rules + made(1, "text", 0, 'set_text node=1 text="word"')) as run:
        await run.pilot.hover(run.widget(1))
        await run.at(500)
        assert run.rule(1, "background") == Color(50, 0, 0)
        await run.pilot.hover(run.widget(BUTTON))
        await run.at(1000)
        assert run.rule(1, "background") == Color(25, 0, 0)
        await run.at(1500)
        assert run.rule(1, "background") == Color(0, 0, 0)


async def test_the_root_goes_over_too(time: Time) -> None:
    rules = sheet("root { background: #000; transition: background 1000ms; } root:dark { background: #640000; }")
    async with moved(
        time,
        rules,
        'set_string node=0 attribute=stylesheet value="'
        + ('root { background: #000064; transition: background 1000ms; }"\n'),
    ) as run:
        root = run.widget(BUTTON).parent
        await run.next_frame()
        await run.at(500)
        assert root.styles.background == Color(50, 0, 50)


async def test_an_easing_says_how_it_goes(time: Time) -> None:
    shown = []
    for easing in EASINGS:
        async with moved(time, boxed() + faded("#000"), faded("#640000", f"1000ms {easing}")) as run:
            await run.next_frame()
            await run.at(500)
            shown.append(run.rule(1, "background").r)
            time.now = BEGIN
    assert shown == [50, 12, 87, 50]


async def test_it_is_drawn_where_it_is(time: Time) -> None:
    timed = "transition: offset 1000ms"
    async with moved(
        time, boxed("offset: 0 0", "width: 4", timed), styled(1, "offset: 20 4", "width: 4", timed)
    ) as run:
        x, y = run.widget(1).region.offset
        await run.next_frame()
        for milliseconds, moved_by in ((250, (5, 1)), (500, (10, 2)), (1000, (20, 4))):
            await run.at(milliseconds)
            assert run.widget(1).region.offset == (x + moved_by[0], y + moved_by[1])
            assert run.shown(run.widget(1)) == "word"


async def test_what_changes_on_the_way_goes_on_from_there(time: Time) -> None:
    async with moved(time, boxed() + faded("#000"), faded("#640000"), faded("#006400")) as run:
        await run.next_frame()
        await run.at(500)
        await run.next_frame()
        assert run.rule(1, "background") == Color(50, 0, 0)
        await run.at(1000)
        assert run.rule(1, "background") == Color(25, 50, 0)


async def test_what_else_changes_on_the_way_does_not_begin_it_anew(time: Time) -> None:
    same = styled(1, "background: #640000", "transition: background 1000ms", "width: 9")
    async with moved(time, boxed() + faded("#000"), faded("#640000"), same + 'add_class node=1 name="z"') as run:
        await run.next_frame()
        await run.at(250)
        await run.next_frame()
        assert run.rule(1, "background") == Color(25, 0, 0)
        await run.at(500)
        assert run.rule(1, "background") == Color(50, 0, 0)


async def test_what_lies_below_is_drawn_with_it(time: Time) -> None:
    box = made(1, "column", 0, styled(1, "color: #000", "transition: color 1000ms"))
    words = made(2, "text", 1, 'set_text node=2 text="word"')
    async with moved(time, box + words, styled(1, "color: #640000", "transition: color 1000ms")) as run:
        await run.next_frame()
        await run.at(500)
        assert run.widget(2).visual_style.foreground == Color(50, 0, 0)


# --- What is shown at once -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (("background: red",), ("background: blue",)),
        (("background: red",), ("background: blue", "transition: background 1000ms")),
        (("background: red", "transition: background 1000ms"), ("background: blue",)),
        (("background: red", "transition: background 1000ms"), ("background: blue", "transition: none")),
        (("background: red", "transition: background 1000ms"), ("background: blue", "transition: background 0ms")),
        (("background: red", "transition: tint 1000ms"), ("background: blue", "transition: tint 1000ms")),
        (("color: $text", "transition: color 1000ms"), ("color: red", "transition: color 1000ms")),
        (("color: red", "transition: color 1000ms"), ("transition: color 1000ms",)),
    ],
)
async def test_there_is_no_way_between(first: tuple[str, ...], then: tuple[str, ...], time: Time) -> None:
    async with moved(time, boxed(*first), styled(1, *then)) as run:
        await run.next_frame()
        assert run.widget(1).styles.inline.get_rules() == run.widget(1).own_rules
        assert is_at_rest(run.app)


async def test_other_lines_of_a_border_are_shown_at_once(time: Time) -> None:
    timed = "transition: border 1000ms"
    async with moved(time, boxed("border: round red", timed), styled(1, "border: heavy blue", timed)) as run:
        await run.next_frame()
        assert run.rule(1, "border_top") == ("heavy", Color.parse("blue"))


@pytest.mark.parametrize("level", ["none", "basic"])
async def test_a_person_who_wants_nothing_to_move_sees_nothing_move(level: str, time: Time) -> None:
    async with moved(time, boxed() + faded("#000"), faded("#640000"), level=level) as run:
        await run.next_frame()
        assert run.rule(1, "background") == Color(100, 0, 0)


async def test_who_wants_nothing_to_move_any_more_sees_the_end(time: Time) -> None:
    async with moved(time, boxed() + faded("#000"), faded("#640000")) as run:
        await run.next_frame()
        run.app.animation_level = "none"
        await run.at(1)
        assert run.rule(1, "background") == Color(100, 0, 0)
        assert is_at_rest(run.app)


@pytest.mark.parametrize("kind", ["text", "input"])
async def test_in_a_list_nothing_goes_over_whether_its_rows_are_drawn_or_mounted(kind: str, time: Time) -> None:
    rows = made(2, "list", 0) + made(1, kind, 2, faded("#000"))
    async with moved(time, rows, faded("#640000")) as run:
        await run.next_frame()
        assert is_at_rest(run.app)
        if kind == "input":
            assert run.rule(1, "background") == Color(100, 0, 0)


async def test_a_list_itself_goes_over(time: Time) -> None:
    async with moved(time, made(1, "list", 0, faded("#000")) + made(2, "text", 1), faded("#640000")) as run:
        await run.next_frame()
        await run.at(500)
        assert run.rule(1, "background") == Color(50, 0, 0)


# --- What it may take ----------------------------------------------------------------------------


async def test_only_so_many_go_over_at_once(time: Time) -> None:
    nodes = range(100, 100 + AT_ONCE + 6)
    first, then = (
        "".join(make(node, styled(node, f"tint: {tint}", "transition: tint 1000ms")) for node in nodes)
        for tint, make in (("red", lambda node, style: made(node, "text", 0, style)), ("blue", lambda _, style: style))
    )
    async with moved(time, first, then) as run:
        await run.next_frame()
        await run.at(10)
        at_once = [node for node in nodes if run.rule(node, "tint") == Color.parse("blue")]
        assert len(at_once) == 6
        assert sum(run.clock._weights.values()) == AT_ONCE


@pytest.mark.parametrize(("inside", "goes"), [(AT_ONCE - 1, True), (AT_ONCE, False)])
async def test_a_box_counts_with_all_that_looks_different_with_it(inside: int, goes: bool, time: Time) -> None:
    box = made(1, "column", 0, faded("#000")) + "".join(made(node, "text", 1) for node in range(100, 100 + inside))
    async with moved(time, box, faded("#640000")) as run:
        await run.next_frame()
        assert is_at_rest(run.app) != goes


async def test_a_removed_widget_goes_no_further(time: Time) -> None:
    async with moved(time, boxed() + faded("#000"), faded("#640000"), "remove node=1") as run:
        await run.next_frame()
        await run.at(500)
        await run.next_frame()
        await run.at(501)
        assert not run.clock._weights
        assert is_at_rest(run.app)


async def test_a_transition_that_a_rule_takes_away_on_the_way_is_over_at_once(time: Time) -> None:
    rules = sheet("text { offset: 0 0; } .b { offset: 9 0; } .t { transition: offset 1000ms; }")
    words = made(1, "text", 0, 'set_text node=1 text="word"', 'add_class node=1 name="t"')
    async with moved(time, rules + words, 'add_class node=1 name="b"', 'remove_class node=1 name="t"') as run:
        await run.next_frame()
        await run.at(500)
        assert run.widget(1).region.x == 4
        await run.next_frame()
        assert run.widget(1).region.x == 9


async def test_what_is_hidden_on_the_way_comes_back_as_it_is_at_last(time: Time) -> None:
    hide = "set_flag node=1 attribute=hidden value={}"
    async with moved(time, boxed() + faded("#000"), faded("#640000"), hide.format("true"), hide.format("false")) as run:
        await run.next_frame()
        await run.next_frame()
        await run.at(1000)
        await run.next_frame()
        assert run.rule(1, "background") == Color(100, 0, 0)
        assert run.widget(1).display


async def test_no_guest_is_called_and_nothing_but_what_moves_is_written(time: Time) -> None:
    class Written(Host):
        """Notes what a terminal would get."""

        cells: Display | None = None

        def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
            drawn = private.drawn_parts(renderable)
            if drawn is not None and self.size:
                self.cells = self.cells or Display(self.size, Palette(None), False)
                self.cells.take(drawn)
                self.seen.append(self.cells.update((0, 0), False))
            super()._display(screen, renderable)

    timed = "transition: offset 1000ms"
    first = boxed("offset: 0 0", "width: 4", timed)
    for node in range(100, 110):
        first += made(node, "text", 0, f'set_text node={node} text="{"other " * 12}"')
    async with moved(time, first, styled(1, "offset: 10 0", "width: 4", timed), host=Written) as run:
        await run.next_frame()
        await run.pilot.hover(run.app.query_one("#below"))
        await run.settle()
        calls = run.view.calls
        run.app.seen.clear()
        for milliseconds in range(100, 1001, 100):
            await run.at(milliseconds)
        written = [str(text) for text in run.app.seen if text]
        assert run.view.calls == calls
        assert len(written) == 10
        # A place, what the word leaves and what it gets.
        assert all("other" not in text and len(text) < 60 for text in written), written


def test_a_step_that_is_late_waits_as_long_again(monkeypatch: pytest.MonkeyPatch) -> None:
    app, now, timers = Host(), [0.0], []
    app.animation_level = "full"
    monkeypatch.setattr(transitions, "monotonic", lambda: now[0])
    monkeypatch.setattr(app, "set_timer", lambda seconds, then: timers.append((seconds, then)))
    clock = _Clock(app)
    steps: list[float] = []

    class Stepping:
        widget = type("Attached", (), {"is_attached": True})

        def go_on(self, now: float) -> bool:
            steps.append(now)
            return True

    clock.takes(Stepping(), 1)  # type: ignore[arg-type]  # all that a clock asks
    for late in (0.0, 0.001, 0.25, 0.0, 0.0):
        seconds, then = timers.pop()
        now[0] += seconds + late
        then()
    assert steps == pytest.approx([PERIOD, 2 * PERIOD + 0.001, 3 * PERIOD + 0.501, 4 * PERIOD + 0.501])
