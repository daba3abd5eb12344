"""The host's panels and keys: what they say and do, and that no guest can bind, cover, hide or outlast them."""

import asyncio
import threading
import zipfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from opui.core import protocol
from opui.core.errors import CommandError
from opui.core.gate.module import check_module
from opui.source import App as Source
from opui.textual.app import app as host
from opui.textual.app.app import INTERRUPTED, OpuiApp
from opui.textual.app.backoff import Backoff
from opui.textual.app.chrome import AppPanel, FaultPanel, KeyFooter, Panel
from opui.textual.view.notifications import NotificationBox
from opui.textual.view.view import OpuiView
from opui.tools.bundle import CrashReport, write_bundle
from tests.guests import compiled, guest_text, with_manifest
from tests.hostile.corpus import guest
from tests.scripted import scripted
from tests.textual.apps import bound, made, run_opui

pytestmark = pytest.mark.slow

BAD = "remove node=99"
KEY = bound(1, "f2", 0, 'set_text node=1 text="go"')
TICKING = made(
    7, "timer", 0, "set_number node=7 attribute=interval value=10.0", "attach node=7 event=tick handler=1 data=0"
)
FOCUSED = made(2, "input", 0) + "call node=2 method=focus"
LOOP = "(loop $on (br $on))"


def panel_text(app: OpuiApp, kind: type[Panel]) -> str:
    """What a panel says, on one line and without its sides; empty if there is none."""
    words = []
    for panel in app.query(kind):
        region = panel.region
        strips = app.screen._compositor.render_strips()[region.y : region.bottom]
        words += [word for strip in strips for word in strip.text.split() if word != "│"]
    return " ".join(words)


async def until(pilot: Pilot[Any], happened: Callable[[], object]) -> None:
    """Wait for something to be so."""
    async with asyncio.timeout(20):
        while not happened():
            await pilot.pause(0.005)


@asynccontextmanager
async def looping(frame: str = LOOP, init: str = "", **limits: int) -> AsyncIterator[tuple[OpuiApp, Pilot[int]]]:
    """Run an app whose guest computes and computes, and wait until it is called busy."""
    module = check_module(compiled(guest_text(frame, init=init)))
    wanted = protocol.LIMIT | {"busy_milliseconds": 50, "call_milliseconds": 20_000} | limits
    app = OpuiApp(Source("loop", "Loop", module, wanted), seed=1)
    async with app.run_test() as pilot:
        await until(pilot, lambda: "busy…" in str(app.query_one(KeyFooter).render()))
        yield app, pilot


async def test_that_it_is_busy_is_said_once() -> None:
    async with looping() as (app, pilot):
        await pilot.pause()
        lines = ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
        assert "".join(lines).count("busy…") == 1


# --- The host's panel ------------------------------------------------------------------------------


async def test_f12_opens_and_closes_the_hosts_panel() -> None:
    async with run_opui(KEY) as run:
        await run.press("f12")
        shown = panel_text(run.app, AppPanel)
        assert shown.startswith('╭─ App "Test" ─')
        for said in ("name test", "sha256 ", "state running", "frames 1, 1 calls", "nodes 2", "limits none raised"):
            assert said in shown
        assert "s stop the app r restart b bundle q quit f12 close" in shown
        await run.press("f12")
        assert not run.app.query(AppPanel)
        await run.press("f12", "escape")
        assert not run.app.query(AppPanel)
        assert run.told == []


async def test_a_click_on_f12_in_the_footer_opens_the_panel_too() -> None:
    async with run_opui(KEY) as run:
        footer = run.app.query_one(KeyFooter)
        await run.pilot.click(footer, offset=(run.shown(footer).index("f12"), 0))
        await until(run.pilot, lambda: run.app.query(AppPanel))


async def test_the_panel_tells_the_version_the_abi_and_the_raised_limits() -> None:
    manifest = '{"abi": [1, 0], "name": "todo", "version": "1.2.3"}'
    module = check_module(with_manifest(compiled(guest_text()), manifest))
    app = OpuiApp(Source("todo", "Todo", module, protocol.LIMIT | {"nodes": 200_000}), seed=1)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.view.idle)
        await pilot.press("f12")
        await until(pilot, lambda: "limits" in panel_text(app, AppPanel))
        shown = panel_text(app, AppPanel)
        assert "name todo 1.2.3" in shown
        assert "ABI 1.0" in shown
        assert f"{len(module.data):,} bytes" in shown
        assert "limits nodes = 200,000 (opui.toml)" in shown


