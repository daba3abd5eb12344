"""`OpuiApp`: what the host draws around a guest, and what becomes of the app when the guest ends or fails."""

import signal
from unittest.mock import call, patch

import pytest
from textual.widgets import Input

from opui.core import protocol
from opui.core.gate.module import Module, check_module
from opui.core.scrub import scrub_line
from opui.source import App as Source
from opui.textual.app import chrome
from opui.textual.app.app import OpuiApp
from opui.textual.app.chrome import AppPanel, FaultPanel, KeyFooter
from tests.guests import compiled, data, guest_text, set_word
from tests.textual.apps import RunningOpui, bound, made, run_opui

pytestmark = pytest.mark.slow

HOST = ["f12", "app", "^q", "quit"]
KEY = bound(1, "f2", 0, 'set_text node=1 text="go"')
TEXT = made(2, "text", 0, 'set_text node=2 text="still here"')


async def click_footer(run: RunningOpui, text: str) -> None:
    """Click in the middle of what the footer says."""
    footer = run.app.query_one(KeyFooter)
    column = run.shown(footer).index(text) + len(text) // 2
    await run.pilot.click(footer, offset=(column, 0))
    await run.settle()


async def test_an_app_without_a_terminal_leaves_the_signals_to_the_program() -> None:
    before = signal.getsignal(signal.SIGTERM)
    async with run_opui(KEY):
        assert signal.getsignal(signal.SIGTERM) is before


# --- Title and footer ------------------------------------------------------------------------------


async def test_the_title_is_the_sources_until_the_guest_sets_one() -> None:
    second = 'set_string node=0 attribute=title value="Mine"'
    async with run_opui(KEY, second, "unset node=0 attribute=title") as run:
        assert run.app.title == "Test"
        await run.press("f2")
        assert run.app.title == "Mine"
        await run.press("f2")
        assert run.app.title == "Test"


async def test_the_footer_shows_the_keys_and_clicking_one_presses_it() -> None:
    async with run_opui(KEY + bound(3, "ctrl+t", 0, 'set_text node=3 text="other"')) as run:
        assert run.footer.split() == ["f2", "go", "^t", "other", *HOST]
        await click_footer(run, "other")
        await click_footer(run, "f2")
        assert [(event.node, event.modifiers) for event in run.told] == [(3, 0), (1, 0)]


async def test_a_click_between_two_keys_of_the_footer_presses_nothing() -> None:
    async with run_opui(KEY + bound(3, "f3", 0, 'set_text node=3 text="other"')) as run:
        await run.pilot.click(KeyFooter, offset=(run.shown(run.app.query_one(KeyFooter)).index("f3") - 1, 0))
        await run.settle()
        assert run.told == []


async def test_the_hosts_own_key_at_the_end_of_the_footer_quits() -> None:
    async with run_opui(KEY) as run:
        await run.pilot.click(KeyFooter, offset=(run.shown(run.app.query_one(KeyFooter)).index("quit"), 0))
        await run.pilot.pause()
        assert run.app._exit


async def test_keys_that_do_not_fit_are_left_out_and_can_not_be_clicked() -> None:
    many = "".join(
        bound(10 + number, f"f{number}", 0, f'set_text node={10 + number} text="number {number}"')
        for number in range(1, 9)
    )
    async with run_opui(many, size=(40, 10)) as run:
        assert run.footer.split() == ["f1", "number", "1", "f2", "num…", *HOST]
        for column in range(0, 40 - len("f12 app  ^q quit") - 1, 4):
            await run.pilot.click(KeyFooter, offset=(column, 0))
        await run.settle()
        assert {event.node for event in run.told} == {11, 12}
        await run.pilot.click(KeyFooter, offset=(36, 0))
        assert {event.node for event in run.told} == {11, 12}


