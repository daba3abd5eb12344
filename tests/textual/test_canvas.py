"""A canvas on a screen: what is shown of its cells, when they are read, what size is told, and who gets its keys."""

import struct
from collections.abc import Sequence
from unittest.mock import patch

from rich.color import Color
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from textual import events
from textual.geometry import Region

from opui.core import protocol
from opui.core.arrays import Array
from opui.core.scrub import SIGN
from opui.core.wire.records import Event
from opui.textual.kinds import canvas as canvas_module
from opui.textual.kinds.canvas import Looks
from opui.textual.widget_listing import list_widgets
from tests.memory import FakeMemory
from tests.scripted import ARRAYS
from tests.textual.apps import made
from tests.textual.harness import Running, running

RED, BLUE, NINTH, BOLD, DIM = 0x01FF0000, 0x010000FF, 0x02000009, 1, 2
THEME = "attach node=0 event=theme handler=1 data=0\n"


def put(memory: FakeMemory, text: str, color: int = 0, background: int = 0, marks: int = 0) -> int:
    words = [word for symbol in text for word in (ord(symbol), color, background, marks)]
    return memory.put_numbers("u32", words)


def cells(address: int, node: int = 1) -> str:
    return f"set_array node={node} attribute=cells element=u32 descriptor={address}\n"


def canvas(columns: int, *more: str, events: Sequence[str] = (), node: int = 1, parent: int = 0) -> str:
    handlers = [f"attach node={node} event={event} handler=1 data=0" for event in events]
    return made(node, "canvas", parent, f"set_integer node={node} attribute=columns value={columns}", *more, *handlers)


async def next_frame(run: Running) -> None:
    run.view.queue(Event("theme", protocol.ROOT))
    await run.settle()


def lines(run: Running, node: int = 1) -> list[str]:
    return [line.rstrip() for line in run.shown(run.widget(node)).splitlines()]


# --- What is shown ---------------------------------------------------------------------------------


async def test_the_rows_are_shown_from_the_upper_left_and_the_rest_is_blank() -> None:
    memory = FakeMemory(first=ARRAYS)
    frame = canvas(4, cells(put(memory, "ab漢xéf\0")))
    async with running(frame, size=(20, 9), memory=bytes(memory.data)) as run:
        assert lines(run) == ["ab漢", "", "", "", ""]
    frame = canvas(3, cells(put(memory, "ab漢xéf")))
    async with running(frame, size=(20, 9), memory=bytes(memory.data)) as run:
        assert lines(run) == ["ab", "xéf", "", "", ""]


async def test_what_is_wider_than_the_widget_is_cut() -> None:
    memory = FakeMemory(first=ARRAYS)
    frame = canvas(5, cells(put(memory, "abcdeABCDE")), 'set_string node=1 attribute=style value="width: 3; height: 1"')
    async with running(frame, memory=bytes(memory.data)) as run:
        assert run.shown(run.widget(1)) == "abc"


async def test_a_canvas_may_be_as_large_as_its_cells() -> None:
    memory = FakeMemory(first=ARRAYS)
    style = 'set_string node=1 attribute=style value="width: auto; height: auto"'
    first, then = put(memory, "abcdef"), put(memory, "abcdefghi")
    async with running(canvas(3, cells(first), style) + THEME, cells(then), memory=bytes(memory.data)) as run:
        assert run.widget(1).size == (3, 2)
        await next_frame(run)
        assert run.widget(1).size == (3, 3)
        assert lines(run) == ["abc", "def", "ghi"]


async def test_each_set_reads_the_cells_anew_and_only_rows_that_have_changed_are_made_again() -> None:
    memory = FakeMemory(first=ARRAYS)
    both = put(memory, "abcd"), put(memory, "abXd")
    first = canvas(2, cells(both[0])) + THEME
    async with running(first, cells(both[1]), cells(both[1]), memory=bytes(memory.data)) as run:
        widget = run.widget(1)
        with patch.object(widget, "refresh", wraps=widget.refresh) as refresh:
            await next_frame(run)
            refresh.assert_called_once_with(Region(0, 1, widget.size.width, 1))
            assert lines(run)[:2] == ["ab", "Xd"]
            await next_frame(run)
            refresh.assert_called_once()