async def test_no_key_reaches_the_guest_while_the_panel_is_open_and_the_focus_comes_back() -> None:
    first = FOCUSED + "\n" + bound(3, "x", 0)
    async with run_opui(first) as run:
        assert run.app.focused is run.widget(2)
        await run.press("f12", "x", "tab", "y", "f5")
        assert run.widget(2).value == ""
        assert isinstance(run.app.focused, AppPanel)
        await run.press("f12")
        assert run.app.focused is run.widget(2)
        await run.press("z")
        assert run.widget(2).value == "z"
        assert run.told == []


async def test_a_guest_that_takes_the_focus_in_every_frame_does_not_get_it_from_the_panel() -> None:
    frames = [FOCUSED + "\n" + TICKING] + ["call node=2 method=focus"] * 40
    async with run_opui(*frames) as run:
        await run.pilot.press("f12")
        calls = run.view.calls
        await until(run.pilot, lambda: run.view.calls > calls + 3)
        assert isinstance(run.app.focused, AppPanel)
        await run.pilot.press("x")
        assert run.widget(2).value == ""


async def test_a_click_beside_the_panel_does_not_leave_it_deaf() -> None:
    async with run_opui(KEY + made(2, "text", 0, 'set_text node=2 text="x"')) as run:
        await run.press("f12")
        await run.pilot.click(OpuiView, offset=(40, 20))
        run.app.screen.set_focus(None)
        await run.press("f2")
        assert run.told == []
        assert isinstance(run.app.focused, AppPanel)


@pytest.mark.parametrize("key", protocol.HOST_KEYS)
async def test_a_guest_can_not_bind_a_key_of_the_hosts(key: str) -> None:
    async with run_opui(bound(1, key, 0)) as run:
        assert f"{key} is the host's key" in run.panel


def test_the_hosts_keys_work_before_any_other() -> None:
    priority = {binding.key for binding in OpuiApp.BINDINGS if getattr(binding, "priority", False)}  # type: ignore[union-attr]
    assert priority == set(protocol.HOST_KEYS)


@pytest.mark.parametrize("kind", [AppPanel, FaultPanel])
async def test_no_style_of_the_guest_covers_a_panel(kind: type[Widget]) -> None:
    style = "root, column { dock: top; width: 100%; height: 1000; min-height: 1000; margin: 0; background: red; }"
    first = KEY + made(2, "column", 0) + f'set_string node=0 attribute=stylesheet value="{style}"'
    async with run_opui(first, BAD) as run:
        await run.press("f12" if kind is AppPanel else "f2")
        panel = run.app.query_one(kind)
        for x, y in ((panel.region.x, panel.region.y), (panel.region.right - 1, panel.region.bottom - 1)):
            widget, _ = run.app.screen.get_widget_at(x, y)
            assert widget is panel
        assert run.shown(run.app.query_one(KeyFooter)).split()[-2:] == ["^q", "quit"]


async def test_the_guests_notifications_do_not_cover_a_panel_or_the_footer() -> None:
    long = "words " * 200
    first = KEY + "\n".join([f'call node=0 method=notify text="{long}"'] * 6)
    async with run_opui(first, size=(80, 12)) as run:
        box = run.view.query(NotificationBox).first()
        assert box.region.height
        await run.press("f12")
        panel = run.app.query_one(AppPanel)
        x, y = box.region.x + 5, box.region.y
        assert panel.region.contains(x, y)
        widget, _ = run.app.screen.get_widget_at(x, y)
        assert panel in widget.ancestors_with_self
        assert run.footer.split()[-2:] == ["^q", "quit"]


async def test_the_panels_call_the_app_by_its_own_name_in_quotes() -> None:
    title = 'opui" is safe.\nEnter your password'
    app = OpuiApp(Source("x", title, scripted(f'set_string node=0 attribute=title value="opui"\n{BAD}')), seed=1)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.query(FaultPanel))
        await until(pilot, lambda: "stopped" in panel_text(app, FaultPanel))
        assert r'App "opui\" is safe. Enter your password" was stopped' in panel_text(app, FaultPanel)


# --- While the guest computes ----------------------------------------------------------------------


async def test_while_the_guest_computes_the_footer_says_so_and_the_panel_since_when() -> None:
    async with looping() as (app, pilot):
        await pilot.press("f12")
        await until(pilot, lambda: "state busy for" in panel_text(app, AppPanel))
        await pilot.press("f12")
        assert not app.query(AppPanel)


