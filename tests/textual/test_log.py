"""A log: what is put behind its text, what is kept of it, and that it stays at the end unless somebody scrolls up."""

import pytest

from opui.core import protocol
from opui.core.tree.tree import Tree
from opui.textual.kinds import log
from opui.textual.kinds.log import COLUMNS
from tests.core.trees import run as run_commands
from tests.textual.apps import made
from tests.textual.harness import Running, running

PRESS = made(90, "button", 0, "attach node=90 event=press handler=1 data=0")
LOG = made(1, "log", 0, 'set_string node=1 attribute=style value="height: 4"')


def append(text: str, node: int = 1) -> str:
    return f'call node={node} method=append text="{text}"\n'


def drawn(run: Running) -> list[str]:
    return [line.rstrip(" ▁▂▃▄▅▆▇█") for line in run.shown(run.widget(1)).splitlines()]


# --- What is kept ------------------------------------------------------------------------------------


def test_what_is_appended_stands_behind_the_text_that_the_frame_sets() -> None:
    tree = Tree()
    run_commands(tree, LOG + append("a\\n") + 'set_text node=1 text="first\\n"\n' + append("b"))
    assert tree.nodes[1].text == "first\na\nb"
    changes = run_commands(tree, append("c"))
    assert tree.nodes[1].text == "first\na\nbc"
    assert changes.changed[tree.nodes[1]] == {"text"}
    assert changes.calls == []


def test_what_is_over_the_limit_is_cut_from_the_front_by_whole_lines() -> None:
    tree = Tree()
    line = "x" * 1023 + "\\n"
    run_commands(tree, LOG)
    for _ in range(10):
        run_commands(tree, append(line * 60))
    text = tree.nodes[1].text
    assert len(text) == protocol.APPENDED_TEXT
    assert set(text.split("\n")) == {"x" * 1023, ""}


def test_of_one_endless_line_the_end_is_kept() -> None:
    tree = Tree()
    run_commands(tree, LOG)
    for _ in range(6):
        run_commands(tree, append("x" * 60_000))
    assert tree.nodes[1].text == "x" * protocol.APPENDED_TEXT


def test_a_refused_frame_appends_nothing() -> None:
    tree = Tree(limits=protocol.LIMIT | {"kept_text": 10})
    run_commands(tree, LOG.replace("height: 4", "") + append("12345"))
    tree.begin()
    tree.call(1, protocol.METHOD_BY_NAME["append"].code, 0, "6789012")
    with pytest.raises(Exception, match="kept_text"):
        tree.commit()
    tree.rollback()
    assert tree.nodes[1].text == "12345"


def test_a_long_log_weighs_no_more_than_a_short_one() -> None:
    tree = Tree()
    run_commands(tree, LOG)
    for _ in range(4):
        run_commands(tree, append("word " * 12_000))


# --- What is seen ------------------------------------------------------------------------------------


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
