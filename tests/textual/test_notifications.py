"""A guest's notifications: shown inside its view, few at a time, or told to the program around it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Button, Input

from opui.core.gate.module import check_module
from opui.textual.view.notifications import SHOWN, NotificationBox
from opui.textual.view.view import OpuiView
from tests.guests import with_manifest
from tests.scripted import scripted
from tests.textual.apps import bound, made, run_opui
from tests.textual.harness import seen, settle


def said(*texts: str, severity: int = 0) -> str:
    """The commands that notify of texts, already escaped for a listing."""
    return "".join(f'call node=0 method=notify option={severity} text="{text}"\n' for text in texts)


def said_as(name: str, text: str, milliseconds: int = 60_000, severity: int = 0) -> str:
    """The command that notifies of a text under a name."""
    return f'call node=0 method=notify_as option={severity} text="{name} {milliseconds}\\n{text}"\n'


class Embedder(App[None]):
    """Views beside each other and beside a button of the program's own."""

    AUTO_FOCUS = ""
    CSS = "OpuiView { width: 20; height: 8; } Button { width: 20; height: 20; }"

    def __init__(self, *views: OpuiView) -> None:
        super().__init__()
        self.views = views
        self.notified: list[tuple[Widget, str, str]] = []

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield from self.views
            yield Button("host")

    def on_opui_view_notified(self, message: OpuiView.Notified) -> None:
        self.notified.append((message.view, message.text, message.severity))


