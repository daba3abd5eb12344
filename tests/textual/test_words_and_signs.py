"""Grid, digits, link, sparkline and spinner on a screen: what each draws, whatever the guest says."""

from collections.abc import Sequence
from unittest.mock import patch

import pytest
from textual.geometry import Size

from opui.core.arrays import Array, Item
from opui.core.wire.records import Event
from opui.textual.kinds.loading import SIGNS, STILL
from opui.textual.kinds.sparkline import SUMMARIES, bar_in_line, shares
from tests.memory import FakeMemory
from tests.scripted import ARRAYS, scripted
from tests.textual.apps import made
from tests.textual.harness import Host, ListenedView, running, settle


def style(node: int, value: str) -> str:
    return f'set_string node={node} attribute=style value="{value}"\n'


# --- Grid ------------------------------------------------------------------------------------------


def cells(count: int, *more: str) -> str:
    """Texts 2, 3, … in a grid, `a`, `b` and so on."""
    return "".join(
        made(2 + at, "text", 1, f'set_text node={2 + at} text="{chr(97 + at)}"', *more) for at in range(count)
    )


async def test_children_of_a_grid_lie_in_its_cells_row_by_row() -> None:
    async with running(made(1, "grid", 0) + style(1, "grid-size: 2; grid-columns: 3 1fr; width: 10") + cells(3)) as run:
        offsets = [run.widget(node).region.offset - run.widget(1).region.offset for node in (2, 3, 4)]
        assert offsets == [(0, 0), (3, 0), (0, 1)]


async def test_gutters_and_spans_of_a_grid_are_those_of_its_style() -> None:
    grid = made(1, "grid", 0) + style(1, "grid-size: 3; grid-columns: 4; grid-rows: 2; grid-gutter: 1 2")
    frame = grid + cells(3) + style(2, "column-span: 2; row-span: 2; width: 1fr; height: 1fr")
    async with running(frame) as run:
        assert run.widget(2).region.size == Size(4 + 2 + 4, 2 + 1 + 2)
        assert run.widget(3).region.offset - run.widget(1).region.offset == (12, 0)
        assert run.widget(4).region.offset - run.widget(1).region.offset == (12, 3)


@pytest.mark.parametrize(
    ("width", "columns", "count"),
    [(10, "3", 3), (9, "3", 3), (8, "3", 2), (2, "3", 1), (10, "2.5", 3), (10, "1fr", 1), (10, "3 3", 1)],
)
async def test_a_grid_whose_columns_have_a_width_and_no_number_has_as_many_as_fit(
    width: int, columns: str, count: int
) -> None:
    frame = made(1, "grid", 0) + style(1, f"grid-columns: {columns}; width: {width}") + cells(8)
    async with running(frame) as run:
        lines = {run.widget(node).region.y for node in range(2, 10)}
        assert len(lines) == -(-8 // count)


async def test_columns_without_width_end_nothing() -> None:
    async with running(made(1, "grid", 0) + style(1, "grid-columns: 0") + cells(8)) as run:
        assert run.app.failed == []


async def test_as_many_columns_fit_as_have_room_for_their_gutters() -> None:
    frame = made(1, "grid", 0) + style(1, "grid-columns: 4; grid-gutter: 0 2; width: 15") + cells(3)
    async with running(frame, style(1, "grid-columns: 4; grid-gutter: 0 2; width: 16"), again=[1]) as run:
        assert len({run.widget(node).region.y for node in (2, 3, 4)}) == 1


async def test_a_child_beyond_the_rows_of_a_grid_is_not_shown_and_ends_nothing() -> None:
    frame = (
        made(1, "grid", 0)
        + style(1, "grid-size: 1 1; height: 3")
        + cells(2)
        + style(3, "row-span: 20; column-span: 20")
    )
    async with running(frame) as run:
        assert "b" not in run.shown(run.widget(1))
        assert run.app.failed == []


# --- Digits ----------------------------------------------------------------------------------------


async def test_digits_are_three_lines_high_and_a_number_is_three_columns_a_figure() -> None:
    async with running(made(1, "digits", 0, 'set_text node=1 text="12"')) as run:
        assert run.shown(run.widget(1)).splitlines() == ["╶╮ ╶─╮", " │ ┌─┘", "╶┴╴╰─╴"]


@pytest.mark.parametrize(("said", "lines"), [("4-", "╷ ╷   \n╰─┤╶─╴\n  ╵   "), ("1日b", "╶╮   \n │   \n╶┴╴?b")])
async def test_what_there_is_no_figure_for_is_one_column_wide(said: str, lines: str) -> None:
    async with running(made(1, "digits", 0, f'set_text node=1 text="{said}"')) as run:
        assert run.shown(run.widget(1)) == lines


# --- Link ------------------------------------------------------------------------------------------


async def test_a_link_is_pressed_by_enter_and_by_a_click_and_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(Host, "open_url", lambda *arguments, **named: opened.append(arguments))
    link = made(
        1, "link", 0, 'set_text node=1 text="https://example.org"', "attach node=1 event=press handler=1 data=0"
    )
    async with running(link) as run:
        await run.focus(1)
        await run.press("enter")
        await run.click(1)
        assert [event.numbers for event in run.told_of("press")] == [(1,), (1,)]
        assert opened == []


# --- Sparkline -------------------------------------------------------------------------------------


async def test_a_sparkline_has_a_bar_for_each_number() -> None:
    line = made(1, "sparkline", 0, 'set_string node=1 attribute=points value="0 1 2 3 4 5 6 7"') + style(1, "width: 8")
    async with running(line) as run:
        assert run.shown(run.widget(1)) == "▁▂▃▄▅▆▇█"


async def test_a_sparkline_of_several_lines_begins_at_the_bottom() -> None:
    line = made(1, "sparkline", 0, 'set_string node=1 attribute=points value="0 1"') + style(1, "width: 2; height: 2")
    async with running(line) as run:
        assert run.shown(run.widget(1)).splitlines() == [" █", "▁█"]


@pytest.mark.parametrize(
    ("summary", "expected"), [("max", [0.25, 1.0]), ("min", [0.0, 0.75]), ("mean", [0.125, 0.875])]
)
def test_numbers_that_share_a_column_are_summed_up(summary: str, expected: list[float]) -> None:
    assert list(shares((0, 1, 3, 4), 2, SUMMARIES[summary])) == expected


def test_fewer_numbers_than_columns_are_drawn_over_several_and_equal_ones_in_the_middle() -> None:
    assert list(shares((0, 1), 4, max)) == [0.0, 0.0, 1.0, 1.0]
    assert list(shares((7, 7), 2, max)) == [0.5, 0.5]


@pytest.mark.parametrize("height", [1, 2, 5])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 1.0])
def test_bars_have_no_gap_and_fill_their_lines_from_the_bottom(height: int, share: float) -> None:
    eighths = [bar_in_line(share, height, line) for line in range(height)]
    assert eighths == sorted(eighths)
    assert sum(0 < each < 8 for each in eighths) <= 1
    assert eighths[-1] > 0