@pytest.mark.parametrize("where", [{"frame": LOOP}, {"frame": "", "init": LOOP}], ids=["frame", "init"])
async def test_a_guest_that_computes_without_end_is_stopped_by_s(where: dict[str, Any]) -> None:
    async with looping(**where) as (app, pilot):
        await pilot.press("f12", "s")
        await until(pilot, lambda: app.query(FaultPanel))
        await until(pilot, lambda: "stopped by the host" in panel_text(app, FaultPanel))
        assert "busy…" not in str(app.query_one(KeyFooter).render())
        await until(pilot, lambda: "state stopped" in panel_text(app, AppPanel))


async def test_a_guest_that_computes_without_end_is_restarted_by_r() -> None:
    async with looping() as (app, pilot):
        old = app.view
        await pilot.press("f12", "r")
        await until(pilot, lambda: app.view is not old and app.view.is_attached and app.view.calls)
        assert app.error is None
        assert not app.query(Panel)


@pytest.mark.parametrize(("key", "code"), [("ctrl+c", INTERRUPTED), ("ctrl+q", 0)])
async def test_a_guest_that_computes_without_end_keeps_nobody_from_leaving(key: str, code: int) -> None:
    async with looping() as (app, pilot):
        await pilot.press(key)
        assert app.return_code == code


# --- Closing ---------------------------------------------------------------------------------------

ASKED = "attach node=0 event=close handler=1 data=0\n"


def notices(app: OpuiApp) -> list[str]:
    return [each.message for each in app._notifications]


@pytest.mark.parametrize(("key", "name", "code"), [("ctrl+c", "Ctrl+C", INTERRUPTED), ("ctrl+q", "Ctrl+Q", 0)])
async def test_a_guest_that_wants_to_be_asked_is_and_the_next_key_quits(key: str, name: str, code: int) -> None:
    async with run_opui(ASKED) as run:
        await run.press(key)
        assert [event.name for event in run.told] == ["close"]
        assert notices(run.app) == [f"The app was asked to close. Press {name} again to quit."]
        assert not run.app._exit
        await run.pilot.press(key)
        assert run.app.return_code == code


async def test_a_guest_that_is_asked_ends_by_quit() -> None:
    async with run_opui(ASKED, "call node=0 method=quit option=3") as run:
        await run.pilot.press("ctrl+q")
        await until(run.pilot, lambda: run.app._exit)
        assert run.app.return_code == 3


async def test_who_has_gone_on_for_a_while_is_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host, "CLOSE_SECONDS", 0.0)
    async with run_opui(ASKED) as run:
        await run.press("ctrl+q", "ctrl+q")
        assert [event.name for event in run.told] == ["close", "close"]
        assert not run.app._exit


@pytest.mark.parametrize("seconds", [0.0, 5.0])
async def test_a_guest_that_never_answers_keeps_nobody_from_leaving(
    seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host, "CLOSE_SECONDS", seconds)
    limits = protocol.LIMIT | {"busy_milliseconds": 50, "call_milliseconds": 20_000}
    app = OpuiApp(Source("loop", "Loop", check_module(guest("loop_in_close").make()), limits), seed=1)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.view.session is not None and app.view.idle)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: "busy…" in str(app.query_one(KeyFooter).render()))
        assert not app._exit
        await pilot.press("ctrl+q")
        assert app._exit


async def test_the_hosts_panels_ask_nobody() -> None:
    async with run_opui(ASKED) as run:
        await run.press("f12")
        await run.pilot.press("q")
        assert run.app._exit
        assert run.told == []


async def test_a_guest_that_has_failed_is_not_asked() -> None:
    async with run_opui(ASKED + KEY, BAD) as run:
        await run.press("f2")
        await run.pilot.press("ctrl+q")
        assert run.app._exit


# --- ctrl+c ----------------------------------------------------------------------------------------


async def test_ctrl_c_quits_with_the_code_of_an_interrupt() -> None:
    async with run_opui(KEY) as run:
        await run.pilot.press("ctrl+c")
        assert run.app.return_code == INTERRUPTED


async def test_ctrl_c_copies_what_is_selected_and_quits_if_pressed_again() -> None:
    async with run_opui(FOCUSED) as run:
        await run.press("m", "i", "l", "k")
        run.widget(2).action_select_all()
        await run.pilot.press("ctrl+c")
        assert run.app.clipboard == "milk"
        assert not run.app._exit
        await run.pilot.press("ctrl+c")
        assert run.app.return_code == INTERRUPTED


