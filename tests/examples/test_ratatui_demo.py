"""The app of ratatui's widgets: its views in a canvas, played without a screen and on one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from opui.testing import headless, run_app
from opui.tools.headless import Headless

Example = Callable[[str], Path]


@pytest.fixture
def demo(example: Example) -> Iterator[Headless]:
    app = headless(example("ratatui_demo"))
    yield app
    app.close()


def rows(app: Headless) -> list[str]:
    """What is drawn, row by row."""
    marked = (line.partition("# ") for line in app.listing().splitlines() if line.lstrip().startswith("#"))
    return [row for _, _, row in marked]


def test_the_first_event_says_how_large_the_canvas_is_and_that_much_is_drawn(demo: Headless) -> None:
    assert len(rows(demo)) == 24
    assert rows(demo)[0] == f"╭ratatui in opui{'─' * 63}╮"


def test_another_size_lays_out_the_views_anew(demo: Headless) -> None:
    demo.do("size screen columns=60 rows=20")
    assert len(rows(demo)) == 20
    assert rows(demo)[0] == f"╭ratatui in opui{'─' * 43}╮"


def test_keys_choose_a_service_and_turn_the_page(demo: Headless) -> None:
    demo.play("key down\nkey down\nkey down\nkey down")
    assert any("> 漢字" in row for row in rows(demo))
    demo.do("key tab")
    assert any("╭load" in row for row in rows(demo))
    demo.do("key shift+tab")
    assert any("╭services" in row for row in rows(demo))


def test_time_goes_on_until_it_is_stopped(demo: Headless) -> None:
    demo.do("wait 1000")
    assert any("step 10, e\u0301 and 👩\u200d👩\u200d👧 are" in row for row in rows(demo))
    demo.play("key space\nwait 1000")
    assert any("step 10," in row for row in rows(demo))


def test_q_ends_it(demo: Headless) -> None:
    demo.do("key q")
    assert demo.exit_code == 0


async def test_on_a_screen_it_fills_the_view_and_has_the_focus(example: Example) -> None:
    async with run_app(example("ratatui_demo"), (80, 24), "textual-dark") as app:
        await app.press("space", "tab")
        assert "╭load" in app.tree
        assert "columns=80 cells=u32[7360]" in app.tree
