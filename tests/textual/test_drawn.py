"""Rows that are drawn line by line look and behave as those that take widgets: the pictures are the same."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from textual.selection import Selection

from opui.core.wire.listing import quote
from opui.textual.kinds.list import drawn_rows
from opui.textual.kinds.list import list as list_module
from opui.textual.kinds.list.drawn_rows import DrawnRows
from opui.textual.kinds.list.pattern import Pattern
from opui.textual.kinds.list.row_style import HEAVIEST
from opui.textual.widget_listing import list_widgets
from tests.textual.apps import made
from tests.textual.harness import Running, running

pytestmark = pytest.mark.slow

HANDLER = "attach node={0} event=press handler=1 data={0}"
IN_COLUMNS = (
    "row { height: 1; } .c0 { width: 6; text-align: right; margin: 0 2 0 0; } .c1 { width: 1fr; } .c2 { width: 3; }"
)


@contextmanager
def mounted() -> Iterator[None]:
    """Let all rows take widgets."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (drawn_rows, list_module):
            patch.setattr(module, "read_row_style", lambda *arguments: None)
        yield


async def picture(*frames: str, keys: str = "", at: tuple[int, int] = (0, 15), theme: str = "textual-dark") -> str:
    """What is seen once keys are pressed and the pointer is somewhere; each frame is answered by a key `n`."""
    async with running(*frames, size=(60, 16)) as run:
        run.app.theme = theme
        await run.focus(1)
        await run.press(*keys.split())
        await run.pilot.hover(offset=at)
        await run.settle()
        # The number in its ids is a sum over all there is to know of each letter, seen or not.
        return re.sub(r"terminal-\d+-", "terminal-", run.app.export_screenshot())


async def assert_same(*frames: str, **what: Any) -> None:
    drawn = await picture(*frames, **what)
    with mounted():
        expected = await picture(*frames, **what)
    pairs = zip(drawn.splitlines(), expected.splitlines(), strict=False)
    assert [pair for pair in pairs if pair[0] != pair[1]][:3] == []
    assert len(drawn) == len(expected)


def listed(rows: str, stylesheet: str = "") -> str:
    return f'set_string node=0 attribute=stylesheet value="{stylesheet}"\n' + made(1, "list", 0) + rows


def text(node: int, parent: int, word: str, *more: str) -> str:
    return made(node, "text", parent, f"set_text node={node} text={quote(word)}", *(line.format(node) for line in more))


def row(node: int, *words: str, kind: str = "row", more: str = "") -> str:
    """A row with texts below it: nodes `node + 1` and so on, of the classes `c0`, `c1`, `c2`."""
    name = 'add_class node={{0}} name="c{0}"'
    texts = (text(node + 1 + at, node, word, name.format(at), HANDLER) for at, word in enumerate(words))
    return made(node, kind, 1) + more + "".join(texts)


ROWS = "".join(row(10 * number, str(number), f"the label of {number}", "✕") for number in range(1, 40))
STYLES = {
    "as they are": "",
    "in columns": IN_COLUMNS,
    "wrapped": ".c1 { width: 9; background: $accent 30%; }",
    "cut": ".c1 { width: 8; text-wrap: nowrap; text-overflow: ellipsis; }",
    "bordered": "row { border: round $accent; padding: 0 1; } .c1 { padding: 0 2; background: $error; }",
    "one border": "row { border-left: thick $accent; } .c2 { border: solid red; }",
    "striped": "row:odd { background: $surface; } row:even { background: $panel; } row:first-child { color: red; }",
    "places in a row": "text:first-child { color: red; } text:last-child { color: green; } text:even { color: blue; }",
    "under the pointer": ".c1:hover { text-style: underline; } .c2:hover { background: red; } row { height: 1; }",
    "a row under the pointer": "row:hover { background: $accent; }",
    "a list under the pointer": "list:hover { background: $accent; } .c1:hover { color: red; }",
    "faint": "row { opacity: 50%; background: $primary; } .c1 { opacity: 30%; }",
    "aligned": "row { height: 3; align: right middle; } .c1 { height: 2; width: 12; content-align: center middle; }",
    "highlighted": "row:highlighted { background: $success; } row:highlighted .c1 { text-style: bold; }",
    "fewer lines": ".c1 { width: 8; text-wrap: nowrap; } row:highlighted .c1 { text-overflow: ellipsis; }",
    "limited": "row { width: 20; height: 1; } .c1 { max-width: 1fr; } row:even .c0 { min-width: 1fr; }",
    "focused": "list:focus row { color: $accent; } list:focus-within > row .c2 { display: none; }",
    "hidden": ".c0 { visibility: hidden; } .c2 { display: none; }",
    "clipped": "row { height: 1; width: 20; } .c1 { width: 30; background: $panel; }",
    "margins": "row { margin: 0 3; } .c1 { margin: 1 2; }",
    "apart": "row { margin: 1 0; }",
    "docked": ".c2 { dock: right; }",
    "scrolled": "row { height: 2; overflow-y: scroll; }",
    "by theme": "row:light { background: red; } row:dark { background: green; }",
    "wide list": "list { padding: 1 2; border: round $accent; background: $panel; }",
    "narrow list": "list { width: auto; }",
    "low list": "list { height: auto; max-height: 8; }",
    "faint list": "list { opacity: 40%; } .c1 { background: $accent; }",
    "faint in a faint list": "list { opacity: 40%; } .c1 { opacity: 50%; }",
    "aligned list": "list { align: center middle; } row { width: 20; }",
    "scrolled across": "list { overflow-x: auto; } row { width: 100; }",
    "percent": "row { width: 50%; } .c1 { width: 50%; max-width: 8; min-height: 2; }",
}


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES.keys())
async def test_drawn_rows_look_as_mounted_ones(style: str) -> None:
    await assert_same(listed(ROWS, style), keys="down down", at=(12, 7))


