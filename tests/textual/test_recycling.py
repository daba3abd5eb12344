"""Rows that come into sight take over the widgets of rows that left it, and nobody can tell."""

import re
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any
from unittest.mock import patch

import pytest
from textual import events
from textual.selection import Selection
from textual.widget import Widget
from textual.widgets import Input

from opui.core import protocol
from opui.core.tree.tree import Call, Tree
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.render.recycling import free_rows
from opui.textual.view.methods import run_call
from tests.core.trees import run as run_commands
from tests.scripted import scripted
from tests.textual.apps import made
from tests.textual.bare import Two, settle
from tests.textual.harness import ListenedView, Running, running, running_views

pytestmark = pytest.mark.slow

LIST = made(1, "list", 0, "attach node=1 event=highlight handler=1 data=0")
SHEET = (
    "text { width: 1fr; } .done { background: $success; } .done text { text-style: strike; } "
    "row:odd { color: $accent; } button:hover { background: red; } row:highlighted { text-style: bold; }"
)
SHEETED = f'set_string node=0 attribute=stylesheet value="{SHEET}"\n'
PRESS = "attach node={0} event=press handler=1 data={0}"
SOME: dict[int, tuple[str, ...]] = {
    0: ("set_flag node={2} attribute=disabled value=true", 'set_string node={3} attribute=tooltip value="t"'),
    1: ('add_class node={0} name="done"', "set_flag node={1} attribute=checked value=true"),
    2: ('set_string node={0} attribute=style value="background: $error; padding: 0 2"',),
    3: ('set_string node={3} attribute=variant value="error"', 'set_string node={0} attribute=title value="x"'),
    4: ("set_flag node={1} attribute=hidden value=true", 'set_text node={1} text="label"'),
    5: ('set_string node={2} attribute=style value="height: 2"', 'add_class node={2} name="done"'),
    6: ('create node={4} kind=span\ninsert node={4} parent={2} before=0\nset_text node={4} text=" and more"',),
}
"""What rows hold besides, by their numbers modulo eleven."""


def item(number: int, *more: str) -> str:
    """A row as the todo app has it: nodes `10 * number` and on are the row, a checkbox, a text, a button."""
    row = 10 * number
    said = (f"set_text node={row + 2} text={_quoted(number)}", PRESS.format(row + 2))
    parts = made(row + 1, "checkbox", row, f"attach node={row + 1} event=toggle handler=1 data=0")
    parts += made(row + 2, "text", row, *said)
    parts += made(row + 3, "button", row, f'set_text node={row + 3} text="x"', PRESS.format(row + 3))
    nodes = range(row, row + 5)
    return made(row, "row", 1) + parts + "".join(line.format(*nodes) + "\n" for line in more)


def _quoted(number: int) -> str:
    return f'"item {number}"'


def items(count: int, some: bool = False) -> str:
    return "".join(item(number, *SOME.get(number % 11, ()) if some else ()) for number in range(1, count + 1))


def rows(run: Running) -> list[NodeWidget]:
    return list(run.widget(1).row_widgets())


async def scroll(run: Running, line: int) -> None:
    run.widget(1).scroll_to(y=line, animate=False)
    await run.settle()


def free(run: Running) -> set[int]:
    """The rows whose widgets could be handed over if none was wanted."""
    return {row.node.id for found in free_rows(run.widget(1), (), ()).values() for row in found}


def without_recycling() -> Any:
    return patch("opui.textual.render.windows.free_rows", lambda *arguments: {})


# --- What is handed over ---------------------------------------------------------------------------


async def test_rows_that_come_into_sight_take_the_widgets_of_those_that_left_it() -> None:
    async with running(LIST + items(300)) as run:
        await run.focus(1)
        await run.press("pagedown", "pagedown", "pagedown")
        before = {id(row) for row in rows(run)}
        with patch.object(Widget, "mount", autospec=True, side_effect=Widget.mount) as mount:
            await run.press("pagedown", "pagedown", "pagedown")
        assert mount.call_count == 0
        assert {id(row) for row in rows(run)} == before
        assert [row.node.id for row in rows(run)] == sorted(row.node.id for row in rows(run))


