"""Keys in a script: who gets each, and what own keys do."""

import pytest

from opui.core.errors import ListingError
from opui.core.wire.records import Event
from opui.tools.headless import Headless
from tests.actions import FIRST, LINE, after, told
from tests.scripted import scripted


def test_a_key_presses_its_binding() -> None:
    assert after("key f2") == [Event("press", 8, "", (1,))]


def test_a_key_that_no_binding_takes_is_an_event_of_the_focus_or_of_the_root() -> None:
    assert after("key f5", "focus draft", "key ctrl+s") == [
        Event("key", 0, "f5"),
        Event("focus", 1),
        Event("key", 1, "ctrl+s", modifiers=4),
    ]


def test_a_key_may_be_written_as_a_text() -> None:
    assert after('key text="?"', 'key "+"', "key +") == [Event("key", 0, key) for key in "?++"]


@pytest.mark.parametrize("line", ['key "', 'key text="\\""', 'key "\\""'])
def test_a_quote_is_a_key_too(line: str) -> None:
    assert after("focus rows", line)[-1:] == [Event("press", 9, "", (1,))]


def test_a_key_that_prints_goes_to_the_input_that_has_the_focus() -> None:
    bound = "create node=20 kind=key_binding\nset_string node=20 attribute=key value=d\n"
    bound += "attach node=20 event=press handler=1 data=0\ninsert node=20 parent=0 before=0"
    assert after("key d", first=FIRST + bound) == [Event("press", 20, "", (1,))]
    typed = after("focus draft", "key d", "key space", "key é", first=FIRST + bound)
    assert typed[1:] == [Event("change", 1, "d"), Event("change", 1, "d "), Event("change", 1, "d é")]


def test_when_the_node_with_the_focus_is_gone_keys_are_the_roots() -> None:
    app = Headless(scripted(FIRST, "", "remove node=2"))
    app.play("focus button\npress button\nkey f5")
    assert told(app)[-1] == Event("key", 0, "f5")


@pytest.mark.parametrize("focus", ["", "focus 1"])
def test_a_key_that_means_nothing_to_anybody_does_nothing(focus: str) -> None:
    app = Headless(scripted("create node=1 kind=button\ninsert node=1 parent=0 before=0"))
    app.play(f"{focus}\nkey f9\nkey enter\nkey ctrl+s")
    assert len(app.exchanges) == 1


def test_the_focus_and_keys_move_a_lists_cursor_as_on_a_screen() -> None:
    told = after("focus rows", "key down", "key end", "key up", "key home")
    assert [event.numbers[1] for event in told if event.name == "highlight"] == [0, 1, 0]


def test_an_inputs_keys_edit_its_line() -> None:
    told = after(
        *(f"key {key}" for key in ("a", "b", "left", "c", "backspace", "ctrl+e", "shift+left", "d")), first=LINE
    )
    assert [event.text for event in told] == ["a", "ab", "acb", "ab", "ad"]


def test_what_is_cut_of_one_line_is_pasted_into_another() -> None:
    app = Headless(scripted(LINE + "create node=2 kind=input\ninsert node=2 parent=0 before=0\n"))
    app.play("key a\nkey b\nkey ctrl+A\nkey ctrl+x\nfocus 2\nkey ctrl+v\nkey ctrl+v")
    assert [app.tree.nodes[node].get("value") for node in (1, 2)] == ["", "abab"]


@pytest.mark.parametrize("lines", [["key a", "key b", "key c"], ["change 1 text=abc"], ["submit 1 text=abc"]])
def test_no_more_is_typed_than_there_is_room_for(lines: list[str]) -> None:
    first = LINE + "set_integer node=1 attribute=max_length value=2\nattach node=1 event=submit handler=1 data=0\n"
    assert after(*lines, first=first)[-1].text == "ab"


def test_what_the_guest_sets_stands_in_the_line() -> None:
    app = Headless(scripted(LINE, 'set_string node=1 attribute=value value="xyz"', "call node=1 method=select_all"))
    app.play("key a\nkey b\nkey c")
    assert [event.text for event in told(app)] == ["a", "xyzb", "c"]


def test_a_page_is_the_view_less_one_row() -> None:
    rows = "".join(f"create node={row} kind=text\ninsert node={row} parent=1 before=0\n" for row in range(2, 42))
    first = "create node=1 kind=list\nattach node=1 event=highlight handler=1 data=0\ninsert node=1 parent=0 before=0\n"
    rows += "attach node=0 event=resize handler=1 data=0"
    lines = ["focus 1", "key pagedown", "resize columns=40 rows=11", "key pageup", "key end"]
    told = after(*lines, first=first + rows)
    assert [event.numbers[1] for event in told if event.name == "highlight"] == [0, 23, 13, 39]