async def test_a_guest_that_selects_its_text_again_and_again_does_not_keep_ctrl_c_from_quitting() -> None:
    first = made(2, "input", 0, 'set_string node=2 attribute=value value="mine"') + "call node=2 method=focus\n"
    frames = [first + TICKING] + ["call node=2 method=select_all"] * 60
    async with run_opui(*frames) as run:
        await until(run.pilot, lambda: run.app.query_one(Input).selected_text)
        # Not by the pilot, which waits until nothing happens any more.
        for _ in range(2):
            run.app.post_message(events.Key("ctrl+c", None))
        await until(run.pilot, lambda: run.app.return_code == INTERRUPTED)
        assert run.app.clipboard == ""


@pytest.mark.parametrize("key", ["ctrl+c", "super+c", "ctrl+x"])
async def test_what_the_guest_has_selected_is_not_copied(key: str) -> None:
    first = made(2, "input", 0, 'set_string node=2 attribute=value value="hidden"')
    async with run_opui(first + "call node=2 method=focus\ncall node=2 method=select_all") as run:
        assert run.widget(2).selected_text == "hidden"
        await run.press(key)
        assert (run.app.clipboard, run.widget(2).value) == ("", "hidden")
        assert not run.app._exit


@pytest.mark.parametrize("way", [("ctrl+A",), ("left", "ctrl+shift+right"), ("home", "shift+end")])
async def test_what_a_person_selects_behind_the_guest_is_copied(way: tuple[str, ...]) -> None:
    first = made(2, "input", 0, 'set_string node=2 attribute=value value="seen"')
    async with run_opui(first + "call node=2 method=focus\ncall node=2 method=select_all") as run:
        await run.press(*way, "ctrl+c")
        assert run.app.clipboard == "seen"


async def test_a_guest_does_not_make_a_persons_selection_its_own() -> None:
    first = made(2, "input", 0, 'set_string node=2 attribute=value value="mine"') + "call node=2 method=focus\n"
    async with run_opui(first + TICKING, "call node=2 method=select_all") as run:
        run.widget(2).action_select_all()
        await until(run.pilot, lambda: run.view.session is not None and run.view.session.frame >= 2)
        await run.press("ctrl+c")
        assert run.app.clipboard == "mine"


# --- Restarts --------------------------------------------------------------------------------------


def test_a_restart_waits_longer_each_time_it_did_not_help() -> None:
    backoff = Backoff()
    waits, now = [backoff.failed(0.0)], 0.0
    for _ in range(8):
        now += waits[-1] + 1
        backoff.restarted(now)
        waits.append(backoff.failed(now + 1))
    assert waits == [0, 1, 2, 4, 8, 16, 30, 30, 30]


def test_an_app_that_ran_for_a_while_may_be_restarted_at_once_again() -> None:
    backoff = Backoff()
    for now in (0.0, 5.0):
        backoff.restarted(now)
        assert backoff.failed(now + 9.9) > 0
    backoff.restarted(100.0)
    assert backoff.failed(110.0) == 0
    backoff.restarted(120.0)
    assert backoff.failed(121.0) == 1


async def test_r_pressed_too_early_is_counted_down_and_done_then() -> None:
    async with run_opui(BAD) as run:
        await run.pilot.press("r")
        await until(run.pilot, lambda: run.app.error is not None and "r restart in 1 s" in run.panel)
        view = run.view
        await run.pilot.press("r")
        assert run.view is view
        await until(run.pilot, lambda: "r restarts in 1 s" in run.panel)
        await until(run.pilot, lambda: run.view is not view)


async def test_the_hosts_panel_does_not_restart_earlier_either() -> None:
    async with run_opui(BAD) as run:
        await run.pilot.press("r")
        await until(run.pilot, lambda: run.app.error is not None and "r restart in" in run.panel)
        view = run.view
        await run.pilot.press("f12", "r")
        await run.pilot.pause()
        assert run.view is view


async def test_news_of_a_view_that_was_left_is_no_news() -> None:
    async with run_opui(KEY + made(2, "text", 0), BAD) as run:
        old = run.view
        await run.pilot.press("f12", "r")
        await until(run.pilot, lambda: run.view is not old and run.view.idle)
        for message in (
            OpuiView.Failed(old, CommandError("node_unknown", "late")),
            OpuiView.Quit(old, 3),
            OpuiView.Busy(old, True),
        ):
            run.app.post_message(message)
        await run.settle()
        assert run.app.error is None
        assert not run.app._exit
        assert run.footer.split() == ["f2", "go", "f12", "app", "^q", "quit"]


