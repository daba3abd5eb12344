"""Each hostile guest in an app that embeds it: it gets the error it was written for, and harms nothing around it.

The app has an input of its own and a second guest, the counter, beside the hostile one; both have to go on
working, and nothing that is painted may hold a control character, a link or an action.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Final

import pytest
from textual import events
from textual.widget import Widget
from textual.widgets import Input

from opui.core import protocol
from opui.core.errors import GuestError
from opui.core.gate.module import Module, check_module
from opui.guest import compiler
from opui.source import load_app
from opui.textual.view.view import OpuiView
from tests.hostile.clean import unclean, unclean_screen
from tests.hostile.corpus import Guest, guests
from tests.textual.harness import Host

pytestmark = pytest.mark.slow

COUNTER: Final = load_app(Path(__file__).resolve().parents[2] / "examples" / "counter").module
STOPPED: Final = "call_milliseconds"
"""The limit whose name is in the error of a guest that is stopped because its time is up."""
LIMITS: Final = protocol.LIMIT | {STOPPED: protocol.CEILING[STOPPED], "busy_milliseconds": 100}
"""For all that is to happen while a guest may compute, on however busy a machine."""
SOON: Final = LIMITS | {STOPPED: 700}
"""For a guest that is to be stopped."""
PATIENCE: Final = 30.0
"""Seconds after which something that should come is not coming."""


class Embedding:
    """The app, the hostile view and the one beside it, and a person's hands.

    Keys and clicks go in where the driver puts them. Textual's pilot is no use here: it waits until the process
    computes nothing, and a hostile guest may compute for ever.
    """

    def __init__(self, app: Host, module: Module, limits: dict[str, int]) -> None:
        self.app = app
        (self.beside,) = app.views
        self.hostile = OpuiView(module, limits=limits, seed=7)
        self.own = app.query_one("#own", Input)

    @property
    def hostile_frame(self) -> int:
        session = self.hostile.session
        return session.frame if session is not None else 0

    async def until(self, happened: Callable[[], bool], otherwise: str = "it did not come") -> None:
        end = monotonic() + PATIENCE
        while not happened():
            assert monotonic() < end, f"{otherwise}; errors: {self.app.failed}"
            await asyncio.sleep(0.002)

    def _send(self, event: events.Event) -> None:
        assert self.app._driver is not None
        self.app._driver.process_message(event)

    def press(self, key: str) -> None:
        self._send(events.Key(key, key))

    async def click(self, widget: Widget) -> None:
        """Click the middle of a widget, which has to be in sight there."""
        await self.until(lambda: self._in_sight(widget), f"{widget} is covered or off the screen")
        x, y = _middle(widget)
        for type_ in (events.MouseDown, events.MouseUp):
            self._send(type_(None, x, y, 0, 0, 1, False, False, False, x, y))

    def _in_sight(self, widget: Widget) -> bool:
        x, y = _middle(widget)
        screen = self.app.screen
        return screen.region.contains(x, y) and widget in screen.get_widget_at(x, y)[0].ancestors_with_self

    async def laid_out(self) -> None:
        """Style everything anew, as with a change of the theme, and wait until it is on the screen."""
        self.app.refresh_css(animate=False)
        for _ in range(2):
            done = asyncio.Event()
            self.app.screen.call_after_refresh(done.set)
            await done.wait()

    async def type_into_own(self, key: str) -> None:
        """Click the app's own input and type: that has to be seen."""
        await self.click(self.own)
        await self.until(lambda: self.app.screen.focused is self.own)
        before = self.own.value
        self.press(key)
        await self.until(lambda: len(self.own.value) > len(before))
        assert self.own.value == before + key
        await self.until(lambda: self.own.value in self.shown(self.own))

    def shown(self, widget: Widget) -> str:
        region = widget.region
        lines = self.app.screen._compositor.render_strips()[region.y : region.bottom]
        return "\n".join(strip.crop(region.x, region.right).text for strip in lines)

    async def count_beside(self) -> None:
        """Press the counter's button: it has to count."""
        assert self.beside.session is not None
        wanted = str(int(self.beside.session.tree.nodes[2].text) + 1)
        await self.click(self.beside.widget_of(4))
        await self.until(lambda: f" {wanted} " in self.shown(self.beside))


def _middle(widget: Widget) -> tuple[int, int]:
    x, y = widget.region.center
    return int(x), int(y)


@asynccontextmanager
async def embedded(module: Module, limits: dict[str, int] = LIMITS) -> AsyncIterator[Embedding]:
    """Run a module in the app, once the view beside it is there."""
    app = Host(OpuiView(COUNTER, seed=7))
    # All that can move does.
    app.animation_level = "full"
    async with app.run_test(size=(80, 64), notifications=True, tooltips=True):
        run = Embedding(app, module, limits)
        await run.until(lambda: run.beside.idle)
        await app.mount(run.hostile, before=run.beside)
        yield run


