"""Who gets a key: the order in the spec, *Keys*, tried key by key."""

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.widgets import Input

from opui.core.session.keys import modifiers_of
from opui.core.tree.values import check_key
from opui.textual.app.chrome import shown_key
from opui.textual.view.keynames import key_name
from tests.textual.apps import bound, made, run_opui
from tests.textual.harness import Running, running

COLUMN = made(1, "column", 0)
INPUT = made(
    2, "input", 1, "attach node=2 event=change handler=1 data=0", "attach node=2 event=submit handler=1 data=0"
)
BUTTON = made(3, "button", 1, 'set_text node=3 text="Go"', "attach node=3 event=press handler=1 data=0")


def pressed(run: Running) -> list[int]:
    return [event.node for event in run.told_of("press")]


# --- Names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sequence", "name"),
    [
        ("a", "a"), ("A", "A"), ("?", "?"), ("é", "é"), ("+", "+"), ("_", "_"), ("/", "/"), ('"', '"'), (" ", "space"),
        ("\r", "enter"), ("\t", "tab"), ("\x1b[Z", "shift+tab"), ("\x1b[27u", "escape"), ("\x7f", "backspace"),
        ("\x1b[3~", "delete"), ("\x1b[3;5~", "ctrl+delete"), ("\x1b[2~", "insert"), ("\x1b[5~", "pageup"),
        ("\x1b[1;6A", "ctrl+shift+up"), ("\x1b[1;2P", "shift+f1"), ("\x13", "ctrl+s"), ("\x1f", "ctrl+_"),
        ("\x1d", "ctrl+]"), ("\x1b[43;5u", "ctrl++"), ("\x1b[46;5u", "ctrl+."), ("\x1b[32;5u", "ctrl+space"),
        ("\x1b[127;5u", "ctrl+backspace"), ("\x1ba", "alt+a"), ("\x1b[97;4u", "alt+A"), ("\x1b[97;6u", "ctrl+A"),
        ("\x1b[97;9u", "super+a"),
        ("\x1b[13;2u", "shift+enter"), ("\x1b[57399u", "0"),
    ],
)  # fmt: skip
def test_what_a_terminal_sends_has_the_protocols_name(sequence: str, name: str) -> None:
    parser = XTermParser()
    (event,) = (each for each in (*parser.feed(sequence), *parser.feed("")) if isinstance(each, events.Key))
    assert key_name(event) == name
    assert check_key(name) is None


def test_a_key_with_a_modifier_that_the_protocol_has_not_is_no_key_of_the_protocol() -> None:
    assert check_key(key_name(events.Key("meta+a", None))) is not None


def test_modifiers_are_read_from_a_keys_name() -> None:
    assert [modifiers_of(key) for key in ("a", "+", "shift+tab", "ctrl++", "ctrl+alt+shift+super+up")] == [
        0,
        0,
        1,
        4,
        15,
    ]


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("a", "a"),
        ("+", "+"),
        ("ctrl+t", "^t"),
        ("ctrl++", "^+"),
        ("alt++", "alt++"),
        ("enter", "⏎"),
        ("shift+up", "shift+↑"),
    ],
)
def test_the_footer_shortens_keys(key: str, shown: str) -> None:
    assert shown_key(key) == shown


# --- Who gets it ---------------------------------------------------------------------------------


@pytest.mark.parametrize("parent", [0, 1, 2])
async def test_a_key_that_prints_goes_to_the_input_and_not_to_a_binding(parent: int) -> None:
    async with running(COLUMN + INPUT + bound(9, "d", parent)) as run:
        await run.focus(2)
        await run.press("d")
        assert run.widget(2).value == "d"
        assert pressed(run) == []


async def test_space_is_a_key_that_prints() -> None:
    async with running(COLUMN + INPUT + bound(9, "space", 2)) as run:
        await run.focus(2)
        await run.press("space")
        assert run.widget(2).value == " "
        assert pressed(run) == []


async def test_a_binding_that_is_a_child_of_the_node_with_the_focus_wins_over_the_widgets_own_key() -> None:
    async with running(COLUMN + INPUT + bound(9, "enter", 2) + bound(8, "home", 2)) as run:
        await run.focus(2)
        await run.press("a", "enter", "home")
        assert pressed(run) == [9, 8]
        assert run.told_of("submit") == []
        assert run.widget(2).cursor_position == 1


@pytest.mark.parametrize("key", ["enter", "space"])
async def test_a_buttons_own_key_wins_over_a_binding_above(key: str) -> None:
    async with running(COLUMN + BUTTON + bound(9, key, 1)) as run:
        await run.focus(3)
        await run.press(key)
        assert pressed(run) == [3]


