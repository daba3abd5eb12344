"""Samples end with the paint that shows what the key did."""

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Label

from benchmarks import painting
from benchmarks.apps import fill_todo, running
from benchmarks.by_hand import OptionListRows
from benchmarks.painting import CLOCK, Clock, painted


class Said(App[None]):
    def compose(self) -> ComposeResult:
        self.label = Label("nothing yet")
        yield self.label

    def key_a(self) -> None:
        self.label.update("said")

    def key_b(self) -> None:
        """Say it in two paints."""
        self.label.update("first")
        self.call_after_refresh(lambda: self.label.update("then"))

    def key_c(self) -> None:
        self.label.refresh()


async def test_a_sample_ends_when_it_is_painted() -> None:
    async with painted(Said()) as painter:
        before = CLOCK.seconds
        sample = await painter.sample("a")
        assert painter.lines[0] == "said"
        assert sample.paints == 1
        assert 0 < sample.seconds < CLOCK.seconds - before


async def test_a_sample_ends_with_the_last_paint_that_changes_the_screen() -> None:
    async with painted(Said()) as painter:
        sample = await painter.sample("b")
        assert painter.lines[0] == "then"
        assert sample.paints == 2


@pytest.mark.parametrize("key", ["c", "z"])
async def test_what_changes_nothing_on_the_screen_is_no_sample(key: str) -> None:
    async with painted(Said()) as painter:
        with pytest.raises(AssertionError, match="nothing was painted"):
            await painter.sample(key)


def test_time_stands_still_while_it_is_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(painting, "perf_counter", lambda: now)
    clock = Clock()
    with clock.stopped():
        now += 5
        assert clock.seconds == 100
    assert clock.seconds == 100
    now += 1
    assert clock.seconds == 101


async def test_a_guests_key_is_sampled_to_the_frame_it_makes() -> None:
    async with running("todo") as painter:
        await fill_todo(painter, 3)
        assert [sum(f"item {number}" in line for line in painter.lines) for number in range(4)] == [1, 1, 1, 0]
        await painter.sample("k")
        assert any("k" in line.split() for line in painter.lines)


async def test_written_by_hand_the_rows_answer_the_same_keys() -> None:
    async with painted(OptionListRows(7)) as painter:
        await painter.sample("c")
        assert painter.lines[0].strip() == "1000 rows"
        assert painter.lines[1].split()[:4] == ["1", "plain", "purple", "mouse"]