class Embedded:
    """The app under test."""

    def __init__(self, app: Embedder, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def settle(self) -> None:
        await settle(self.pilot, self.app.views)

    def boxes(self, view: OpuiView | None = None) -> list[NotificationBox]:
        """The boxes that are shown, the newest first."""
        return [box for box in (view or self.app).query(NotificationBox) if box.display]

    def texts(self, view: OpuiView | None = None) -> list[str]:
        return [str(box.content) for box in self.boxes(view)]

    def seen(self, region: Region) -> str:
        return seen(self.app, region)


@asynccontextmanager
async def embedded(*views: OpuiView, timeout: float = 60.0) -> AsyncIterator[Embedded]:
    class Patient(Embedder):
        NOTIFICATION_TIMEOUT = timeout

    app = Patient(*views)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        run = Embedded(app, pilot)
        await run.settle()
        yield run


FLOOD = said(*(f"{number}\\nis\\nmuch\\ntoo\\nlong\\nfor\\na\\nbox " + "x" * 300 for number in range(8)))


async def test_what_a_guest_notifies_of_is_seen_inside_its_view_and_nowhere_else() -> None:
    async with embedded(OpuiView(scripted(made(1, "text", 0) + FLOOD), name="chatty")) as run:
        view, button = run.app.views[0], run.app.query_one(Button)
        assert "chatty: 7" in run.seen(view.region)
        assert not list(run.app._notifications)
        for y in range(button.region.y, button.region.bottom):
            for x in range(button.region.x, button.region.right):
                assert run.app.screen.get_widget_at(x, y)[0] is button
        assert "chatty" not in run.seen(button.region)
        covered = [
            y
            for y in range(view.region.height)
            for widget in [run.app.screen.get_widget_at(view.region.x + 10, y)[0]]
            if isinstance(widget, NotificationBox)
        ]
        assert covered == [0, 1, 2, 3], "half of the view is the app's in any case"


async def test_a_view_shows_the_newest_few_the_last_one_on_top() -> None:
    async with embedded(OpuiView(scripted(said("a", "b", "c", "d", "e")))) as run:
        assert run.texts() == ["app: e", "app: d", "app: c"]
        assert len(run.texts()) == SHOWN


@pytest.mark.parametrize(("severity", "name"), [(0, "information"), (1, "warning"), (2, "error")])
async def test_a_notification_looks_as_severe_as_it_is(severity: int, name: str) -> None:
    async with embedded(OpuiView(scripted(said("x", severity=severity)))) as run:
        (box,) = run.boxes()
        assert box.has_class(f"-{name}")
        assert run.app.notified == [(run.app.views[0], "x", name)]


async def test_a_notification_bears_the_name_of_the_view_or_the_manifests() -> None:
    manifest = '{"abi": [1, 0], "name": "todo\\u001b[31m"}'
    module = check_module(with_manifest(scripted(said("x")).data, manifest))
    async with embedded(OpuiView(module), OpuiView(module, name="mine")) as run:
        assert run.texts(run.app.views[0]) == ["todo[31m: x"]
        assert run.texts(run.app.views[1]) == ["mine: x"]


async def test_opui_says_the_apps_title() -> None:
    async with run_opui(said("saved")) as run:
        assert "Test: saved" in run.shown(run.view)


async def test_a_notification_goes_after_the_apps_time_for_them() -> None:
    async with embedded(OpuiView(scripted(said("x"))), timeout=0.2) as run:
        while run.boxes():
            await run.pilot.pause(0.01)
        assert "app:" not in run.seen(run.app.views[0].region)


async def test_a_notification_with_a_name_takes_the_place_of_the_last_one_of_that_name() -> None:
    focused = made(1, "input", 0) + "call node=1 method=focus\n"
    first = focused + said_as("save", "Saving…") + said("other") + bound(2, "f2", 0)
    async with embedded(OpuiView(scripted(first, said_as("save", "Saved", severity=1)))) as run:
        assert run.texts() == ["app: other", "app: Saving…"]
        await run.pilot.press("f2")
        await run.settle()
        assert run.texts() == ["app: other", "app: Saved"]
        assert run.boxes()[1].has_class("-warning")


async def test_a_notification_with_a_name_is_shown_for_as_long_as_the_guest_says() -> None:
    named = said_as("a", "short", 100) + said_as("b", "long", 60_000)
    async with embedded(OpuiView(scripted(named)), timeout=0.05) as run:
        while len(run.boxes()) > 1:
            await run.pilot.pause(0.01)
        assert run.texts() == ["app: long"]


async def test_one_that_takes_the_place_of_another_is_shown_for_its_own_time() -> None:
    named = said_as("a", "short", 100) + said_as("a", "long", 60_000) + said_as("b", "short", 200)
    async with embedded(OpuiView(scripted(named))) as run:
        while len(run.boxes()) > 1:
            await run.pilot.pause(0.01)
        assert run.texts() == ["app: long"]


async def test_the_program_around_is_told_the_name_and_the_time() -> None:
    told: list[tuple[str, float | None]] = []

    class Told(Embedder):
        def on_opui_view_notified(self, message: OpuiView.Notified) -> None:
            told.append((message.name, message.seconds))

    view = OpuiView(scripted(said_as("save", "Saving…", 1500) + said("x")), notifications=False)
    app = Told(view)
    async with app.run_test() as pilot:
        await settle(pilot, [view])
    assert told == [("save", 1.5), ("", None)]


async def test_a_click_dismisses_a_notification_and_is_no_click_for_the_app_below() -> None:
    below = made(1, "button", 0, 'set_string node=1 attribute=style value="width: 20; height: 8"')
    press = "attach node=1 event=press handler=1 data=0\n"
    async with embedded(OpuiView(scripted(below + press + said("a", "b")))) as run:
        session = run.app.views[0].session
        assert session is not None
        frame = session.frame
        await run.pilot.click(run.boxes()[1])
        await run.settle()
        assert run.texts() == ["app: b"]
        assert session.frame == frame
        await run.pilot.click(run.boxes()[0])
        await run.settle()
        assert run.texts() == []
        await run.pilot.click(run.app.views[0], offset=(10, 0))
        await run.settle()
        assert session.frame > frame


async def test_notifications_and_clicks_on_them_leave_the_focus_where_it_is() -> None:
    first = made(1, "input", 0) + "call node=1 method=focus\n" + bound(2, "f2", 0)
    async with embedded(OpuiView(scripted(first, said("a")))) as run:
        focused = run.app.focused
        assert isinstance(focused, Input)
        await run.pilot.press("f2")
        await run.settle()
        assert run.app.focused is focused
        await run.pilot.click(run.boxes()[0])
        await run.settle()
        assert (run.texts(), run.app.focused) == ([], focused)


async def test_notifications_of_one_guest_are_not_seen_in_the_view_of_another() -> None:
    a, b = OpuiView(scripted(said("of a")), name="A"), OpuiView(scripted(said("of b")), name="B")
    silent = OpuiView(scripted(made(1, "text", 0)))
    async with embedded(a, b, silent) as run:
        assert [run.texts(view) for view in (a, b, silent)] == [["A: of a"], ["B: of b"], []]
        assert [(view, text) for view, text, _ in sorted(run.app.notified, key=lambda each: each[1])] == [
            (a, "of a"),
            (b, "of b"),
        ]
        await a.remove()
        await run.settle()
        assert run.texts() == ["B: of b"]


async def test_the_last_words_of_a_guest_that_has_ended_stay_for_their_time() -> None:
    async with embedded(OpuiView(scripted(said("bye") + "call node=0 method=quit\n"))) as run:
        assert run.texts() == ["app: bye"]
        await run.app.views[0].remove()
        assert run.boxes() == []


async def test_a_program_that_shows_notifications_itself_is_told_of_them() -> None:
    view = OpuiView(scripted(said("<[b]x\\u001b>", severity=1)), notifications=False)
    async with embedded(view) as run:
        assert run.app.notified == [(view, "<[b]x>", "warning")]
        assert run.boxes() == []


async def test_no_style_of_a_guest_reaches_its_notifications() -> None:
    style = 'set_string node=0 attribute=stylesheet value="*, root { display: none; color: red; }"\n'
    async with embedded(OpuiView(scripted(style + said("seen")))) as run:
        assert "app: seen" in run.seen(run.app.views[0].region)


async def test_a_view_that_is_hidden_hides_its_notifications() -> None:
    view = OpuiView(scripted(said("x")))
    async with embedded(view) as run:
        assert "app: x" in run.seen(run.app.screen.region)
        view.visible = False
        await run.settle()
        assert "app:" not in run.seen(run.app.screen.region)