def test_a_scrolls_own_keys_are_not_told() -> None:
    first = "create node=1 kind=scroll\ninsert node=1 parent=0 before=0\nattach node=0 event=key handler=1 data=0\n"
    assert after("focus 1", "key down", "key x", first=first) == [Event("key", 1, "x")._replace(node=0)]


def test_tab_moves_the_focus_in_the_trees_order() -> None:
    focused = [event.node for event in after("key tab", "key tab", "key shift+tab") if event.name == "focus"]
    assert focused == [1, 2, 1]
    assert after("key tab", first="") == []


def test_own_keys_in_a_row_take_the_cursor_there_first() -> None:
    first = (
        "create node=1 kind=list\nattach node=1 event=highlight handler=1 data=0\ninsert node=1 parent=0 before=0\n"
        "create node=2 kind=button\nattach node=2 event=press handler=1 data=0\ninsert node=2 parent=1 before=0\n"
        "create node=3 kind=checkbox\nattach node=3 event=toggle handler=1 data=0\ninsert node=3 parent=1 before=0\n"
    )
    assert after("focus 2", "highlight 1 index=1", "key enter", "focus 3", "key space", first=first) == [
        Event("highlight", 1, "", (2, 0)),
        Event("highlight", 1, "", (3, 1)),
        Event("highlight", 1, "", (2, 0)),
        Event("press", 2, "", (1,)),
        Event("highlight", 1, "", (3, 1)),
        Event("toggle", 3, "", (1,)),
    ]


def test_a_key_that_moves_the_cursor_on_takes_the_focus_from_something_in_a_row_to_the_list() -> None:
    row = "create node={0} kind=row\ninsert node={0} parent=1 before=0\nattach node={0} event=press handler=1 data=0\n"
    button = "create node={1} kind=button\ninsert node={1} parent={0} before=0\n"
    button += "attach node={1} event=blur handler=1 data=0\n"
    first = "create node=1 kind=list\ninsert node=1 parent=0 before=0\nattach node=1 event=focus handler=1 data=0\n"
    first += (
        "attach node=1 event=highlight handler=1 data=0\n" + (row + button).format(2, 3) + (row + button).format(4, 5)
    )
    assert after("focus 3", "key down", "key enter", first=first) == [
        Event("highlight", 1, "", (2, 0)),
        Event("blur", 3),
        Event("focus", 1),
        Event("highlight", 1, "", (4, 1)),
        Event("press", 4, "", (1,)),
    ]


@pytest.mark.parametrize("flag", ["disabled", "hidden"])
def test_what_is_disabled_or_hidden_loses_the_focus(flag: str) -> None:
    first = FIRST + "call node=1 method=focus"
    app = Headless(scripted(first, "", f"set_flag node=1 attribute={flag} value=true"))
    app.play("key a\nkey b")
    assert [event for event in told(app) if event.name in ("blur", "key")] == [Event("blur", 1), Event("key", 0, "b")]


def test_a_row_that_goes_leaves_its_focus_to_its_list() -> None:
    first = FIRST + "create node=30 kind=button\ninsert node=30 parent=4 before=0\ncall node=30 method=focus\n"
    app = Headless(scripted(first, "", "remove node=30"))
    app.play("key f5\nkey f5\nkey f5")
    assert [event.node for event in told(app) if event.name == "focus"] == [4]


def test_rows_that_come_to_an_empty_list_with_the_focus_put_its_cursor_on_the_first() -> None:
    first = "create node=1 kind=list\nattach node=1 event=highlight handler=1 data=0\ninsert node=1 parent=0 before=0\n"
    key = 'create node=2 kind=key_binding\nset_string node=2 attribute=key value="n"\n'
    key += "attach node=2 event=press handler=1 data=0\ninsert node=2 parent=0 before=0\n"
    rows = "".join(f"create node={row} kind=text\ninsert node={row} parent=1 before=0\n" for row in (3, 4))
    app = Headless(scripted(first + key + "call node=1 method=focus", rows))
    app.do("key n")
    assert [event.numbers for event in told(app) if event.name == "highlight"] == [(3, 0)]


@pytest.mark.parametrize("key", ["ctrl+c", "super+c"])
def test_a_copied_text_can_be_pasted_but_not_what_the_guest_has_selected(key: str) -> None:
    app = Headless(scripted(FIRST))
    app.play(f'change draft text="milk"\nkey shift+home\nkey {key}\nkey end\nkey ctrl+v')
    assert app.tree.nodes[1].get("value") == "milkmilk"
    app = Headless(scripted(FIRST + 'set_string node=1 attribute=value value="x"\ncall node=1 method=select_all'))
    with pytest.raises(ListingError, match="is the host's key"):
        app.play(f"focus draft\nkey {key}")


