"""A list of any length shows a window of its rows: what is mounted, seen, scrolled to, counted and kept."""

import pytest
from textual.widgets import Input

from opui.core import protocol
from opui.core.tree.tree import Tree
from opui.textual import private
from opui.textual.kinds.list import drawn_rows
from opui.textual.kinds.list import list as list_module
from opui.textual.kinds.list.list import OpuiList
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.render import writer
from opui.textual.render.renderer import Renderer
from opui.textual.widget_listing import list_widgets
from tests.core.trees import run as run_commands
from tests.scripted import scripted
from tests.textual.apps import bound, made
from tests.textual.bare import Two
from tests.textual.harness import ListenedView, Running, running, running_views

pytestmark = pytest.mark.slow

MOUNTED = pytest.mark.parametrize("way", ["mounted"], indirect=True)
"""For what is said of rows that take widgets."""


@pytest.fixture(params=["drawn", "mounted"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Rows of texts are drawn, or else they take widgets as all others do."""
    if request.param == "mounted":
        for module in (drawn_rows, list_module):
            monkeypatch.setattr(module, "read_row_style", lambda *arguments: None)
    return str(request.param)


LIST = made(1, "list", 0, "attach node=1 event=highlight handler=1 data=0")
SCREEN = 24


def texts(count: int, *more: str) -> str:
    """Rows 2, 3, … of one line, `row 0` and so on."""
    return "".join(made(2 + row, "text", 1, f'set_text node={2 + row} text="row {row}"', *more) for row in range(count))


def style(node: int, value: str) -> str:
    return f'set_string node={node} attribute=style value="{value}"\n'


def lines(run: Running) -> list[str]:
    """What is seen of the list, line by line, without its scroll bar."""
    return [line[:-1].rstrip() for line in run.shown(run.widget(1)).splitlines()]


def mounted(run: Running) -> int:
    return sum(1 for _ in run.widget(1).row_widgets())


async def test_a_list_of_thousands_mounts_about_as_many_rows_as_can_be_seen() -> None:
    async with running(LIST + texts(5000)) as run:
        assert lines(run) == [f"row {row}" for row in range(len(lines(run)))]
        assert mounted(run) < 3 * SCREEN
        assert run.widget(1).virtual_size.height == 5000


async def test_every_row_of_a_long_list_is_reached_by_key() -> None:
    async with running(LIST + texts(1000)) as run:
        await run.focus(1)
        await run.press("end")
        assert lines(run)[-1] == "row 999"
        assert run.told_of("highlight")[-1].numbers == (1001, 999)
        await run.press("up")
        assert run.told_of("highlight")[-1].numbers == (1000, 998)
        await run.press("home")
        assert lines(run)[0] == "row 0"
        assert mounted(run) < 6 * SCREEN


async def test_page_by_page_every_row_is_seen() -> None:
    async with running(LIST + texts(100)) as run:
        await run.focus(1)
        seen = set(lines(run))
        for _ in range(8):
            await run.press("pagedown")
            assert "" not in lines(run)
            seen |= set(lines(run))
        assert seen == {f"row {row}" for row in range(100)}
        await run.press(*["pageup"] * 8)
        assert run.widget(1).cursor.id == 2


async def test_a_list_scrolls_by_the_wheel() -> None:
    async with running(LIST + texts(300)) as run:
        for _ in range(40):
            run.widget(1).scroll_down(animate=False)
            await run.settle()
        assert lines(run)[0] == "row 40"


async def test_rows_of_differing_heights_lie_below_one_another_wherever_one_looks() -> None:
    commands = "".join(made(2 + row, "text", 1, f"set_text node={2 + row} text={_text(row)}") for row in range(200))
    expected = [f"row {row}" for row in range(200) for _ in range(1 + row % 3)]
    async with running(LIST + commands) as run:
        list_ = run.widget(1)
        await run.focus(1)
        await run.press("end")
        assert lines(run) == expected[-len(lines(run)) :]
        # Going up into rows that were never laid out: what is seen stays in order and whole.
        while list_.scroll_y > 0:
            await run.press("pageup")
            assert "\n".join(lines(run)) in "\n".join(expected)
        assert lines(run) == expected[: len(lines(run))]


def _text(row: int) -> str:
    return '"' + "\\n".join([f"row {row}"] * (1 + row % 3)) + '"'


async def test_rows_that_come_in_above_do_not_move_what_is_seen() -> None:
    first = LIST + texts(500) + "call node=300 method=scroll_into_view\n"
    more = "".join(f"create node={row} kind=text\ninsert node={row} parent=1 before=2\n" for row in range(5000, 5009))
    async with running(first) as run:
        before = lines(run)
        assert "row 298" in before
    async with running(first, more, again=(1,)) as run:
        assert lines(run) == before


async def test_a_row_that_is_far_away_can_be_scrolled_to_and_focused() -> None:
    field = made(900, "row", 1) + made(901, "input", 900)
    async with running(LIST + texts(800) + field + "call node=901 method=focus") as run:
        assert run.widget(901).has_focus
        await run.press("h", "i")
        assert run.widget(901).value == "hi"
        assert run.widget(1).cursor.id == 900


async def test_what_has_the_focus_stays_mounted_however_far_one_scrolls() -> None:
    field = made(900, "row", 1) + made(901, "input", 900)
    async with running(LIST + field + texts(800) + "call node=901 method=focus") as run:
        input_ = run.widget(901)
        await run.press("a")
        run.widget(1).scroll_to(y=600, animate=False)
        await run.settle()
        await run.press("b")
        assert run.widget(901) is input_
        assert input_.value == "ab"


async def test_a_value_typed_in_a_row_is_there_when_the_row_comes_back() -> None:
    field = made(900, "row", 1) + made(901, "input", 900)
    async with running(LIST + field + texts(800)) as run:
        await run.focus(901)
        await run.press("o", "k")
        run.app.query_one("#own", Input).focus()
        run.widget(1).scroll_to(y=700, animate=False)
        await run.settle()
        assert 901 not in run.view._renderer.widgets  # type: ignore[union-attr]
        run.widget(1).scroll_to(y=0, animate=False)
        await run.settle()
        assert run.widget(901).value == "ok"


@MOUNTED
async def test_the_cursor_is_seen_on_its_row_when_the_row_comes_back() -> None:
    async with running(LIST + texts(800)) as run:
        await run.focus(1)
        await run.press("down")
        run.widget(1).scroll_to(y=700, animate=False)
        await run.settle()
        run.widget(1).scroll_to(y=0, animate=False)
        await run.settle()
        assert run.widget(3).has_class("-highlighted")


async def test_rows_appended_to_a_long_list_are_mounted_only_once_they_are_seen() -> None:
    more = made(3000, "text", 1, 'set_text node=3000 text="last"')
    async with running(LIST + texts(500), more, again=(1,)) as run:
        await run.settle()
        assert 3000 not in run.view._renderer.widgets  # type: ignore[union-attr]
        await run.focus(1)
        await run.press("end")
        assert lines(run)[-1] == "last"


async def test_hidden_rows_take_no_place() -> None:
    hidden = "".join(f"set_flag node={2 + row} attribute=hidden value=true\n" for row in range(1, 400))
    shown = "set_flag node=3 attribute=hidden value=false"
    async with running(LIST + texts(402) + hidden, shown, again=(1,)) as run:
        await run.settle()
        assert [line for line in lines(run) if line] == ["row 0", "row 1", "row 400", "row 401"]


async def test_odd_and_even_go_by_the_place_among_all_rows() -> None:
    sheet = 'set_string node=0 attribute=stylesheet value="text:odd { text-style: bold }"\n'
    async with running(sheet + LIST + texts(300)) as run:
        for line in (0, 101, 250):
            run.widget(1).scroll_to(y=line, animate=False)
            await run.settle()
            assert [row.styles.text_style.bold for row in run.widget(1).row_widgets()] == [
                True if run.widget(1).rows.place(row.node) % 2 == 0 else None for row in run.widget(1).row_widgets()
            ]


async def test_rows_that_a_style_shows_no_more_are_passed_over() -> None:
    sheet = 'set_string node=0 attribute=stylesheet value=".gone { display: none }"\n'
    gone = "".join(f'add_class node={2 + row} name="gone"\n' for row in range(3))
    async with running(sheet + LIST + texts(300) + gone) as run:
        assert lines(run)[0] == "row 3"


async def test_a_list_in_a_scroll_mounts_no_more_than_the_screen_has_lines() -> None:
    tall = made(9000, "scroll", 0) + "insert node=1 parent=9000 before=0\n" + style(1, "height: 200")
    async with running(LIST + texts(5000) + tall) as run:
        assert mounted(run) < 4 * SCREEN
        run.widget(9000).scroll_to(y=100, animate=False)
        await run.settle()
        assert "row 100" in run.shown(run.widget(9000))


@MOUNTED
async def test_the_listing_says_how_many_rows_are_not_mounted() -> None:
    async with running(LIST + texts(300)) as run:
        run.widget(1).scroll_to(y=150, animate=False)
        await run.settle()
        listing = list_widgets(run.view).splitlines()
        first, last = listing[2].split(), listing[-1].split()
        assert first[2:] == last[2:] == ["rows", "not", "mounted"]
        assert int(first[1]) + mounted(run) + int(last[1]) == 300


async def test_widgets_of_a_large_frame_are_made_a_few_at_a_time_the_first_ones_first() -> None:
    app = Two()
    async with app.run_test():
        tree = Tree()
        renderer = app.renderer("#first", tree, {**protocol.LIMIT, "new_widgets": 10})
        changes = run_commands(tree, made(1, "column", 0) + "".join(made(node, "text", 1) for node in range(2, 26)))
        await renderer.apply(changes)
        assert sorted(renderer.widgets) == list(range(1, 11))
        await renderer.fill()
        assert sorted(renderer.widgets) == list(range(1, 21))
        await renderer.fill()
        assert sorted(renderer.widgets) == list(range(1, 26))
        assert renderer.finished


@MOUNTED
async def test_what_a_large_frame_changes_is_written_a_bounded_amount_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writer, "WRITES", 10)
    app = Two()
    async with app.run_test():
        tree = Tree()
        renderer = app.renderer("#first", tree, protocol.LIMIT)
        await renderer.apply(run_commands(tree, "".join(made(node, "text", 0) for node in range(1, 26))))
        changes = run_commands(tree, "\n".join(f'set_text node={node} text="{node}"' for node in range(1, 26)))
        await renderer.apply(changes)
        written = [str(getattr(widget, "content", "")) for widget in renderer.widgets.values()]
        assert written == [*map(str, range(1, 11)), *[""] * 15]
        assert not renderer.finished
        await renderer.fill()
        await renderer.fill()
        assert [str(getattr(widget, "content", "")) for widget in renderer.widgets.values()] == [
            *map(str, range(1, 26))
        ]
        assert renderer.finished


async def test_long_texts_count_as_many_widgets() -> None:
    app = Two()
    async with app.run_test():
        tree = Tree()
        renderer = app.renderer("#first", tree, {**protocol.LIMIT, "new_widgets": 10})
        long = "x" * 1024
        rows = (made(node, "text", 0, f'set_text node={node} text="{long}"') for node in range(1, 9))
        changes = run_commands(tree, "".join(rows))
        await renderer.apply(changes)
        assert len(renderer.widgets) == 2


@MOUNTED
async def test_however_much_lies_in_rows_no_more_than_a_few_times_the_limit_is_mounted() -> None:
    rows = "".join(made(row, "row", 1) for row in range(100, 112))
    cells = "".join(made(1000 + 10 * row + cell, "text", row) for row in range(100, 112) for cell in range(10))
    view = ListenedView(scripted(LIST + rows + cells), limits={**protocol.LIMIT, "widgets": 12})
    async with running_views(view) as run:
        assert run.app.failed == []
        assert 20 < len(list(view.walk_children(NodeWidget))) <= 2 * 12 + 10


@MOUNTED
async def test_rows_of_much_text_count_by_their_weight() -> None:
    heavy = f'set_text node={{0}} text="{"x" * 2048}"\nset_string node={{0}} attribute=style value="height: 1"'
    rows = "".join(made(row, "text", 1, heavy.format(row)) for row in range(100, 112))
    view = ListenedView(scripted(LIST + rows), limits={**protocol.LIMIT, "widgets": 12})
    async with running_views(view) as run:
        assert run.app.failed == []
        assert mounted(run) == 2


async def test_a_list_shorter_than_its_room_is_laid_out_as_any_container() -> None:
    async with running(LIST + texts(3) + style(3, "height: 1fr")) as run:
        list_: OpuiList = run.widget(1)
        assert run.widget(3).size.height == list_.size.height - 2


async def test_the_cursors_row_is_seen_even_where_the_rows_around_it_are_higher_than_guessed() -> None:
    text = "high\\n" * 4
    rows = range(400, 409)
    high = "".join(made(row, "text", 1, f'set_text node={row} text="{text}{row}"') for row in rows)
    async with running(LIST + texts(200) + high) as run:
        await run.focus(1)
        await run.press("end")
        assert lines(run)[-5:] == ["high"] * 4 + ["408"]


async def test_rows_hidden_by_a_style_are_seen_again_when_it_goes_though_they_are_not_mounted() -> None:
    hidden = "".join(style(2 + row, "display: none") for row in range(3, 290))
    shown = "".join(style(2 + row, "") for row in range(3, 290))
    async with running(LIST + texts(300) + hidden, shown, again=(1,)) as run:
        await run.settle()
        assert lines(run) == [f"row {row}" for row in range(len(lines(run)))]


async def test_rows_hidden_by_the_stylesheet_are_seen_again_when_it_is_another() -> None:
    sheet = 'set_string node=0 attribute=stylesheet value="{}"\n'
    gone = "".join(f'add_class node={2 + row} name="gone"\n' for row in range(3, 290))
    first = sheet.format(".gone { display: none }") + LIST + texts(300) + gone
    async with running(first, sheet.format(""), again=(1,)) as run:
        await run.settle()
        assert lines(run) == [f"row {row}" for row in range(len(lines(run)))]


async def test_a_list_that_goes_on_scrolling_when_it_has_left_its_screen_draws_nothing() -> None:
    async with running(LIST + texts(100)) as run:
        widget = run.widget(1)
        await run.view.remove()
        widget.scroll_y = 5


@MOUNTED
async def test_a_layout_between_a_rows_removal_and_its_unmounting_does_not_take_the_row_for_one_without_lines() -> None:
    async with running(LIST + texts(50)) as run:
        list_: OpuiList = run.widget(1)
        before = list_.rows.total
        removal = list_.remove_children([run.widget(2), run.widget(3)])
        private.forget_arrangement(list_)
        list_.arrange(list_.size)
        assert [list_.rows.lines(place) for place in range(3)] == [1, 1, 1]
        assert list_.rows.total == before
        await removal


GROWN = {
    "a sibling goes": (made(900, "text", 0, 'set_text node=900 text=""') + style(900, "height: 12"), "hidden"),
    "a sibling gets lower": (made(900, "text", 0) + style(900, "height: 12"), style(900, "height: 2")),
    "the list gets higher": (style(1, "height: 6"), style(1, "height: 1fr")),
    "a rule goes": ('set_string node=0 attribute=stylesheet value="list { height: 6; }"\n', "sheet"),
}
FRAMES = {
    "hidden": "set_flag node=900 attribute=hidden value=true",
    "sheet": 'set_string node=0 attribute=stylesheet value=""',
}


@pytest.mark.parametrize(("start", "grows"), GROWN.values(), ids=GROWN.keys())
async def test_a_list_that_gets_higher_shows_rows_for_its_new_height_at_once(start: str, grows: str) -> None:
    async with running(made(1, "list", 0) + texts(100) + start + bound(901, "n", 0), FRAMES.get(grows, grows)) as run:
        await run.focus(1)
        before = len(lines(run))
        await run.press("n")
        assert len(lines(run)) > before
        assert lines(run) == [f"row {row}" for row in range(len(lines(run)))]


async def test_a_list_shows_rows_for_its_new_height_when_the_terminal_gets_higher() -> None:
    async with running(LIST + texts(100), size=(40, 10)) as run:
        for height in (40, 60, 20, 30):
            await run.pilot.resize_terminal(40, height)
            await run.settle()
            assert lines(run) == [f"row {row}" for row in range(height - 4)]


async def test_a_list_scrolled_to_its_end_shows_rows_above_when_it_gets_higher() -> None:
    async with running(LIST + texts(100), size=(40, 10)) as run:
        await run.focus(1)
        await run.press("end")
        await run.pilot.resize_terminal(40, 50)
        await run.settle()
        assert lines(run) == [f"row {row}" for row in range(100 - len(lines(run)), 100)]


@MOUNTED
async def test_what_comes_into_a_row_with_the_rows_that_push_it_far_away_is_there_when_the_row_is_seen() -> None:
    first = LIST + made(2, "column", 1) + made(3, "list", 2) + made(4, "button", 3)
    high = "".join(
        f"create node={row} kind=button\n{style(row, 'height: 12')}insert node={row} parent=1 before=2\n"
        for row in range(100, 140)
    )
    within = made(10, "column", 3) + made(11, "list", 10) + made(12, "button", 11, 'set_text node=12 text="within"')
    async with running(first, high + within, again=[1]) as run:
        assert run.app.failed == []
        run.widget(1).scroll_end(animate=False)
        await run.settle()
        assert run.app.failed == []
        assert run.widget(12).is_attached


@pytest.fixture
def fills(monkeypatch: pytest.MonkeyPatch) -> list[Renderer]:
    """Rounds of mounting what is missing, one entry each."""
    made: list[Renderer] = []
    fill = Renderer.fill

    async def noted(renderer: Renderer) -> None:
        made.append(renderer)
        await fill(renderer)

    monkeypatch.setattr(Renderer, "fill", noted)
    return made


async def comes_to_rest(run: Running, fills: list[Renderer]) -> bool:
    """Whether nothing more is mounted after some time in which all could have been."""
    for _ in range(10):
        await run.settle()
    before = len(fills)
    for _ in range(10):
        await run.settle()
    return len(fills) == before


@MOUNTED
async def test_a_list_comes_to_rest_where_a_row_that_comes_into_sight_pushes_itself_out_of_sight(
    fills: list[Renderer],
) -> None:
    # The margin of the second row is part of the first one's height only while both are mounted.
    rows = made(2, "button", 1, style(2, "height: 1")) + made(3, "button", 1, style(3, "margin: 20 0 0 0"))
    async with running(LIST + style(1, "height: 2") + rows) as run:
        assert await comes_to_rest(run, fills)
        run.widget(1).scroll_end(animate=False)
        await run.settle()
        assert run.widget(3).region.bottom == run.widget(1).region.bottom


async def test_a_list_comes_to_rest_where_rules_go_by_the_place_of_rows_that_are_not_drawn(
    fills: list[Renderer],
) -> None:
    sheet = 'set_string node=0 attribute=stylesheet value="text:odd { text-style: bold }"\n'
    async with running(sheet + LIST + texts(3) + style(3, "height: 3; overflow-y: scroll")) as run:
        assert await comes_to_rest(run, fills)
        assert run.widget(3).region.height == 3
