"""A guest says how far something is scrolled: what scrolls, and when all of it is there."""

import pytest

from tests.textual.apps import made
from tests.textual.harness import Running, running

STYLE = 'set_string node=1 attribute=style value="width: 20; height: 5; text-wrap: nowrap"'
PRESS = made(90, "button", 0, "attach node=90 event=press handler=1 data=0")


def scroll_to(x: int, y: int, node: int = 1) -> str:
    return f'call node={node} method=scroll_to text="{x} {y}"\n'


def texts(count: int, first: int = 100) -> str:
    return "".join(made(first + at, "text", 1, f'set_text node={first + at} text="line {at}"') for at in range(count))


LINES = "".join(f"line {at}{' ' * 60}|\\n" for at in range(30))
COLUMN = made(60, "table_column", 1, 'set_string node=60 attribute=style value="width: 70"')


def row(at: int) -> str:
    return made(100 + 2 * at, "table_row", 1) + made(
        101 + 2 * at, "table_cell", 100 + 2 * at, f'set_text node={101 + 2 * at} text="line {at}"'
    )


def branch(at: int) -> str:
    return made(100 + at, "branch", 1, f'set_text node={100 + at} text="line {at}{"-" * 60}"')


ONE = made(1, "{kind}", 0, STYLE)
SCROLLING = {
    "scroll": (ONE.format(kind="scroll") + texts(30), (0, 12)),
    "list": (ONE.format(kind="list") + texts(300), (0, 120)),
    "dialog": (ONE.format(kind="dialog") + texts(30), (0, 12)),
    "log": (ONE.format(kind="log") + f'call node=1 method=append text="{LINES}"\n', (7, 12)),
    "table": (ONE.format(kind="table") + COLUMN + "".join(map(row, range(30))), (7, 12)),
    "tree": (ONE.format(kind="tree") + "".join(map(branch, range(30))), (7, 12)),
    "text_area": (ONE.format(kind="text_area") + f'set_text node=1 text="{LINES}"\n', (7, 12)),
}


def place(run: Running, node: int = 1) -> tuple[int, int]:
    return tuple(run.widget(node).scroll_offset)


@pytest.mark.parametrize("kind", SCROLLING)
async def test_a_guest_scrolls_what_scrolls_to_a_place(kind: str) -> None:
    commands, at = SCROLLING[kind]
    async with running(commands + PRESS, scroll_to(*at), scroll_to(0, 0)) as run:
        run.widget(90).press()
        await run.settle()
        assert place(run) == at
        run.widget(90).press()
        await run.settle()
        assert place(run) == (0, 0)


@pytest.mark.parametrize("kind", SCROLLING)
async def test_it_goes_no_further_than_there_is_anything(kind: str) -> None:
    commands, _ = SCROLLING[kind]
    async with running(commands + scroll_to(999_999_999, 999_999_999)) as run:
        widget = run.widget(1)
        assert place(run) == (round(widget.max_scroll_x), round(widget.max_scroll_y))
        assert widget.max_scroll_y > 0


async def test_what_is_called_before_all_is_there_is_done_when_it_is() -> None:
    async with running(made(1, "scroll", 0, STYLE) + texts(200) + scroll_to(0, 150)) as run:
        assert place(run) == (0, 150)


async def test_of_several_calls_the_last_one_counts_for_each_node() -> None:
    two = "width: 20; height: 5"
    second = made(2, "log", 0, f'set_string node=2 attribute=style value="{two}"', f'set_text node=2 text="{LINES}"')
    calls = scroll_to(0, 3) + scroll_to(0, 9) + scroll_to(0, 4, node=2)
    async with running(made(1, "scroll", 0, STYLE) + texts(100) + second + calls) as run:
        assert (place(run), place(run, 2)) == ((0, 9), (0, 4))


async def test_a_row_that_is_far_away_is_not_scrolled_to_for_what_is_scrolled_in_it() -> None:
    inner = made(500, "scroll", 1, 'set_string node=500 attribute=style value="height: 3"')
    async with running(made(1, "list", 0, STYLE) + texts(300) + inner + PRESS, scroll_to(0, 1, node=500)) as run:
        await run.click(90)
        assert place(run) == (0, 0)


async def test_a_log_that_was_scrolled_up_stays_there_and_at_its_end_goes_on() -> None:
    more = f'call node=1 method=append text="{LINES}"\n'
    commands, _ = SCROLLING["log"]
    async with running(commands + PRESS, scroll_to(0, 3), more, scroll_to(0, 9_999), more) as run:
        for expected in (3, 3):
            await run.click(90)
            assert place(run)[1] == expected
        for _ in range(2):
            await run.click(90)
            assert place(run)[1] == round(run.widget(1).max_scroll_y)


async def test_a_guest_is_not_told_of_what_it_has_called_for_but_of_what_a_person_does_then() -> None:
    commands, _ = SCROLLING["scroll"]
    heard = "attach node=1 event=scroll handler=1 data=0\n"
    async with running(commands + heard + PRESS, scroll_to(0, 12)) as run:
        run.widget(90).press()
        await run.settle()
        assert (place(run), run.told_of("scroll")) == ((0, 12), [])
        await run.focus(1)
        await run.press("home")
        assert [event.numbers for event in run.told_of("scroll")][-1] == (0, 0)
