"""The mouse, as the guest hears of it: where it is, which button, what it is over; and what stays the widgets' own."""

from unittest.mock import patch

import pytest
from textual import _time, events
from textual.widget import Widget

from tests.textual.apps import made
from tests.textual.harness import Running, running

MOUSE = ("mouse_down", "mouse_up", "mouse_move", "wheel", "hover")


def hearing(node: int, *names: str) -> str:
    return "".join(f"attach node={node} event={name} handler=1 data=0\n" for name in names)


def board(*names: str) -> str:
    """A text in a box with a border and a padding, and a button below."""
    style = 'set_string node=10 attribute=style value="border: round red; padding: 1 2; width: 20; height: 8"'
    return made(10, "column", 0, style) + made(11, "text", 10, 'set_text node=11 text="board"') + hearing(10, *names)


def told(run: Running, *names: str) -> list[tuple[str, int, int, int]]:
    """What the guest was told of the mouse: the event's name, where, and the button's flag."""
    found = run.told_of(*(names or MOUSE))
    return [(event.name, int(event.numbers[0]), int(event.numbers[1]), event.flags) for event in found]


async def turn(run: Running, widget: Widget, type_: type[events.MouseEvent], shift: bool = False) -> None:
    x, y = widget.region.offset
    event = type_(run.app.screen, x, y, 0, 0, 0, shift, False, False, x, y)
    run.app.screen._forward_event(event)
    await run.settle()


async def test_a_button_goes_down_at_a_cell_of_the_nodes_content() -> None:
    async with running(board("mouse_down")) as run:
        await run.pilot.mouse_down(run.widget(10), offset=(3, 2))
        await run.pilot.mouse_down(run.widget(10), offset=(8, 5))
        await run.pilot.mouse_down(run.widget(10), offset=(0, 0))
        await run.settle()
        assert told(run) == [("mouse_down", 0, 0, 1), ("mouse_down", 5, 3, 1), ("mouse_down", -3, -2, 1)]


@pytest.mark.parametrize(("button", "flag"), [(1, 1), (2, 2), (3, 4)])
async def test_the_flags_say_which_button(button: int, flag: int) -> None:
    async with running(board("mouse_down")) as run:
        await run.pilot._post_mouse_events([events.MouseDown], run.widget(11), button=button)
        await run.settle()
        assert told(run) == [("mouse_down", 0, 0, flag)]


async def down(run: Running, offset: tuple[int, int], at: float, button: int = 1) -> None:
    """Have a button go down in a cell of the board's content, at a time in seconds."""
    x, y = run.widget(11).region.offset + offset
    event = events.MouseDown(run.app.screen, x, y, 0, 0, button, False, False, False, x, y)
    with patch.object(_time, "get_time", lambda: at):
        run.app.screen._forward_event(event)
    await run.settle()


async def test_the_flags_say_whether_a_click_is_a_double_or_a_triple_one() -> None:
    async with running(board("mouse_down")) as run:
        for offset, at, button in (
            ((0, 0), 1.0, 1), ((0, 0), 1.4, 1), ((0, 0), 1.8, 1), ((0, 0), 2.2, 1),
            ((0, 0), 3.0, 1), ((1, 0), 3.1, 1), ((1, 0), 3.2, 3), ((1, 0), 3.3, 3),
        ):  # fmt: skip
            await down(run, offset, at, button)
        assert [event.flags for event in run.told_of("mouse_down")] == [
            1, 1 | 8, 1 | 16, 1 | 16, 1, 1, 4, 4 | 8,
        ]  # fmt: skip


async def test_what_is_held_is_told_too() -> None:
    async with running(board("mouse_down")) as run:
        await run.pilot.mouse_down(run.widget(11), shift=True, control=True)
        await run.settle()
        assert [event.modifiers for event in run.told_of("mouse_down")] == [1 | 4]


