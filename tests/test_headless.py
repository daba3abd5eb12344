"""An app without a screen: what each action does, what can't be done, and when frames end."""

from itertools import count

import pytest

from opui.core import protocol
from opui.core.errors import CommandError, InputError, LimitError, ListingError
from opui.core.session.session import Screen
from opui.core.wire.decoder import events
from opui.core.wire.records import Event
from opui.tools import headless
from opui.tools.headless import Headless, OutOfTimeError
from tests.scripted import scripted

FIRST = """
create node=1 kind=input
set_string node=1 attribute=name value="draft"
attach node=1 event=change handler=1 data=0
attach node=1 event=submit handler=1 data=0
attach node=1 event=focus handler=1 data=0
attach node=1 event=blur handler=1 data=0
attach node=1 event=key handler=1 data=0
insert node=1 parent=0 before=0
create node=2 kind=button
set_text node=2 text="Go"
attach node=2 event=press handler=1 data=9
attach node=2 event=focus handler=1 data=0
insert node=2 parent=0 before=0
create node=3 kind=checkbox
attach node=3 event=toggle handler=1 data=0
insert node=3 parent=0 before=0
create node=4 kind=list
set_string node=4 attribute=name value="rows"
attach node=4 event=highlight handler=1 data=0
attach node=4 event=focus handler=1 data=0
insert node=4 parent=0 before=0
create node=5 kind=text
insert node=5 parent=4 before=0
create node=6 kind=text
set_flag node=6 attribute=hidden value=true
insert node=6 parent=4 before=0
create node=7 kind=text
attach node=7 event=press handler=1 data=0
insert node=7 parent=4 before=0
create node=8 kind=key_binding
set_string node=8 attribute=key value="f2"
attach node=8 event=press handler=1 data=0
insert node=8 parent=0 before=0
create node=9 kind=key_binding
set_string node=9 attribute=key value="\\""
attach node=9 event=press handler=1 data=0
insert node=9 parent=4 before=0
attach node=0 event=key handler=1 data=0
attach node=0 event=resize handler=1 data=0
attach node=0 event=theme handler=1 data=0
"""

LINE = """
create node=1 kind=input
attach node=1 event=change handler=1 data=0
insert node=1 parent=0 before=0
call node=1 method=focus
"""


def told(app: Headless, since: int = 1) -> list[Event]:
    """What the guest was told by the frames from `since` on, without the time and the handlers."""
    batches = [exchange.events for exchange in app.exchanges[since:]]
    found = [event for batch in batches for event in events(batch) if event.name not in ("clock", "start")]
    return [event._replace(handler=0, data=0) for event in found]


def after(*lines: str, first: str = FIRST) -> list[Event]:
    """What the guest was told of these actions."""
    app = Headless(scripted(first))
    app.play("\n".join(lines))
    return told(app)


def refused(line: str, first: str = FIRST) -> str:
    app = Headless(scripted(first))
    with pytest.raises(ListingError) as caught:
        app.play(f"# a comment\n{line}")
    assert caught.value.line == 2
    assert len(app.exchanges) == 1
    return caught.value.detail


# --- Events as actions -----------------------------------------------------------------------------


def test_the_first_frame_tells_the_view_and_the_seed() -> None:
    app = Headless(scripted(""), Screen(100, 30, False), seed=5)
    clock, start = events(app.exchanges[0].events)
    assert (clock.name, clock.numbers, clock.data) == ("clock", (0.0,), 1)
    assert (start.name, start.numbers, start.flags, start.data) == ("start", (100, 30), 0, 5)


def test_a_press_focuses_what_can_have_the_focus_first() -> None:
    assert after("press button") == [Event("focus", 2), Event("press", 2, "", (1,))]


def test_a_press_carries_its_clicks_and_modifiers() -> None:
    assert after("press #2 clicks=2 shift ctrl")[-1] == Event("press", 2, "", (2,), 0, 5)


def test_a_press_on_a_row_goes_up_to_the_nearest_handler_or_is_refused() -> None:
    assert after("press rows/text[3]")[-1:] == [Event("press", 7, "", (1,))]
    assert refused("press rows/text[1]") == "nothing handles press on text 5"


def test_a_change_is_the_inputs_value_from_then_on() -> None:
    app = Headless(scripted(FIRST))
    app.do('change draft text="milk"')
    assert told(app) == [Event("focus", 1), Event("change", 1, "milk")]
    assert app.tree.nodes[1].get("value") == "milk"