async def test_an_inputs_own_keys_win_over_bindings_above() -> None:
    keys = (
        "enter",
        "left",
        "right",
        "home",
        "end",
        "backspace",
        "delete",
        "ctrl+a",
        "ctrl+e",
        "ctrl+k",
        "ctrl+u",
        "ctrl+w",
    )
    bindings = "".join(bound(10 + place, key, 0) for place, key in enumerate(keys))
    async with running(COLUMN + INPUT + bindings) as run:
        await run.focus(2)
        await run.press("a", "b", "left", "delete", "home", "end", "backspace", "c", "enter", "ctrl+u")
        assert pressed(run) == []
        assert [event.text for event in run.told_of("submit")] == ["c"]
        assert run.widget(2).value == ""


async def test_a_lists_own_keys_win_over_bindings_above() -> None:
    rows = made(2, "text", 1, 'set_text node=2 text="a"') + made(3, "text", 1, 'set_text node=3 text="b"')
    async with running(made(1, "list", 0) + rows + bound(9, "down", 0)) as run:
        await run.focus(1)
        await run.press("down")
        assert run.widget(1).cursor is run.node(3)
        assert pressed(run) == []


async def test_a_binding_wins_over_a_scroll_further_up() -> None:
    scroll = made(1, "scroll", 0) + BUTTON + bound(9, "down", 0)
    async with running(scroll) as run:
        await run.focus(3)
        await run.press("down")
        assert pressed(run) == [9]


async def test_a_scroll_above_the_focus_takes_the_keys_that_nobody_nearer_does() -> None:
    lines = "".join(made(10 + place, "text", 1, f'set_text node={10 + place} text="line"') for place in range(40))
    async with running("attach node=0 event=key handler=1 data=0\n" + made(1, "scroll", 0) + BUTTON + lines) as run:
        await run.focus(3)
        await run.press("pagedown")
        while run.widget(1).scroll_y == 0:
            await run.pilot.pause(0.005)
        assert run.told_of("key") == []


async def test_the_nearest_of_several_bindings_is_pressed() -> None:
    async with running(COLUMN + BUTTON + INPUT + bound(7, "f2", 0) + bound(8, "f2", 1) + bound(9, "f2", 3)) as run:
        await run.focus(3)
        await run.press("f2")
        await run.focus(2)
        await run.press("f2")
        assert pressed(run) == [9, 8]


async def test_a_binding_of_another_branch_is_not_pressed() -> None:
    async with running(COLUMN + INPUT + BUTTON + bound(9, "f2", 2)) as run:
        await run.focus(3)
        await run.press("f2")
        assert pressed(run) == []


async def test_a_disabled_binding_is_not_pressed() -> None:
    first = COLUMN + BUTTON + bound(8, "f2", 0) + bound(9, "f2", 1, "set_flag node=9 attribute=disabled value=true")
    async with running(first) as run:
        await run.focus(3)
        await run.press("f2")
        assert pressed(run) == [8]


async def test_enter_presses_the_row_only_if_no_binding_takes_it() -> None:
    row = made(2, "text", 1, 'set_text node=2 text="a"', "attach node=2 event=press handler=1 data=0")
    async with running(made(1, "list", 0) + row, "", "", bound(9, "enter", 0)) as run:
        await run.focus(1)
        await run.press("enter")
        assert pressed(run) == [2]
    async with running(made(1, "list", 0) + row + bound(9, "enter", 0)) as run:
        await run.focus(1)
        await run.press("enter")
        assert pressed(run) == [9]


# --- Keys that nobody takes ------------------------------------------------------------------------


async def test_a_key_that_nobody_takes_is_an_event_of_the_node_with_the_focus() -> None:
    async with running(COLUMN + BUTTON + "attach node=3 event=key handler=1 data=7") as run:
        await run.focus(3)
        await run.press("?", "f5", "ctrl+s", "ctrl+shift+up")
        names = [(event.node, event.text, event.modifiers, event.data) for event in run.told_of("key")]
        assert names == [(3, "?", 0, 7), (3, "f5", 0, 7), (3, "ctrl+s", 4, 7), (3, "ctrl+shift+up", 5, 7)]


async def test_a_key_event_goes_up_to_the_nearest_node_that_handles_it() -> None:
    async with running(COLUMN + BUTTON + "attach node=1 event=key handler=1 data=0") as run:
        await run.focus(3)
        await run.press("x")
        assert [(event.node, event.text) for event in run.told_of("key")] == [(1, "x")]