async def test_after_a_hundred_pages_there_are_no_more_widgets_than_after_a_few() -> None:
    async with running(LIST + items(900)) as run:
        await run.focus(1)
        await run.press(*["pagedown"] * 4)
        few = len(list(run.view.walk_children()))
        for _ in range(4):
            await run.press(*["pagedown"] * 13, *["pageup"] * 13)
        assert len(list(run.view.walk_children())) <= few
        renderer = run.view._renderer
        assert renderer is not None
        assert len(renderer.widgets) == len(list(run.view.walk_children(NodeWidget)))
        assert set(renderer.edits.known) == {node + 1 for node in renderer.widgets if node >= 10 and node % 10 == 0}


async def test_rows_of_another_shape_are_not_handed_over() -> None:
    others = "".join(made(10 * row, "row", 1) + made(10 * row + 1, "button", 10 * row) for row in range(101, 200))
    async with running(LIST + items(100) + others) as run:
        before = set(rows(run))
        await scroll(run, 450)
        assert {len(row.children) for row in rows(run) if row.node.id > 1150} == {1}
        assert not {row for row in rows(run) if row.node.id > 1150} & before


async def test_rows_with_what_holds_something_of_a_persons_own_are_not_handed_over() -> None:
    kinds = ("input", "list", "scroll", "kind:99")
    held = "".join(made(10 * at, "row", 1) + made(10 * at + 1, kind, 10 * at) for at, kind in enumerate(kinds, 50))
    async with running(LIST + held + items(5)) as run:
        assert free(run) == {10, 20, 30, 40, 50}


async def test_handing_over_is_bounded_at_one_go() -> None:
    app = Two()
    async with app.run_test(size=(80, 100)) as pilot:
        tree = Tree()
        renderer = app.renderer("#first", tree, {**protocol.LIMIT, "new_widgets": 4})
        await renderer.apply(run_commands(tree, LIST + items(200)))
        await settle(renderer, pilot)
        list_ = renderer.widgets[1]
        before = {row.node.id for row in list_.children if isinstance(row, NodeWidget)}
        list_.scroll_to(y=200, animate=False, immediate=True)
        with patch.object(Widget, "mount", autospec=True, side_effect=Widget.mount) as mount:
            await renderer.fill()
        news = {row.node.id for row in list_.children if isinstance(row, NodeWidget)} - before
        assert mount.call_count == 0
        # A row of four widgets with another text costs 0.37 of a widget.
        assert len(news) == 11
        assert not renderer.finished


async def test_rows_of_more_widgets_than_are_made_at_one_go_are_not_handed_over() -> None:
    heavy = "".join(
        made(10 * row, "row", 1, f'set_string node={10 * row} attribute=style value="height: 1"')
        for row in range(1, 200)
    )
    heavy += "".join(made(10 * row + at, "button", 10 * row) for row in range(1, 200) for at in range(1, 6))
    view = ListenedView(scripted(LIST + heavy), limits={**protocol.LIMIT, "new_widgets": 5})
    async with running_views(view) as run:
        before = set(rows(run))
        await scroll(run, 150)
        assert not set(rows(run)) & before


# --- What must not be handed over ------------------------------------------------------------------


async def _hover(run: Running) -> None:
    await run.pilot.hover(run.widget(22))


async def _hold(run: Running) -> None:
    await run.pilot.mouse_down(run.widget(22))


async def _select(run: Running) -> None:
    run.app.screen.selections = {run.widget(22): Selection(None, None)}


async def _begin_to_select(run: Running) -> None:
    await run.pilot.mouse_down(run.widget(22))
    run.app._mouse_down_widget = None
    run.app._set_mouse_over(None, None)
    await run.pilot.pause()


async def _focus(run: Running) -> None:
    await run.focus(23)


