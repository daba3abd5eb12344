"""What an input does on a screen with grapheme clusters, and with what its guest makes of the text."""

import pytest
from textual import events
from textual.widgets.input import Selection

from opui.core.wire import decoder
from opui.textual.terminal.sequences import TerminalParser
from opui.tools.headless import Headless
from tests.core.test_clusters import EMOJI
from tests.scripted import scripted
from tests.textual.apps import made, run_opui
from tests.textual.harness import Running, running

FAMILY = "👨\u200d👩\u200d👧"
PLAIN = 'set_string node=1 attribute=style value="border: none; height: 1; width: 30; padding: 0"'


def field(value: str, *more: str) -> str:
    return made(1, "input", 0, f'set_string node=1 attribute=value value="{value}"', PLAIN, *more)


def state(run: Running) -> tuple[str, int, int]:
    widget = run.widget(1)
    return (widget.value, *widget.selection)


@pytest.mark.parametrize("cluster", [FAMILY, "🇩🇪", "e\u0301", "\u1112\u1161\u11ab", "क्ष"])
async def test_a_key_takes_a_cluster_as_a_whole(cluster: str) -> None:
    async with running(field(f"a{cluster}b")) as run:
        await run.focus(1)
        long = 1 + len(cluster)
        await run.press("left", "left")
        assert state(run) == (f"a{cluster}b", 1, 1)
        await run.press("shift+right")
        assert state(run) == (f"a{cluster}b", 1, long)
        await run.press("right", "backspace")
        assert state(run) == ("ab", 1, 1)


async def test_backspace_takes_every_emoji_whole() -> None:
    some = EMOJI[::97]
    async with running(field("".join(some))) as run:
        widget = run.widget(1)
        await run.focus(1)
        for left in range(len(some) - 1, -1, -1):
            await widget.do("delete_left")
            assert widget.value == "".join(some[:left])


async def test_a_click_puts_the_cursor_between_clusters_and_a_drag_selects_them_whole() -> None:
    async with running(field(f"a{FAMILY}e\u0301b")) as run:
        widget = run.widget(1)
        for cell, place in ((0, 0), (1, 1), (2, 1), (3, 6), (4, 8), (5, 9), (20, 9)):
            await run.pilot.click(widget, offset=(cell, 0))
            assert widget.cursor_position == place, cell
        await run.pilot.mouse_down(widget, offset=(1, 0))
        await run.pilot.hover(widget, offset=(4, 0))
        await run.pilot.mouse_up(widget, offset=(4, 0))
        assert widget.selected_text == f"{FAMILY}e\u0301"


async def test_nothing_selects_a_part_of_a_cluster() -> None:
    async with running(field(f"a{FAMILY}b")) as run:
        widget = run.widget(1)
        widget.selection = Selection(3, 4)
        assert widget.selected_text == FAMILY
        widget.cursor_position = 3
        assert widget.cursor_position == 6


async def test_the_cursor_and_a_selection_are_drawn_over_whole_clusters() -> None:
    async with running(field(f"a{FAMILY}🇩🇪")) as run:
        widget = run.widget(1)
        await run.focus(1)
        await run.press("left", "left")
        assert FAMILY in [segment.text for segment in widget.render_line(0)]
        await run.press("shift+right")
        assert [segment.text for segment in widget.render_line(0)][:3] == ["a", FAMILY, "🇩🇪"]


async def test_a_password_shows_one_bullet_for_a_cluster_and_the_cursor_behind_it() -> None:
    async with running(field(f"日{FAMILY}x", "set_flag node=1 attribute=password value=true")) as run:
        widget = run.widget(1)
        await run.focus(1)
        assert run.shown(widget).rstrip() == "•••"
        assert widget.cursor_screen_offset.x - widget.content_region.x == 4
        await run.press("left", "left")
        assert widget.cursor_screen_offset.x - widget.content_region.x == 1
        await run.pilot.click(widget, offset=(2, 0))
        assert widget.cursor_position == 6