@pytest.mark.parametrize("keys", ["end", "pagedown pagedown", "end pageup up", "end home"])
async def test_they_do_wherever_one_scrolls(keys: str) -> None:
    await assert_same(listed(ROWS, ".c1 { width: 9; }"), keys=keys)


async def test_they_do_in_a_light_theme() -> None:
    await assert_same(listed(ROWS, STYLES["bordered"]), theme="textual-light")


async def test_they_do_with_spans_styles_of_their_own_and_columns() -> None:
    spans = (
        made(12, "span", 11) + 'set_text node=12 text="bold"\nset_string node=12 attribute=style value="color: red"\n'
    )
    own = 'set_string node=20 attribute=style value="background: $accent; padding: 0 0 0 3"\n'
    hidden = "set_flag node=32 attribute=hidden value=true\n"
    rows = made(10, "row", 1) + text(11, 10, "plain ") + spans + row(20, "a", "b", more=own)
    rows += row(30, "one", "gone", "three", kind="column", more=own.replace("20", "30")) + hidden
    await assert_same(listed(rows + text(40, 1, "a text alone, much longer than a line of this list is " * 3)))


async def test_they_do_between_rows_that_take_widgets() -> None:
    rows = "".join(
        made(node, "row", 1) + made(node + 1, "button", node) + text(node + 2, node, "mounted")
        if node % 20
        else row(node, "drawn")
        for node in range(10, 300, 10)
    )
    await assert_same(listed(rows, "button { border: none; height: 1; }"), keys="down down down pagedown up")


words = st.text(st.sampled_from("ab é✕漢字👍\n\t "), max_size=30)
declarations = st.sampled_from([
    "width: 1fr", "width: 7", "width: 30%", "height: 2", "padding: 1", "margin: 0 2", "border: round red",
    "display: none",
    "text-align: right", "text-align: center", "background: $accent", "opacity: 60%", "text-wrap: nowrap",
    "content-align: right middle", "align: center middle", "text-style: bold", "min-width: 12", "max-width: 5",
    "max-width: 1fr", "min-width: 1fr", "text-overflow: ellipsis", "text-overflow: fold", "text-wrap: wrap",
])  # fmt: skip
selectors = st.sampled_from(["row", "text", ".c0", ".c1", "row:odd", "row:highlighted", "row:highlighted .c1"])
rules = st.lists(st.tuples(selectors, declarations), max_size=5)


async def cells(frame: str) -> list[list[tuple[str, str]]]:
    """The letters and their styles, without the scroll bar: how long it is, is a guess at rows never seen."""
    async with running(frame, size=(60, 16)) as run:
        await run.focus(1)
        strips = [strip.crop(0, 59) for strip in run.app.screen._compositor.render_strips()]
        return [[(letter, str(style)) for letters, style, _ in strip for letter in letters] for strip in strips]


@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.lists(words, min_size=1, max_size=3), min_size=1, max_size=20), rules)
async def test_they_do_whatever_they_say_and_however_styled(
    rows: list[list[str]], styles: list[tuple[str, str]]
) -> None:
    sheet = " ".join(f"{selector} {{ {declaration}; }}" for selector, declaration in styles)
    frame = listed("".join(row(10 * at, *said) for at, said in enumerate(rows, 1)), sheet)
    drawn = await cells(frame)
    with mounted():
        assert drawn == await cells(frame)


async def test_they_do_in_a_list_that_is_disabled() -> None:
    await assert_same(listed(ROWS, IN_COLUMNS) + "set_flag node=1 attribute=disabled value=true\n")


