"""Where something is scrolled to, as the guest hears of it: by whom, how far, and once a frame."""

import pytest
from textual import events

from tests.textual.apps import bound, made
from tests.textual.harness import Running, running
from tests.textual.test_pointer import turn

ROWS = range(20, 60)
HEARD = "attach node=10 event=scroll handler=1 data=0"
STYLE = 'set_string node=10 attribute=style value="height: 10"'
KEY = bound(5, "f2", 0)


def rows(kind: str, *more: str) -> str:
    texts = "".join(made(node, "text", 10, f'set_text node={node} text="{node}"') for node in ROWS)
    return KEY + made(10, kind, 0, STYLE, HEARD, *more) + texts


def told(run: Running) -> list[tuple[float, float, bool]]:
    return [(*event.numbers, bool(event.flags)) for event in run.told_of("scroll")]  # type: ignore[misc]


@pytest.mark.parametrize("kind", ["scroll", "list", "dialog"])
async def test_a_wheel_and_keys_scroll_and_the_end_is_told(kind: str) -> None:
    async with running(rows(kind)) as run:
        await turn(run, run.widget(10), events.MouseScrollDown)
        first, *_ = told(run)
        assert (first[0], first[1] > 0, first[2]) == (0, True, False)
        await run.focus(10)
        await run.press("end")
        widget = run.widget(10)
        assert told(run)[-1] == (0, widget.max_scroll_y, True)
        assert widget.max_scroll_y > 20


async def test_what_is_not_scrolled_any_further_is_told_nothing_of() -> None:
    async with running(rows("scroll")) as run:
        await turn(run, run.widget(10), events.MouseScrollUp)
        await run.focus(10)
        await run.press("home")
        assert told(run) == []


@pytest.mark.parametrize(
    ("kind", "call"),
    [
        ("scroll", "call node=59 method=scroll_into_view"),
        ("list", "call node=59 method=scroll_into_view"),
        ("list", "call node=59 method=highlight"),
        ("list", "call node=59 method=focus"),
        ("scroll", 'call node=10 method=scroll_to text="0 25"'),
        ("list", 'call node=10 method=scroll_to text="0 25"'),
    ],
)
async def test_what_the_guest_scrolls_to_is_not_told(kind: str, call: str) -> None:
    async with running(rows(kind), call) as run:
        await run.focus(10)
        run.view._people.press_binding(run.node(5))
        await run.settle()
        assert run.widget(10).scroll_offset.y > 20
        assert told(run) == []
        # What a person does then, is.
        await turn(run, run.widget(10), events.MouseScrollUp)
        assert len(told(run)) == 1


async def test_a_layout_that_leaves_less_to_scroll_is_told() -> None:
    removed = "\n".join(f"remove node={node}" for node in ROWS[12:])
    async with running(rows("scroll"), removed) as run:
        await run.focus(10)
        await run.press("end")
        assert told(run)[-1] == (0, 2, True)


async def test_rows_that_come_above_what_is_seen_of_a_list_move_its_place() -> None:
    new = (made(node, "text", 10, f'set_text node={node} text="new"') for node in (70, 71, 72))
    more = "".join(new).replace("before=0", "before=20")
    # They come with the answer to what the wheel has done.
    async with running(rows("list"), more) as run:
        await turn(run, run.widget(10), events.MouseScrollDown)
        (_, wheeled, _), moved = told(run)
        assert moved == (0, wheeled + 3, False)


async def test_a_log_is_scrolled_sideways_too() -> None:
    text = "x" * 200
    async with running(made(10, "log", 0, STYLE, HEARD, f'set_text node=10 text="{text}"')) as run:
        await turn(run, run.widget(10), events.MouseScrollDown, shift=True)
        ((x, y, at_end),) = told(run)
        assert (x > 0, y, at_end) == (True, 0, True)


async def test_a_debounced_scroll_comes_when_a_person_stops() -> None:
    debounced = rows("scroll").replace(HEARD, f"{HEARD} pace=32767")
    async with running(debounced + "attach node=10 event=blur handler=1 data=0\n") as run:
        await run.focus(10)
        await turn(run, run.widget(10), events.MouseScrollDown)
        await run.press("end")
        assert told(run) == []
        run.app.screen.set_focus(None)
        await run.settle()
        assert told(run) == [(0, run.widget(10).max_scroll_y, True)]