async def _tell(run: Running) -> None:
    run.widget(22).post_message(_click(run, 22))


async def _tell_the_list(run: Running) -> None:
    run.widget(1).post_message(events.DescendantBlur(run.widget(23)))


async def _hide(run: Running) -> None:
    run.widget(20).display = False


async def _dock(run: Running) -> None:
    run.widget(20).styles.dock = "top"


def _click(run: Running, node: int) -> events.Click:
    return events.Click(run.widget(node), 0, 0, 0, 0, 1, False, False, False)


HELD = {
    "pointed at": _hover,
    "pressed": _hold,
    "selected": _select,
    "being selected": _begin_to_select,
    "with the focus": _focus,
    "with news for it": _tell,
    "with news of it": _tell_the_list,
    "hidden": _hide,
    "docked": _dock,
}


@pytest.mark.parametrize("hold", HELD.values(), ids=HELD.keys())
async def test_a_row_is_not_handed_over_while_it_is(hold: Callable[[Running], Any]) -> None:
    async with running(LIST + items(5)) as run:
        assert free(run) == {10, 20, 30, 40, 50}
        await hold(run)
        assert free(run) == {10, 30, 40, 50}


@pytest.mark.parametrize("way", ["to it", "past the list"])
async def test_a_click_on_its_way_is_one_on_the_row_that_was_clicked(way: str) -> None:
    async with running(LIST + items(300)) as run:
        await scroll(run, 100)
        place = run.widget(1).rows.at(100)
        node = run.widget(1).rows.nodes[place].id + 2
        (run.widget(node) if way == "to it" else run.widget(1)).post_message(_click(run, node))
        renderer = run.view._renderer
        assert renderer is not None
        # What follows does not let the loop turn before rows are handed over.
        run.widget(1).scroll_to(y=250, animate=False, immediate=True)
        await renderer.fill()
        await run.settle()
        assert [event.node for event in run.told_of("press")] == [node]


# --- Nobody can tell -------------------------------------------------------------------------------


async def picture(*lines: int, keys: str = "", recycled: bool = True) -> str:
    with nullcontext() if recycled else without_recycling():
        async with running(SHEETED + LIST + items(200, some=True), size=(60, 16)) as run:
            await run.focus(1)
            for line in lines:
                await scroll(run, line)
            await run.press(*keys.split())
            return re.sub(r"terminal-\d+-", "terminal-", run.app.export_screenshot())


@pytest.mark.parametrize("lines", [(30, 60, 90), (15, 40, 15), (100, 0), (37,)])
async def test_rows_look_as_if_they_had_been_made_anew(lines: tuple[int, ...]) -> None:
    assert await picture(*lines) == await picture(lines[-1], recycled=False)


async def test_the_cursor_is_seen_on_its_row_alone() -> None:
    keys = "pagedown pagedown down pageup"
    assert await picture(keys=keys) == await picture(keys=keys, recycled=False)


async def test_what_is_pressed_after_pages_is_what_is_seen_there() -> None:
    async with running(LIST + items(300)) as run:
        await run.focus(1)
        await run.press(*["pagedown"] * 7, *["pageup"] * 2)
        cursor = run.widget(1).cursor.id
        told = len(run.told)
        await run.click(cursor + 3)
        await run.click(cursor + 2)
        await run.click(cursor + 1)
        news = [(event.name, event.node) for event in run.told[told:] if event.name in ("press", "toggle")]
        assert news == [("press", cursor + 3), ("press", cursor + 2), ("toggle", cursor + 1)]
        assert f"item {cursor // 10}" in run.shown(run.widget(cursor + 2))


async def test_a_tick_stays_with_its_row_and_the_guest_is_told_of_it_once() -> None:
    async with running(LIST + items(300)) as run:
        await run.click(21)
        run.app.query_one("#own", Input).focus()
        for line in (60, 120, 180, 0):
            await scroll(run, line)
            ticked = [node for node, widget in _widgets(run).items() if getattr(widget, "value", False)]
            assert ticked == [21] * (line == 0)
        assert [(event.node, event.numbers) for event in run.told_of("toggle")] == [(21, (1,))]


