"""A menu bar without a screen: keys, letters and clicks do there what they do on one."""

import pytest

from opui.core.errors import ListingError
from opui.core.wire.records import Event
from opui.tools.headless import Headless
from tests.actions import told
from tests.scripted import scripted


def made(node: int, kind: str, parent: int, *more: str) -> str:
    return "\n".join((f"create node={node} kind={kind}", *more, f"insert node={node} parent={parent} before=0\n"))


def item(node: int, parent: int, label: str, type_: str = "command", *more: str) -> str:
    given = (f'set_text node={node} text="{label}"', f'set_string node={node} attribute=item_type value="{type_}"')
    heard = (f"attach node={node} event={event} handler=1 data=0" for event in ("press", "toggle") if label != "Mute")
    return made(node, "menu_item", parent, *given, *heard, *more)


BAR = (
    made(10, "menu_bar", 0, "attach node=10 event=blur handler=1 data=0")
    + made(20, "menu", 10, 'set_text node=20 text="File"')
    + item(21, 20, "New")
    + item(22, 20, "Open")
    + item(23, 20, "", "separator")
    + item(24, 20, "Mute")
    + item(25, 20, "Print", "command", "set_flag node=25 attribute=disabled value=true")
    + made(30, "menu", 10, 'set_text node=30 text="View"')
    + item(31, 30, "Ruler", "check")
    + item(32, 30, "Small", "radio", "set_flag node=32 attribute=checked value=true")
    + item(33, 30, "Large", "radio")
    + made(40, "menu", 10, 'set_text node=40 text="Gone"', "set_flag node=40 attribute=disabled value=true")
    + item(41, 40, "Away")
    + made(90, "button", 0, "attach node=90 event=press handler=1 data=0")
)


def after(*actions: str, first: str = BAR, then: str = "") -> list[Event]:
    app = Headless(scripted(first, then))
    app.play("\n".join(actions))
    return told(app)


def test_keys_open_a_menu_move_in_it_and_choose() -> None:
    assert after("focus 10", "key down", "key down", "key enter") == [Event("press", 22, "", (1,))]
    assert after("focus 10", "key right", "key up", "key space") == [
        Event("toggle", 32, "", (0,)),
        Event("toggle", 33, "", (1,)),
    ]
    assert after("focus 10", "key left", "key enter", "key enter", "key enter", "key enter") == [
        Event("toggle", 31, "", (1,)),
        Event("toggle", 31, "", (0,)),
    ]


def test_letters_find_a_menu_and_in_an_open_menu_an_item() -> None:
    told = after("focus 10", "key v", "key enter", "key l", "key enter")
    assert [event.node for event in told] == [32, 33]


@pytest.mark.parametrize("key", ["escape", "tab", "shift+tab", "ctrl+z"])
def test_an_open_menu_is_closed_by_keys_that_lead_away(key: str) -> None:
    told = after("focus 10", "key enter", f"key {key}", "focus 10", "key enter", "key enter")
    assert told[-1] == Event("press", 21, "", (1,))
    assert [event.name for event in told[:-1]] == (["blur"] if "tab" in key else [])


def test_the_focus_that_goes_elsewhere_closes_the_menu() -> None:
    assert [event.name for event in after("focus 10", "key enter", "press 90", "focus 10", "key right")] == [
        "blur",
        "press",
    ]


def test_a_click_chooses_an_item_and_brings_the_focus() -> None:
    assert after("press 22", "key enter", "key enter") == [Event("press", 22, "", (1,)), Event("press", 21, "", (1,))]
    assert after("toggle 31", "toggle 31 checked=1", "toggle 31 checked=0") == [
        Event("toggle", 31, "", (1,)),
        Event("toggle", 31, "", (0,)),
    ]
    assert [event.node for event in after("toggle 33")] == [32, 33]


@pytest.mark.parametrize(
    ("action", "why"),
    [
        ("press 23", "menu_item 23 is a separator, which has no press"),
        ("press 31", "menu_item 31 is a check, which has no press"),
        ("toggle 21", "menu_item 21 is a command, which has no toggle"),
        ("press 24", "nothing handles press on menu_item 24"),
        ("press 25", "menu_item 25 is disabled"),
        ("press 41", "menu_item 41 is disabled"),
    ],
)
def test_what_nobody_could_do_to_an_item_is_refused(action: str, why: str) -> None:
    with pytest.raises(ListingError, match=why):
        Headless(scripted(BAR)).do(action)


def test_a_menu_that_goes_while_it_is_open_closes() -> None:
    key = "create node=99 kind=key_binding\nset_string node=99 attribute=key value=f5\n"
    key += "attach node=99 event=press handler=1 data=0\ninsert node=99 parent=0 before=0\n"
    events = after("focus 10", "key enter", "key f5", "key down", "key enter", first=BAR + key, then="remove node=20")
    assert events == [Event("press", 99, "", (1,)), Event("toggle", 31, "", (1,))]
