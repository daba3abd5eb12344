"""A table of arrays on a screen: what is read and when, what is drawn, keys, the mouse, and memory that lies."""

import struct
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.geometry import Offset
from textual.selection import Selection

from opui.core import kinds, protocol
from opui.core.tree.tree import Tree
from opui.textual.kinds.data_table.blocks import KEPT, ROWS
from opui.textual.kinds.data_table.columns import SAMPLE
from opui.textual.kinds.data_table.formats import FORMATS, share, writer
from opui.textual.kinds.layout_watch import LayoutWatch
from tests.memory import FakeMemory
from tests.scripted import ARRAYS
from tests.textual.apps import made
from tests.textual.bare import Two, settle
from tests.textual.harness import Running, running, seen

PRESS = made(90, "button", 0, "attach node=90 event=press handler=1 data=0")
EVENTS = ("cell_highlight", "cell_press", "sort")
HANDLERS = [f"attach node=1 event={event} handler=1 data=0" for event in EVENTS]
BARS = " ▁▂▃▄▅▆▇█▎▍"
F64, U8, UTF8 = (protocol.ELEMENT_BY_NAME[name] for name in ("f64", "u8", "utf8"))


def attribute(node: int, name: str, value: str, op: str = "set_string") -> str:
    return f"{op} node={node} attribute={name} value={value}"


def cells(node: int, element: str, address: int, name: str = "values") -> str:
    return f"set_array node={node} attribute={name} element={element} descriptor={address}"


def column(node: int, heading: str, *more: str) -> str:
    return made(node, "data_column", 1, f'set_text node={node} text="{heading}"', *more)


class Arrays:
    """Three columns of arrays in a guest's memory: names, ages with some missing, and numbers below and above zero."""

    def __init__(self, rows: int = 9) -> None:
        self.memory = FakeMemory(first=ARRAYS)
        self.names = self.memory.put_texts(*(("Leto", "Jessica", "[b]x[/b]", "Alia")[at % 4] for at in range(rows)))
        self.ages = self.memory.put_numbers(
            "u8", [at * at % 256 for at in range(rows)], [at != 1 for at in range(rows)]
        )
        self.sums = self.memory.put_numbers("f64", [at - 1.5 for at in range(rows)])

    @property
    def data(self) -> bytes:
        return bytes(self.memory.data)

    def table(self, *more: str) -> str:
        own = made(1, "data_table", 0, attribute(1, "style", '"height: 5"'), *HANDLERS, *more)
        sortable = attribute(11, "sortable", "true", "set_flag")
        return "".join(
            (
                own,
                column(10, "Name", cells(10, "utf8", self.names)),
                column(11, "Age", cells(11, "u8", self.ages), sortable),
                column(12, "Sum", cells(12, "f64", self.sums)),
            )
        )


def drawn(run: Running) -> list[str]:
    return [line.rstrip(BARS) for line in run.shown(run.widget(1)).splitlines()]


def told(run: Running) -> list[tuple[Any, ...]]:
    return [(event.name, *map(int, event.numbers)) for event in run.told_of(*EVENTS)]


class Bare:
    """A table of arrays in a bare app, whose memory the test holds in its hand."""

    def __init__(self, app: Two, pilot: Any, memory: FakeMemory) -> None:
        self.app, self.pilot, self.memory = app, pilot, memory
        self.tree = Tree(memory=memory)
        self.renderer = app.renderer("#first", self.tree, {"new_widgets": 100, "widgets": 100, "depth": 32})
        self.read = 0

    @property
    def widget(self) -> Any:
        return self.renderer.widgets[1]

    async def frame(self, *commands: tuple[Any, ...]) -> int:
        """Apply a frame; return how many bytes of the memory were read by the time that it was shown."""
        before = self.read
        self.tree.begin()
        for name, *operands in commands:
            getattr(self.tree, name)(*operands)
        await self.renderer.apply(self.tree.commit())
        for _ in range(3):
            await settle(self.renderer, self.pilot)
        return self.read - before

    def lines(self) -> list[str]:
        return [line.rstrip(BARS) for line in seen(self.app, self.widget.region).splitlines()]


