"""The dashboard: what goes on with the guest and without it, the table, the dialog; what it looks like."""

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from syrupy.assertion import SnapshotAssertion

from opui.core.session.timers import Timers
from opui.core.tree.paths import find_node
from opui.testing import headless, run_app
from opui.textual.kinds import times
from opui.tools.headless import Headless

Example = Callable[[str], Path]
LOOKS = [(size, theme) for size in ((80, 24), (120, 40)) for theme in ("textual-dark", "textual-light")]


@pytest.fixture
def dashboard(example: Example) -> Iterator[Headless]:
    app = headless(example("dashboard"))
    yield app
    app.close()


def column(app: Headless, place: int) -> list[str]:
    rows = [each for each in app.tree.nodes[find_node(app.tree, "jobs")].children() if each.kind_name == "table_row"]
    return [list(row.children())[place].text for row in rows]


def test_a_heading_sorts_the_jobs_and_once_more_the_other_way_round(dashboard: Headless) -> None:
    names = column(dashboard, 0)
    assert names == sorted(names)
    dashboard.do("sort jobs column=4")
    memory = [int(text.split()[0]) for text in column(dashboard, 4)]
    assert memory == sorted(memory)
    dashboard.do("sort jobs column=4")
    assert [int(text.split()[0]) for text in column(dashboard, 4)] == memory[::-1]


def test_figures_go_on_until_they_pause(dashboard: Headless) -> None:
    done = column(dashboard, 2)
    dashboard.do("wait 10000")
    assert column(dashboard, 2) != done
    dashboard.do("key p")
    done, calls = column(dashboard, 2), dashboard.guest.calls["opui_frame"]
    dashboard.do("wait 10000")
    assert column(dashboard, 2) == done
    assert dashboard.guest.calls["opui_frame"] == calls


def test_what_jobs_say_is_put_into_the_log(dashboard: Headless) -> None:
    dashboard.do("wait 60000")
    assert " after fetch\n" in dashboard.tree.nodes[find_node(dashboard.tree, "log")].text


def test_a_job_is_stopped_once_the_person_has_said_so(dashboard: Headless) -> None:
    dashboard.play("focus jobs\nkey down\nkey s\nkey enter")
    assert "stopped" not in column(dashboard, 1)
    dashboard.play("key s\npress stop")
    assert column(dashboard, 1)[1] == "stopped"
    (said,) = (call.text for call in dashboard.calls if call.method == "notify")
    assert said.startswith("basalt: stopped at")


@pytest.mark.slow
async def test_spinner_and_clocks_go_on_without_a_call_while_the_figures_pause(example: Example) -> None:
    async with run_app(example("dashboard")) as app:
        await app.press("p")
        view = app.app.view
        calls, before = view.calls, app.svg
        vars(app.app).pop(times._STILL)
        for node in ("up", "time"):
            widget = view.widget_of(find_node(view.session.tree, node))  # type: ignore[union-attr]  # it runs
            with patch.object(view, "now", return_value=10_000.0):
                widget.move()  # type: ignore[attr-defined]  # it shows a time
        view.query("OpuiSpinner").first().move()  # type: ignore[attr-defined]  # it is a spinner
        await app.settle()
        assert "00:10" in app.svg
        assert "⠋" in app.svg
        assert app.svg != before
        assert view.calls == calls


@pytest.mark.slow
@pytest.mark.parametrize(
    "keys",
    [("down",), ("down", "down", "s"), ("s", "shift+tab", "enter", "shift+tab", "right")],
    ids=["jobs", "stop", "log"],
)
@pytest.mark.parametrize(("size", "theme"), LOOKS)
async def test_the_dashboard_on_the_screen(
    example: Example,
    keys: tuple[str, ...],
    size: tuple[int, int],
    theme: str,
    svg_snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A machine that is slow lets the timer tick before the figures pause.
    monkeypatch.setattr(Timers, "due", lambda self, now: iter(()))
    monkeypatch.setattr(Timers, "next_due", lambda self: None)
    async with run_app(example("dashboard"), size, theme) as app:
        for key in ("p", *keys):
            await app.press(key)
        assert app.svg == svg_snapshot