async def test_keys_that_print_are_no_events_in_an_input() -> None:
    async with running(COLUMN + INPUT + "attach node=2 event=key handler=1 data=0") as run:
        await run.focus(2)
        await run.press("x", "enter", "f5")
        assert [event.text for event in run.told_of("key")] == ["f5"]


async def test_tab_and_shift_tab_move_the_focus_and_are_no_events() -> None:
    async with running("attach node=0 event=key handler=1 data=0\n" + COLUMN + INPUT + BUTTON) as run:
        await run.focus(2)
        await run.press("tab")
        assert run.widget(3).has_focus
        await run.press("shift+tab")
        assert run.widget(2).has_focus
        assert run.told_of("key") == []


async def test_shift_tab_can_be_bound() -> None:
    async with running(COLUMN + INPUT + BUTTON + bound(9, "shift+tab", 0)) as run:
        await run.focus(3)
        await run.press("shift+tab")
        assert pressed(run) == [9]
        assert run.widget(3).has_focus


async def test_keys_in_the_hosts_own_widgets_are_not_the_guests() -> None:
    async with running("attach node=0 event=key handler=1 data=0\n" + bound(9, "x", 0)) as run:
        run.app.query_one("#own", Input).focus()
        await run.press("x", "f5")
        assert run.told_of("key", "press") == []


# --- Order ---------------------------------------------------------------------------------------


async def test_keys_pressed_in_one_burst_keep_their_order() -> None:
    async with running(COLUMN + INPUT) as run:
        await run.focus(2)
        await run.press("a", "b", "enter", "c")
        assert [event.text for event in run.told_of("submit")] == ["ab"]
        assert run.told_of("change", "submit")[-1].text == "abc"
        assert run.widget(2).value == "abc"


async def test_bindings_in_a_burst_keep_their_place_between_edits() -> None:
    async with running(COLUMN + INPUT + bound(9, "f2", 0)) as run:
        await run.focus(2)
        await run.press("a", "f2", "left", "b", "f2")
        told = [(event.name, event.text) for event in run.told_of("change", "press")]
        assert told[-4:] == [("change", "a"), ("press", ""), ("change", "ba"), ("press", "")]


# --- In OpuiApp ----------------------------------------------------------------------------------


async def test_bindings_of_the_root_work_when_nothing_has_the_focus() -> None:
    async with run_opui(bound(9, "x", 0) + "attach node=0 event=key handler=1 data=0") as run:
        await run.press("x", "y")
        assert [(event.name, event.text) for event in run.told] == [("press", ""), ("key", "y")]


async def test_a_binding_below_a_disabled_node_is_neither_pressed_nor_shown() -> None:
    first = (
        made(1, "column", 0, "set_flag node=1 attribute=disabled value=true")
        + BUTTON
        + bound(9, "x", 1, 'set_text node=9 text="no"')
    )
    async with run_opui(first) as run:
        await run.press("x")
        assert run.told == []
        assert run.footer == "f12 app  ^q quit"


async def test_a_hidden_binding_works_and_is_not_shown() -> None:
    hidden = bound(9, "x", 0, 'set_text node=9 text="secret"', "set_flag node=9 attribute=hidden value=true")
    async with run_opui(hidden + bound(8, "y", 0, 'set_text node=8 text="open"')) as run:
        await run.press("x")
        assert [event.node for event in run.told] == [9]
        assert run.footer.split() == ["y", "open", "f12", "app", "^q", "quit"]


async def test_the_footer_shows_what_works_where_the_focus_is() -> None:
    first = (
        COLUMN
        + INPUT
        + BUTTON
        + bound(8, "f2", 3, 'set_text node=8 text="near"')
        + bound(9, "f3", 0, 'set_text node=9 text="far"')
    )
    async with run_opui(first) as run:
        assert run.footer.split() == ["f3", "far", "f12", "app", "^q", "quit"]
        run.widget(3).focus()
        await run.settle()
        assert run.footer.split() == ["f2", "near", "f3", "far", "f12", "app", "^q", "quit"]


@pytest.mark.parametrize("focus", ["", "call node=2 method=focus"])
async def test_ctrl_q_quits_whatever_the_guest_binds(focus: str) -> None:
    first = (
        COLUMN + INPUT + bound(8, "ctrl+q", 2) + bound(9, "ctrl+q", 0) + "attach node=2 event=key handler=1 data=0\n"
    )
    async with run_opui(first + focus) as run:
        await run.pilot.press("ctrl+q")
        assert run.app._exit
        assert run.told == []
