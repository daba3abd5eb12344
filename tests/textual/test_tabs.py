"""Tabs on a screen: what is drawn where there is room and where there is not, the mouse and the keys."""

from tests.textual.apps import made
from tests.textual.harness import Running, running

SELECT = "attach node=10 event=select handler=1 data=0"


def tab(node: int, label: str, *more: str) -> str:
    return made(node, "tab", 10, f'set_text node={node} text="{label}"', *more)


TABS = (
    made(10, "tabs", 0, SELECT, "set_integer node=10 attribute=selected value=0")
    + tab(11, "one")
    + tab(12, "[b]two[/b]")
    + tab(13, "three", "set_flag node=13 attribute=disabled value=true")
    + tab(14, "日本")
)


def drawn(run: Running) -> list[str]:
    return [line.rstrip("─ ") for line in run.shown(run.widget(10)).splitlines()]


def told(run: Running) -> list[int]:
    return [int(event.numbers[0]) for event in run.told_of("select")]


async def test_the_selected_tab_is_marked_below() -> None:
    async with running(TABS) as run:
        assert drawn(run) == [" one  [b]two[/b]  three  日本", "━━━━━"]


async def test_keys_select_around_the_ends_and_pass_over_what_is_disabled() -> None:
    async with running(TABS) as run:
        await run.focus(10)
        await run.press("right", "right", "right", "left", "home", "end")
        assert told(run) == [1, 3, 0, 3, 0, 3]


async def test_a_click_selects_a_tab_that_is_not_disabled() -> None:
    async with running(TABS) as run:
        for column in (8, 20, 26, 60):
            await run.pilot.click(run.widget(10), offset=(column, 0))
            await run.settle()
        assert told(run) == [1, 3]


async def test_where_not_all_fit_the_selected_one_is_seen_and_signs_say_that_there_are_more() -> None:
    narrow = 'set_string node=10 attribute=style value="width: 14"\n'
    async with running(TABS + narrow) as run:
        assert drawn(run)[0].startswith("  one")
        assert drawn(run)[0].endswith("›")
        await run.focus(10)
        await run.press("end")
        assert drawn(run)[0].startswith("‹")
        assert drawn(run)[0].endswith("日本")
