"""A menu bar on a screen: what is drawn, the menu that drops down, the mouse, and what the guest changes meanwhile."""

import pytest

from opui.textual.widget_listing import list_widgets
from tests.textual.apps import made
from tests.textual.harness import Running, running

BUTTON = made(90, "button", 0, 'set_text node=90 text="Go"', "attach node=90 event=press handler=1 data=0")


def menu(node: int, label: str, *more: str) -> str:
    return made(node, "menu", 10, f'set_text node={node} text="{label}"', *more)


def item(node: int, parent: int, label: str, type_: str = "", *more: str) -> str:
    typed = [f'set_string node={node} attribute=item_type value="{type_}"'] if type_ else []
    heard = [f"attach node={node} event={event} handler=1 data=0" for event in ("press", "toggle")]
    return made(node, "menu_item", parent, f'set_text node={node} text="{label}"', *heard, *typed, *more)


def flag(node: int, name: str, value: str = "true") -> str:
    return f"set_flag node={node} attribute={name} value={value}"


BAR = (
    made(10, "menu_bar", 0, *(f"attach node=10 event={event} handler=1 data=0" for event in ("key", "focus", "blur")))
    + menu(20, "File")
    + item(21, 20, "New", "", 'set_string node=21 attribute=shortcut value="Ctrl+N"')
    + item(22, 20, "Open")
    + item(23, 20, "", "separator")
    + item(24, 20, "Print", "", flag(24, "disabled"))
    + item(25, 20, "[b]Quit[/b]", "", 'set_string node=25 attribute=shortcut value="Ctrl+Q"')
    + menu(30, "Edit", flag(30, "disabled"))
    + item(31, 30, "Undo")
    + menu(40, "View")
    + item(41, 40, "Ruler", "check")
    + item(42, 40, "", "separator")
    + item(43, 40, "Small", "radio", flag(43, "checked"))
    + item(44, 40, "Large", "radio")
    + menu(50, "Empty")
    + menu(60, "Help")
    + item(61, 60, "About")
)


def said(run: Running, *names: str) -> list[tuple[str, int, tuple[float, ...]]]:
    return [(event.name, event.node, event.numbers) for event in run.told_of(*names)]


def screen(run: Running) -> list[str]:
    return [strip.text.rstrip() for strip in run.app.screen._compositor.render_strips()]


def listed(run: Running) -> str:
    return next(line for line in list_widgets(run.view).splitlines() if "OpuiMenuBar" in line)


def drawn(run: Running) -> list[str]:
    """The lines of the open menu, without its border."""
    menu = run.widget(10)._menu
    lines = run.shown(menu).splitlines()[1:-1] if menu.is_on_screen else []
    return [line.removeprefix("▊ ").removesuffix("▎").rstrip() for line in lines]


async def click(run: Running, column: int, line: int) -> None:
    await run.pilot.click(run.widget(10), offset=(column, line))
    await run.settle()


async def test_the_bar_is_one_line_of_labels_and_a_menu_drops_over_what_lies_below() -> None:
    async with running(BAR + BUTTON) as run:
        assert run.shown(run.widget(10)).rstrip() == " File  Edit  View  Empty  Help"
        assert "Go" in "".join(screen(run))
        await run.focus(10)
        await run.press("enter")
        assert drawn(run) == [
            "New           Ctrl+N", "Open", "────────────────────", "Print", "[b]Quit[/b]   Ctrl+Q",
        ]  # fmt: skip
        await run.press("right")
        assert drawn(run) == ["  Ruler", "───────", "• Small", "  Large"]
        assert listed(run).endswith('open=2 "  Ruler" "───────" "• Small" "  Large" focused')


PRACTICES = [
    # Keys, the menu that the cursor is on then, and the item that is highlighted; -1: no menu is open.
    ("enter", 0, 0), ("space", 0, 0), ("enter escape", 0, -1), ("right", 2, -1), ("left", 4, -1), ("left right", 0, -1),
    ("end left", 2, -1), ("up", 0, 4), ("down", 0, 0), ("right home", 0, -1), ("end", 4, -1), ("enter right", 2, 0),
    ("enter left", 4, 0), ("enter down", 0, 1), ("up down", 0, 0), ("up up", 0, 1), ("enter up", 0, 4),
    ("up home", 0, 0), ("enter end", 0, 4), ("enter right escape", 2, -1), ("enter pagedown", 0, 4),
]  # fmt: skip