@pytest.mark.parametrize(
    ("typed", "answer", "after"),
    [("abx|cd", "ABXCD", "ABX|CD"), (" |ab", "ab", "|ab"), ("1x|23-4", "123-4", "1|23-4"), ("abc|", "AB", "AB|")],
)
async def test_the_cursor_keeps_its_place_in_what_the_guest_makes_of_the_text_in_both_hosts(
    typed: str, answer: str, after: str
) -> None:
    place, text = typed.index("|"), typed.replace("|", "")
    listens = "attach node=1 event=change handler=1 data=0"
    frames = field(text[: place - 1] + text[place:], listens), f'set_string node=1 attribute=value value="{answer}"'
    app = Headless(scripted(*frames))
    app.do("focus 1")
    async with running(*frames) as run:
        await run.focus(1)
        for key in ["left"] * (len(text) - place) + [{" ": "space"}.get(text[place - 1], text[place - 1])]:
            await run.press(key)
            app.do(f"key {key}")
        app.do('key "|"')
        await run.press("|")
        assert run.widget(1).value == after
        assert run.told_of("change")[-1].text == after
        assert app.tree.nodes[1].get("value") == after


async def test_what_the_guest_selects_and_then_replaces_is_not_copied() -> None:
    select = (
        field("abc")
        + "call node=1 method=select_all\ncall node=1 method=focus\nattach node=0 event=key handler=1 data=0"
    )
    async with running(select, 'set_string node=1 attribute=value value="secret"') as run:
        await run.press("f5")
        assert (run.widget(1).selected_text, run.widget(1).text_to_copy) == ("secret", "")


PASTE = "attach node={} event=paste handler=1 data=0\n"


@pytest.mark.parametrize(
    ("handlers", "focused", "told", "value"),
    [
        ((1,), 1, [(1, "a\nb\n")], "old"),
        ((0,), 1, [], "olda b"),
        ((0,), 2, [(0, "a\nb\n")], "old"),
        ((0,), None, [(0, "a\nb\n")], "old"),
        ((1,), 2, [], "old"),
    ],
)
async def test_a_paste_is_an_event_for_a_guest_that_asks_for_it_in_both_hosts(
    handlers: tuple[int, ...], focused: int | None, told: list[tuple[int, str]], value: str
) -> None:
    first = field("old") + made(2, "button", 0) + "".join(map(PASTE.format, handlers))
    app = Headless(scripted(first))
    async with run_opui(first) as run:
        if focused is not None:
            app.do(f"focus {focused}")
            run.widget(focused).focus()
            await run.settle()
        app.do('paste "a\\r\\nb\\n"')
        run.app.post_message(events.Paste("a\r\nb\n"))
        await run.settle()
        seen = [each for exchange in app.exchanges for each in decoder.events(exchange.events)]
        for heard in (run.view.told, seen):
            assert [(event.node, event.text) for event in heard if event.name == "paste"] == told
        assert (run.widget(1).value, app.tree.nodes[1].get("value")) == (value, value)
        assert not run.app._notifications


async def test_a_person_is_told_what_was_cut_from_a_paste_that_the_guest_gets() -> None:
    async with running(field("") + PASTE.format(1)) as run:
        await run.focus(1)
        run.app.post_message(events.Paste("x" * 20_000))
        await run.settle()
        assert [len(event.text) for event in run.told_of("paste")] == [16_384]
        assert [each.message for each in run.app._notifications] == ["3,616 of 20,000 characters pasted do not fit"]


async def test_what_is_typed_behind_a_paste_goes_behind_what_the_guest_makes_of_it() -> None:
    async with running(field("") + PASTE.format(1), 'set_string node=1 attribute=value value="pasted"') as run:
        await run.focus(1)
        for event in (events.Paste("a\nb"), events.Key("x", "x")):
            run.app.post_message(event)
        await run.settle()
        assert run.widget(1).value == "pastedx"


UNPRINTABLE = "\u3000\u00a0\u2003\ue0b0\U000f0001\u0bc4"
"""What Python, and so Textual, takes for unprintable: spaces, icons of fonts, what is newer than its tables."""


@pytest.mark.parametrize(
    "text", [UNPRINTABLE, "می\u200cخواهم", FAMILY, "🏴" + "".join(chr(0xE0000 + ord(c)) for c in "gbeng\x7f")]
)
async def test_each_character_that_a_terminal_sends_is_typed_in_both_hosts(text: str) -> None:
    app = Headless(scripted(field("")))
    app.do("focus 1")
    async with running(field("")) as run:
        await run.focus(1)
        for event in TerminalParser().feed(text):
            run.app.post_message(event)
        for character in text:
            app.do(f'key "{character}"')
        await run.settle()
        assert (run.widget(1).value, app.tree.nodes[1].get("value")) == (text, text)