async def test_the_nearest_node_with_a_handler_is_told_and_where_in_it_that_was() -> None:
    inner = made(12, "column", 10, 'set_string node=12 attribute=style value="height: 2"') + hearing(12, "mouse_up")
    async with running(board("mouse_down") + inner) as run:
        await run.pilot.mouse_down(run.widget(12), offset=(1, 1))
        await run.pilot.mouse_up(run.widget(12), offset=(1, 1))
        await run.settle()
        assert [(event.node, event.numbers) for event in run.told_of(*MOUSE)] == [(10, (1, 2)), (12, (1, 1))]


async def test_a_drag_is_told_wherever_it_goes() -> None:
    other = made(20, "button", 0, 'set_text node=20 text="other"')
    async with running(board("mouse_down", "mouse_move", "mouse_up") + other) as run:
        await run.pilot.mouse_down(run.widget(10), offset=(4, 3))
        await run.pilot.hover(run.widget(20), offset=(1, 1))
        await run.pilot.mouse_up(run.widget(20), offset=(1, 1))
        await run.settle()
        # The pilot moves the pointer to a place before it does anything there.
        heard = [(name, x, y) for name, x, y, _ in told(run)]
        assert heard[:2] == [("mouse_move", 1, 1), ("mouse_down", 1, 1)]
        assert heard[-2:] == [("mouse_move", -2, 7), ("mouse_up", -2, 7)]
        assert run.app.mouse_captured is None


async def test_the_mouse_is_let_go_when_what_was_dragged_is_gone() -> None:
    async with running(board("mouse_down", "mouse_up"), "remove node=10", again=()) as run:
        await run.pilot.mouse_down(run.widget(10), offset=(4, 3))
        await run.settle()
        await run.settle()
        with pytest.raises(KeyError):
            run.widget(10)
        assert run.app.mouse_captured is None


AREA = made(1, "text_area", 0) + 'insert_text node=1 text="one two"\n'


async def test_the_mouse_is_let_go_when_the_text_that_a_drag_selects_is_gone() -> None:
    async with running(AREA + hearing(1, "edit"), "remove node=1", again=()) as run:
        await run.pilot.mouse_down(run.widget(1), offset=(3, 1))
        assert run.app.mouse_captured is run.widget(1).rows
        await run.press("x")
        await run.settle()
        assert run.app.mouse_captured is None


async def test_the_mouse_is_let_go_when_the_view_is_gone_in_which_it_drags() -> None:
    async with running(AREA) as run:
        await run.pilot.mouse_down(run.widget(1), offset=(3, 1))
        assert run.app.mouse_captured is run.widget(1).rows
        await run.view.remove()
        assert run.app.mouse_captured is None


async def test_text_is_not_selected_where_the_guest_hears_of_a_drag() -> None:
    async with running(board("mouse_down") + made(20, "text", 0, 'set_text node=20 text="words"')) as run:
        assert not run.widget(11).allow_select
        assert run.widget(20).allow_select


async def test_moves_in_one_frame_are_told_as_one() -> None:
    async with running(board("mouse_move")) as run:
        for column in range(3, 9):
            await run.pilot.hover(run.widget(10), offset=(column, 2))
        await run.settle()
        moves = told(run)
        assert moves[-1] == ("mouse_move", 5, 0, 0)


async def test_a_wheel_is_told_where_nothing_is_scrolled_by_it() -> None:
    async with running(board("wheel")) as run:
        for type_ in (events.MouseScrollDown, events.MouseScrollUp, events.MouseScrollLeft, events.MouseScrollRight):
            await turn(run, run.widget(11), type_)
        await turn(run, run.widget(11), events.MouseScrollDown, shift=True)
        steps = [(x, y) for _, x, y, _ in told(run)]
        assert steps == [(0, 1), (0, -1), (-1, 0), (1, 0), (1, 0)]


async def test_a_scroll_takes_the_wheel_until_its_end_and_leaves_it_to_the_guest_there() -> None:
    lines = "".join(made(30 + i, "text", 10, f'set_text node={30 + i} text="{i}"') for i in range(9))
    height = 'set_string node=10 attribute=style value="height: 7"\n'
    async with running(made(10, "scroll", 0) + height + lines + hearing(10, "wheel")) as run:
        for _ in range(3):
            await turn(run, run.widget(10), events.MouseScrollDown)
        assert run.widget(10).scroll_offset.y == 2
        assert told(run) == [("wheel", 0, 1, 0)] * 2