async def test_while_the_guest_computes_what_was_read_last_stays_and_is_replaced_as_soon_as_that_is_over() -> None:
    memory = FakeMemory(first=ARRAYS)
    one, two, texts = put(memory, "ab"), put(memory, "X"), memory.put_texts("e\u0301")
    more = f"set_array node=1 attribute=symbols element=utf8 descriptor={texts}\n"
    busy = True
    read_bytes, read = Array.read_bytes, Array.read
    async with running(canvas(1, cells(one)) + THEME, cells(two) + more, memory=bytes(memory.data)) as run:
        with (
            patch.object(Array, "read_bytes", lambda self: None if busy else read_bytes(self)),
            patch.object(Array, "read", lambda self, *given: None if busy else read(self, *given)),
        ):
            await next_frame(run)
            assert lines(run)[:2] == ["a", "b"]
            busy = False
            while lines(run)[:2] != ["X", ""]:
                await run.pilot.pause(0.01)


async def test_symbols_that_are_texts_are_shown_and_shown_anew_when_these_are_set() -> None:
    memory = FakeMemory(first=ARRAYS)
    words = memory.put_numbers("u32", [protocol.CELL_TEXTS, 0, 0, 0, protocol.CELL_TEXTS + 1, 0, 0, 0])
    texts = memory.put_texts("e\u0301", "ab"), memory.put_texts("👍")
    symbols = [f"set_array node=1 attribute=symbols element=utf8 descriptor={each}\n" for each in texts]
    async with running(canvas(2, cells(words), symbols[0]) + THEME, symbols[1], memory=bytes(memory.data)) as run:
        assert lines(run)[0] == f"e\u0301{SIGN}"
        await next_frame(run)
        assert lines(run)[0] == "👍"


async def test_the_cursor_is_shown_while_the_canvas_has_the_focus() -> None:
    memory = FakeMemory(first=ARRAYS)
    frame = canvas(2, cells(put(memory, "abcd")), "set_integer node=1 attribute=cursor value=2") + THEME
    frames = frame, "set_integer node=1 attribute=cursor value=1", "set_integer node=1 attribute=cursor value=99"
    async with running(*frames, memory=bytes(memory.data)) as run:

        def reversed_cells() -> list[str]:
            strips = [run.widget(1).render_line(y) for y in range(3)]
            return [text for strip in strips for text, style, _ in strip if style is not None and style.reverse]

        assert reversed_cells() == []
        await run.focus(1)
        assert reversed_cells() == ["c"]
        await next_frame(run)
        assert reversed_cells() == ["b"]
        await next_frame(run)
        assert reversed_cells() == []


# --- Looks ------------------------------------------------------------------------------------------


def look(color: int, background: int, marks: int) -> bytes:
    return struct.pack("<3I", color, background, marks)


def test_a_look_is_the_canvass_own_but_for_what_it_says() -> None:
    ground = Style.parse("#102030 on #405060")
    looks = Looks(ground, DEFAULT_TERMINAL_THEME)
    assert looks[look(0, 0, 0)] == ground
    assert looks[look(RED, 0, 0)] == Style.parse("#ff0000 on #405060")
    assert looks[look(0, BLUE, BOLD)] == Style.parse("bold #102030 on #0000ff")
    assert looks[look(0x00FF0000, 0xFF00FF00, 0)] == ground
    ninth = Color.from_triplet(DEFAULT_TERMINAL_THEME.ansi_colors[9])
    assert looks[look(NINTH, 0, 0)] == Style.from_color(ninth, ground.bgcolor)
    assert looks[look(0x020000FF, 0, 0)].color == Color.parse("#eeeeee")


def test_every_mark_is_shown_and_bits_that_are_none_are_passed_over() -> None:
    looks = Looks(Style.parse("#ffffff on #000000"), DEFAULT_TERMINAL_THEME)
    every = looks[look(0, 0, 0xFFFF_FFFF)]
    for name in ("bold", "italic", "underline", "blink", "blink2", "reverse", "conceal", "strike"):
        assert getattr(every, name)
    assert looks[look(0, 0, 1 << len(protocol.CELL_MARKS))] == looks[look(0, 0, 0)]


def test_what_is_dim_has_a_colour_nearer_to_the_background() -> None:
    looks = Looks(Style.parse("#ffffff on #000000"), DEFAULT_TERMINAL_THEME)
    dim = looks[look(0, 0, DIM)]
    assert not dim.dim
    assert dim.color is not None
    assert dim.color.triplet is not None
    assert 0x40 < dim.color.triplet.red < 0xC0
    assert Looks(Style.null(), DEFAULT_TERMINAL_THEME)[look(0, 0, DIM)].dim


