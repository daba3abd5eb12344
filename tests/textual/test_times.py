"""Times that go on by themselves: what is shown, that it moves, and that no guest is called for it."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest

from opui.textual.kinds import times
from opui.textual.kinds.times import span
from tests.textual.apps import made
from tests.textual.harness import Running, running


def showing(kind: str, what: str, *more: str) -> str:
    return made(
        10, kind, 0, 'set_text node=10 text="Time: "', f'set_string node=10 attribute=shows value="{what}"', *more
    )


@contextmanager
def clocks(run: Running, milliseconds: float = 0.0) -> Iterator[None]:
    """Let the clocks of an app go, from a time since the guest's start on, and stand there."""
    vars(run.app).pop(times._STILL)
    with patch.object(run.view, "now", return_value=milliseconds):
        yield


def line(run: Running) -> str:
    return run.shown(run.widget(10)).strip()


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "00:00"),
        (9.99, "00:09"),
        (61, "01:01"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (90061, "25:01:01"),
        (-5, "00:00"),
    ],
)
def test_a_span_has_hours_only_if_there_are_any(seconds: float, shown: str) -> None:
    assert span(seconds) == shown


@pytest.mark.parametrize(
    ("what", "shown"),
    [("text", "Time:"), ("time", "Time: 00:00:00"), ("elapsed", "Time: 00:00"), ("remaining", "Time: 01:30")],
)
async def test_a_time_stands_behind_the_words(what: str, shown: str) -> None:
    async with running(showing("text", what, "set_number node=10 attribute=moment value=90000")) as run:
        assert line(run) == shown


async def test_the_time_of_day_is_that_of_the_person() -> None:
    async with running(showing("text", "time")) as run:
        before = time.strftime("%H:%M:%S")
        with clocks(run):
            run.widget(10).move()
        await run.settle()
        assert before <= line(run).removeprefix("Time: ") <= time.strftime("%H:%M:%S")


@pytest.mark.parametrize(("what", "shown"), [("elapsed", "00:55"), ("remaining", "00:00")])
async def test_time_goes_on_without_a_call_of_the_guests(what: str, shown: str) -> None:
    async with running(showing("text", what, "set_number node=10 attribute=moment value=5000")) as run:
        calls = run.view.calls
        with clocks(run, 60_000):
            run.widget(10).move()
            await run.settle()
        assert line(run) == f"Time: {shown}"
        assert run.view.calls == calls


async def test_digits_show_a_time_in_figures() -> None:
    async with running(showing("digits", "remaining", 'set_text node=10 text=""'), size=(80, 24)) as run:
        with clocks(run):
            run.widget(10).set_moment(754_000.0)
            await run.settle()
        assert run.widget(10).value == "12:34"


async def test_a_clock_moves_only_while_it_shows_a_time() -> None:
    async with running(showing("text", "text")) as run:
        assert "opui_moving" not in vars(run.app)
        vars(run.app).pop(times._STILL)
        run.widget(10).set_shows("time")
        await run.settle()
        assert re.fullmatch(r"Time: \d\d:\d\d:\d\d", line(run))
        assert run.widget(10) in vars(run.app)["opui_moving"]._moving
        run.widget(10).set_shows("text")
        await run.settle()
        assert line(run) == "Time:"
        assert run.widget(10) not in vars(run.app)["opui_moving"]._moving


async def test_a_text_that_shows_a_time_takes_a_widget_in_a_list() -> None:
    row = made(11, "text", 10, 'set_string node=11 attribute=shows value="elapsed"')
    async with running(made(10, "list", 0) + row) as run:
        assert run.shown(run.widget(11)).strip() == "00:00"
