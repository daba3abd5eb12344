"""A table on a screen: what is drawn and what of it is made anew, keys, the mouse, and hostile guests."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from textual.geometry import Offset
from textual.selection import Selection

from opui.core import kinds
from opui.core.tree.tree import Tree
from opui.textual.kinds.table import measured as measuring_module
from opui.textual.kinds.table.columns import measured
from opui.textual.kinds.table.table import OpuiTable
from opui.textual.widget_listing import list_widgets
from tests.textual.apps import made
from tests.textual.bare import Two, settle
from tests.textual.harness import Running, running

PRESS = made(90, "button", 0, "attach node=90 event=press handler=1 data=0")
EVENTS = ("cell_highlight", "cell_press", "sort")
HANDLERS = [f"attach node=1 event={event} handler=1 data=0" for event in EVENTS]


def column(node: int, heading: str, *more: str) -> str:
    return made(node, "table_column", 1, f'set_text node={node} text="{heading}"', *more)


def row(node: int, *texts: str) -> str:
    cells = (made(node * 10 + at, "table_cell", node, f'set_text node={node * 10 + at} text="{text}"')
             for at, text in enumerate(texts, 1))  # fmt: skip
    return made(node, "table_row", 1) + "".join(cells)


def table(*more: str, height: int = 5, rows: int = 3) -> str:
    style = f'set_string node=1 attribute=style value="height: {height}"'
    own = made(1, "table", 0, style, *HANDLERS, *more)
    names = ("Leto", "Jessica", "Paul", "Alia")
    lines = "".join(row(20 + at, names[at % 4], str(at * at), "[b]x[/b]") for at in range(rows))
    return (
        own
        + column(10, "Name")
        + column(11, "Age", "set_flag node=11 attribute=sortable value=true")
        + column(12, "Note")
        + lines
    )


def attribute(node: int, name: str, value: str, op: str = "set_string") -> str:
    return f"{op} node={node} attribute={name} value={value}"


def drawn(run: Running) -> list[str]:
    return [line.rstrip(" ▁▂▃▄▅▆▇█▎▍") for line in run.shown(run.widget(1)).splitlines()]


def told(run: Running) -> list[tuple[Any, ...]]:
    return [(event.name, *map(int, event.numbers)) for event in run.told_of(*EVENTS)]


# --- What is drawn -------------------------------------------------------------------------------


async def test_headings_stand_above_cells_in_columns_as_wide_as_the_widest_cell() -> None:
    async with running(table()) as run:
        assert drawn(run) == [" Name     Age    Note", " Leto     0      [b]x[/b]", " Jessica  1      [b]x[/b]",
                              " Paul     4      [b]x[/b]", ""]  # fmt: skip


async def test_the_headings_stay_while_the_rows_are_scrolled() -> None:
    async with running(table(rows=9)) as run:
        await run.focus(1)
        await run.press("end")
        assert [line.split()[1] for line in drawn(run)] == ["Age", "25", "36", "49", "64"]


async def test_missing_cells_are_blank_and_surplus_ones_are_not_shown() -> None:
    async with running(table(rows=0) + row(20, "a") + row(21, "a", "b", "c", "surplus")) as run:
        assert drawn(run)[1:3] == [" a", " a     b      c"]


async def test_the_texts_of_a_column_stand_where_it_says() -> None:
    more = [attribute(11, "align", '"right"'), attribute(12, "align", '"center"')]
    async with running(table() + "\n".join(more) + "\n") as run:
        assert drawn(run)[1] == " Leto         0  [b]x[/b]"
        assert drawn(run)[0] == " Name     Age      Note"


async def test_a_column_is_as_wide_as_its_style_says_and_what_does_not_fit_is_cut() -> None:
    async with running(table() + attribute(10, "style", '"width: 4"') + "\n" + PRESS) as run:
        assert drawn(run)[2] == " Jes…  1      [b]x[/b]"


async def test_a_sign_beside_the_heading_says_how_rows_are_sorted() -> None:
    frames = [attribute(11, "sorted", '"ascending"'), attribute(11, "sorted", '"descending"')]
    async with running(table() + PRESS, *frames) as run:
        await run.click(90)
        assert drawn(run)[0] == " Name     Age ▲  Note"
        await run.click(90)
        assert drawn(run)[0] == " Name     Age ▼  Note"


async def test_a_changed_cell_a_moved_row_and_another_column_are_seen() -> None:
    frames = [
        'set_text node=201 text="Vladimir Harkonnen"', "insert node=22 parent=1 before=20", "remove node=11",
        "remove node=20", "insert node=203 parent=22 before=221", "remove node=10\nremove node=12",
    ]  # fmt: skip
    async with running(table() + PRESS, *frames) as run:
        await run.click(90)
        assert drawn(run)[:2] == [" Name                Age    Note", " Vladimir Harkonnen  0      [b]x[/b]"]
        await run.click(90)
        assert drawn(run)[1] == " Paul                4      [b]x[/b]"
        await run.click(90)
        assert drawn(run)[:2] == [" Name                Note", " Paul                4"]
        await run.click(90)
        assert drawn(run)[:2] == [" Name     Note", " Paul     4"]


def hidden(node: int, value: str = "true") -> str:
    return attribute(node, "hidden", value, "set_flag") + "\n"


async def test_a_hidden_column_takes_no_room_until_it_is_shown_again() -> None:
    async with running(table() + PRESS, hidden(11), hidden(11, "false") + hidden(12)) as run:
        await run.click(90)
        assert drawn(run)[:2] == [" Name     Note", " Leto     [b]x[/b]"]
        await run.click(90)
        assert drawn(run)[:2] == [" Name     Age", " Leto     0"]


async def test_keys_pass_over_a_hidden_column_and_clicks_go_to_what_is_seen() -> None:
    async with running(table(attribute(1, "cursor_type", '"cell"')) + hidden(11), "", "", "", hidden(12)) as run:
        await run.focus(1)
        await run.press("right")
        await run.pilot.click(run.widget(1), offset=(12, 2))
        await run.settle()
        expected = [("cell_highlight", 0, 0), ("cell_highlight", 0, 2), ("cell_highlight", 1, 2), ("cell_press", 1, 2)]
        assert told(run)[:4] == expected
        await run.press("left", "right")
        assert told(run)[-1] == ("cell_highlight", 1, 0)
        assert drawn(run)[1] == " Leto"


async def test_fixed_columns_and_copied_text_leave_out_what_is_hidden() -> None:
    async with running(table(attribute(1, "fixed_columns", "2", "set_integer")) + hidden(10)) as run:
        assert drawn(run)[1] == " 0      [b]x[/b]"
        whole = Selection(Offset(0, 0), Offset(30, 1))
        assert run.widget(1).get_selection(whole) == ("Age\tNote\n0\t[b]x[/b]", "\n")
        assert "Name" not in str(list_widgets(run.view))


async def test_cells_rows_and_columns_have_colours_of_their_own() -> None:
    styles = [
        attribute(node, "style", f'"background: {colour}"')
        for node, colour in ((11, "red"), (21, "lime"), (222, "blue"))
    ]
    async with running(table() + "\n".join(styles) + "\n") as run:
        lines = run.app.screen._compositor.render_strips()
        region = run.widget(1).region

        def ground(x: int, y: int) -> str:
            (segment,) = lines[region.y + y].crop(region.x + x, region.x + x + 1)
            return str(segment.style.bgcolor.triplet.hex)

        assert [ground(11, y) for y in (1, 2, 3)] == ["#ff0000", "#00ff00", "#0000ff"]
        assert ground(60, 2) == "#00ff00"


async def test_every_other_row_of_a_striped_table_has_another_ground_wherever_rows_go() -> None:
    def ground(run: Running, y: int, x: int = 60) -> str:
        region = run.widget(1).region
        line = run.app.screen._compositor.render_strips()[region.y + y]
        (segment,) = line.crop(region.x + x, region.x + x + 1)
        return str(segment.style.bgcolor.triplet.hex)

    own = attribute(22, "style", '"background: red"') + "\n"
    on = attribute(1, "striped", "true", "set_flag")
    frames = ["insert node=22 parent=1 before=21", attribute(1, "striped", "false", "set_flag")]
    async with running(table(on, rows=4) + own + PRESS, *frames) as run:
        striped, plain = ground(run, 1), ground(run, 2)
        assert plain == ground(run, 4) != striped == ground(run, 1, 1)
        assert ground(run, 3) == "#ff0000"
        await run.click(90)
        assert [ground(run, y) for y in (1, 2, 3, 4)] == [striped, "#ff0000", striped, plain]
        await run.click(90)
        assert [ground(run, y) for y in (1, 3, 4)] == [plain] * 3


async def test_fixed_columns_stay_while_the_others_are_scrolled_sideways() -> None:
    narrow = [attribute(1, "style", '"width: 20; height: 6"'), attribute(1, "fixed_columns", "1", "set_integer")]
    async with running(table() + "\n".join(narrow) + "\n") as run:
        await run.focus(1)
        await run.press(*["right"] * 30)
        assert drawn(run)[:2] == [" Name      Note", " Leto      [b]x[/b]"]


# --- What is made anew ---------------------------------------------------------------------------


def node_commands(rows: int, columns_: int = 6) -> Iterator[tuple[Any, ...]]:
    code = {kind.name: kind.code for kind in kinds.KINDS}
    yield from (("create", 1, code["table"]), ("insert", 1, 0, 0))
    for place in range(columns_):
        yield from (("create", 10 + place, code["table_column"]), ("set_text", 10 + place, "Heading"))
        yield ("insert", 10 + place, 1, 0)
    for first in range(100, 100 + 10 * rows, 10):
        yield from (("create", first, code["table_row"]), ("insert", first, 1, 0))
        for cell in range(first + 1, first + 1 + columns_):
            yield from (
                ("create", cell, code["table_cell"]),
                ("set_text", cell, f"cell {cell}"),
                ("insert", cell, first, 0),
            )


class Counted:
    """A table of nodes in a bare app: counts the lines that are made, and the cells that are measured."""

    def __init__(self, app: Two) -> None:
        self.tree = Tree()
        self.renderer = app.renderer("#first", self.tree, {"new_widgets": 100, "widgets": 100, "depth": 32})
        self.lines = self.measured = 0

    async def frame(self, pilot: Any, *commands: tuple[Any, ...]) -> tuple[int, int]:
        """Return how many lines of rows a frame has made, and how many cells it has measured."""
        self.lines = self.measured = 0
        make, measure = OpuiTable._row_runs, measured

        def making(*arguments: Any) -> Any:
            self.lines += 1
            return make(*arguments)

        def measuring(text: str) -> int:
            self.measured += 1
            return measure(text)

        with patch.object(OpuiTable, "_row_runs", making), patch.object(measuring_module, "measured", measuring):
            self.tree.begin()
            for name, *operands in commands:
                getattr(self.tree, name)(*operands)
            await self.renderer.apply(self.tree.commit())
            # A scroll bar that comes by a layout asks for another.
            for _ in range(3):
                await settle(self.renderer, pilot)
        return self.lines, self.measured


async def test_a_change_makes_and_measures_what_it_has_to_and_no_more() -> None:
    app = Two()
    async with app.run_test(size=(80, 24)) as pilot:
        counted, rows = Counted(app), 1_000
        assert (await counted.frame(pilot, *node_commands(rows)))[1] == 6 * rows
        # A cell that is seen; one that is not; one that makes its column wider; a heading's sign.
        assert await counted.frame(pilot, ("set_text", 101, "cell X")) == (1, 1)
        assert await counted.frame(pilot, ("set_text", 5_001, "cell Y")) == (0, 1)
        assert await counted.frame(pilot, ("set_text", 5_002, "much wider than the others")) == (11, 1)
        # All rows are moved: nothing is measured, and of the lines only those that are seen are made.
        moves = [("insert", 100 + 10 * place, 1, 100 + 10 * (place - 1)) for place in range(rows - 1, 0, -1)]
        assert await counted.frame(pilot, *moves) == (11, 0)
        # A row comes, and one goes: that the scroll bar is another takes all lines.
        assert (await counted.frame(pilot, ("remove", 200)))[1] == 0
        cells = [("create", 9, 32), ("insert", 9, 1, 100), ("create", 8, 33), ("insert", 8, 9, 0)]
        assert (await counted.frame(pilot, *cells))[1] == 1


async def test_scrolling_by_a_line_makes_the_lines_that_come_into_sight() -> None:
    app = Two()
    async with app.run_test(size=(80, 24)) as pilot:
        counted = Counted(app)
        await counted.frame(pilot, *node_commands(100))
        widget: Any = counted.renderer.widgets[1]
        widget.scroll_to(y=1, animate=False, immediate=True)
        assert await counted.frame(pilot) == (1, 0)


# --- What people do ------------------------------------------------------------------------------


async def test_keys_move_the_cursor_and_enter_presses() -> None:
    async with running(table(rows=9)) as run:
        await run.focus(1)
        await run.press("down", "enter", "end", "home")
        assert told(run) == [
            ("cell_highlight", 0, -1), ("cell_highlight", 1, -1), ("cell_press", 1, -1), ("cell_highlight", 8, -1),
            ("cell_highlight", 0, -1),
        ]  # fmt: skip
        assert run.widget(1).scroll_y == 0


async def test_up_from_the_first_row_goes_to_the_headings_where_enter_sorts() -> None:
    async with running(table(attribute(1, "cursor_type", '"cell"'))) as run:
        await run.focus(1)
        await run.press("up", "right", "enter", "down")
        assert told(run)[1:] == [
            ("cell_highlight", -1, 0), ("cell_highlight", -1, 1), ("sort", 1), ("cell_highlight", 0, 1),
        ]  # fmt: skip


async def test_a_click_on_a_cell_goes_there_and_presses_it_and_one_on_a_heading_sorts() -> None:
    async with running(table(attribute(1, "cursor_type", '"cell"'))) as run:
        for x, y in ((11, 2), (11, 0), (2, 0), (60, 2), (2, 4)):
            await run.pilot.click(run.widget(1), offset=(x, y))
            await run.settle()
        assert told(run)[-3:] == [("cell_highlight", 1, 1), ("cell_press", 1, 1), ("sort", 1)]
        assert run.app.seen == []


async def test_the_guest_sorts_by_moving_rows_and_the_cursor_follows_its_row() -> None:
    here = "call node=20 method=highlight\n"
    async with running(table() + PRESS + here, "insert node=20 parent=1 before=0", "remove node=20") as run:
        await run.click(90)
        assert told(run) == [("cell_highlight", 2, -1), ("cell_highlight", 1, -1)]
        # The event has brought the frame that removes the row.
        assert run.widget(1)._cursor.at == (1, -1)


async def test_the_guest_puts_the_cursor_somewhere_and_is_not_told() -> None:
    frames = ["call node=27 method=highlight", "call node=242 method=highlight"]
    async with running(table(rows=9) + PRESS, *frames) as run:
        await run.click(90)
        assert run.widget(1)._cursor.at == (7, -1)
        assert (drawn(run)[-1].split()[1], run.app.screen.focused is run.widget(90)) == ("49", True)
        await run.click(90)
        assert run.widget(1)._cursor.at == (4, -1)
        assert told(run) == []


async def test_a_row_that_comes_with_its_highlight_gets_the_cursor() -> None:
    async with running(table() + PRESS, row(29, "new") + "call node=29 method=highlight") as run:
        await run.click(90)
        assert (run.widget(1)._cursor.at, told(run)) == ((3, -1), [])


async def test_the_guest_puts_the_cursor_of_a_list_on_a_row_and_is_not_told() -> None:
    lines = made(2, "list", 0, "attach node=2 event=highlight handler=1 data=0") + "".join(
        made(node, "text", 2, f'set_text node={node} text="{node}"') for node in range(100, 180)
    )
    async with running(lines + PRESS, "call node=170 method=highlight", "call node=90 method=highlight") as run:
        await run.click(90)
        assert (run.widget(2).cursor, run.told_of("highlight")) == (run.node(170), [])
        assert "170" in run.shown(run.widget(2))
        await run.focus(2)
        await run.press("down")
        assert [event.numbers for event in run.told_of("highlight")] == [(171, 71)]


async def test_a_moved_table_keeps_its_cursor() -> None:
    async with running(table() + PRESS + made(5, "column", 0), "insert node=1 parent=5 before=0") as run:
        await run.focus(1)
        await run.press("down")
        before = told(run)
        await run.click(90)
        assert (run.widget(1)._cursor.at, told(run)) == ((1, -1), before)


# --- Selected text -------------------------------------------------------------------------------


async def test_text_of_cells_is_selected_and_copied_with_tabs_between_them() -> None:
    async with running(table()) as run:
        widget = run.widget(1)
        run.app.screen.selections = {widget: Selection(None, None)}
        assert widget.get_selection(Selection(None, None)) == (
            "Name\tAge\tNote\nLeto\t0\t[b]x[/b]\nJessica\t1\t[b]x[/b]\nPaul\t4\t[b]x[/b]", "\n",
        )  # fmt: skip
        some = Selection(Offset(9, 1), Offset(4, 2))
        assert widget.get_selection(some)[0] == "0\t[b]x[/b]\nJes"
        await run.settle()
        assert run.app.failed == []


async def test_two_clicks_select_the_text_of_a_cell() -> None:
    async with running(table()) as run:
        await run.pilot.click(run.widget(1), offset=(2, 2), times=2)
        assert run.app.screen.get_selected_text() == "Jessica"


async def test_dragging_selects_from_cell_to_cell() -> None:
    async with running(table()) as run:
        widget = run.widget(1)
        await run.pilot.mouse_down(widget, offset=(1, 1))
        await run.pilot.hover(widget, offset=(12, 2))
        await run.pilot.mouse_up(widget, offset=(12, 2))
        assert run.app.screen.get_selected_text() == "Leto\t0\t[b]x[/b]\nJessica\t1"


# --- What hostile guests make of it --------------------------------------------------------------


LONG = 'set_text node=201 text="' + "漢" * 20_000 + '"\nset_text node=202 text="' + r"a\n\tb" * 9_000 + '"\n'
HOSTILE = {
    "no columns": made(1, "table", 0) + "".join(row(20 + at, "a", "b") for at in range(50)),
    "no rows": made(1, "table", 0) + column(10, "a"),
    "nothing": made(1, "table", 0, attribute(1, "fixed_columns", "1000", "set_integer")),
    "5,000 columns": made(1, "table", 0) + "".join(column(each, "c") for each in range(1_000, 6_000)) + row(20, "a"),
    "a row of 10,000 cells": made(1, "table", 0) + column(10, "a") + row(20, *["x"] * 10_000),
    "long and wide cells": table() + LONG,
    "joined and combined": table() + 'set_text node=201 text="👩‍👩‍👧e\u0301"\nset_text node=10 text="क्ष\\n漢"\n',
    "no room": table(attribute(1, "style", '"width: 1; height: 1"'), attribute(1, "fixed_columns", "9", "set_integer")),
    "narrow columns": table() + "".join(attribute(each, "style", '"width: 1"') + "\n" for each in (10, 11, 12)),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("type_", ["row", "cell", "column", "none"])
async def test_a_hostile_table_is_shown_and_ends_nothing(name: str, type_: str) -> None:
    async with running(HOSTILE[name] + attribute(1, "cursor_type", f'"{type_}"')) as run:
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
