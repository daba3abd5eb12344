"""Where the focus may be and where it goes: never to what nobody sees, and along with a list's cursor."""

import pytest
from textual import events

from opui.core.wire import decoder
from opui.core.wire.records import Event
from opui.tools.headless import Headless
from tests.scripted import scripted
from tests.textual.apps import bound, made, run_opui
from tests.textual.harness import Running, running

LISTENED = ("press", "focus", "blur", "key")
BUTTON = made(
    2, "button", 1, 'set_text node=2 text="Go"', *(f"attach node=2 event={name} handler=1 data=0" for name in LISTENED)
)
COLUMN = made(1, "column", 0)
KEY = "attach node=0 event=key handler=1 data=0\n"
FOCUS = "call node=2 method=focus\n"
HIDDEN = {
    "hidden": "set_flag node=1 attribute=hidden value=true\n",
    "not displayed": 'set_string node=1 attribute=style value="display: none"\n',
    "not displayed by a rule": 'set_string node=0 attribute=stylesheet value="column { display: none; }"\n',
    "not visible": 'set_string node=1 attribute=style value="visibility: hidden"\n',
    "disabled": "set_flag node=1 attribute=disabled value=true\n",
}


def told(run: Running) -> list[tuple[str, int]]:
    return [(event.name, event.node) for event in run.told_of(*LISTENED, "highlight")]


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
async def test_the_guest_can_not_give_the_focus_to_something_below_what_is(hidden: str) -> None:
    async with running(KEY + COLUMN + BUTTON + hidden + FOCUS) as run:
        assert run.app.screen.focused is None
        assert told(run) == []


@pytest.mark.parametrize("kind", ["text", "button"])
@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
async def test_a_row_of_a_list_below_what_is_gets_neither_the_focus_nor_the_cursor(hidden: str, kind: str) -> None:
    rows = made(2, "list", 1, "attach node=2 event=highlight handler=1 data=0") + made(3, kind, 2) + made(4, kind, 2)
    first = KEY + COLUMN + rows + hidden + "call node=4 method=focus\n"
    async with running(first) as run:
        assert run.app.screen.focused is None
        assert told(run) == []


@pytest.mark.parametrize("flag", ["hidden", "disabled"])
def test_nor_can_it_without_a_screen(flag: str) -> None:
    hidden = f"set_flag node=1 attribute={flag} value=true\n"
    app = Headless(scripted(KEY + COLUMN + BUTTON + hidden + FOCUS))
    app.do("key enter")
    said = [event for exchange in app.exchanges for event in decoder.events(exchange.events) if event.handler]
    assert [(event.name, event.node, event.text) for event in said] == [("key", 0, "enter")]


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
async def test_enter_presses_nothing_below_what_has_become(hidden: str) -> None:
    async with running(KEY + COLUMN + BUTTON + FOCUS, "", hidden) as run:
        await run.press("x", "y", "enter")
        assert [each for each in told(run) if each[0] == "press"] == []
        assert run.app.screen.focused is None


def row(node: int) -> str:
    """A row of a button, `node + 1`, and a text."""
    handlers = [f"attach node={node + 1} event={name} handler=1 data=0" for name in LISTENED]
    return (
        made(node, "row", 1, f"attach node={node} event=press handler=1 data=0")
        + made(node + 1, "button", node, f'set_text node={node + 1} text="Go"', *handlers)
        + made(node + 2, "text", node, f'set_text node={node + 2} text="row {node}"')
    )


LIST = made(1, "list", 0, *(f"attach node=1 event={name} handler=1 data=0" for name in ("highlight", "focus", "blur")))
SHEET = 'set_string node=0 attribute=stylesheet value="button { border: none; height: 1; }"\n'


async def test_a_key_that_moves_the_cursor_on_takes_the_focus_from_something_in_a_row_to_the_list() -> None:
    async with running(SHEET + LIST + row(10) + row(20)) as run:
        await run.focus(11)
        await run.press("down", "enter")
        assert told(run) == [
            ("highlight", 1), ("focus", 11), ("blur", 11), ("focus", 1), ("highlight", 1), ("press", 20),
        ]  # fmt: skip
        assert run.widget(1).cursor is run.node(20)


async def test_a_click_on_a_button_in_another_row_tells_of_the_cursor_then_of_the_focus_then_of_the_press() -> None:
    async with running(SHEET + LIST + row(10) + row(20)) as run:
        await run.click(11)
        run.told.clear()
        await run.click(21)
        assert told(run) == [("highlight", 1), ("blur", 11), ("focus", 21), ("press", 21)]


# --- The footer ------------------------------------------------------------------------------------