SEVEN = "".join(bound(10 + i, key, 0, f'set_text node={10 + i} text="do it"') for i, key in enumerate("abcdefg"))
LONG = bound(10, "a", 0, f'set_text node=10 text="{"long " * 20}"')
WIDE = bound(10, "漢", 0, f'set_text node=10 text="{"漢字" * 30}"')
MARKS = "".join(
    bound(10 + i, key, 0, f'set_text node={10 + i} text="e\u0301te\u0301"') for i, key in enumerate("ab\u0301")
)
LINES = {
    (SEVEN, 120): "a do it  b do it  c do it  d do it  e do it  f do it  g do it" + 41 * " " + "f12 app  ^q quit",
    (SEVEN, 80): "a do it  b do it  c do it  d do it  e do it  f do it  g do…   f12 app  ^q quit",
    (SEVEN, 60): "a do it  b do it  c do it  d do it  e  f  f12 app  ^q quit",
    (SEVEN, 40): "a do it  b do it  c   f12 app  ^q quit",
    (SEVEN, 24): "a  b  f12 app  ^q quit",
    (SEVEN, 21): "a  f12 app  ^q quit",
    (SEVEN, 20): "  f12 app  ^q quit",
    (SEVEN, 18): "f12 app  ^q quit",
    (SEVEN, 17): "a do…   ^q quit",
    (SEVEN, 9): "^q quit",
    (SEVEN, 6): "^q q",
    (LONG, 80): "a long long long long long long long long long long long lo…  f12 app  ^q quit",
    (LONG, 40): "a long long long lo…  f12 app  ^q quit",
    (WIDE, 80): "漢 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字…  f12 app  ^q quit",
    (WIDE, 41): "漢 漢字漢字漢字漢字…   f12 app  ^q quit",
    (WIDE, 24): "漢    f12 app  ^q quit",
    (MARKS, 80): "a e\u0301te\u0301  b e\u0301te\u0301  ◌\u0301 e\u0301te\u0301" + 43 * " " + "f12 app  ^q quit",
    (MARKS, 27): "a e\u0301te\u0301    f12 app  ^q quit",
}


@pytest.mark.parametrize(("bindings", "width"), LINES)
async def test_the_hosts_keys_keep_their_room_whatever_the_guest_binds(bindings: str, width: int) -> None:
    async with run_opui(bindings, size=(width, 24)) as run:
        footer = run.app.query_one(KeyFooter)
        assert run.shown(footer)[1:].rstrip() == LINES[bindings, width]


@pytest.mark.parametrize("busy", [False, True])
@pytest.mark.parametrize("width", range(20, 90, 7))
async def test_all_of_the_footer_can_be_clicked_at_any_width(busy: bool, width: int) -> None:
    async with run_opui(SEVEN, size=(width, 10)) as run:
        footer = run.app.query_one(KeyFooter)
        footer.show_busy(busy)
        await run.pilot.pause()
        line = run.shown(footer)
        assert line.endswith("f12 app  ^q quit")
        assert ("busy…" in line) == (busy and width > 24)
        shown = [key for key in "abcdefg" if f"{key} " in line.partition("busy")[0].partition("f12")[0]]
        for key in shown:
            await run.pilot.click(footer, offset=(line.index(f"{key} "), 0))
        await run.settle()
        assert [event.node for event in run.told] == [10 + "abcdefg".index(key) for key in shown]
        await run.pilot.click(footer, offset=(line.index("f12") + 6, 0))
        await run.settle()
        assert run.app.query(AppPanel)
        await run.pilot.click(footer, offset=(line.index("^q"), 0))
        await run.pilot.pause()
        assert run.app._exit


async def test_what_a_key_does_is_shown_in_one_line() -> None:
    async with run_opui(bound(1, "f2", 0, 'set_text node=1 text="two\\nlines\\tand more"') + bound(3, "f3", 0)) as run:
        assert " ".join(run.footer.split()) == "f2 two lines and more f3 f12 app ^q quit"
        await click_footer(run, "more")
        assert [event.node for event in run.told] == [1]