def test_a_change_that_nobody_handles_is_the_value_all_the_same() -> None:
    app = Headless(scripted("create node=1 kind=input\ninsert node=1 parent=0 before=0"))
    app.do('change 1 text="milk"')
    assert app.tree.nodes[1].get("value") == "milk"
    assert len(app.exchanges) == 1


def test_a_submit_with_another_text_is_typed_first() -> None:
    assert after('submit draft text="milk"')[1:] == [Event("change", 1, "milk"), Event("submit", 1, "milk")]


def test_a_submit_with_the_same_text_or_none_types_nothing() -> None:
    app = Headless(scripted(FIRST))
    app.play('change draft text="milk"\nsubmit draft\nsubmit draft text="milk"')
    assert [event.name for event in told(app)] == ["focus", "change", "submit", "submit"]
    assert [event.text for event in told(app)[1:]] == ["milk"] * 3


def test_a_submit_of_nothing_empties_the_input_first() -> None:
    assert [event.text for event in after('change draft text="x"', 'submit draft text=""')[1:]] == ["x", "", ""]


def test_a_toggle_turns_the_box_over_unless_it_says_how() -> None:
    lines = ("toggle checkbox", "toggle checkbox", "toggle checkbox checked=1", "toggle checkbox checked=1")
    assert [event.numbers for event in after(*lines) if event.name == "toggle"] == [(1,), (0,), (1,), (1,)]


def test_a_highlight_is_given_by_the_rows_place_or_node() -> None:
    assert after("highlight rows index=1") == [Event("highlight", 4, "", (7, 1))]
    assert after("highlight rows row=5") == [Event("highlight", 4, "", (5, 0))]


def test_the_view_can_be_resized_and_change_its_theme() -> None:
    assert after("resize columns=40 rows=10", "theme dark", "theme") == [
        Event("resize", 0, "", (40, 10)),
        Event("theme", flags=1),
        Event("theme"),
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("dance", "there is no event 'dance'"),
        ("press", "nothing handles press on root 0"),
        ("press 77", "there is no node 77"),
        ("press nobody", "no nobody below root"),
        ("press text", "3 nodes are text"),
        ("press 2 clicks=many", "'many' is not a number"),
        ("press 2 loud", "press has no 'loud'"),
        ("tick 8", "tick is the host's own; use `wait` to let time pass"),
        ("start", "start is the host's own"),
        ("clock time=5", "clock is the host's own"),
        ("toggle draft", "a input has no toggle"),
        ("change button text=x", "a button has no change"),
        ("highlight rows index=2", "the list 4 has 2 rows, none with the index 2"),
        ("highlight rows row=6", "the list 4 has 2 rows"),
        ("press rows/text[2]", "text 6 is hidden"),
        ("blur button", "nothing handles blur on button 2"),
        ("wait", "wait wants milliseconds, not ''"),
        ("wait -5", "wait wants milliseconds, not '-5'"),
        ("wait 1.5", "wait wants milliseconds, not '1.5'"),
        ("focus", "not a path"),
        ("focus 77", "there is no node 77"),
        ("focus 8", "key_binding can't have the focus"),
        ("focus root", "root can't have the focus"),
        ("key", "is not a key"),
        ("key nokey", "'nokey' is not a key"),
        ('key text="a" b', "is not a key"),
    ],
)
def test_what_can_not_be_done_is_told_with_its_line(line: str, why: str) -> None:
    assert why in refused(line)


POSSIBLE = ["press button", "focus button", "focus rows/text[3]", "change draft text=x", "toggle 3", "highlight rows"]


@pytest.mark.parametrize("line", POSSIBLE)
def test_nobody_can_do_anything_with_what_is_not_in_the_tree(line: str) -> None:
    column = "create node=20 kind=column\n"
    moved = "".join(f"insert node={node} parent=20 before=0\n" for node in (1, 2, 3, 4))
    wanted = line.replace("button", "2").replace("rows/text[3]", "7").replace("draft", "1").replace("rows", "4")
    assert "is not in the tree" in refused(wanted, f"{FIRST}{column}{moved}")


@pytest.mark.parametrize("line", ["press 2 clicks=0", "resize columns=65536 rows=3", "blur draft"])
def test_what_no_person_could_do_is_refused(line: str) -> None:
    assert refused(line)