@asynccontextmanager
async def bare(size: int = 1 << 16) -> AsyncIterator[Bare]:
    app, memory = Two(), FakeMemory(size)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = Bare(app, pilot, memory)
        read = memory.read

        def counted(address: int, length: int) -> bytes | None:
            shown.read += length
            return read(address, length)

        memory.read = counted  # type: ignore[method-assign]
        yield shown


def code(name: str) -> int:
    return protocol.ATTRIBUTE_BY_NAME[name].code


def table_of(*arrays: tuple[protocol.Element, int]) -> Iterator[tuple[Any, ...]]:
    kind = {each.name: each.code for each in kinds.KINDS}
    yield from (("create", 1, kind["data_table"]), ("insert", 1, 0, 0))
    for node, (element, address) in enumerate(arrays, 10):
        yield from (
            ("create", node, kind["data_column"]),
            ("set_array", node, code("values"), element.code, address),
            ("insert", node, 1, 0),
        )


# --- What is drawn -------------------------------------------------------------------------------


async def test_headings_stand_above_what_lies_in_the_arrays() -> None:
    arrays = Arrays()
    async with running(arrays.table(), memory=arrays.data) as run:
        assert drawn(run) == [" Name      Age    Sum", " Leto      0      -1.5", " Jessica          -0.5",
                              " [b]x[/b]  4      0.5", " Alia      9      1.5"]  # fmt: skip


async def test_there_are_as_many_rows_as_the_longest_column_has_and_a_shorter_one_is_empty_below() -> None:
    arrays = Arrays(3)
    long = arrays.memory.put_numbers("i32", range(4))
    frames = arrays.table(), cells(12, "i32", long), "unset node=12 attribute=values"
    async with running(frames[0] + PRESS, *frames[1:], memory=arrays.data) as run:
        assert drawn(run)[3:] == [" [b]x[/b]  4      0.5", ""]
        await run.click(90)
        assert drawn(run)[3:] == [" [b]x[/b]  4      2", "                  3"]
        await run.click(90)
        assert drawn(run)[3:] == [" [b]x[/b]  4", ""]


async def test_the_order_says_which_row_each_line_shows_and_one_that_is_none_is_empty() -> None:
    arrays = Arrays(4)
    order = arrays.memory.put_numbers("i32", [3, 9, 0, -1], [True] * 4)
    first = arrays.table() + PRESS
    frames = cells(1, "i32", order, "order"), "unset node=1 attribute=order"
    async with running(first, *frames, memory=arrays.data) as run:
        await run.click(90)
        assert [line.split() for line in drawn(run)[1:]] == [["Alia", "9", "1.5"], [], ["Leto", "0", "-1.5"], []]
        await run.click(90)
        assert drawn(run)[1].split()[0] == "Leto"


async def test_a_hidden_column_takes_no_room_and_every_other_row_may_be_striped() -> None:
    arrays = Arrays()
    frames = [attribute(11, "hidden", "true", "set_flag") + "\n" + attribute(1, "striped", "true", "set_flag")]
    async with running(arrays.table() + PRESS, *frames, memory=arrays.data) as run:
        await run.click(90)
        assert drawn(run)[:2] == [" Name      Sum", " Leto      -1.5"]
        lines, region = run.app.screen._compositor.render_strips(), run.widget(1).region
        styles: list[Any] = [next(iter(lines[region.y + y].crop(1, 2))).style for y in (1, 2, 3)]
        assert styles[0].bgcolor == styles[2].bgcolor != styles[1].bgcolor