async def test_of_long_texts_only_the_beginning_is_scrubbed_and_of_many_keys_only_what_could_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scrubbed: list[int] = []

    def counting(text: str, length: int) -> str:
        scrubbed.append(len(text))
        return scrub_line(text, length)

    monkeypatch.setattr(chrome, "scrub_line", counting)
    many = "".join(bound(number, chr(0x4E00 + number), 0) for number in range(2, 200))
    async with run_opui(bound(1, "f2", 0, f'set_text node=1 text="{"long " * 2000}"') + many) as run:
        assert run.footer.startswith("f2 long long")
        footer = run.app.query_one(KeyFooter)
        scrubbed.clear()
        footer.show(run.view.key_bindings())
        assert not scrubbed
        footer.render()
        assert max(scrubbed) == 4 * chrome.DESCRIPTION_CHARACTERS
        assert len(scrubbed) < 40


async def test_keys_that_are_hidden_take_no_room_from_those_that_are_not() -> None:
    hidden = "".join(
        bound(number, chr(0x4E00 + number), 0, f"set_flag node={number} attribute=hidden value=true")
        for number in range(2, 200)
    )
    async with run_opui(hidden + KEY) as run:
        assert run.footer.split() == ["f2", "go", *HOST]


# --- Nothing of the guest reaches the host's chrome --------------------------------------------------


@pytest.mark.parametrize("side", ["top", "bottom", "left", "right"])
@pytest.mark.parametrize("selector", ["root", "text", "column"])
async def test_no_style_of_the_guest_covers_the_footer(side: str, selector: str) -> None:
    style = f"{selector} {{ dock: {side}; height: 100%; width: 100%; min-height: 200; margin: 0; background: red; }}"
    first = KEY + made(2, "column", 0) + made(3, "text", 2, 'set_text node=3 text="x"')
    async with run_opui(first + f'set_string node=0 attribute=stylesheet value="{style}"') as run:
        assert run.footer.split() == ["f2", "go", *HOST]
        footer = run.app.query_one(KeyFooter).region
        assert (footer.y, footer.width, footer.height) == (23, 80, 1)
        widget, _ = run.app.screen.get_widget_at(1, 23)
        assert isinstance(widget, KeyFooter)
        await click_footer(run, "go")
        assert [event.node for event in run.told] == [1]


@pytest.mark.parametrize(
    "style", ["display: none", "visibility: hidden", "width: 0; height: 0", "dock: bottom; height: 200", "margin: 20"]
)
async def test_whatever_the_guest_does_to_its_view_the_footer_stays_and_quits(style: str) -> None:
    async with run_opui(KEY + f'set_string node=0 attribute=stylesheet value="root {{ {style}; }}"') as run:
        assert "^q quit" in run.footer
        await run.pilot.press("ctrl+q")
        assert run.app._exit


async def test_the_panel_for_faults_is_not_covered_either() -> None:
    style = "root { dock: bottom; height: 200; } column { dock: bottom; height: 200; background: red; }"
    first = KEY + made(2, "column", 0) + f'set_string node=0 attribute=stylesheet value="{style}"'
    async with run_opui(first, "remove node=99") as run:
        await run.press("f2")
        assert "there is no node 99" in run.panel
        assert run.footer.split() == HOST


# --- Faults ----------------------------------------------------------------------------------------


def panicking(message: bytes) -> Module:
    panic = set_word("panic_address", 16_384) + set_word("panic_length", len(message)) + "(unreachable)"
    return check_module(compiled(guest_text(panic, extra=data(16_384, message))))


async def test_a_trap_is_told_on_a_panel_without_a_traceback() -> None:
    async with run_opui(module=check_module(compiled(guest_text("(unreachable)")))) as run:
        assert 'App "Test" was stopped' in run.panel
        assert "trap" in run.panel
        assert "r restart b save a crash bundle q quit" in run.panel
        assert "Traceback" not in run.panel