def test_who_takes_the_focus_from_a_node_leaves_nobody_with_it() -> None:
    app = Headless(scripted(FIRST))
    app.play("focus draft\nblur draft\nkey ctrl+s")
    assert [(event.name, event.node) for event in told(app)] == [("focus", 1), ("blur", 1), ("key", 0)]


BOUND = """create node=20 kind=key_binding
set_string node=20 attribute=key value="x"
attach node=20 event=press handler=1 data=0
"""


@pytest.mark.parametrize(
    ("parent", "first", "works"),
    [
        (0, "", True),
        (0, "focus draft\n", False),  # The key is typed there, and the footer does not show it.
        (2, "focus button\n", True),
        (2, "", False),
    ],
)
def test_a_key_binding_is_pressed_only_while_it_works(parent: int, first: str, works: bool) -> None:
    app = Headless(scripted(f"{FIRST}{BOUND}insert node=20 parent={parent} before=0"))
    if works:
        app.play(f"{first}press 20")
        assert told(app)[-1] == Event("press", 20, "", (1,))
    else:
        with pytest.raises(ListingError, match="key_binding 20 does not work while"):
            app.play(f"{first}press 20")


def test_what_is_chosen_already_is_chosen_again_without_an_event() -> None:
    options = "".join(f"create node={node} kind=option\ninsert node={node} parent=1 before=0\n" for node in (2, 3))
    menu = "create node=1 kind=select\nattach node=1 event=select handler=1 data=0\ninsert node=1 parent=0 before=0\n"
    app = Headless(scripted(menu + options))
    app.play("select 1 index=1\nselect 1 index=1")
    assert [event.name for event in told(app)] == ["select"]
    with pytest.raises(ListingError, match="select 1 has no option 2 that can be chosen"):
        app.do("select 1 index=2")


@pytest.mark.parametrize("key", ["ctrl+c", "super+c"])
def test_a_copied_text_can_be_pasted_but_not_what_the_guest_has_selected(key: str) -> None:
    app = Headless(scripted(FIRST))
    app.play(f'change draft text="milk"\nkey shift+home\nkey {key}\nkey end\nkey ctrl+v')
    assert app.tree.nodes[1].get("value") == "milkmilk"
    app = Headless(scripted(FIRST + 'set_string node=1 attribute=value value="x"\ncall node=1 method=select_all'))
    with pytest.raises(ListingError, match="is the host's key"):
        app.play(f"focus draft\nkey {key}")


@pytest.mark.parametrize("flag", ["disabled", "hidden"])
@pytest.mark.parametrize("line", POSSIBLE)
def test_nobody_can_do_anything_with_what_is_disabled_or_hidden(line: str, flag: str) -> None:
    column = f"create node=20 kind=column\nset_flag node=20 attribute={flag} value=true\n"
    moved = "".join(f"insert node={node} parent=20 before=0\n" for node in (1, 2, 3, 4))
    assert f"is {flag}" in refused(line, f"{FIRST}{column}insert node=20 parent=0 before=0\n{moved}")


def test_what_the_guest_focuses_although_it_is_disabled_does_not_get_the_focus() -> None:
    app = Headless(scripted(FIRST + "set_flag node=1 attribute=disabled value=true\ncall node=1 method=focus"))
    assert told(app) == []


def test_comments_and_empty_lines_do_nothing() -> None:
    assert after("", "# press button", "   ") == []


# --- Focus -----------------------------------------------------------------------------------------


def test_the_focus_goes_from_one_node_to_the_other() -> None:
    assert after("focus draft", "focus button", "focus button") == [
        Event("focus", 1),
        Event("blur", 1),
        Event("focus", 2),
    ]


def test_the_guest_gives_the_focus_by_a_call() -> None:
    app = Headless(scripted(FIRST + "call node=1 method=focus\ncall node=0 method=bell"))
    assert [(call.method, call.node.id) for call in app.calls] == [("focus", 1), ("bell", 0)]
    assert told(app) == [Event("focus", 1)]


def test_what_the_guest_logs_is_among_its_calls() -> None:
    app = Headless(scripted(FIRST + 'call node=0 method=log text="so"'))
    assert [(call.method, call.text) for call in app.calls] == [("log", "so")]


def test_a_row_of_a_list_gives_the_focus_to_the_list_and_takes_its_cursor() -> None:
    assert after("focus rows/text[3]") == [Event("highlight", 4, "", (7, 1)), Event("focus", 4)]


