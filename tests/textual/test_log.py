"""A log: what is put behind its text, what is kept of it, and that it stays at the end unless somebody scrolls up."""

import pytest

from opui.textual.kinds import log
from opui.textual.kinds.log import COLUMNS
from tests.textual.apps import made
from tests.textual.harness import Running, running

PRESS = made(90, "button", 0, "attach node=90 event=press handler=1 data=0")
LOG = made(1, "log", 0, 'set_string node=1 attribute=style value="height: 4"')


def append(text: str, node: int = 1) -> str:
    return f'call node={node} method=append text="{text}"\n'


def drawn(run: Running) -> list[str]:
    return [line.rstrip(" ▁▂▃▄▅▆▇█") for line in run.shown(run.widget(1)).splitlines()]


def numbers(first: int, last: int) -> str:
    return append("".join(f"line {number}\\n" for number in range(first, last)))


async def test_a_log_stays_at_its_last_line() -> None:
    async with running(LOG + PRESS + numbers(0, 10), numbers(10, 20)) as run:
        assert drawn(run) == ["line 6", "line 7", "line 8", "line 9"]
        await run.click(90)
        assert drawn(run) == ["line 16", "line 17", "line 18", "line 19"]


async def test_it_stays_where_somebody_has_scrolled_up_to_until_that_is_the_end_again() -> None:
    frames = [numbers(10 * first, 10 * first + 10) for first in range(1, 4)]
    async with running(LOG + PRESS + numbers(0, 10), *frames) as run:
        await run.focus(1)
        await run.press("home")
        before = drawn(run)
        await run.click(90)
        assert before == drawn(run) == ["line 0", "line 1", "line 2", "line 3"]
        await run.focus(1)
        await run.press("end")
        await run.click(90)
        assert drawn(run)[-1] == "line 29"


async def test_a_line_that_is_too_wide_is_scrolled_to() -> None:
    wide = append("0123456789" * 12 + "\\n")
    async with running(LOG + wide) as run:
        await run.focus(1)
        await run.press("right", "right", "right")
        assert run.shown(run.widget(1)).splitlines()[0].startswith("3456789")


async def test_a_node_that_moves_keeps_its_lines() -> None:
    box = made(5, "column", 0)
    async with running(LOG + PRESS + box + numbers(0, 3), "insert node=1 parent=5 before=0") as run:
        await run.click(90)
        assert drawn(run)[:3] == ["line 0", "line 1", "line 2"]


async def test_of_a_log_the_last_lines_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LINES", 5)
    async with running(LOG + numbers(0, 20)) as run:
        assert run.widget(1).kept == [f"line {number}" for number in range(15, 20)]


async def test_a_line_of_any_length_is_cut_and_ends_nothing() -> None:
    async with running(LOG + append("漢" * 16_000)) as run:
        assert len(run.widget(1).kept[0]) == COLUMNS
        assert run.app.failed == []