async def test_rows_of_differing_heights_lie_right_below_a_pointer_that_is_shown() -> None:
    sheet = ".c1 { width: 9; } .c1:hover { text-style: underline; }"
    rows = "".join(row(10 * at, str(at), "some words " * (1 + at % 5)) for at in range(1, 60))
    async with running(listed(rows, sheet), size=(60, 16)) as run:
        await run.focus(1)
        await run.pilot.hover(run.widget(1), offset=(4, 4))
        await run.press("pagedown", "pagedown", "pagedown")
        list_ = run.widget(1)
        seen = [list_.rows.nodes[place] for place in list_._painter.indices_around(0)]
        heights = [list_.drawn_lines(each) for each in seen]
        assert [list_.rows.lines(list_.rows.place(each)) for each in seen] == heights


KEY = made(2, "key_binding", 0) + 'set_string node=2 attribute=key value="n"\n' + HANDLER.format(2) + "\n"


@pytest.mark.parametrize("way", ["drawn", "mounted"])
async def test_rows_that_a_style_hides_ask_for_no_layout_and_come_back(way: str) -> None:
    hide = 'set_string node=0 attribute=stylesheet value="row { display: none; }"'
    show = 'set_string node=0 attribute=stylesheet value=""'
    rows = "".join(row(10 * at, str(at), "words") for at in range(1, 200))
    with nullcontext() if way == "drawn" else mounted():
        async with running(listed(rows) + KEY, hide, show, size=(60, 16)) as run:
            await run.focus(1)
            await run.press("n")
            layouts: list[int] = []
            with patch.object(type(run.app.screen), "_refresh_layout", lambda *given, **named: layouts.append(1)):
                for _ in range(20):
                    await run.pilot.pause(0.01)
            assert layouts == []
            assert run.shown(run.widget(1)).strip() == ""
            await run.press("n")
            assert run.widget(1).rows.total == 199


async def test_rows_hidden_by_their_place_are_others_when_rows_go() -> None:
    rows = "".join(row(10 * at, str(at), "words") for at in range(1, 60))
    async with running(listed(rows, "row:odd { display: none; }") + KEY, "remove node=10", size=(60, 16)) as run:
        await run.focus(1)
        await run.press("n")
        shown = run.shown(run.widget(1)).splitlines()
        assert [line.split("words")[0] for line in shown[:4]] == ["3", "5", "7", "9"]


# --- What people do with them ---------------------------------------------------------------------


def pressed(run: Running) -> list[int]:
    return [event.node for event in run.told_of("press")]


async def test_drawn_rows_have_no_widgets() -> None:
    async with running(listed(ROWS, IN_COLUMNS)) as run:
        assert list(run.widget(1).children) == []
        assert 'row drawn "1" "the label of 1" "✕"' in list_widgets(run.view)
        assert "rows not mounted" in list_widgets(run.view)


async def test_a_click_presses_the_text_it_hits_and_moves_the_cursor_to_its_row() -> None:
    async with running(listed(ROWS, IN_COLUMNS)) as run:
        await run.click(32)
        assert pressed(run) == [32]
        assert run.widget(1).cursor is run.node(30)
        assert run.widget(1).has_focus
        await run.press("down", "down", "pagedown")
        below = run.widget(1).cursor
        await run.click(below.id + 3)
        assert pressed(run) == [32, below.id + 3]


async def test_a_double_click_says_so() -> None:
    async with running(listed(ROWS, IN_COLUMNS)) as run:
        await run.click(22, times=2)
        assert [event.numbers for event in run.told_of("press")] == [(1,), (2,)]


async def test_a_click_beside_all_rows_presses_none_and_leaves_the_cursor() -> None:
    async with running(listed(row(10, "a") + row(20, "b"))) as run:
        await run.focus(1)
        await run.press("down")
        await run.pilot.click(run.widget(1), offset=(5, 8))
        await run.settle()
        assert pressed(run) == []
        assert run.widget(1).cursor is run.node(20)


async def test_what_is_drawn_follows_what_the_guest_changes() -> None:
    changed = 'set_text node=12 text="other words"\nadd_class node=20 name="gone"\nremove node=30\n'
    first = listed(ROWS, IN_COLUMNS + " .gone { display: none; }") + made(2, "key_binding", 0)
    first += 'set_string node=2 attribute=key value="n"\nattach node=2 event=press handler=1 data=0\n'
    async with running(first, changed) as run:
        await run.focus(1)
        await run.press("n")
        lines = [line.split() for line in run.shown(run.widget(1)).splitlines()]
        assert lines[0][:3] == ["1", "other", "words"]
        assert lines[1][0] == "4"