async def test_a_sparkline_makes_only_the_lines_that_are_seen() -> None:
    points = " ".join(str(number % 17) for number in range(4096))
    line = made(1, "sparkline", 0, f'set_string node=1 attribute=points value="{points}"') + style(1, "height: 200")
    async with running(line) as run:
        assert run.app.failed == []
        assert len(run.shown(run.widget(1)).splitlines()) <= 24


def series(memory: FakeMemory, numbers: Sequence[float], valid: Sequence[bool] = ()) -> str:
    """Set the series of node 1 to numbers that are put into a memory."""
    return f"set_array node=1 attribute=series element=f64 descriptor={memory.put_numbers('f64', numbers, valid)}\n"


async def test_an_array_is_shown_in_place_of_points_but_for_what_is_missing_or_no_number() -> None:
    memory = FakeMemory(first=ARRAYS)
    numbers, valid = [0.0, 1.0, 2.0, float("nan"), 99.0, 3.0, float("-inf")], [True] * 4 + [False, True, True]
    line = made(1, "sparkline", 0, 'set_string node=1 attribute=points value="7 7"', series(memory, numbers, valid))
    async with running(line + style(1, "width: 4"), memory=bytes(memory.data)) as run:
        assert run.shown(run.widget(1)) == "▁▃▆█"


async def test_an_array_that_is_set_anew_is_read_anew_and_without_one_the_points_are_shown() -> None:
    memory = FakeMemory(first=ARRAYS)
    first = made(1, "sparkline", 0, 'set_string node=1 attribute=points value="1 0"', series(memory, [0.0, 1.0]))
    attach = style(1, "width: 2") + "attach node=0 event=theme handler=1 data=0\n"
    frames = first + attach, series(memory, [1.0, 0.0]), series(memory, []), "unset node=1 attribute=series"
    async with running(*frames, memory=bytes(memory.data)) as run:
        shown = [run.shown(run.widget(1))]
        for _ in frames[1:]:
            run.view.queue(Event("theme", 0))
            await run.settle()
            shown.append(run.shown(run.widget(1)).strip())
    assert shown == ["▁█", "█▁", "", "█▁"]


async def test_an_array_that_can_not_be_read_yet_is_read_as_soon_as_the_call_is_over() -> None:
    memory = FakeMemory(first=ARRAYS)
    line = made(1, "sparkline", 0, series(memory, [0.0, 1.0])) + style(1, "width: 2")
    read = Array.read
    refused: list[bool] = []

    def first_refused(self: Array, first: int, behind: int) -> list[Item] | None:
        refused.append(len(refused) < 3)
        return None if refused[-1] else read(self, first, behind)

    with patch.object(Array, "read", first_refused):
        async with running(line, memory=bytes(memory.data)) as run:
            while refused[-1]:
                await run.pilot.pause(0.001)
            await run.settle()
            assert run.shown(run.widget(1)) == "▁█"
    assert refused == [True, True, True, False]


# --- Spinner ---------------------------------------------------------------------------------------


async def test_a_spinner_turns_without_a_call_of_the_guest() -> None:
    view = ListenedView(scripted(made(1, "spinner", 0, 'set_text node=1 text="loading"')), seed=7)
    app = Host(view)
    app.animation_level = "full"
    async with app.run_test() as pilot:
        await settle(pilot, app.views)
        calls = view.calls
        seen: set[str] = set()
        while len(seen) < 3:
            await pilot.pause(0.01)
            seen.add(str(view.widget_of(1).render()))
        assert seen <= {f"{sign} loading" for sign in (STILL, *SIGNS)}
        assert view.calls == calls


async def test_a_spinner_stands_still_where_nothing_is_to_move() -> None:
    async with running(made(1, "spinner", 0, 'set_text node=1 text="loading"')) as run:
        assert run.shown(run.widget(1)).strip() == "… loading"
