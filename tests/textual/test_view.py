"""What a person sees of a guest's nodes, and what the guest hears of the person, in a real Textual app."""

import pytest
import wasmtime
from rich.style import Style
from textual import events
from textual.widgets import Input

from opui.core.gate.module import check_module
from opui.core.wire.records import Event
from opui.textual.view.view import OpuiView
from tests.scripted import scripted
from tests.textual.harness import running, running_views

BUTTON = """
create node=1 kind=button
set_text node=1 text="Go"
attach node=1 event=press handler=1 data=5
insert node=1 parent=0 before=0
"""
INPUT = """
create node=1 kind=input
attach node=1 event=change handler=1 data=0
attach node=1 event=submit handler=1 data=0
insert node=1 parent=0 before=0
call node=1 method=focus
"""
LIST = """
create node=1 kind=list
attach node=1 event=highlight handler=1 data=0
insert node=1 parent=0 before=0
create node=2 kind=text
set_text node=2 text="two"
insert node=2 parent=1 before=0
create node=3 kind=text
set_text node=3 text="three"
insert node=3 parent=1 before=0
create node=4 kind=text
set_text node=4 text="four"
attach node=4 event=press handler=1 data=0
insert node=4 parent=1 before=0
"""


async def test_a_button_that_is_clicked_tells_the_guest() -> None:
    async with running(BUTTON) as run:
        await run.click(1)
        assert run.told_of("press") == [Event("press", 1, "", (1,), 0, 0, 1, 5)]


@pytest.mark.parametrize("key", ["enter", "space"])
async def test_a_button_is_pressed_by_key(key: str) -> None:
    async with running(BUTTON) as run:
        await run.focus(1)
        await run.press(key)
        assert len(run.told_of("press")) == 1


async def test_the_embedding_app_hears_nothing_of_the_guests_widgets() -> None:
    async with running(BUTTON) as run:
        await run.click(1)
        assert run.app.seen == []


async def test_what_is_typed_reaches_the_guest_as_the_whole_value() -> None:
    async with running(INPUT) as run:
        await run.press("h", "i", "enter")
        assert [event.text for event in run.told_of("change")][-1] == "hi"
        assert [event.text for event in run.told_of("submit")] == ["hi"]


async def test_a_value_that_the_guest_sets_is_shown_and_does_not_come_back() -> None:
    async with running(INPUT, 'set_string node=1 attribute=value text="x"'.replace("text", "value")) as run:
        await run.press("a")
        assert run.widget(1).value == "x"
        assert [event.text for event in run.told_of("change")] == ["a"]


async def test_setting_a_value_to_what_is_typed_already_leaves_the_cursor_alone() -> None:
    async with running(INPUT, "", "", 'set_string node=1 attribute=value value="ab"') as run:
        await run.press("a", "b", "left")
        assert run.widget(1).cursor_position == 1


async def test_a_checkbox_that_is_ticked_tells_the_guest_once() -> None:
    first = "create node=1 kind=checkbox\nattach node=1 event=toggle handler=1 data=0\ninsert node=1 parent=0 before=0"
    async with running(first, "set_flag node=1 attribute=checked value=false") as run:
        await run.click(1)
        assert [event.numbers for event in run.told_of("toggle")] == [(1,)]
        assert run.widget(1).value is False


async def test_a_click_goes_to_the_nearest_handler_above() -> None:
    first = """
    create node=1 kind=row
    attach node=1 event=press handler=1 data=0
    insert node=1 parent=0 before=0
    create node=2 kind=text
    set_text node=2 text="click me"
    insert node=2 parent=1 before=0
    """
    async with running(first) as run:
        await run.click(2)
        await run.click(2, times=2)
        assert [(event.node, event.numbers) for event in run.told_of("press")][-1] == (1, (2,))


async def test_a_click_carries_its_modifiers() -> None:
    first = """
    create node=1 kind=text
    set_text node=1 text="x"
    attach node=1 event=press handler=1 data=0
    insert node=1 parent=0 before=0
    """
    async with running(first) as run:
        await run.click(1, shift=True, control=True)
        assert run.told_of("press")[0].modifiers == 1 | 4


