"""A guest asks for a theme: the command line's app takes it, a program around a view is told and decides."""

from unittest.mock import call, patch

import pytest
from textual.app import App, ComposeResult

from opui.core.errors import TrapError
from opui.textual.view.view import OpuiView
from tests.scripted import scripted
from tests.textual.apps import bound, run_opui
from tests.textual.harness import running, settle

KEY = bound(1, "f2", 0)


def use_theme(name: str) -> str:
    return f'call node=0 method=use_theme text="{name}"\n'


async def test_the_command_lines_app_takes_the_theme_that_its_guest_asks_for_and_tells_it() -> None:
    heard = "attach node=0 event=theme handler=1 data=0\n"
    async with run_opui(heard + use_theme("textual-light")) as run:
        assert run.app.theme == "textual-light"
        assert [(event.name, event.flags) for event in run.told] == [("theme", 0)]


async def test_a_theme_that_there_is_not_is_logged_and_changes_nothing() -> None:
    async with run_opui(KEY, use_theme("x" * 100)) as run:
        with patch("textual.Logger.warning") as log:
            await run.press("f2")
        assert log.mock_calls == [call(f"there is no theme {'x' * 64!r}")]
        assert run.app.theme == "textual-dark"


async def test_of_themes_in_a_row_the_first_is_taken_and_after_a_while_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("opui.textual.app.app.THEME_SECONDS", 0.05)
    async with run_opui(KEY, "".join(map(use_theme, ("nord", "gruvbox", "dracula")))) as run:
        taken: list[str] = []
        run.app.theme_changed_signal.subscribe(run.app, lambda theme: taken.append(theme.name))
        await run.press("f2")
        while len(taken) < 2:
            await run.pilot.pause(0.01)
        assert taken == ["nord", "dracula"]


async def test_nobody_asks_for_a_theme_once_the_guest_has_failed_or_another_was_started() -> None:
    async with run_opui(use_theme("nord")) as run:
        run.app.on_opui_view_theme_asked(OpuiView.ThemeAsked(OpuiView(scripted("")), "gruvbox"))
        run.app.error = TrapError("trap", "x")
        run.app.on_opui_view_theme_asked(OpuiView.ThemeAsked(run.view, "gruvbox"))
        await run.settle()
        assert run.app.theme == "nord"


async def test_a_view_leaves_the_theme_to_the_program_around_it() -> None:
    async with running(use_theme("nord")) as run:
        assert run.app.theme == "textual-dark"


async def test_a_program_is_told_what_theme_is_asked_for() -> None:
    class Embedder(App[None]):
        def compose(self) -> ComposeResult:
            yield view

        def on_opui_view_theme_asked(self, message: OpuiView.ThemeAsked) -> None:
            assert message.control is view
            self.theme = message.theme

    view = OpuiView(scripted(use_theme("nord")))
    app = Embedder()
    async with app.run_test() as pilot:
        await settle(pilot, [view])
        assert app.theme == "nord"