# --- Where it fails --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("module", "said"),
    [
        (compiled(guest_text(words={"magic": 7})), "control_block"),
        (compiled(guest_text(init="(unreachable)")), "opui_init"),
        (compiled(guest_text("(unreachable)")), "frame 1"),
    ],
    ids=["load", "init", "first frame"],
)
async def test_the_panel_tells_where_it_failed_and_restarts(module: bytes, said: str) -> None:
    async with run_opui(module=check_module(module)) as run:
        assert said in run.panel
        old = run.view
        await run.pilot.press("r")
        await until(run.pilot, lambda: run.view is not old and run.app.error is not None)


# --- Crash bundles ---------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [("f2", "b"), ("f12", "b")], ids=["after a fault", "while it runs"])
async def test_b_saves_a_crash_bundle_and_says_where(tmp_path: Path, keys: tuple[str, str]) -> None:
    app = OpuiApp(Source("test", "Test", scripted(KEY, BAD)), seed=1, bundles=tmp_path)
    async with app.run_test(size=(200, 24)) as pilot:
        await until(pilot, lambda: app.view.idle)
        await pilot.press(keys[0])
        await until(pilot, lambda: app.query(Panel))
        await pilot.press(keys[1])
        await until(pilot, lambda: "saved as" in panel_text(app, Panel))
        (bundle,) = tmp_path.iterdir()
        assert str(bundle) in panel_text(app, Panel)
        assert "what was typed into the app is in it" in panel_text(app, Panel)
        assert "batches.opub" in zipfile.ZipFile(bundle).namelist()


async def test_a_bundle_that_can_not_be_written_is_told_on_the_panel(tmp_path: Path) -> None:
    app = OpuiApp(Source("test", "Test", scripted(BAD)), seed=1, bundles=tmp_path / "gone")
    async with app.run_test(size=(200, 24)) as pilot:
        await until(pilot, lambda: app.query(FaultPanel))
        await pilot.press("b")
        await until(pilot, lambda: "No such file or directory" in panel_text(app, FaultPanel))


async def test_while_a_bundle_is_written_the_panel_says_so_and_keys_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, threads = threading.Event(), []

    def slowly(directory: Path, report: CrashReport) -> Path:
        threads.append(threading.current_thread())
        go_on.wait(20)
        return write_bundle(directory, report)

    monkeypatch.setattr("opui.tools.bundle.write_bundle", slowly)
    app = OpuiApp(Source("test", "Test", scripted(KEY, BAD)), seed=1, bundles=tmp_path)
    async with app.run_test(size=(200, 24)) as pilot:
        try:
            await until(pilot, lambda: app.view.idle)
            await pilot.press("f2")
            await until(pilot, lambda: app.query(FaultPanel))
            await pilot.press("b", "b")
            await until(pilot, lambda: "saving…" in panel_text(app, FaultPanel))
            await pilot.press("f12")
            await until(pilot, lambda: app.query(AppPanel))
            await pilot.press("f12")
        finally:
            go_on.set()
        await until(pilot, lambda: "saved as" in panel_text(app, FaultPanel))
        assert len(threads) == 1
        assert threads[0] is not threading.main_thread()


async def test_a_bundle_is_saved_though_its_panel_is_closed(tmp_path: Path) -> None:
    app = OpuiApp(Source("test", "Test", scripted(KEY)), seed=1, bundles=tmp_path)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.view.idle)
        await pilot.press("f12", "b", "f12")
        await until(pilot, lambda: list(tmp_path.iterdir()) and not app.query(AppPanel))
        await until(pilot, lambda: not app._saving)


async def test_the_tree_of_a_running_app_is_listed_at_once_and_that_of_a_stopped_one_later() -> None:
    async with run_opui(KEY + made(2, "text", 0), BAD) as run:
        assert run.app.report().tree == 'root\n  key_binding #1 "go" key="f2" on=press\n  text #2\n'
        await run.press("f2")
        assert run.view.session is not None
        assert run.app.report().tree is run.view.session.tree


async def test_of_a_large_running_tree_the_beginning_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opui.textual.app.app.RUNNING_TREE_BYTES", 5)
    async with run_opui(KEY) as run:
        assert run.app.report().tree == "root\n# cut: 1 lines are here, 2 nodes are alive\n"