async def test_the_cursor_of_a_list_moves_by_key_and_the_guest_hears_of_it() -> None:
    async with running(LIST) as run:
        await run.focus(1)
        await run.press("down", "end", "home")
        assert [event.numbers for event in run.told_of("highlight")] == [(2, 0), (3, 1), (4, 2), (2, 0)]


async def test_enter_presses_the_row_under_the_cursor() -> None:
    async with running(LIST) as run:
        await run.focus(1)
        await run.press("enter", "end", "enter")
        assert [event.node for event in run.told_of("press")] == [4]


async def test_the_cursor_stays_on_its_row_when_rows_before_it_go() -> None:
    async with running(LIST, "", "remove node=2") as run:
        await run.focus(1)
        await run.press("down")
        assert run.widget(1).cursor is run.node(3)
        assert run.told_of("highlight")[-1].numbers == (3, 0)


async def test_the_cursor_goes_to_the_row_that_takes_the_place_of_a_removed_one() -> None:
    async with running(LIST, "", "remove node=3") as run:
        await run.focus(1)
        await run.press("down")
        assert run.widget(1).cursor is run.node(4)


async def test_a_row_is_focused_by_moving_the_lists_cursor_there() -> None:
    async with running(LIST + "call node=3 method=focus") as run:
        assert run.widget(1).has_focus
        assert run.widget(1).cursor is run.node(3)


async def test_focus_and_blur_reach_the_guest() -> None:
    events = "attach node=1 event=focus handler=1 data=0\nattach node=1 event=blur handler=1 data=0"
    async with running(BUTTON + events) as run:
        await run.focus(1)
        run.app.query_one("#own", Input).focus()
        await run.settle()
        assert [event.name for event in run.told_of("focus", "blur")] == ["focus", "blur"]


async def test_another_size_reaches_the_guest() -> None:
    async with running("attach node=0 event=resize handler=1 data=0") as run:
        await run.pilot.resize_terminal(100, 40)
        await run.settle()
        assert run.told_of("resize")[-1].numbers == (100, 36)


async def test_another_theme_reaches_the_guest() -> None:
    async with running("attach node=0 event=theme handler=1 data=0") as run:
        run.app.theme = "textual-light"
        await run.settle()
        assert [event.flags for event in run.told_of("theme")] == [0]


async def test_a_timer_ticks() -> None:
    first = """
    create node=1 kind=timer
    set_number node=1 attribute=interval value=10.0
    set_flag node=1 attribute=once value=true
    attach node=1 event=tick handler=1 data=0
    insert node=1 parent=0 before=0
    """
    async with running(first) as run:
        while not run.told_of("tick"):
            await run.pilot.pause(0.005)
        await run.settle()
        assert run.view.calls == 2


async def test_an_idle_view_makes_no_call() -> None:
    async with running(BUTTON) as run:
        await run.pilot.pause(0.2)
        assert run.view.calls == 1


async def test_again_brings_another_frame() -> None:
    async with running("", "", "", again=[1, 2]) as run:
        while run.view.calls < 3:
            await run.pilot.pause(0.005)
        await run.pilot.pause(0.1)
        assert run.view.calls == 3


async def test_one_press_is_one_guest_call() -> None:
    async with running(BUTTON) as run:
        for _ in range(3):
            await run.click(1)
        assert run.view.calls == 1 + 3


async def test_a_refused_frame_leaves_the_screen_and_says_why() -> None:
    async with running(BUTTON, 'set_text node=1 text="gone"\nremove node=9') as run:
        await run.click(1)
        assert [error.rule for error in run.app.failed] == ["node_unknown"]
        assert str(run.widget(1).label) == "Go"
        await run.click(1)
        assert run.view.calls == 2


async def test_quit_is_told_to_the_embedding_app() -> None:
    async with running("call node=0 method=quit option=3") as run:
        assert run.app.quit_code == 3


async def test_a_guest_that_can_not_be_loaded_fails_without_harm() -> None:
    bad = scripted("create node=0 kind=column")
    async with running_views(OpuiView(bad)) as run:
        assert [error.rule for error in run.app.failed] == ["root"]
        await run.pilot.click("#own")
        await run.pilot.press("o", "k")
        assert run.app.query_one("#own", Input).value == "ok"