async def test_scrolling_tells_the_guest_nothing() -> None:
    async with running(LIST + items(300, some=True)) as run:
        told = len(run.told)
        for line in (60, 120, 0):
            await scroll(run, line)
        assert run.told[told:] == []


async def test_the_focus_in_a_row_stays_however_far_one_scrolls() -> None:
    async with running(LIST + items(300)) as run:
        await run.focus(23)
        button = run.widget(23)
        for line in (60, 120, 180):
            await scroll(run, line)
        assert run.widget(23) is button
        assert button.has_focus
        await run.press("enter")
        assert run.told_of("press")[-1].node == 23


async def test_the_look_under_the_pointer_and_the_tooltip_do_not_stay() -> None:
    async with running(SHEETED + LIST + items(300, some=True)) as run:
        await run.pilot.hover(run.widget(33))
        hovered = run.widget(33)
        await run.pilot.hover("#own")
        assert free(run) >= {30, 40}
        await scroll(run, 100)
        red = [widget for widget in _widgets(run).values() if widget.styles.background.hex == "#FF0000"]
        assert red == []
        assert not hovered.mouse_hover


@pytest.mark.parametrize("goes", [False, True])
async def test_rows_that_change_in_the_frame_that_wants_widgets_keep_theirs(goes: bool) -> None:
    """Or go in it: their widgets do not show what they hold, and so what differs can't be told."""
    change = item(101).replace("insert node=1010 parent=1 before=0", "insert node=1010 parent=1 before=980")
    for row in (1010, *range(600, 900, 10)):
        change += f'set_text node={row + 2} text="CHANGED"\nset_string node={row + 3} attribute=tooltip value="t"\n'
        change += f'add_class node={row} name="done"\n'
    change += "".join(f"remove node={row}\n" for row in range(870, 900, 10) if goes)
    async with running(made(1, "list", 0) + items(100), change) as run:
        await run.focus(1)
        for line in (250, 270, 300):
            await scroll(run, line)
        spare = [row for row in rows(run) if row.node.id < 900]
        assert spare
        await run.click(1002)
        assert str(run.widget(1012).content) == "CHANGED"
        assert run.widget(1010).has_class("done")
        assert str(run.widget(1013).tooltip) == "t"
        assert run.widget(1010) not in spare


@pytest.mark.parametrize("method", ["scroll_into_view", "focus"])
async def test_a_row_that_was_handed_over_is_scrolled_to_where_it_belongs(method: str) -> None:
    """Its widgets still lie where the other row was when they are asked to come into sight."""
    async with running(LIST + items(300)) as run:
        await scroll(run, 100)
        before = set(rows(run))
        renderer = run.view._renderer
        assert renderer is not None
        run.widget(1).scroll_to(y=600, animate=False, immediate=True)
        await renderer.fill()
        assert run.widget(2010) in before
        with patch.object(Widget, "call_after_refresh", lambda self, call, *what, **how: call(*what, **how)):
            run_call(run.view, run.widget(2013), Call(run.node(2013), method, 0, ""))
        await run.settle()
        assert run.widget(1).scroll_y == 600
        assert run.widget(2013).has_focus == (method == "focus")


async def test_rows_are_handed_over_where_there_is_no_room_for_more() -> None:
    view = ListenedView(scripted(LIST + items(100)), limits={**protocol.LIMIT, "widgets": 40})
    async with running_views(view) as run:
        await scroll(run, 25)
        before = set(rows(run))
        await scroll(run, 50)
        assert run.app.failed == []
        assert set(rows(run)) <= before
        assert "item 20" in run.shown(run.widget(1))


def _widgets(run: Running) -> dict[int, Any]:
    assert run.view._renderer is not None
    return dict(run.view._renderer.widgets)