async def test_the_footer_leaves_out_keys_that_are_typed_or_own_where_the_focus_is() -> None:
    keys = {"/": "find", "enter": "go", "left": "back", "space": "tick", "f2": "help"}
    first = "".join(
        bound(50 + at, key, 0, f'set_text node={50 + at} text="{says}"') for at, (key, says) in enumerate(keys.items())
    )
    first += made(1, "input", 0) + made(2, "button", 0) + made(3, "list", 0)
    async with run_opui(first) as run:
        shown = {}
        for node in (1, 2, 3):
            run.widget(node).focus()
            await run.settle()
            shown[node] = {says for says in keys.values() if says in run.footer}
        assert shown == {1: {"help"}, 2: {"find", "back", "help"}, 3: set(keys.values())}


async def test_the_footer_leaves_out_the_keys_of_an_open_menu_until_it_is_closed() -> None:
    first = made(1, "select", 0) + made(2, "option", 1, 'set_text node=2 text="one"')
    async with run_opui(first + bound(9, "escape", 0, 'set_text node=9 text="leave"')) as run:
        run.widget(1).focus()
        await run.settle()
        assert "leave" in run.footer
        await run.press("enter")
        assert "leave" not in run.footer
        await run.press("escape")
        assert "leave" in run.footer
        await run.pilot.click(run.widget(1))
        await run.settle()
        assert "leave" not in run.footer


# --- The terminal's window -------------------------------------------------------------------------


async def switch(run: Running, *messages: events.Event) -> None:
    for message in messages:
        run.app.post_message(message)
        await run.settle()


AWAY, BACK = events.AppBlur(), events.AppFocus()
OTHER = made(3, "button", 0, *(f"attach node=3 event={name} handler=1 data=0" for name in LISTENED))


async def test_a_window_that_loses_its_focus_and_gets_it_back_takes_no_nodes_focus() -> None:
    async with running(COLUMN + BUTTON + FOCUS) as run:
        run.told.clear()
        await switch(run, AWAY, BACK)
        assert run.app.screen.focused is run.widget(2)
        await run.press("enter")
        assert told(run) == [("press", 2)]


async def test_a_key_goes_to_the_node_with_the_focus_though_the_window_seems_to_have_none() -> None:
    async with running(COLUMN + BUTTON + FOCUS) as run:
        run.told.clear()
        await switch(run, AWAY)
        await run.press("enter")
        assert told(run) == [("press", 2)]


async def test_an_open_menu_stays_open_while_the_window_is_away() -> None:
    async with running(made(1, "select", 0) + made(2, "option", 1, 'set_text node=2 text="one"')) as run:
        await run.focus(1)
        await run.press("enter")
        await switch(run, AWAY, BACK)
        assert run.widget(1).keys.get("escape") == "close"


AWAY_FRAMES = {
    "made anew": ("remove node=2\n" + BUTTON.replace("node=2", "node=5") + "call node=5 method=focus\n", 5),
    "the guest's choice": ("call node=3 method=focus\n", 3),
    "removed": ("remove node=2\n", None),
    "moved": ("insert node=2 parent=0 before=0\n", 2),
}


@pytest.mark.parametrize(("frame", "heir"), AWAY_FRAMES.values(), ids=AWAY_FRAMES.keys())
async def test_what_a_guest_does_while_the_window_is_away_has_its_focus_when_it_is_back(
    frame: str, heir: int | None
) -> None:
    # The second frame answers the first focus.
    async with running(KEY + COLUMN + BUTTON + OTHER + FOCUS, "", frame) as run:
        await switch(run, AWAY)
        run.view.queue(Event("key", 0, "f5"))
        await run.settle()
        await switch(run, BACK)
        focused = run.view._people.focused_node
        assert (focused.id if focused is not None else None) == heir


async def test_while_the_window_is_away_a_row_that_goes_leaves_the_focus_to_its_list() -> None:
    async with running(SHEET + LIST + row(10) + row(20), "remove node=10\n") as run:
        await run.focus(11)
        run.told.clear()
        await switch(run, AWAY)
        await run.press("enter")
        await switch(run, BACK)
        assert run.app.screen.focused is run.widget(1)


async def test_while_the_window_is_away_no_guest_takes_the_focus_from_the_host() -> None:
    async with running(KEY + COLUMN + BUTTON, FOCUS) as run:
        own = run.app.query_one("#own")
        run.app.screen.set_focus(own)
        await switch(run, AWAY)
        run.view.queue(Event("key", 0, "f5"))
        await run.settle()
        assert run.told_of("key")
        await switch(run, BACK)
        assert run.app.screen.focused is own
