"""A select on a screen: its menu, the focus inside, the mouse, and what the guest changes meanwhile."""

import pytest

from opui.textual.widget_listing import list_widgets
from tests.textual.apps import made
from tests.textual.harness import Running, running

BUTTON = made(90, "button", 0, 'set_text node=90 text="Go"', "attach node=90 event=press handler=1 data=0")


def select(node: int, *labels: str, events: str = "select focus blur key") -> str:
    """A select with options from `node` + 1 on."""
    handlers = [f"attach node={node} event={event} handler=1 data=0" for event in events.split()]
    options = (
        made(node + at, "option", node, f'set_text node={node + at} text="{label}"')
        for at, label in enumerate(labels, 1)
    )
    return made(node, "select", 0, *handlers) + "".join(options)


SIZES = select(10, "small", "[b]medium[/b]", "large")
QUIET = select(10, "small", "medium", "large", events="select key")
"""A select whose guest does not hear where the focus is: a letter brings its next frame."""


def said(run: Running, *names: str) -> list[tuple[str, int, tuple[float, ...]]]:
    return [(event.name, event.node, event.numbers) for event in run.told_of(*names)]


def screen(run: Running) -> str:
    return "\n".join(strip.text.rstrip() for strip in run.app.screen._compositor.render_strips())


async def test_keys_in_one_burst_open_the_menu_move_in_it_and_choose() -> None:
    async with running(SIZES + BUTTON) as run:
        await run.focus(10)
        await run.press("enter", "down", "down", "enter", "x")
        assert said(run, "select", "key", "blur") == [("select", 10, (2,)), ("key", 10, ())]
        assert run.node(10).get("selected") == 2
        assert run.shown(run.widget(10)).split() == ["large", "▾"]


async def test_the_menu_shows_the_options_as_they_are_written() -> None:
    async with running(SIZES + BUTTON) as run:
        await run.focus(10)
        assert "[b]medium[/b]" not in screen(run)
        await run.press("space")
        assert "[b]medium[/b]" in screen(run)
        assert ' selected=-1 "" open focused' in list_widgets(run.view)


async def test_end_scrolls_a_long_menu_to_its_last_option() -> None:
    async with running(select(10, *(f"size {number}" for number in range(1, 21)))) as run:
        await run.focus(10)
        await run.press("enter")
        assert "size 20" not in screen(run)
        await run.press("end")
        assert "size 20" in screen(run)


@pytest.mark.parametrize(("key", "place"), [("home", 0), ("end", 2), ("alt+down", 1)])
async def test_keys_open_a_menu_at_one_of_its_ends_or_at_what_is_chosen(key: str, place: int) -> None:
    async with running(SIZES + "set_integer node=10 attribute=selected value=1\n" + BUTTON) as run:
        await run.focus(10)
        await run.press(key)
        assert run.widget(10)._highlighted == place
        await run.press("alt+up")
        assert said(run, "select") == ([] if place == 1 else [("select", 10, (place,))])


async def test_escape_closes_the_menu_and_only_then_is_the_guests() -> None:
    async with running(SIZES + BUTTON) as run:
        await run.focus(10)
        await run.press("enter", "escape")
        assert "small" not in screen(run)
        assert said(run, "key") == []
        await run.press("escape")
        assert said(run, "key", "blur") == [("key", 10, ())]


async def test_the_menu_of_a_select_that_was_scrolled_out_of_sight_brings_it_back() -> None:
    lines = "".join(made(node, "text", 1, f'set_text node={node} text="line"') for node in range(100, 160))
    inside = SIZES.replace("insert node=10 parent=0", "insert node=10 parent=1")
    async with running(made(1, "scroll", 0) + inside + lines) as run:
        await run.focus(10)
        run.widget(1).scroll_to(y=30, animate=False, immediate=True)
        await run.settle()
        assert "small" not in screen(run)
        await run.press("enter")
        assert "small" in screen(run)
        await run.press("escape")
        assert said(run, "key") == []


async def test_tab_chooses_what_is_highlighted_and_goes_on() -> None:
    async with running(SIZES + BUTTON) as run:
        await run.focus(10)
        await run.press("enter", "down", "tab")
        assert run.app.focused is run.widget(90)
        assert "small" not in screen(run)
        assert said(run, "select", "blur") == [("select", 10, (1,)), ("blur", 10, ())]
        await run.press("shift+tab", "tab")
        assert len(said(run, "select")) == 1


async def test_steps_stop_at_the_ends_of_the_menu() -> None:
    async with running(SIZES + BUTTON) as run:
        await run.focus(10)
        for keys, place in ((("enter", "up"), 0), (("end", "down"), 2)):
            await run.press(*keys)
            assert run.widget(10)._highlighted == place


async def test_clicks_open_the_menu_and_choose_from_it() -> None:
    async with running(SIZES + BUTTON) as run:
        await run.click(10)
        assert "large" in screen(run)
        await run.pilot.click(run.widget(10), offset=(5, 3))
        await run.settle()
        assert said(run, "select", "blur") == [("select", 10, (1,))]
        assert run.app.focused is run.widget(10)


async def test_a_click_on_the_select_closes_the_menu_and_one_elsewhere_too() -> None:
    words = made(91, "text", 0, 'set_text node=91 text="words"')
    async with running(BUTTON + words + SIZES) as run:
        for target in (10, 90, 91):
            await run.click(10)
            assert "large" in screen(run)
            await run.click(target)
            assert "large" not in screen(run)
        assert said(run, "select", "press") == [("press", 90, (1,))]


async def test_a_guest_that_sets_what_is_chosen_is_not_told_of_it() -> None:
    async with running(SIZES + BUTTON, "set_integer node=10 attribute=selected value=0") as run:
        await run.focus(90)
        await run.press("enter")
        assert run.shown(run.widget(10)).split() == ["small", "▾"]
        assert said(run, "select") == []


async def test_options_may_change_while_the_menu_is_open() -> None:
    news = 'set_text node=13 text="huge"\nremove node=11'
    async with running(QUIET, news, "", "remove node=12\nremove node=13") as run:
        await run.focus(10)
        await run.press("enter", "end")
        await run.press("x")
        assert "huge" in screen(run)
        assert "small" not in screen(run)
        await run.press("enter")
        assert said(run, "select") == [("select", 10, (1,))]
        await run.press("enter", "x")
        assert run.app.focused is run.widget(10)


async def test_a_menu_closes_when_its_select_is_made_anew_and_the_focus_stays() -> None:
    async with running(made(5, "column", 0) + QUIET, "insert node=10 parent=5 before=0") as run:
        await run.focus(10)
        before = run.widget(10)
        await run.press("enter", "x")
        assert run.widget(10) is not before
        assert "large" not in screen(run)
        await run.press("space", "down", "enter")
        assert said(run, "select") == [("select", 10, (1,))]


async def test_a_select_that_goes_takes_its_menu_along() -> None:
    async with running(QUIET, "remove node=10") as run:
        await run.focus(10)
        await run.press("enter", "x")
        assert "large" not in screen(run)
