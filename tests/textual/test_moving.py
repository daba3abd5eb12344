"""What moves by itself: in turns, only in sight, not where a person wants nothing to move, and not once it is gone."""

import pytest
from textual.pilot import Pilot

from opui.textual.kinds import moving
from opui.textual.kinds.spinner import OpuiSpinner
from tests.scripted import scripted
from tests.textual.apps import made
from tests.textual.harness import Host, ListenedView, settle

PRESS = made(90, "button", 0, "attach node=90 event=press handler=1 data=0")


@pytest.fixture
def moves(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The nodes of spinners, in the order in which these have moved."""
    done: list[int] = []
    move = OpuiSpinner.move

    def noted(spinner: OpuiSpinner) -> None:
        done.append(spinner.node.id)
        move(spinner)

    monkeypatch.setattr(OpuiSpinner, "move", noted)
    return done


def spinners(first: int, behind: int) -> str:
    return "".join(made(node, "spinner", 0) for node in range(first, behind))


def host(*frames: str) -> tuple[Host, ListenedView]:
    view = ListenedView(scripted(*frames), seed=7)
    app = Host(view)
    app.animation_level = "full"
    return app, view


async def until(pilot: Pilot[None], moves: list[int], count: int) -> None:
    while len(moves) < count:
        await pilot.pause(0.01)


async def test_each_moves_in_its_turn_however_many_there_are(moves: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "AT_ONCE", 3)
    at_once: list[int] = []
    tick = moving._Clock._tick

    def counted(clock: moving._Clock) -> None:
        before = len(moves)
        tick(clock)
        at_once.append(len(moves) - before)

    monkeypatch.setattr(moving._Clock, "_tick", counted)
    app, _ = host(spinners(1, 8))
    async with app.run_test() as pilot:
        await settle(pilot, app.views)
        moves.clear()
        await until(pilot, moves, 21)
        assert [sorted(moves[start : start + 7]) for start in (0, 7, 14)] == [list(range(1, 8))] * 3
        assert max(at_once) == 3


async def test_what_is_out_of_sight_or_gone_does_not_move(moves: list[int]) -> None:
    hidden = 'set_string node=2 attribute=style value="display: none"\n'
    app, view = host(spinners(1, 4) + PRESS + hidden, "remove node=3")
    async with app.run_test() as pilot:
        await settle(pilot, app.views)
        await pilot.click(view.widget_of(90))
        await settle(pilot, app.views)
        moves.clear()
        await until(pilot, moves, 3)
        assert set(moves) == {1}


async def test_a_bar_moves_as_long_as_nobody_knows_how_far_it_has_come() -> None:
    bar = made(1, "progress_bar", 0, "set_number node=1 attribute=total value=0.0")
    app, view = host(bar + PRESS, "set_number node=1 attribute=total value=10.0")
    async with app.run_test() as pilot:
        await settle(pilot, app.views)
        clock = moving._clock_of(app)
        assert len(clock._moving) == 1
        await pilot.click(view.widget_of(90))
        await settle(pilot, app.views)
        assert len(clock._moving) == 0