# --- Keys ------------------------------------------------------------------------------------------


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


# --- Time ------------------------------------------------------------------------------------------

TIMERS = """
create node=1 kind=timer
set_number node=1 attribute=interval value=100.0
attach node=1 event=tick handler=1 data=0
insert node=1 parent=0 before=0
create node=2 kind=timer
set_number node=2 attribute=interval value=70.0
set_flag node=2 attribute=once value=true
attach node=2 event=tick handler=1 data=0
insert node=2 parent=0 before=0
"""


def times(app: Headless) -> list[float]:
    return [events(exchange.events)[0].numbers[0] for exchange in app.exchanges]


def test_waiting_runs_the_timers_in_the_order_in_which_they_are_due() -> None:
    app = Headless(scripted(TIMERS))
    app.do("wait 250")
    assert [event.node for event in told(app)] == [2, 1, 1]
    assert times(app) == [0, 70, 100, 200]
    app.do("wait 49")
    assert len(app.exchanges) == 4
    app.do("wait 1")
    assert times(app)[-1] == 300


def test_time_stands_still_unless_it_is_told_to_pass() -> None:
    app = Headless(scripted(FIRST))
    app.play("press button\nwait 500\npress button")
    assert times(app) == [0, 0, 500]


# --- Frames ----------------------------------------------------------------------------------------


def test_an_action_runs_all_the_frames_that_follow_from_it() -> None:
    app = Headless(scripted(FIRST, "", "", "", "", again=[2, 3]))
    app.do("press button")
    assert len(app.exchanges) == 4


def test_a_guest_that_never_ends_asking_is_left_after_so_many_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headless, "AGAIN_FRAMES", 20)
    app = Headless(scripted(*[""] * 30, again=range(1, 31)))
    assert len(app.exchanges) == 20


def test_an_app_runs_with_its_limits() -> None:
    limits = protocol.LIMIT | {"widgets": 4}
    app = Headless(scripted(FIRST), limits=limits)
    assert "widgets=4" in events(app.exchanges[0].events)[1].text.splitlines()
    with pytest.raises(LimitError, match="weigh more than widgets = 3"):
        Headless(scripted(FIRST), limits=protocol.LIMIT | {"widgets": 3})