async def test_a_wheel_that_is_told_scrolls_nothing_around() -> None:
    lines = "".join(made(30 + i, "text", 9, f'set_text node={30 + i} text="{i}"') for i in range(40))
    async with running(made(9, "scroll", 0) + made(10, "text", 9, 'set_text node=10 text="x"') + lines) as run:
        await turn(run, run.widget(10), events.MouseScrollDown)
        assert run.widget(9).scroll_offset.y > 0
    async with running(
        made(9, "scroll", 0) + made(10, "text", 9, 'set_text node=10 text="x"') + hearing(10, "wheel") + lines
    ) as run:
        await turn(run, run.widget(10), events.MouseScrollDown)
        assert run.widget(9).scroll_offset.y == 0
        assert told(run) == [("wheel", 0, 1, 0)]


async def test_coming_and_going_are_told_to_all_that_the_pointer_lies_in() -> None:
    other = made(20, "text", 0, 'set_text node=20 text="other"')
    async with running(board("hover") + hearing(11, "hover") + other) as run:
        await run.pilot.hover(run.widget(11))
        await run.settle()
        await run.pilot.hover(run.widget(10), offset=(1, 1))
        await run.settle()
        await run.pilot.hover(run.widget(20))
        await run.settle()
        seen = [(event.node, int(event.numbers[0])) for event in run.told_of("hover")]
        assert seen == [(11, 1), (10, 1), (11, 0), (10, 0)]


async def test_what_is_drawn_in_a_list_is_pointed_at_as_if_it_had_a_widget() -> None:
    rows = "".join(made(30 + i, "text", 10, f'set_text node={30 + i} text="row {i}"') for i in range(3))
    async with running(made(10, "list", 0) + rows + hearing(31, "hover") + hearing(10, "mouse_down")) as run:
        assert run.widget(10).is_drawn(run.node(31))
        await run.pilot.hover(run.widget(10), offset=(1, 1))
        await run.pilot.mouse_down(run.widget(10), offset=(1, 2))
        await run.settle()
        assert [(event.node, event.numbers[0]) for event in run.told_of("hover")] == [(31, 1), (31, 0)]
        assert told(run, "mouse_down") == [("mouse_down", 1, 2, 1)]


async def test_a_row_that_hears_where_the_mouse_is_has_a_widget_of_its_own() -> None:
    padded = 'set_string node=31 attribute=style value="padding: 1 3"\n'
    rows = "".join(made(30 + i, "text", 10, f'set_text node={30 + i} text="row {i}"') for i in range(3))
    async with running(made(10, "list", 0) + rows + padded, hearing(31, "mouse_down"), again=(1,)) as run:
        await run.settle()
        await run.pilot.mouse_down(run.widget(31), offset=(4, 2))
        await run.settle()
        assert told(run) == [("mouse_down", 1, 1, 1)]


async def test_nothing_is_told_of_what_is_disabled() -> None:
    async with running(board(*MOUSE) + "set_flag node=11 attribute=disabled value=true\n") as run:
        await run.pilot.mouse_down(run.widget(11))
        await run.pilot.hover(run.widget(11))
        await run.settle()
        assert told(run, "mouse_down") == []
        assert run.told_of("hover") == []


async def test_the_bare_root_is_told_too() -> None:
    async with running(hearing(0, "mouse_down") + made(10, "text", 0, 'set_text node=10 text="x"')) as run:
        await run.pilot.mouse_down(run.view, offset=(7, 9))
        await run.settle()
        assert told(run) == [("mouse_down", 7, 9, 1)]


async def test_a_button_is_pressed_as_before_where_the_guest_hears_of_the_mouse() -> None:
    button = made(20, "button", 0, 'set_text node=20 text="go"') + hearing(20, "press", "mouse_down", "mouse_up")
    async with running(button) as run:
        await run.click(20)
        assert [event.name for event in run.told_of("press", *MOUSE)] == ["mouse_down", "mouse_up", "press"]