async def test_a_panic_is_told_in_the_guests_own_words_freed_of_markup_and_control_characters() -> None:
    async with run_opui(module=panicking(b"[@click=app.quit]lost[/] \x1b]52;c;eA==\x07 and \xc2\x9b31mfound")) as run:
        assert "[@click=app.quit]lost[/]" in run.panel
        assert not set(run.panel) & set("\x1b\x07\x9b")


async def test_a_bad_frame_leaves_the_last_screen_and_says_which_command_it_was() -> None:
    async with run_opui(KEY + TEXT, 'set_text node=2 text="gone"\nremove node=99') as run:
        await run.press("f2")
        assert run.shown(run.widget(2)) == "still here"
        assert "frame 2, command 1 (offset 0x10): remove node=99 node_unknown: there is no node 99" in run.panel
        assert run.app.error is not None
        assert run.footer.split() == HOST
        calls = run.view.calls
        await run.press("f2", "x")
        assert run.view.calls == calls


async def test_a_long_error_keeps_the_keys_in_sight() -> None:
    async with run_opui(module=panicking(b"many words " * 300), size=(60, 12)) as run:
        assert 'App "Test" was stopped' in run.panel
        assert "r restart b save a crash bundle q quit" in run.panel
        assert run.app.query_one(FaultPanel).region.bottom <= 11


async def test_r_starts_the_app_anew() -> None:
    async with run_opui(KEY + TEXT, "remove node=99") as run:
        await run.press("f2")
        old = run.view
        await run.pilot.press("r")
        await run.settle()
        assert run.app.error is None
        assert run.panel == ""
        assert run.view is not old
        assert run.view.calls == 1
        assert run.shown(run.widget(2)) == "still here"
        assert run.footer.split() == ["f2", "go", *HOST]
        await run.press("f2")
        assert "there is no node 99" in run.panel


async def test_q_ends_the_failed_app_with_the_code_1_and_escape_does_not() -> None:
    async with run_opui(KEY, "remove node=99") as run:
        await run.press("f2")
        await run.pilot.press("escape")
        assert run.app.return_code is None
        assert "there is no node 99" in run.panel
        await run.pilot.press("q")
        assert run.app.return_code == 1


async def test_a_key_of_the_panel_does_not_go_to_an_input_of_the_guest() -> None:
    first = KEY + made(2, "input", 0) + "call node=2 method=focus"
    async with run_opui(first, "remove node=99") as run:
        await run.press("f2")
        await run.pilot.press("x")
        assert run.widget(2).value == ""
        assert run.app.query_one(Input).disabled or run.view.disabled


async def test_what_the_guest_logs_goes_to_textuals_log_and_is_not_seen() -> None:
    async with run_opui(KEY, 'call node=0 method=log text="so"') as run:
        before = run.shown(run.view)
        with patch("textual.Logger.__call__") as log:
            await run.press("f2")
        assert call("so") in log.mock_calls
        assert run.shown(run.view) == before
        assert run.app.error is None


# --- The end ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [0, 7, 255])
async def test_the_guest_ends_the_app_with_its_exit_code(code: int) -> None:
    async with run_opui(KEY, f"call node=0 method=quit option={code}") as run:
        await run.pilot.press("f2")
        while not run.app._exit:
            await run.pilot.pause(0.005)
        assert run.app.return_code == code


async def test_ctrl_q_ends_with_the_code_0() -> None:
    async with run_opui(KEY) as run:
        await run.pilot.press("ctrl+q")
        assert run.app.return_code == 0


async def test_a_guest_that_computes_without_end_can_be_left_by_ctrl_q() -> None:
    busy = check_module(compiled(guest_text("(loop $on (br $on))")))
    app = OpuiApp(Source("busy", "Busy", busy, protocol.LIMIT | {"call_milliseconds": 60_000}))
    async with app.run_test() as pilot:
        await pilot.press("ctrl+q")
        assert app.return_code == 0
