"""From the command line to the first screen: what is imported for it, what waits for it, and the short way to it."""

import subprocess
import sys
from pathlib import Path

import pytest

from opui import __main__, cli
from opui.source import App
from opui.textual.app.app import OpuiApp
from tests.scripted import scripted
from tests.test_terminal import Terminal

ROOT = Path(__file__).resolve().parent.parent
RUN = """
import gc, sys
import opui.textual.app.app
from opui import __main__, start

def run(app):
    {}

opui.textual.app.app.OpuiApp.run = run
__main__._run("examples/todo")
"""
LATER = {
    "click", "email", "hypothesis", "importlib.metadata", "opui.cli", "opui.highlight", "opui.tools.bundle",
    "opui.tools.check", "opui.tools.findings", "opui.tools.headless", "opui.snapshots", "opui.testing", "pytest",
    "zipfile",
}  # fmt: skip
"""What no first screen needs."""


def printed(statement: str) -> list[str]:
    """What a statement prints in the place of the app's run."""
    command = [sys.executable, "-c", RUN.format(statement)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return result.stdout.split()


def test_nothing_is_imported_that_the_first_screen_does_not_need() -> None:
    imported = set(printed("print(*sys.modules)"))
    assert "opui.textual.view.view" in imported
    assert imported & LATER == set()


def test_the_garbage_collector_waits_for_the_first_screen_and_then_passes_over_what_is_there() -> None:
    words = printed(
        "print(gc.get_threshold()[0] == start.ALLOCATIONS, gc.get_freeze_count()); app._shown()\n"
        "    print(gc.get_threshold()[0] == start.RUNNING, gc.get_freeze_count() > 10_000)"
    )
    assert words == ["True", "0", "True", "True"]


@pytest.mark.parametrize("frame", ["create node=1 kind=text", "remove node=7"], ids=["shown", "failed"])
async def test_it_is_told_once_that_the_first_screen_is_there(frame: str) -> None:
    told: list[int] = []
    app = OpuiApp(App("small", "Small", scripted(frame)), shown=lambda: told.append(app.view.calls))
    async with app.run_test() as pilot:
        while not told:
            await pilot.pause()
        app.view.post_message(app.view.Changed(app.view))
        await pilot.pause()
    assert len(told) == 1
    assert told[0] >= 1


def test_the_short_way_knows_the_commands() -> None:
    assert set(__main__.COMMANDS) == set(cli.main.commands)


def test_ctrl_c_before_the_first_screen_ends_with_its_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(source: App) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("opui.start.hold_garbage", lambda: None)
    monkeypatch.setattr("opui.start.run_app", interrupted)
    assert __main__._run(str(ROOT / "examples" / "todo")) == 130


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_refused_module_is_told_the_same_on_the_short_way(tmp_path: Path) -> None:
    module = tmp_path / "bad.wasm"
    module.write_bytes(scripted("").data[:20])
    ways = [Terminal(str(module)), Terminal("run", str(module))]
    assert [way.exit_code() for way in ways] == [1, 1]
    short, long = (way.output for way in ways)
    assert short == long
    assert short.startswith(b"Error: ")