async def test_each_key_does_on_a_screen_what_the_practices_say() -> None:
    async with running(BAR + BUTTON) as run:
        for keys, at, highlighted in PRACTICES:
            await run.focus(90)
            await run.focus(10)
            await run.press("home", *keys.split())
            widget = run.widget(10)
            assert (widget.bar.at, widget._highlighted if widget.is_open else -1) == (at, highlighted), keys
            assert bool(drawn(run)) == widget.is_open
            await run.press("escape")
        assert said(run, "press", "toggle") == []


@pytest.mark.parametrize("key", ["enter", "space"])
async def test_enter_and_space_choose_and_close_the_menu(key: str) -> None:
    async with running(BAR + BUTTON) as run:
        await run.focus(10)
        await run.press("down", key)
        assert drawn(run) == []
        assert run.app.focused is run.widget(10)
        await run.press("right", "down", key)
        assert said(run, "press", "toggle") == [("press", 21, (1,)), ("toggle", 41, (1,))]


async def test_keys_in_one_burst_open_a_menu_move_in_it_and_choose() -> None:
    async with running(BAR + BUTTON) as run:
        await run.focus(10)
        await run.press("down", "down", "down", "enter", "x")
        assert said(run, "press", "key", "blur") == [("press", 25, (1,)), ("key", 10, ())]
        await run.press("up", "space")
        assert said(run, "press", "blur")[1:] == [("press", 25, (1,))]


async def test_escape_closes_the_menu_and_gives_the_focus_back_to_the_bar() -> None:
    async with running(BAR + BUTTON) as run:
        await run.focus(10)
        await run.press("right", "enter", "escape")
        assert drawn(run) == []
        assert run.app.focused is run.widget(10)
        assert said(run, "key", "blur") == []
        await run.press("escape", "down", "enter")
        assert said(run, "key", "toggle") == [("key", 10, ()), ("toggle", 41, (1,))]


async def test_left_and_right_go_between_menus_around_the_ends_open_or_not() -> None:
    async with running(BAR + BUTTON) as run:
        await run.focus(10)
        for key, at in (("left", 4), ("right", 0), ("right", 2), ("home", 0), ("end", 4), ("enter", 4), ("right", 0)):
            await run.press(key)
            assert run.widget(10).bar.at == at
        assert "Open" in drawn(run)
        await run.press("left")
        assert drawn(run) == ["About"]
        assert said(run, "key", "blur") == []


async def test_what_is_ticked_and_which_radio_is_checked_is_told_and_shown() -> None:
    async with running(BAR + BUTTON) as run:
        await run.focus(10)
        await run.press("right", "enter", "enter", "up", "enter")
        assert said(run, "toggle") == [("toggle", 41, (1,)), ("toggle", 43, (0,)), ("toggle", 44, (1,))]
        await run.press("up")
        assert drawn(run) == ["✓ Ruler", "───────", "  Small", "• Large"]


async def test_letters_find_a_menu_and_in_an_open_menu_an_item() -> None:
    async with running(BAR.replace("attach node=10 event=key handler=1 data=0\n", "") + BUTTON) as run:
        await run.focus(10)
        await run.press("h")
        assert run.widget(10).bar.at == 4
        await run.press("home", "enter", "o", "enter")
        assert said(run, "press") == [("press", 22, (1,))]


async def test_tab_closes_the_menu_and_goes_on() -> None:
    async with running(BAR + BUTTON) as run:
        await run.focus(10)
        await run.press("enter", "tab")
        assert run.app.focused is run.widget(90)
        assert drawn(run) == []
        assert said(run, "press", "blur") == [("blur", 10, ())]


async def test_clicks_open_menus_choose_and_close() -> None:
    async with running(BAR + BUTTON) as run:
        await click(run, 15, 0)
        assert "• Small" in drawn(run)
        await click(run, 2, 0)
        assert "Open" in drawn(run)
        await click(run, 2, 0)
        assert drawn(run) == []
        await click(run, 2, 0)
        await click(run, 4, 3)
        assert said(run, "press") == [("press", 22, (1,))]
        assert run.app.focused is run.widget(10)


@pytest.mark.parametrize("place", [(9, 0), (22, 0), (70, 0)], ids=["disabled", "empty", "no label"])
async def test_a_click_on_nothing_that_opens_closes_the_menu(place: tuple[int, int]) -> None:
    async with running(BAR + BUTTON) as run:
        await click(run, 2, 0)
        await click(run, *place)
        assert drawn(run) == []


