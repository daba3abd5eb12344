"""What the spec answers besides its tables: each test is a sentence of the page that a reader once had to guess."""

import asyncio

import pytest
from textual import events

from opui.core.wire import decoder
from opui.tools.headless import Headless
from tests.scripted import scripted
from tests.textual.apps import bound, made, run_opui
from tests.textual.harness import Running, running

PRESS = "attach node={0} event=press handler=1 data=0"
LIST = made(1, "list", 0, "attach node=1 event=highlight handler=1 data=0")


def style(node: int, value: str) -> str:
    return f'set_string node={node} attribute=style value="{value}"\n'


def sheet(rules: str) -> str:
    return f'set_string node=0 attribute=stylesheet value="{rules}"\n'


def text(node: int, parent: int, said: str = "row", *more: str) -> str:
    return made(node, "text", parent, f'set_text node={node} text="{said}"', *more)


def texts(*nodes: int) -> str:
    return "".join(text(node, 1, f"row {node}") for node in nodes)


# --- Focus and keys --------------------------------------------------------------------------------

ANSWERED = bound(9, "f2", 0) + made(1, "input", 0, "attach node=1 event=change handler=1 data=0")
ANSWERED += "attach node=0 event=key handler=1 data=0\n"


async def test_a_key_goes_to_what_has_the_focus_when_it_is_pressed_though_an_answer_is_on_its_way() -> None:
    async with run_opui(ANSWERED, "call node=1 method=focus") as run:
        for key, character in (("f2", None), ("a", "a")):
            run.app.post_message(events.Key(key, character))
        await run.settle()
        assert [(event.name, event.text) for event in run.told] == [("press", ""), ("key", "a")]
        await run.press("b")
        assert run.told[-1].text == "b"


def test_so_it_does_without_a_screen() -> None:
    app = Headless(scripted(ANSWERED, "call node=1 method=focus"))
    app._key("f2", 0)
    app._key("a", 0)
    app._run()
    app.do("key b")
    said = [event for exchange in app.exchanges for event in decoder.events(exchange.events) if event.handler]
    assert [(event.name, event.text) for event in said] == [("press", ""), ("key", "a"), ("change", "b")]


async def test_space_on_a_row_is_a_key_and_no_press() -> None:
    async with running(LIST + text(2, 1, "row", PRESS.format(2)) + "attach node=1 event=key handler=1 data=0") as run:
        await run.focus(1)
        await run.press("space", "enter")
        assert [(event.name, event.node) for event in run.told_of("key", "press")] == [("key", 1), ("press", 2)]


async def test_a_press_by_key_has_one_click() -> None:
    async with running(LIST + text(2, 1, "row", PRESS.format(2)) + made(3, "button", 0, PRESS.format(3))) as run:
        await run.focus(1)
        await run.press("enter", "enter")
        await run.focus(3)
        await run.press("space", "enter")
        assert [event.numbers for event in run.told_of("press")] == [(1,)] * 4


# --- Lists -----------------------------------------------------------------------------------------


async def cursor_after(*rows_before: int, at: int, frame: str) -> tuple[float, ...]:
    start = made(1, "list", 0) + texts(*rows_before) + bound(90, "n", 0)
    async with running(start + "attach node=1 event=highlight handler=1 data=0\n", "", frame) as run:
        await run.focus(1)
        run.widget(1).move_cursor(run.node(at))
        await run.settle()
        await run.press("n")
        return run.told_of("highlight")[-1].numbers


async def test_the_same_place_is_the_index_that_the_row_had_counted_in_the_rows_after_the_whole_batch() -> None:
    # The third of five goes, and the first: now the fifth is the third.
    numbers = await cursor_after(10, 11, 12, 13, 14, at=12, frame="remove node=12\nremove node=10\n")
    assert numbers == (14, 2)


async def test_a_text_that_is_a_row_is_hit_on_its_letters_alone_unless_it_is_wider() -> None:
    for width, hit in (("auto", False), ("1fr", True)):
        async with running(LIST + text(2, 1, "row", PRESS.format(2)) + style(2, f"width: {width}")) as run:
            await run.pilot.click(run.widget(1), offset=(40, 0))
            await run.settle()
            assert bool(run.told_of("press")) == hit


async def test_a_row_whose_id_is_all_ones_is_told_as_no_row() -> None:
    async with running(LIST + text(0xFFFF_FFFF, 1)) as run:
        await run.focus(1)
        assert run.told_of("highlight")[-1].numbers == (-1, 0)


def color(run: Running, node: int) -> str:
    widget, offset = run.view.position_of(node)
    region = widget.region.offset + offset
    line = run.app.screen._compositor.render_strips()[region.y]
    style = next(iter(line.crop(region.x, region.x + 1))).style
    return str(style.bgcolor.name) if style is not None and style.bgcolor is not None else ""


async def test_a_rules_own_background_of_rows_hides_the_cursor() -> None:
    rules = "text { background: #112233; }"
    async with running(sheet(rules) + LIST + texts(2, 3)) as run:
        await run.focus(1)
        assert color(run, 2) == color(run, 3) == "#112233"
    async with running(sheet(rules + " text:highlighted { background: #445566; }") + LIST + texts(2, 3)) as run:
        await run.focus(1)
        assert (color(run, 2), color(run, 3)) == ("#445566", "#112233")


# --- Layout and styles -----------------------------------------------------------------------------


async def test_a_rule_has_a_blank_line_above_and_below_or_two_columns_beside_it() -> None:
    async with running(text(1, 0) + made(2, "rule", 0) + text(3, 0)) as run:
        assert run.widget(3).region.y - run.widget(1).region.y == 4
    upright = made(2, "rule", 9, "set_flag node=2 attribute=vertical value=true")
    async with running(made(9, "row", 0) + text(1, 9, "a") + upright + text(3, 9, "b")) as run:
        assert run.widget(3).region.x - run.widget(1).region.x == 6


async def test_the_margins_of_neighbours_overlap() -> None:
    async with running(text(1, 0) + style(1, "margin: 1 0") + text(2, 0) + style(2, "margin: 3 0")) as run:
        assert run.widget(2).region.y - run.widget(1).region.bottom == 3


@pytest.mark.parametrize("parent", ["column", "list"])
async def test_places_among_siblings_are_counted_without_key_bindings_and_what_takes_no_room(parent: str) -> None:
    rules = "text:first-child { background: #111111; } text:even { background: #222222; } .gone { display: none; }"
    first = sheet(rules) + made(1, parent, 0) + bound(90, "f2", 1) + text(2, 1) + text(3, 1) + text(4, 1)
    first += text(5, 1) + "set_flag node=2 attribute=hidden value=true\n"
    async with running(first) as run:
        await asyncio.sleep(0)
        assert (color(run, 3), color(run, 4)) == ("#111111", "#222222")
        assert color(run, 5) not in ("#111111", "#222222")
