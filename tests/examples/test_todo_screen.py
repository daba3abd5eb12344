"""Todo on a screen: what is in sight, and keys that come faster than a person thinks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from opui.core.tree.paths import find_node
from opui.core.wire.records import Event
from opui.testing import RunningApp, run_app

pytestmark = pytest.mark.slow


async def add(app: RunningApp, titles: list[str]) -> None:
    """Have items added as fast as the guest takes them."""
    session = app.app.view.session
    assert session is not None
    new = find_node(session.tree, "new-todo")
    for title in titles:
        app.app.view.queue(Event("submit", new, title))
    await app.settle()


def screen(app: RunningApp) -> list[str]:
    return ["".join(segment.text for segment in line) for line in app.app.screen._compositor.render_strips()]


@pytest.mark.parametrize("items", [0, 1, 14, 17, 1000])
async def test_the_footer_and_the_last_item_are_in_sight_however_many_there_are(
    example: Callable[[str], Path], items: int
) -> None:
    async with run_app(example("todo"), size=(80, 24)) as app:
        await add(app, [f"item {number}" for number in range(items)])
        if items:
            await app.press("down", "end")
        lines = screen(app)
        assert any("items left" in line or "item left" in line for line in lines) == bool(items)
        assert any(f"item {items - 1} " in line for line in lines) == bool(items)
        assert any("What needs to be done?" in line for line in lines)
