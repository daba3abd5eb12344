"""Views that go, fail or quit at any time: the app around them goes on, and nothing of them stays."""

import asyncio
import gc
import random
import threading

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from opui.textual.view.driver import Driver
from opui.textual.view.view import OpuiView
from tests.scripted import scripted
from tests.textual.apps import bound, made
from tests.textual.harness import running

ROWS = made(1, "list", 0) + "".join(made(node, "row", 1) + made(node + 1, "input", node) for node in range(2, 400, 2))
FRAMES = [ROWS, *(f"set_string node={node} attribute=value value=x" for node in range(3, 43, 2))]


class Changing(App[None]):
    """An app that has views for a short time."""

    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        yield Input(id="own")
        yield Vertical(id="views")


@pytest.mark.slow
async def test_views_are_removed_at_any_moment_and_the_app_goes_on() -> None:
    module = scripted(*FRAMES, again=range(len(FRAMES)))
    chance = random.Random(1)
    app = Changing()
    async with app.run_test() as pilot:
        for _ in range(40):
            view = OpuiView(module)
            await app.query_one("#views").mount(view)
            await asyncio.sleep(chance.random() * 0.2)
            await (view.remove() if chance.random() < 0.5 else app.query_one("#views").remove_children())
        app.query_one("#own", Input).focus()
        await pilot.press("a")
        assert app.query_one("#own", Input).value == "a"
        assert app.is_running


def guest_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name == "opui-guest"}


async def test_a_guest_that_fails_is_freed_and_its_thread_ends() -> None:
    before = guest_threads()
    async with running(made(1, "text", 0), "remove node=9", again=(1,)) as run:
        assert run.app.failed
        guest = run.view._driver.guest
        while guest_threads() - before:
            await asyncio.sleep(0.001)
        with pytest.raises(ValueError, match="closed"):
            guest._store._context()  # type: ignore[union-attr]


async def test_a_guest_that_quits_is_freed_and_has_not_failed() -> None:
    before = guest_threads()
    async with running("call node=0 method=quit option=3") as run:
        while guest_threads() - before:
            await asyncio.sleep(0.001)
        await run.settle()
        assert (run.app.quit_code, run.app.failed) == (3, [])


async def test_the_keys_of_a_guest_that_is_gone_are_the_hosts_again() -> None:
    first = made(1, "button", 0, "attach node=1 event=press handler=1 data=0") + bound(2, "q", 0)
    async with running(first + "call node=1 method=focus", "remove node=9") as run:
        await run.press("q")
        assert run.app.failed
        assert run.view.key_bindings() == []
        run.app.booms = 0
        run.app.bind("q", "boom")
        await run.pilot.press("q")
        assert run.app.booms == 1


async def test_what_the_host_fails_to_show_ends_the_guest_and_not_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("it broke\x1b[2J")

    monkeypatch.setattr("opui.textual.render.mounting.Mounting.arrange", broken)
    async with running(made(1, "text", 0)) as run:
        assert [(error.rule, error.detail) for error in run.app.failed] == [("host", "RuntimeError: it broke[2J")]
        run.app.query_one("#own", Input).focus()
        await run.pilot.press("a")
        assert run.app.query_one("#own", Input).value == "a"


async def test_what_the_host_fails_to_mount_later_ends_the_guest_too(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("it broke")

    monkeypatch.setattr("opui.textual.render.renderer.Renderer.fill", broken)
    async with running(ROWS) as run:
        assert [error.rule for error in run.app.failed] == ["host"]


def test_a_view_that_is_never_mounted_starts_no_thread() -> None:
    before = threading.active_count()
    view = OpuiView(scripted(""))
    assert isinstance(view._driver, Driver)
    assert threading.active_count() == before
    del view
    gc.collect()