async def test_a_row_that_gets_what_takes_a_widget_is_mounted_and_drawn_again_when_it_goes() -> None:
    first = listed(ROWS, IN_COLUMNS) + made(2, "key_binding", 0)
    first += 'set_string node=2 attribute=key value="n"\nattach node=2 event=press handler=1 data=0\n'
    tip = 'set_string node=22 attribute=tooltip value="{}"\n'
    async with running(first, tip.format("a tip"), tip.format("")) as run:
        await run.focus(1)
        await run.press("n")
        assert [each.node for each in run.widget(1).row_widgets()] == [run.node(20)]
        await run.press("n")
        assert list(run.widget(1).row_widgets()) == []
        assert run.shown(run.widget(1)).splitlines()[1].split()[0] == "2"


async def test_a_drawn_row_far_away_can_be_scrolled_to_and_put_the_cursor_on() -> None:
    async with running(listed(ROWS) + "call node=351 method=scroll_into_view\n") as run:
        assert "the label of 35" in run.shown(run.widget(1))
    async with running(listed(ROWS) + "call node=350 method=focus\n") as run:
        assert run.widget(1).cursor is run.node(350)
        assert run.widget(1).has_focus


async def test_looks_are_made_a_few_at_a_time_and_all_drawn_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    made_at_a_go: list[int] = []
    draw, pattern = DrawnRows.draw, Pattern

    def drawing(*arguments: Any) -> Any:
        made_at_a_go.append(0)
        return draw(*arguments)

    def making(*arguments: Any) -> Pattern:
        made_at_a_go[-1] += 1
        return pattern(*arguments)

    monkeypatch.setattr(DrawnRows, "draw", drawing)
    monkeypatch.setattr(drawn_rows, "Pattern", making)
    style = 'set_string node={} attribute=style value="padding: 0 0 0 {}"\n'
    rows = "".join(row(10 * at, f"{at}", "b", "c", more=style.format(10 * at, at)) for at in range(1, 19))
    async with running(listed(rows)) as run:
        assert all(f"{at}bc" in run.shown(run.widget(1)) for at in range(1, 19))
        assert list(run.widget(1).children) == []
    assert sum(made_at_a_go) >= 18
    assert max(made_at_a_go) <= HEAVIEST // 4


async def drag(run: Running, start: tuple[int, int], end: tuple[int, int]) -> str | None:
    """Select with the mouse from one place in the list to another; return what would be copied."""
    list_ = run.widget(1)
    await run.pilot.mouse_down(list_, offset=start)
    await run.pilot.hover(list_, offset=end)
    await run.pilot.mouse_up(list_, offset=end)
    await run.settle()
    return run.app.screen.get_selected_text()


async def test_the_text_of_drawn_rows_can_be_selected_and_is_shown_so() -> None:
    async with running(listed(ROWS, IN_COLUMNS), size=(60, 16)) as run:
        assert await drag(run, (8, 1), (16, 1)) == "the label"
        selected = run.widget(1).render_line(1)
        ground = run.app.screen.get_visual_style("screen--selection").rich_style.bgcolor
        assert "".join(part.text for part in selected if part.style and part.style.bgcolor == ground) == "the label"
        text = await drag(run, (8, 1), (10, 3))
        assert text is not None
        assert [line.split() for line in text.splitlines()] == [
            ["the", "label", "of", "2", "✕"],
            ["3", "the", "label", "of", "3", "✕"],
            ["4", "the"],
        ]


async def test_two_clicks_select_the_text_they_hit_and_no_more() -> None:
    async with running(listed(ROWS, ".c1 { margin: 0 2; }")) as run:
        await run.pilot.hover(run.widget(1), offset=(6, 2))
        await run.click(32, times=2)
        assert run.app.screen.get_selected_text() == "the label of 3"


async def test_rows_out_of_sight_that_are_selected_are_copied_by_their_words() -> None:
    async with running(listed(ROWS, IN_COLUMNS)) as run:
        run.app.screen.selections = {run.widget(1): Selection(None, None)}
        lines = (run.app.screen.get_selected_text() or "").splitlines()
        assert len(lines) == 39
        assert lines[-1] == "39 the label of 39 ✕"


@pytest.mark.parametrize(
    "look",
    [
        "background: red", "border: round red", "padding: 1 2", "opacity: 50%", "text-style: dim", "color: red 30%",
        "border-left: thick $accent", "margin: 1", "width: 20",
    ],
)  # fmt: skip
async def test_lines_without_a_box_are_those_that_textual_would_make(
    look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "".join(made(2 + row, "text", 1, f'set_text node={2 + row} text="row {row}"') for row in range(50))
    frame = made(1, "list", 0, f'set_string node=1 attribute=style value="{look}"') + rows
    bare = await picture(frame, keys="down end")
    monkeypatch.setattr(list_module, "is_bare", lambda widget: False)
    assert await picture(frame, keys="down end") == bare