def test_what_the_canvas_has_of_its_style_its_cells_have_too() -> None:
    looks = Looks(Style.parse("bold #ffffff on #000000"), DEFAULT_TERMINAL_THEME)
    assert looks[look(RED, 0, 0)] == Style.parse("bold #ff0000 on #000000")


async def test_looks_are_kept_up_to_a_number() -> None:
    memory = FakeMemory(first=ARRAYS)
    words = [word for at in range(20) for word in (0x41, 0x01000000 + at, 0, 0)]
    frame = canvas(20, cells(memory.put_numbers("u32", words)))
    with patch.object(canvas_module, "KEPT", 5):
        async with running(frame, memory=bytes(memory.data)) as run:
            widget = run.widget(1)
            before = widget._looks
            assert not before.fits(widget.visual_style.rich_style, run.app.ansi_theme)
            widget.make_lines(Region(0, 0, 20, 1))
            assert widget._looks is not before
            assert lines(run)[0] == "A" * 20


# --- Its size ---------------------------------------------------------------------------------------


async def test_the_size_of_the_content_is_told_when_it_is_known_and_when_it_changes() -> None:
    border = 'set_string node=1 attribute=style value="border: round white"\n'
    frame = canvas(0, events=["size"]) + THEME
    async with running(frame, "", border, size=(40, 14)) as run:
        assert [event.numbers for event in run.told_of("size")] == [(40, 10)]
        await next_frame(run)
        assert [event.numbers for event in run.told_of("size")] == [(40, 10), (38, 8)]
        await run.pilot.resize_terminal(50, 14)
        await run.settle()
        assert [event.numbers for event in run.told_of("size")] == [(40, 10), (38, 8), (48, 8)]


async def test_a_canvas_that_moves_elsewhere_tells_no_size_that_was_told_before() -> None:
    frames = canvas(0, events=["size"]) + THEME, made(5, "column", 0) + "insert node=1 parent=5 before=0\n"
    style = 'set_string node=1 attribute=style value="width: 9; height: 3"\n'
    async with running(frames[0] + style, frames[1]) as run:
        await next_frame(run)
        assert [event.numbers for event in run.told_of("size")] == [(9, 3)]


# --- Keys and the mouse -----------------------------------------------------------------------------


async def test_a_canvas_that_hears_of_keys_gets_those_that_would_scroll_and_tab_if_it_says_so() -> None:
    scroll = made(9, "scroll", 0)
    tab = "set_flag node=1 attribute=takes_tab value=true\n"
    button = made(7, "button", 0)
    frames = scroll + canvas(0, events=["key"], parent=9) + button + THEME, "", "", "", tab
    async with running(*frames) as run:
        await run.focus(1)
        await run.press("down", "a", "escape", "tab")
        assert [event.text for event in run.told_of("key")] == ["down", "a", "escape"]
        assert run.app.focused is run.widget(7)
        await next_frame(run)
        await run.focus(1)
        await run.press("tab", "shift+tab", "enter")
        assert [event.text for event in run.told_of("key")[3:]] == ["tab", "shift+tab", "enter"]
        assert run.app.focused is run.widget(1)


async def test_the_mouse_and_a_paste_are_told_and_a_click_takes_the_focus() -> None:
    heard = ("mouse_down", "mouse_up", "mouse_move", "wheel", "paste", "focus")
    async with running(canvas(0, events=heard)) as run:
        await run.pilot.click(run.widget(1), offset=(3, 2))
        await run.settle()
        assert [event.numbers for event in run.told_of("mouse_down", "mouse_up")] == [(3, 2)] * 2
        assert run.app.focused is run.widget(1)
        run.app.post_message(events.Paste("two\nlines"))
        await run.settle()
        assert [event.text for event in run.told_of("paste")] == ["two\nlines"]


async def test_the_listing_of_widgets_has_the_first_rows() -> None:
    memory = FakeMemory(first=ARRAYS)
    frame = canvas(2, cells(put(memory, 'a"cd')))
    async with running(frame, memory=bytes(memory.data)) as run:
        assert '2 × 2 "a\\"" "cd"' in list_widgets(run.view)