async def test_a_column_is_as_wide_as_its_style_says_or_as_a_sample_from_both_ends_and_the_middle() -> None:
    rows = 10 * SAMPLE
    async with bare() as shown:
        numbers = [0] * rows
        numbers[-1], numbers[rows // 2] = 30_000, 2_000
        address = shown.memory.put_numbers("u16", numbers)
        u16 = protocol.ELEMENT_BY_NAME["u16"]
        await shown.frame(*table_of((u16, address), (u16, address)), ("set_string", 11, code("style"), "width: 3"))
        assert shown.widget._columns.offsets == [0, 7, 12]
        await shown.frame(("set_string", 10, code("format"), "fixed2"))
        assert shown.widget._columns.offsets == [0, 10, 15]
        # What changes nothing of a column's numbers does not measure it.
        assert await shown.frame(("set_string", 10, code("sorted"), "ascending")) < 2_000


@pytest.mark.parametrize("length", [0, 1, SAMPLE, SAMPLE + 1, 2 * SAMPLE, 3 * SAMPLE - 1])
async def test_a_short_column_is_measured_as_a_whole(length: int) -> None:
    async with bare() as shown:
        for widest in {0, length // 2, length - 1} & set(range(length)):
            numbers = [int(at == widest) * 200 for at in range(length)]
            await shown.frame(*(table_of((U8, shown.memory.put_numbers("u8", numbers)))))
            assert shown.widget._columns.offsets == [0, 5]
            await shown.frame(("remove", 1))
            await shown.frame()


FORMATTED = [
    (1234567, "u32", "plain", "1234567"), (0.1, "f64", "plain", "0.1"), (0.10000000149011612, "f32", "plain", "0.1"),
    (1e300, "f64", "plain", "1e+300"), (-1234567, "i32", "thousands", "-1,234,567"),
    (1234567.25, "f64", "thousands", "1,234,567.25"), (2.5, "f64", "fixed0", "2"), (2, "u8", "fixed1", "2.0"),
    (-2.345, "f64", "fixed2", "-2.35"), (1e15, "f64", "fixed3", "1e+15"),
    (2**64 - 1, "u64", "fixed1", "18446744073709551615"),
    (0.125, "f64", "percent", "12.5%"), (1e200, "f64", "percent", "1e+20000%"),
    (12345, "u16", "scientific", "1.234e+04"),
    (0, "u8", "bytes", "0 B"), (1023, "u16", "bytes", "1023 B"), (1536, "u16", "bytes", "1.5 KiB"),
    (-(5 << 20), "i32", "bytes", "-5.0 MiB"), (2**64 - 1, "u64", "bytes", "16.0 EiB"),
    (1e300, "f64", "bytes", "8.674e+281 EiB"),
    (255, "u8", "hex", "0xff"), (-255, "i16", "hex", "-0xff"), (1.5, "f64", "hex", "1.5"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "element", "format_", "text"), FORMATTED)
def test_a_number_is_written_as_its_column_says(number: float, element: str, format_: str, text: str) -> None:
    assert writer(format_, protocol.ELEMENT_BY_NAME[element])(number) == text


@pytest.mark.parametrize("format_", FORMATS)
def test_what_is_no_number_is_written_the_same_in_every_format(format_: str) -> None:
    special = [float("nan"), float("inf"), float("-inf"), None]
    assert list(map(writer(format_, F64), special)) == ["NaN", "∞", "-∞", ""]
    assert writer(format_, UTF8)("  a\n b") == "a b"
    assert len(writer(format_, F64)(-1.7e308)) < 40


def test_every_format_of_the_table_is_one() -> None:
    assert tuple(FORMATS) == protocol.ATTRIBUTE_BY_NAME["format"].choices


def test_a_share_lies_between_the_ends_whatever_the_number_and_the_ends() -> None:
    inf = float("inf")
    assert [share(each, 10, 20) for each in (0, 10, 15, 99, inf, -inf)] == [0.0, 0.0, 0.5, 1.0, 1.0, 0.0]
    assert [share(each, 5, 5) for each in (4, 5, 6)] == [0.0, 0.0, 1.0]
    assert [share(each, 20, 10) for each in (20, 12.5, 0)] == [0.0, 0.75, 1.0]
    assert [share(each, 0, 1) for each in (float("nan"), None, "x")] == [None, None, None]


async def test_numbers_are_tinted_by_their_sign_or_between_two_ends() -> None:
    arrays = Arrays()
    numbers = arrays.memory.put_numbers("f64", [-1.0, 0.0, 1.0, float("nan")])
    ends = [attribute(12, "minimum", "-1.0", "set_number"), attribute(12, "maximum", "1.0", "set_number")]
    own = attribute(12, "style", '"color: #123456; background: #654321"')
    frames = [attribute(12, "tint", '"sign"'), "\n".join((attribute(12, "tint", '"heat"'), *ends))]
    first = "\n".join((arrays.table() + PRESS + cells(12, "f64", numbers), own))
    async with running(first, *frames, memory=arrays.data) as run:

        def colours() -> list[tuple[str, str]]:
            lines = run.app.screen._compositor.render_strips()
            region, found = run.widget(1).region, []
            for y in range(1, 5):
                style: Any = next(iter(lines[region.y + y].crop(region.x + 18, region.x + 19))).style
                found.append((str(style.color.triplet.hex), str(style.bgcolor.triplet.hex)))
            return found

        plain = ("#123456", "#654321")
        assert colours() == [plain] * 4
        await run.click(90)
        signs = colours()
        assert (signs[1], signs[3]) == (plain, plain)
        assert len({signs[0][0], signs[2][0], plain[0]}) == 3
        assert {ground for _, ground in signs} == {plain[1]}
        await run.click(90)
        heat = colours()
        assert len({ground for _, ground in heat}) == 4
        assert heat[3] == plain


# --- What is read --------------------------------------------------------------------------------


async def test_of_ten_million_rows_only_those_that_are_seen_are_read_and_little_is_kept() -> None:
    rows = 10_000_000
    async with bare(rows + 4096) as shown:
        address = shown.memory.put_words(2048, rows)
        shown.memory.data[2048 + rows - 1] = 77
        # A sample of each column, and two blocks of rows.
        assert await shown.frame(*table_of((U8, address))) < 3 * SAMPLE + 2 * ROWS + 64
        before = shown.read
        shown.widget.focus()
        await shown.pilot.press("end")
        assert shown.lines()[-1] == " 77"
        assert shown.read - before <= 2 * ROWS
        before = shown.read
        await shown.pilot.press("up", "up")
        assert shown.read == before
        for _ in range(20):
            await shown.pilot.press("pageup")
        assert shown.read - before <= 20 * 2 * ROWS
        assert len(shown.widget._blocks._kept) <= KEPT
        assert shown.widget.virtual_size.height == rows + 1


async def test_no_more_than_so_many_blocks_are_kept_however_long_a_table_is_by_its_style() -> None:
    rows = 2 * KEPT * ROWS
    async with bare(rows + 4096) as shown:
        await shown.frame(
            *table_of((U8, shown.memory.put_words(2048, rows))), ("set_string", 1, code("style"), "height: auto")
        )
        blocks, array = shown.widget._blocks, shown.tree.nodes[10].get("values")
        for line in range(0, rows, ROWS):
            blocks.item(shown.tree.nodes[10], (array, None), line)
        assert len(blocks._kept) <= KEPT


async def test_rows_in_another_order_are_read_one_by_one_and_neighbours_at_one_go() -> None:
    async with bare() as shown:
        cells_ = shown.memory.put_numbers("u8", [at % 100 for at in range(1_000)])
        order = shown.memory.put_numbers("u32", [999, 998, 997, 5, 6, 7, *range(100, 900)])
        u32 = protocol.ELEMENT_BY_NAME["u32"].code
        await shown.frame(*table_of((U8, cells_)), ("set_array", 1, code("order"), u32, order))
        assert [line.strip() for line in shown.lines()[1:8]] == ["99", "98", "97", "5", "6", "7", "0"]
        assert shown.widget.virtual_size.height == 807


async def test_an_array_that_is_set_again_is_read_again_though_it_lies_in_the_same_place() -> None:
    async with bare() as shown:
        address = shown.memory.put_numbers("u8", [1, 2, 3])
        await shown.frame(*table_of((U8, address)))
        place = shown.memory.data.index(b"\x01\x02\x03")
        shown.memory.data[place] = 9
        shown.widget.refresh()
        await shown.frame()
        assert shown.lines()[1].strip() == "1"
        await shown.frame(("set_array", 10, code("values"), U8.code, address))
        assert shown.lines()[1].strip() == "9"


async def test_while_a_call_is_under_way_what_was_read_last_is_shown_and_soon_what_is_there() -> None:
    async with bare() as shown:
        address = shown.memory.put_numbers("u8", range(200))
        await shown.frame(*table_of((U8, address)))
        shown.memory.busy = True
        widget = shown.widget
        widget._blocks._kept[0, shown.tree.nodes[10]] = ((None, None), [50] * ROWS)
        widget.redraw(False)
        await shown.frame()
        assert shown.lines()[1].strip() == "50"
        widget.scroll_to(y=150, animate=False, immediate=True)
        await shown.frame()
        assert shown.lines()[1].strip() == ""
        assert widget.get_selection(Selection(None, None)) is None
        shown.memory.busy = False
        while shown.lines()[1].strip() != "150":
            await shown.pilot.pause(0.001)
        assert widget.get_selection(Selection(Offset(0, 151), None)) is not None


async def test_a_column_that_can_not_be_measured_yet_is_as_soon_as_the_call_is_over() -> None:
    async with bare() as shown:
        address = shown.memory.put_numbers("u8", [200] * 5)
        order = shown.memory.put_numbers("u32", [1, 2])
        u32 = protocol.ELEMENT_BY_NAME["u32"].code
        await shown.frame(*table_of((U8, address)), ("set_array", 1, code("order"), u32, order))
        (column_,) = shown.widget._columns.nodes
        shown.widget._columns._widths[column_] = None, 0
        shown.memory.busy = True
        shown.widget._renew(shown.tree.nodes[1])
        assert shown.widget._columns.offsets == [0, 2]
        shown.memory.busy = False
        while shown.widget._columns.offsets != [0, 5]:
            await shown.pilot.pause(0.001)


async def test_columns_for_which_there_is_no_time_are_measured_in_later_turns_those_first_that_never_were() -> None:
    async with bare() as shown:
        narrow, wide = (shown.memory.put_numbers("u8", [each]) for each in (1, 200))
        await shown.frame(*table_of(*[(U8, narrow)] * 3))
        measured: list[int] = []
        columns = shown.widget._columns
        measure = columns.measure

        def noting(column_: Any) -> None:
            measured.append(column_.id)
            measure(column_)

        class Slow(LayoutWatch):
            """A watch by which every other column takes half of the time that there is."""

            asked = 0

            @property
            def has_time(self) -> bool:
                self.asked += 1
                return self.asked % 2 == 1

        columns.measure = noting
        shown.widget.layout_watch = Slow(60, RuntimeError, print)
        columns._widths[shown.tree.nodes[12]] = None, 0
        await shown.frame(*(("set_array", node, code("values"), U8.code, wide) for node in (10, 11, 12)))
        while columns.offsets != [0, 5, 10, 15]:
            await shown.pilot.pause(0.001)
        assert (measured[0], sorted(measured)) == (12, [10, 11, 12])


async def test_nothing_is_asked_for_again_once_the_guest_is_gone() -> None:
    async with bare() as shown:
        await shown.frame(*table_of((U8, shown.memory.put_numbers("u8", range(200)))))
        shown.memory.gone = True
        shown.widget.scroll_to(y=150, animate=False, immediate=True)
        shown.widget._renew(shown.tree.nodes[1])
        await shown.frame()
        assert not shown.widget._asks_again


# --- What people do ------------------------------------------------------------------------------


async def test_keys_move_the_cursor_and_enter_presses_by_the_places_of_lines() -> None:
    arrays = Arrays()
    async with running(arrays.table(), memory=arrays.data) as run:
        await run.focus(1)
        await run.press("down", "enter", "end", "home")
        assert told(run) == [
            ("cell_highlight", 0, -1), ("cell_highlight", 1, -1), ("cell_press", 1, -1), ("cell_highlight", 8, -1),
            ("cell_highlight", 0, -1),
        ]  # fmt: skip


async def test_up_from_the_first_row_goes_to_the_headings_where_enter_sorts() -> None:
    arrays = Arrays()
    async with running(arrays.table(attribute(1, "cursor_type", '"cell"')), memory=arrays.data) as run:
        await run.focus(1)
        await run.press("up", "right", "enter", "down")
        assert told(run)[1:] == [
            ("cell_highlight", -1, 0), ("cell_highlight", -1, 1), ("sort", 1), ("cell_highlight", 0, 1),
        ]  # fmt: skip


async def test_a_click_on_a_cell_goes_there_and_presses_it_and_one_on_a_heading_sorts() -> None:
    arrays = Arrays()
    async with running(arrays.table(attribute(1, "cursor_type", '"cell"')), memory=arrays.data) as run:
        for x, y in ((12, 2), (12, 0), (2, 0), (60, 2), (2, 4)):
            await run.pilot.click(run.widget(1), offset=(x, y))
            await run.settle()
        assert [each for each in told(run) if each[0] != "cell_highlight"] == [
            ("cell_press", 1, 1), ("sort", 1), ("cell_press", 3, 0),
        ]  # fmt: skip


async def test_the_cursor_stays_on_its_line_whatever_is_shown_there_and_in_the_table() -> None:
    arrays = Arrays()
    order = arrays.memory.put_numbers("u64", [8, 7, 6, 5])
    async with running(arrays.table() + PRESS, cells(1, "u64", order, "order"), memory=arrays.data) as run:
        await run.focus(1)
        await run.press("end")
        await run.click(90)
        assert told(run)[-1] == ("cell_highlight", 3, -1)
        assert drawn(run)[4].split()[0] == "Jessica"


async def test_the_guest_puts_the_cursor_somewhere_and_is_not_told() -> None:
    arrays = Arrays()
    frames = [f'call node=1 method=highlight_cell text="{text}"' for text in ("7", "2 2", "99999999")]
    table = arrays.table(attribute(1, "cursor_type", '"cell"')) + PRESS
    async with running(table, *frames, memory=arrays.data) as run:
        places = []
        for _ in frames:
            await run.click(90)
            places.append(run.widget(1)._cursor.at)
        assert places == [(7, 0), (2, 2), (8, 2)]
        assert drawn(run)[-1].split()[0] == "Leto"
        assert (told(run), run.app.screen.focused is run.widget(90)) == ([], True)


async def test_a_cursor_that_comes_with_the_table_is_where_the_guest_says() -> None:
    arrays = Arrays()
    async with running(arrays.table() + 'call node=1 method=highlight_cell text="8"', memory=arrays.data) as run:
        assert (run.widget(1)._cursor.at, told(run)) == ((8, -1), [])
        assert drawn(run)[-1].split()[0] == "Leto"


async def test_fixed_columns_stay_while_the_others_are_scrolled_sideways() -> None:
    arrays = Arrays()
    narrow = [attribute(1, "style", '"width: 20; height: 6"'), attribute(1, "fixed_columns", "1", "set_integer")]
    async with running(arrays.table(*narrow), memory=arrays.data) as run:
        await run.focus(1)
        await run.press(*["right"] * 30)
        assert [line.split() for line in drawn(run)[:2]] == [["Name", "Sum"], ["Leto", "-1.5"]]


async def test_what_is_selected_is_copied_with_tabs_between_cells_beyond_what_is_seen() -> None:
    arrays = Arrays()
    async with running(arrays.table(), memory=arrays.data) as run:
        widget = run.widget(1)
        whole = widget.get_selection(Selection(None, None))[0].split("\n")
        assert (len(whole), whole[0], whole[2], whole[9]) == (10, "Name\tAge\tSum", "Jessica\t\t-0.5", "Leto\t64\t6.5")
        assert widget.get_selection(Selection(Offset(10, 1), Offset(4, 2)))[0] == "0\t-1.5\nJes"
        await run.pilot.click(widget, offset=(2, 2), times=2)
        assert run.app.screen.get_selected_text() == "Jessica"


async def test_no_more_is_copied_than_there_is_room_for() -> None:
    async with bare(1 << 22) as shown:
        numbers = shown.memory.put_words(64, 2_000_000)
        await shown.frame(*table_of(*[(U8, numbers)] * 20))
        lines = shown.widget.get_selection(Selection(None, None))[0].split("\n")
        assert 5_800 < len(lines) <= 1 + (1 << 20) // (20 * 9)


async def test_a_moved_table_keeps_its_cursor() -> None:
    arrays = Arrays()
    frames = arrays.table() + PRESS + made(5, "column", 0), "insert node=1 parent=5 before=0"
    async with running(*frames, memory=arrays.data) as run:
        await run.focus(1)
        await run.press("down")
        before = told(run)
        await run.click(90)
        assert (run.widget(1)._cursor.at, told(run)) == ((1, -1), before)


# --- Memory that lies ----------------------------------------------------------------------------


def _lying(memory: FakeMemory, name: str) -> tuple[str, int]:
    """Put an array into memory that is legal, and nothing that lies there is."""
    if name == "offsets backwards":
        places = memory.put(struct.pack("<6i", 9, 3, -5, 2**31 - 1, 0, 2))
        return "utf8", memory.put_words(places, 5, 0, 0, memory.put(b"\xff\xfe\x1b[2J\xf0\x9f"), 8)
    if name == "not numbers":
        return "f64", memory.put_numbers("f64", [float("nan"), float("inf"), float("-inf"), 1e308, -1e308, 5e-324])
    if name == "one byte a thousand times":
        return "u8", memory.put_words(memory.put(b"\x07"), 1_000, 0, 0)
    return "utf8", memory.put_texts("漢" * 400, "👩\u200d👩\u200d👧e\u0301", "\x1b[31m\x9b", "a\nb\tc", "क\u094dष")


LIES = ("offsets backwards", "not numbers", "one byte a thousand times", "hard words")
ORDERS: Sequence[list[int]] = ([], [2**32 - 1] * 50, [0, 0, 0, 4, 99, 3, 1])


@pytest.mark.parametrize("order", ORDERS, ids=["none", "out of range", "mixed"])
@pytest.mark.parametrize("type_", ["row", "cell", "column", "none"])
@pytest.mark.parametrize("name", LIES)
async def test_whatever_lies_in_the_memory_is_shown_and_ends_nothing(name: str, type_: str, order: list[int]) -> None:
    memory = FakeMemory(first=ARRAYS)
    element, address = _lying(memory, name)
    more = [attribute(1, "cursor_type", f'"{type_}"')]
    more += [cells(1, "u32", memory.put_numbers("u32", order), "order")] if order else []
    columns = "".join(
        column(10 + at, "c", cells(10 + at, element, address), attribute(10 + at, "tint", f'"{tint}"'), look)
        for at, (tint, look) in enumerate(
            (("heat", attribute(10, "format", '"bytes"')), ("sign", attribute(11, "style", '"width: 1"')))
        )
    )
    async with running(made(1, "data_table", 0, *more) + columns, memory=bytes(memory.data)) as run:
        await run.focus(1)
        for key in ("down", "right", "end", "ctrl+end", "pageup", "left", "home", "ctrl+home", "up", "enter"):
            await run.press(key)
        await run.pilot.click(run.widget(1), offset=(0, 0))
        widget = run.widget(1)
        run.app.screen.selections = {widget: Selection(None, None)}
        widget.get_selection(Selection(None, None))
        widget.text_select_all()
        await run.settle()
        assert run.app.failed == []
        assert "\x1b" not in run.shown(widget)
