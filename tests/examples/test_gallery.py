"""The gallery: every kind has a page, each page is shown whole, and people can do on it what the kind is for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from opui.core.kinds import KINDS, Role
from opui.testing import RunningApp, run_app

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "text, span", "digits", "link", "rule", "column, row", "grid", "scroll", "list", "table", "data_table",
    "collapsible", "dialog", "tabs", "menu_bar", "button", "input", "text_area", "slider", "checkbox, switch", "select",
    "radio_set", "progress_bar", "sparkline", "canvas", "spinner", "log", "tree", "markdown",
)  # fmt: skip
LOOKS = [
    ((80, 24), "textual-dark"),
    ((80, 24), "textual-light"),
    ((120, 40), "textual-dark"),
    ((120, 40), "textual-light"),
]

OPENED_BY = {"dialog": ["enter"], "menu_bar": ["right", "enter"]}
"""Page → the keys behind Tab by which what it is about is shown."""

Example = Callable[[str], Path]


def test_every_kind_that_is_shown_has_a_page() -> None:
    shown = {kind.name for kind in KINDS if kind.role in (Role.BOX, Role.LEAF)}
    assert {name for page in PAGES for name in page.split(", ")} - {"span"} == shown


async def turn_to(app: RunningApp, page: str) -> None:
    """Turn to a page, and wait until it is shown: a key that comes sooner goes to the page before."""
    await app.press(*["down"] * PAGES.index(page))


@pytest.mark.parametrize(("size", "theme"), LOOKS)
@pytest.mark.parametrize("page", PAGES)
async def test_each_page_on_the_screen(
    example: Example, page: str, size: tuple[int, int], theme: str, svg_snapshot: SnapshotAssertion
) -> None:
    async with run_app(example("gallery"), size, theme) as app:
        await turn_to(app, page)
        await app.press("tab", *OPENED_BY.get(page, ()))
        assert f'title="{page}"' in app.tree
        assert app.svg == svg_snapshot


DONE = {
    "link": (["tab", "enter"], "press, for the 1. time"),
    "collapsible": (["tab", "enter"], "turned on"),
    "dialog": (["tab", "enter", "tab", "tab", "escape"], "turned off"),
    "tabs": (["tab", "right", "right"], "chosen: the one at 2"),
    "menu_bar": (["tab", "right", "enter", "up", "enter"], "chosen: the one at 2"),
    "button": (["tab", "enter", "space"], "press, for the 2. time"),
    "input": (["tab", "h", "i", "enter"], 'submit of "hi"'),
    "text_area": (["tab", "a", "b", "enter", "backspace", "c"], 'edit: "c" from 2 to 2'),
    "slider": (["tab", "pageup", "right"], "slide to 11"),
    "checkbox, switch": (["tab", "space"], "turned on"),
    "select": (["tab", "enter", "down", "down", "enter"], "chosen: the one at 3"),
    "tree": (["tab", "down", "enter", "d", "right"], "turned on"),
    "radio_set": (["tab", "down"], "chosen: the one at 1"),
    "table": (["tab", "right", "tab", "down", "right", "enter"], "pressed: row 1, column 1"),
    "data_table": (["tab", "end", "enter"], "pressed: row 99999, column -"),
    "markdown": (["tab", "tab", "down", "down", "enter"], 'follow of "https://example.org"'),
    "list": (["tab", "end"], "chosen: the one at 999"),
}


@pytest.mark.parametrize("page", DONE)
async def test_what_a_person_does_on_a_page_is_told_below_it(example: Example, page: str) -> None:
    keys, told = DONE[page]
    async with run_app(example("gallery")) as app:
        await turn_to(app, page)
        await app.press(*keys)
        assert told in app.tree.replace('\\"', '"')


async def test_what_the_input_page_binds_suggests_and_calls_wrong(example: Example) -> None:
    async with run_app(example("gallery")) as app:
        await turn_to(app, "input")
        await app.press("tab", "A", "l", "right")
        assert 'change to "Alan"' in app.tree.replace('\\"', '"')
        assert 'invalid="1 to 100"' in app.tree
        await app.press("tab", "tab", "5", "x", "0")
        assert 'value="50"' in app.tree
        assert 'invalid="1' not in app.tree
        await app.press("tab", "3", "1", "1", "2", "tab", "-", "a", "A", "_")
        assert 'value="31/12/"' in app.tree
        assert 'value="a_"' in app.tree