@pytest.mark.parametrize("line", [4, 5], ids=["separator", "disabled"])
async def test_a_click_on_what_can_not_be_chosen_leaves_the_menu_open(line: int) -> None:
    async with running(BAR + BUTTON) as run:
        await click(run, 2, 0)
        await click(run, 4, line)
        assert "Open" in drawn(run)
        assert said(run, "press", "toggle") == []


async def test_a_click_elsewhere_closes_the_menu() -> None:
    words = made(91, "text", 0, 'set_text node=91 text="words"')
    async with running(BUTTON + words + BAR) as run:
        for target in (90, 91):
            await click(run, 2, 0)
            assert "Open" in drawn(run)
            await run.click(target)
            assert drawn(run) == []
        assert said(run, "press") == [("press", 90, (1,))]


async def test_a_menu_lies_above_the_bar_where_there_is_more_room() -> None:
    low = made(1, "column", 0, 'set_string node=1 attribute=style value="height: 15"') + BAR
    async with running(low) as run:
        await click(run, 2, 0)
        bar, menu = run.widget(10).region, run.widget(10)._menu.region
        assert menu.bottom == bar.y
        assert menu.height == 7


async def test_a_long_menu_is_scrolled_to_what_is_highlighted() -> None:
    items = "".join(item(node, 20, f"item {node}") for node in range(100, 160))
    async with running(made(10, "menu_bar", 0) + menu(20, "Many") + items) as run:
        await run.focus(10)
        await run.press("enter")
        assert "item 159" not in drawn(run)[-1]
        await run.press("end", "enter")
        assert said(run, "press") == [("press", 159, (1,))]


async def test_where_not_all_labels_fit_the_one_with_the_cursor_is_seen_above_its_menu() -> None:
    narrow = 'set_string node=10 attribute=style value="width: 16"\n'
    async with running(BAR + narrow) as run:
        await run.focus(10)
        assert run.shown(run.widget(10)).startswith("  File")
        await run.press("end", "enter")
        shown = run.shown(run.widget(10))
        assert shown.startswith("‹")
        assert run.widget(10)._menu.region.x == shown.index("Help") - 1


async def test_items_may_change_while_the_menu_is_open() -> None:
    news = 'remove node=21\nset_text node=25 text="Exit"\n' + flag(24, "disabled", "false")
    gone = "remove node=20\n"
    async with running(BAR + BUTTON, "", news, gone) as run:
        await run.focus(10)
        await run.press("enter", "down", "x")
        assert drawn(run) == ["Open", "──────────────", "Print", "Exit    Ctrl+Q"]
        assert run.widget(10)._highlighted == 0
        await run.press("x")
        assert drawn(run) == []
        assert run.shown(run.widget(10)).rstrip() == " Edit  View  Empty  Help"
        assert run.app.focused is run.widget(10)


async def test_an_item_that_moves_to_another_bar_stays_checked() -> None:
    other = made(70, "menu_bar", 0) + made(80, "menu", 70, 'set_text node=80 text="Other"')
    async with running(BAR + other + BUTTON, "", "insert node=43 parent=80 before=0") as run:
        await run.focus(10)
        await run.press("x")
        await run.focus(70)
        await run.press("enter")
        assert run.shown(run.widget(70)._menu).splitlines()[1].split() == ["▊", "•", "Small", "▎"]


async def test_a_bar_that_is_made_anew_closes_its_menu_and_keeps_the_focus() -> None:
    async with running(made(5, "column", 0) + BAR, "", "insert node=10 parent=5 before=0") as run:
        await run.focus(10)
        before = run.widget(10)
        await run.press("right", "enter", "x")
        assert run.widget(10) is not before
        assert drawn(run) == []
        await run.press("enter", "enter")
        assert said(run, "toggle") == [("toggle", 41, (1,))]


async def test_the_cursor_is_seen_only_while_the_bar_has_the_focus() -> None:
    async with running(BAR + BUTTON) as run:
        line = run.widget(10).region.y
        look = str(run.app.screen._compositor.render_strips()[line])
        await run.focus(10)
        assert str(run.app.screen._compositor.render_strips()[line]) != look
        await run.press("enter", "tab")
        assert str(run.app.screen._compositor.render_strips()[line]) == look