async def test_a_removed_view_frees_its_guest_and_its_stylesheet() -> None:
    async with running('set_string node=0 attribute=stylesheet value="text { color: red }"') as run:
        before = len(run.app.stylesheet.source)
        await run.view.remove()
        assert len(run.app.stylesheet.source) == before - 1


async def test_two_guests_in_one_app_do_not_style_each_other() -> None:
    text = 'create node=1 kind=text\nset_text node=1 text="x"\ninsert node=1 parent=0 before=0\n'
    red = OpuiView(scripted(text + 'set_string node=0 attribute=stylesheet value="text, .warning { color: #ff0000; }"'))
    plain = OpuiView(scripted(text))
    async with running_views(red, plain) as run:
        assert red.widget_of(1).styles.color.hex == "#FF0000"
        assert plain.widget_of(1).styles.color.hex != "#FF0000"
        assert run.app.query_one("#below").styles.color.hex != "#FF0000"


ROWS = """
create node=1 kind=list
attach node=1 event=highlight handler=1 data=0
attach node=1 event=focus handler=1 data=0
insert node=1 parent=0 before=0
create node=9 kind=key_binding
set_string node=9 attribute=key value="delete"
attach node=9 event=press handler=1 data=0
insert node=9 parent=1 before=0
""" + "".join(
    f"""
create node={row} kind=row
insert node={row} parent=1 before=0
create node={row + 1} kind=button
set_text node={row + 1} text="x"
attach node={row + 1} event=press handler=1 data=0
insert node={row + 1} parent={row} before=0
"""
    for row in (10, 20, 30)
)


async def test_the_cursors_move_is_told_before_what_is_pressed_after_it() -> None:
    async with running(ROWS) as run:
        await run.focus(1)
        await run.press("down", "delete")
        told = [(event.name, event.node, event.numbers) for event in run.told_of("highlight", "press")]
        assert told[-2:] == [("highlight", 1, (20, 1)), ("press", 9, (1,))]


async def test_keys_typed_behind_a_move_of_the_focus_go_where_the_focus_has_gone() -> None:
    async with running(LIST + "create node=8 kind=input\ninsert node=8 parent=0 before=1") as run:
        await run.focus(1)
        for key in ("shift+tab", "o", "k"):
            run.app.screen.focused._forward_event(events.Key(key, key if len(key) == 1 else None))  # type: ignore[union-attr]  # as the app does with keys that come in one read
        await run.settle()
        assert run.widget(8).value == "ok"


async def test_the_list_gets_the_focus_of_a_row_that_is_removed() -> None:
    async with running(ROWS, "", "remove node=20") as run:
        await run.click(21)
        assert run.widget(1).has_focus
        assert run.widget(1).cursor is run.node(30)


async def test_a_widget_on_its_way_out_can_not_take_the_focus() -> None:
    async with running(ROWS, "remove node=20") as run:
        going = run.widget(21)
        await run.click(11)
        going.focus()
        await run.settle()
        assert not going.focusable
        assert run.app.screen.focused is not going


async def test_the_cursor_of_a_list_follows_the_focus_into_a_row() -> None:
    async with running(ROWS) as run:
        await run.focus(31)
        assert run.widget(1).cursor is run.node(30)


async def test_a_list_that_is_focused_while_empty_puts_its_cursor_on_the_first_row_that_comes() -> None:
    first = "create node=1 kind=list\ninsert node=1 parent=0 before=0\nattach node=1 event=focus handler=1 data=0"
    async with running(first, "create node=2 kind=text\ninsert node=2 parent=1 before=0") as run:
        await run.focus(1)
        assert run.widget(1).cursor is run.node(2)


async def test_an_inline_text_style_is_shown() -> None:
    first = 'create node=1 kind=text\nset_text node=1 text="x"\ninsert node=1 parent=0 before=0\n'
    async with running(f'{first}set_string node=1 attribute=style value="text-style: bold italic"') as run:
        assert run.widget(1).styles.text_style == Style(bold=True, italic=True)
        assert run.shown(run.widget(1)) == "x"