def test_a_key_of_the_hosts_closes_a_menu() -> None:
    made = "create node=1 kind=select\ninsert node=1 parent=0 before=0\nattach node=1 event=select handler=1 data=0\n"
    options = "".join(f"create node={node} kind=option\ninsert node={node} parent=1 before=0\n" for node in (2, 3))
    app = Headless(scripted(made + options))
    app.play("focus 1\nkey enter\nkey ctrl+z\nkey enter\nkey enter")
    assert [event.numbers for event in told(app)] == [(0,)]


SIZES = "create node=1 kind=select\ninsert node=1 parent=0 before=0\nattach node=1 event=select handler=1 data=0\n"
SIZES += "".join(f"create node={node} kind=option\ninsert node={node} parent=1 before=0\n" for node in (2, 3, 4))


@pytest.mark.parametrize("choose", ["enter", "space", "alt+up"])
@pytest.mark.parametrize("key", ["enter", "space", "up", "down", "alt+down"])
def test_a_menu_opens_at_its_first_option_and_what_is_highlighted_is_chosen(key: str, choose: str) -> None:
    told = after("focus 1", f"key {key}", "key down", f"key {choose}", first=SIZES)
    assert [event.numbers for event in told] == [(1,)]


def test_home_and_end_open_a_menu_at_its_first_and_its_last_option() -> None:
    first = SIZES + "set_integer node=1 attribute=selected value=1\n"
    for key, place in (("home", 0), ("end", 2)):
        assert [event.numbers for event in after("focus 1", f"key {key}", "key enter", first=first)] == [(place,)]
    assert after("focus 1", "key home", "key enter", first=SIZES.split("create node=2")[0]) == []


def test_tab_chooses_what_is_highlighted_in_a_menu_and_goes_on() -> None:
    button = "create node=9 kind=button\ninsert node=9 parent=0 before=0\nattach node=9 event=focus handler=1 data=0\n"
    told = after("focus 1", "key enter", "key down", "key tab", first=SIZES + button)
    assert [(event.name, event.node) for event in told] == [("select", 1), ("focus", 9)]


def test_in_a_set_without_a_choice_keys_go_on_from_its_first_radio() -> None:
    for key, node in (("down", 3), ("right", 3), ("up", 4), ("left", 4), ("enter", 2)):
        assert [event.node for event in after("focus 1", f"key {key}", first=RADIOS)] == [node]


RADIOS = "create node=1 kind=radio_set\ninsert node=1 parent=0 before=0\n" + "".join(
    f"create node={node} kind=radio\ninsert node={node} parent=1 before=0\n"
    f"attach node={node} event=toggle handler=1 data=0\n"
    for node in (2, 3, 4)
)


def test_keys_check_the_radios_of_a_set_around_its_ends() -> None:
    keys = (f"key {key}" for key in ("space", "right", "down", "right", "left", "up"))
    told = after("focus 1", *keys, first=RADIOS)
    assert [event.node for event in told if event.numbers == (1,)] == [2, 3, 4, 2, 4, 3]


def test_tab_goes_from_tabs_to_what_is_seen_of_their_pages() -> None:
    first = "create node=1 kind=tabs\ninsert node=1 parent=0 before=0\ncreate node=2 kind=tab\n"
    first += "insert node=2 parent=1 before=0\nattach node=1 event=focus handler=1 data=0\n"
    for page, button in ((10, 11), (20, 21)):
        first += f"create node={page} kind=column\ninsert node={page} parent=0 before=0\n"
        first += f"create node={button} kind=button\ninsert node={button} parent={page} before=0\n"
        first += f"attach node={button} event=focus handler=1 data=0\n"
    told = after("key tab", "key tab", first=first + "set_flag node=10 attribute=hidden value=true\n")
    assert [event.node for event in told if event.name == "focus"] == [1, 21]


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
def test_a_guest_that_wants_to_be_asked_is_told_that_the_person_quits(key: str) -> None:
    app = Headless(scripted("attach node=0 event=close handler=1 data=0", "", "call node=0 method=quit option=3"))
    app.do(f"key {key}")
    assert [event.name for event in told(app)] == ["close"]
    assert app.exit_code is None
    app.do("close root")
    assert app.exit_code == 3


def test_what_is_copied_closes_nothing() -> None:
    first = "attach node=0 event=close handler=1 data=0\ncreate node=1 kind=input\ninsert node=1 parent=0 before=0"
    app = Headless(scripted(first))
    app.play("focus input\nkey x\nkey ctrl+A\nkey ctrl+c")
    assert told(app) == []


def test_a_key_that_quits_says_nothing_to_a_guest_that_does_not_want_to_be_asked() -> None:
    with pytest.raises(ListingError, match="is the host's key"):
        Headless(scripted("attach node=0 event=key handler=1 data=0")).do("key ctrl+q")