def test_every_frame_is_kept_as_it_crossed_the_boundary() -> None:
    app = Headless(scripted(FIRST, 'set_text node=2 text="Gone"'))
    app.do("press button")
    assert [exchange.events.frame for exchange in app.exchanges] == [1, 2]
    assert [exchange.commands.frame for exchange in app.exchanges] == [1, 2]
    assert [len(exchange.commands.commands) // 16 for exchange in app.exchanges] == [FIRST.strip().count("\n") + 1, 1]
    assert app.guest.calls == {"opui_init": 1, "opui_frame": 2}


def test_an_action_that_changes_nothing_for_the_guest_makes_no_call() -> None:
    app = Headless(scripted("create node=1 kind=button\ninsert node=1 parent=0 before=0"))
    app.do("focus button")
    assert len(app.exchanges) == 1


def test_quit_ends_the_app_and_nothing_can_be_done_after_it() -> None:
    app = Headless(scripted(FIRST, "call node=0 method=quit option=3", again=[2]))
    app.do("press button")
    assert app.exit_code == 3
    assert len(app.exchanges) == 2
    for line in ("press button", "wait 5", "key f2"):
        with pytest.raises(ListingError, match="the app has quit \\(exit code 3\\)"):
            app.do(line)


def test_a_quit_while_waiting_ends_the_waiting() -> None:
    app = Headless(scripted(TIMERS, "call node=0 method=quit option=0"))
    app.do("wait 1000")
    assert app.exit_code == 0
    assert times(app) == [0, 70]


def test_a_guest_that_fails_fails_again_with_the_same_error() -> None:
    app = Headless(scripted(FIRST, "remove node=99"))
    errors = []
    for _ in range(2):
        with pytest.raises(CommandError, match="there is no node 99") as caught:
            app.do("press button")
        errors.append(caught.value)
    assert errors[0] is errors[1]
    assert len(app.exchanges) == 2


def test_the_listing_is_the_trees_with_ids_or_without() -> None:
    app = Headless(scripted("create node=7 kind=row\ninsert node=7 parent=0 before=0"))
    assert app.listing() == "root\n  row #7\n"
    assert app.listing(ids=False) == "root\n  row\n"


def test_a_closed_app_is_freed() -> None:
    app = Headless(scripted(FIRST))
    app.close()
    app.close()


def test_an_error_of_a_path_is_an_input_error_like_any_other() -> None:
    assert issubclass(ListingError, InputError)


def test_the_focus_and_keys_move_a_lists_cursor_as_on_a_screen() -> None:
    told = after("focus rows", "key down", "key end", "key up", "key home")
    assert [event.numbers[1] for event in told if event.name == "highlight"] == [0, 1, 0]


def test_a_press_in_a_row_takes_the_cursor_there_first() -> None:
    assert [event.name for event in after("press rows/text[3]")] == ["highlight", "press"]


@pytest.mark.parametrize("focus", ["", "focus 1"])
def test_a_key_that_means_nothing_to_anybody_does_nothing(focus: str) -> None:
    app = Headless(scripted("create node=1 kind=button\ninsert node=1 parent=0 before=0"))
    app.play(f"{focus}\nkey f9\nkey enter\nkey ctrl+s")
    assert len(app.exchanges) == 1


# --- What own keys do ------------------------------------------------------------------------------


def test_an_inputs_keys_edit_its_line() -> None:
    told = after(
        *(f"key {key}" for key in ("a", "b", "left", "c", "backspace", "ctrl+e", "shift+left", "d")), first=LINE
    )
    assert [event.text for event in told] == ["a", "ab", "acb", "ab", "ad"]


def test_what_is_cut_of_one_line_is_pasted_into_another() -> None:
    app = Headless(scripted(LINE + "create node=2 kind=input\ninsert node=2 parent=0 before=0\n"))
    app.play("key a\nkey b\nkey ctrl+A\nkey ctrl+x\nfocus 2\nkey ctrl+v\nkey ctrl+v")
    assert [app.tree.nodes[node].get("value") for node in (1, 2)] == ["", "abab"]


def test_a_paste_is_typed_into_a_line_or_told_to_the_guest_that_asks_for_it() -> None:
    assert after('paste "a\\nb"', "paste c", first=LINE)[-1].text == "a bc"
    told = after('paste "a\\r\\nb"', "key ctrl+v", first=LINE + "attach node=1 event=paste handler=1 data=0\n")
    assert [(event.name, event.text) for event in told] == [("paste", "a\nb")]


def test_a_paste_in_broken_quotes_is_refused() -> None:
    with pytest.raises(ListingError, match=r"is not a text in quotes"):
        Headless(scripted(LINE)).do('paste "a')


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


# --- How much, and for how long ---


def test_a_run_ends_with_its_time_however_long_it_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = count()
    monkeypatch.setattr(headless, "monotonic", lambda: next(clock))
    ticking = """
    create node=1 kind=timer
    set_number node=1 attribute=interval value=10.0
    attach node=1 event=tick handler=1 data=0
    insert node=1 parent=0 before=0
    """
    app = Headless(scripted(ticking), seconds=100)
    with pytest.raises(OutOfTimeError, match="the app was stopped, it has run for 100 s"):
        app.do("wait 10000")
    assert len(app.exchanges) < 100


def test_the_last_exchanges_and_calls_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headless, "EXCHANGES_BYTES", 2000)
    monkeypatch.setattr(headless, "CALLS_KEPT", 3)
    frames = [f'{FIRST if not number else ""}call node=0 method=log option=0 text="{number}"' for number in range(20)]
    app = Headless(scripted(*frames))
    for _ in range(19):
        app.do("press button")
    assert [call.text for call in app.calls] == ["17", "18", "19"]
    assert 1 < len(app.exchanges) < 20
    assert app.exchanges[-1].events.frame == 20
    assert sum(exchange.size for exchange in app.exchanges) <= 2000


def test_a_path_may_hold_a_text_with_spaces() -> None:
    app = Headless(scripted(FIRST.replace('"Go"', '"Go = \\"on\\" now"')))
    app.do(r'press button["Go = \"on\" now"] clicks=2')
    app.do(r'press node=button["Go = \"on\" now"]')
    assert [event.name for event in told(app)].count("press") == 2


def test_no_more_is_typed_than_max_length() -> None:
    app = Headless(scripted(f"{FIRST}set_integer node=1 attribute=max_length value=3"))
    app.do('change draft text="abcdef"')
    assert [event.text for event in told(app) if event.name == "change"] == ["abc"]