async def test_an_unknown_kind_takes_a_value_that_its_placeholder_does_not_show() -> None:
    first = f"{BUTTON}create node=3 kind=kind:99\ninsert node=3 parent=0 before=0"
    async with running(first, 'set_string node=3 attribute=value value="x"') as run:
        await run.click(1)
        assert run.app.failed == []
        assert "kind:99" in run.shown(run.widget(3))


async def test_a_hidden_row_can_not_have_the_cursor() -> None:
    async with running(LIST + "set_flag node=3 attribute=hidden value=true\ncall node=3 method=focus") as run:
        assert run.app.failed == []
        assert run.widget(1).cursor is None or run.widget(1).cursor.id != 3


async def test_a_guest_that_fails_at_its_load_is_not_tried_again_at_another_size() -> None:
    trap = '(module (memory (export "memory") 1) (table (export "__indirect_function_table") 1 funcref)'
    trap += '(func (export "opui_init") (result i32) unreachable) (func (export "opui_frame")))'
    async with running_views(OpuiView(check_module(bytes(wasmtime.wat2wasm(trap))))) as run:
        await run.pilot.resize_terminal(100, 40)
        await run.settle()
        assert [error.rule for error in run.app.failed] == ["trap"]


async def test_enter_does_not_press_a_disabled_row() -> None:
    async with running(LIST + "set_flag node=4 attribute=disabled value=true") as run:
        await run.focus(1)
        await run.press("end", "enter")
        assert run.told_of("press") == []


async def test_a_button_counts_clicks_and_tells_modifiers() -> None:
    async with running(BUTTON) as run:
        await run.click(1, times=2, shift=True)
        assert [(event.numbers, event.modifiers) for event in run.told_of("press")] == [((1,), 1), ((2,), 1)]


async def test_a_view_whose_guest_has_quit_is_idle_whatever_was_typed_behind_it() -> None:
    async with running(INPUT, "call node=0 method=quit option=0") as run:
        await run.press("a", "enter", "b")
        assert run.app.quit_code == 0
        assert run.view.idle


async def test_the_keys_of_a_scroll_are_those_that_the_spec_names() -> None:
    first = """
    create node=1 kind=scroll
    insert node=1 parent=0 before=0
    create node=2 kind=key_binding
    set_string node=2 attribute=key value="left"
    attach node=2 event=press handler=1 data=0
    insert node=2 parent=0 before=0
    """
    async with running(first) as run:
        await run.focus(1)
        await run.press("left")
        assert [event.node for event in run.told_of("press")] == [2]


async def test_what_is_typed_is_scrubbed_before_anybody_sees_it() -> None:
    async with running(INPUT) as run:
        for character in "a\u3164b🏽c\ufe0fd\u202e":
            run.app.post_message(events.Key("a", character))
        await run.settle()
        assert run.widget(1).value == "abcd"
        assert run.told_of("change")[-1].text == "abcd"


async def test_a_pasted_value_is_never_longer_than_a_text_may_be() -> None:
    async with running(INPUT + "set_integer node=1 attribute=max_length value=65536") as run:
        run.app.post_message(events.Paste("😀" * 60_000))
        await run.settle()
        assert len(run.widget(1).value.encode()) <= 65_536


@pytest.mark.parametrize(
    ("most", "pasted", "value", "said"),
    [
        (0, "one\ntwo\r\nthree", "one two three", []),
        (5, "one\ntwo", "one t", ["2 of 7 characters pasted do not fit"]),
        (0, "a\x9b31mb\u202ec", "a31mbc", []),
        (0, "x" * 20_000, "x" * 16_384, ["3,616 of 20,000 characters pasted do not fit"]),
    ],
)
async def test_of_what_is_pasted_an_input_takes_what_fits_and_says_what_does_not(
    most: int, pasted: str, value: str, said: list[str]
) -> None:
    async with running(INPUT + f"set_integer node=1 attribute=max_length value={most}") as run:
        run.app.post_message(events.Paste(pasted))
        await run.settle()
        assert run.widget(1).value == value
        assert [each.message for each in run.app._notifications] == said


async def test_to_cut_or_paste_by_keys_goes_by_what_is_selected() -> None:
    async with running(INPUT) as run:
        run.app.copy_to_clipboard("kept\ntwo")
        await run.press("ctrl+x", "ctrl+v")
        assert run.widget(1).value == "kept two"
