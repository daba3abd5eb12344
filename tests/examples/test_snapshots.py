"""The examples as people see them: the tree they build, the widgets Textual makes of it, the screen."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from opui.testing import RunningApp, run_app

pytestmark = pytest.mark.slow

Example = Callable[[str], Path]
PICTURE = Path(__file__).resolve().parents[2] / "docs" / "todo.svg"

STATES = {
    "empty": "",
    "typing": "type:mil",
    "one_item": "type:milk enter",
    "three_items": "paste:milk enter paste:eggs enter paste:bread enter",
    "one_done": "paste:milk enter paste:eggs enter paste:bread enter down down space",
    "all_done": "paste:milk enter paste:eggs enter f2 ctrl+t",
    "active_only": "paste:milk enter paste:eggs enter paste:bread enter down space f3",
    "completed_only": "paste:milk enter paste:eggs enter paste:bread enter down space f4",
    "editing": "paste:milk enter paste:eggs enter down down e",
    "edited": "paste:milk enter paste:eggs enter down down e paste:.. enter",
    "deleted": "paste:milk enter paste:eggs enter paste:bread enter down d",
    "cleared": "paste:milk enter paste:eggs enter down space f8",
    "wrapped": f"paste:{'long' * 40} enter paste:short enter",
}


async def bring(app: RunningApp, steps: str) -> None:
    """Press the keys of `steps`; `type:milk` stands for those of a word, `paste:milk` for its pasting."""
    for step in steps.split():
        verb, _, word = step.partition(":")
        if verb == "paste":
            await app.paste(word)
        else:
            await app.press(*(word or [step]))


@pytest.mark.parametrize("state", STATES)
async def test_the_todo_app_in_each_of_its_states(
    example: Example, state: str, tree_snapshot: SnapshotAssertion, widget_snapshot: SnapshotAssertion
) -> None:
    async with run_app(example("todo")) as app:
        await bring(app, STATES[state])
        assert app.tree == tree_snapshot
        assert app.widgets == widget_snapshot


@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "textual-dark"), ((80, 24), "textual-light"), ((120, 40), "textual-dark")]
)
async def test_the_todo_app_on_the_screen(
    example: Example, size: tuple[int, int], theme: str, svg_snapshot: SnapshotAssertion
) -> None:
    async with run_app(example("todo"), size, theme) as app:
        await bring(app, STATES["one_done"])
        assert app.svg == svg_snapshot


async def test_the_counter_app_on_the_screen(example: Example, svg_snapshot: SnapshotAssertion) -> None:
    async with run_app(example("counter")) as app:
        await bring(app, "+ + + -")
        assert app.svg == svg_snapshot


async def test_the_counter_counts_by_key_and_by_mouse(
    example: Example, tree_snapshot: SnapshotAssertion, widget_snapshot: SnapshotAssertion
) -> None:
    async with run_app(example("counter")) as app:
        await app.click("button[2]")
        await bring(app, "+ + -")
        assert app.tree == tree_snapshot
        assert app.widgets == widget_snapshot


async def test_the_rows_app_without_a_row(
    example: Example, tree_snapshot: SnapshotAssertion, widget_snapshot: SnapshotAssertion
) -> None:
    async with run_app(example("rows")) as app:
        assert app.tree == tree_snapshot
        assert app.widgets == widget_snapshot


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_the_rows_app_on_the_screen(example: Example, theme: str, svg_snapshot: SnapshotAssertion) -> None:
    async with run_app(example("rows"), theme=theme) as app:
        await bring(app, "c u d down down down enter down down")
        assert app.svg == svg_snapshot


async def test_rows_are_selected_and_removed_by_mouse(example: Example) -> None:
    async with run_app(example("rows")) as app:
        await bring(app, "c")
        await app.click('rows/text["2"]')
        assert ".selected" not in app.tree
        label, cross = (f"rows/row[3]/text[{place}]" for place in (2, 3))
        await app.click(label)
        assert app.tree.count(".selected") == 1
        await app.click(cross)
        assert ".selected" not in app.tree
        assert '"999 rows"' in app.tree


async def test_a_whole_session_on_the_screen_makes_one_guest_call_per_frame(example: Example) -> None:
    async with run_app(example("todo")) as app:
        await bring(app, STATES["edited"])
        assert app.app.view.session is not None
        assert app.app.view.calls == app.app.view.session.frame


async def test_everything_can_be_done_by_mouse(example: Example) -> None:
    async with run_app(example("todo")) as app:
        await bring(app, STATES["three_items"])
        await app.click("todos/row[1]/checkbox")
        assert "2 items left" in app.tree
        await app.click("todos/row[2]/text", times=2)
        await bring(app, "type:!")
        await app.click("filter-active")
        assert '"eggs!"' in app.tree
        assert '"milk"' not in app.tree
        await app.click("filter-all")
        await app.click("toggle-all")
        assert "0 items left" in app.tree
        await app.click("todos/row[3]/button")
        await app.click("clear-completed")
        assert "todos" not in [line.strip() for line in app.tree.splitlines()]
        assert "items left" not in app.tree


async def test_the_readmes_picture_is_of_the_todo_app_as_it_is(example: Example) -> None:
    async with run_app(example("todo")) as app:
        for title in ("Read the spec", "Write a guest in Zig", "Snapshot its tree", "Show it to a friend"):
            await app.paste(title)
            await app.press("enter")
        await app.press("down", "space", "down", "down")
        if not PICTURE.exists():
            PICTURE.write_text(app.svg)
        assert app.svg == PICTURE.read_text(), f"delete {PICTURE} and run this test again"


async def test_in_five_idle_seconds_there_is_no_guest_call(example: Example) -> None:
    async with run_app(example("todo")) as app:
        await bring(app, STATES["three_items"])
        calls = app.app.view.calls
        # That nothing happens can't be awaited.
        await asyncio.sleep(5)
        assert app.app.view.calls == calls