# --- What a person does --------------------------------------------------------------------------


async def _click(run: Embedding, node: int) -> None:
    await run.click(run.hostile.widget_of(node))


async def _press_twice(run: Embedding, node: int) -> None:
    widget = run.hostile.widget_of(node)
    await run.click(widget)
    await run.click(widget)


async def _focus(run: Embedding, node: int) -> None:
    await _click(run, node)
    await run.until(lambda: run.app.screen.focused is run.hostile.widget_of(node))


async def _paste(run: Embedding, node: int) -> None:
    await _focus(run, node)
    run.app.post_message(events.Paste("x" * 2000))


async def _close(run: Embedding, node: int) -> None:
    """A person wants the program to end, which asks its views."""
    assert run.hostile.ask_to_close()
    assert not run.hostile.ask_to_close()


ACTIONS: Final[dict[str, Callable[[Embedding, int], Awaitable[None]]]] = {
    "click": _click, "focus": _focus, "press twice": _press_twice, "paste": _paste, "close": _close,
}  # fmt: skip


async def _do(run: Embedding, deeds: list[str]) -> None:
    for deed in deeds:
        name, _, node = deed.rpartition(" ")
        await run.until(lambda: run.hostile.idle)
        await ACTIONS[name](run, int(node))


# --- What becomes of it --------------------------------------------------------------------------


async def _while_it_computes(run: Embedding) -> None:
    """The app takes keys, the view beside counts, and the host says that the guest is busy."""
    await run.until(lambda: "busy" in run.shown(run.hostile))
    await run.laid_out()
    await run.until(lambda: "busy" in run.shown(run.hostile), "the mark is gone")
    await run.type_into_own("k")
    await run.count_beside()
    assert not run.app.failed, "it was to be computing all the while"


async def _fails(run: Embedding, guest: Guest) -> None:
    await run.until(lambda: bool(run.app.failed))
    _check_error(run.app.failed[0], guest)
    if guest.expectation.fate == "refused":
        assert run.hostile.session is None
    for nodes in guest.settings.get("nodes", []):
        assert run.hostile.session is not None
        assert len(run.hostile.session.tree.nodes) == int(nodes)
    for words in guest.settings.get("shows", []):
        assert words in run.shown(run.hostile)


async def _runs_on(run: Embedding, guest: Guest) -> None:
    wanted = int(guest.settings.get("frames", ["0"])[0])
    await run.until(lambda: bool(run.app.failed) or (run.hostile_frame >= wanted if wanted else run.hostile.idle))
    # A view that fails is idle before it has told so.
    await run.laid_out()
    assert not run.app.failed, run.app.failed
    await run.until(lambda: guest.expectation.words in run.shown(run.hostile))


def _check_error(error: GuestError, guest: Guest) -> None:
    text = str(error)
    assert guest.expectation.rule in ("", error.rule), text
    assert guest.expectation.words in text
    assert len(text) < 2000
    assert "\n" not in text
    assert not unclean(text)


async def _still_there(run: Embedding, guest: Guest) -> None:
    """The app and the view beside go on; nothing that is painted steers a terminal."""
    await run.laid_out()
    await run.type_into_own("z")
    await run.count_beside()
    assert run.app.is_running
    assert not run.app.booms
    assert not run.app.seen
    assert not unclean_screen(run.app.screen)
    assert not unclean(run.hostile.title)
    if "focus" in guest.settings:
        await run.type_into_own("y")
        frame = run.hostile_frame
        await run.until(lambda: run.hostile.idle or run.hostile_frame > frame + 5)
        assert run.app.screen.focused is run.own


@pytest.fixture
def compiled_in_little_time(compiled_for_real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile in a worker process, as for users, but give it three seconds in place of thirty."""
    monkeypatch.setattr(compiler, "WALL_SECONDS", 3.0)


@pytest.mark.parametrize("guest", guests(), ids=lambda guest: guest.name)
async def test_a_hostile_guest_harms_nothing(guest: Guest, request: pytest.FixtureRequest) -> None:
    if guest.name.startswith("bomb_"):
        request.getfixturevalue("compiled_in_little_time")
    try:
        module = check_module(guest.make())
    except GuestError as error:
        assert guest.expectation.fate == "refused"
        _check_error(error, guest)
        return
    deeds = guest.settings.get("do", [])
    if "busy" in guest.settings:
        async with embedded(module) as run:
            await _do(run, deeds)
            await _while_it_computes(run)
    async with embedded(module, SOON if guest.expectation.words == STOPPED else LIMITS) as run:
        await _do(run, deeds)
        await (_runs_on if guest.expectation.fate == "harmless" else _fails)(run, guest)
        await _still_there(run, guest)
