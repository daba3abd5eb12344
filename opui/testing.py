"""For tests of apps: run one headless or in Textual, and snapshot its tree, its widgets or its screen.

Registered as a pytest plugin. Fixtures: `tree_snapshot`, `widget_snapshot` and `svg_snapshot`, for syrupy:

    async def test_an_added_item_is_shown(tree_snapshot, widget_snapshot):
        async with run_app(Path("examples/todo")) as app:
            await app.press(*"milk", "enter")
            assert app.tree == tree_snapshot
            assert app.widgets == widget_snapshot

It is loaded by every pytest run where opui is installed, so it imports nothing heavy until it is used.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import pytest

from opui.core.errors import OpuiError
from opui.source import App, Approve, load_app, module_path, refuse

__all__ = ["RunningApp", "headless", "run_app", "svg_snapshot", "tree_snapshot", "widget_snapshot"]

_FONT_LINK = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_SVG_ID = re.compile(r"(?<=\.)terminal-\d+-(?=matrix)")
_SHOWN = 3600.0
"""Seconds for which a notification is shown: a picture has it, however slow the machine is."""
_BELOW = "the listing below"
_INSIDES = Path(__file__).parent
_SEARCHED = pytest.StashKey[str]()
"""The listing in which an assertion that has failed looked for something."""

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion
    from textual.pilot import Pilot

    from opui.core.tree.tree_listing import Listing
    from opui.textual.app.app import OpuiApp
    from opui.tools.headless import Headless


def headless(path: Path, approve: Approve = refuse) -> Headless:
    """Return the app at `path`, running without a screen; `approve` is that of `load_app`.

    Raises:
        OpuiError: It can't be loaded, or fails in its first frame.
    """
    from opui.tools.headless import Headless

    app = _loaded(path, approve)
    return Headless(app.module, limits=app.limits)


def _loaded(path: Path, approve: Approve) -> App:
    """Return the app at `path`, and warn if its module was not built from the sources as they are now."""
    from opui.tools.stale import stale

    app = load_app(path, approve)
    if said := stale(module_path(path)):
        warnings.warn(said, stacklevel=2)
    return app


class RunningApp:
    """An app in Textual's test driver. After each method the guest has answered and the screen is up to date."""

    def __init__(self, app: OpuiApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, by Textual's names, one after the other.

        Raises:
            InputError: There is no key of that name. None was pressed.
        """
        from opui.core.errors import InputError
        from opui.textual.view.keynames import is_key

        for key in keys:
            if not is_key(key):
                raise InputError(f"{key!r} is not a key, such as a, enter, ctrl+s or f5; a text is pressed as *{key!r}")
        for key in keys:
            await self.pilot.press(key)
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste text, as a terminal does: it goes to where the focus is."""
        from textual.events import Paste

        self.app.post_message(Paste(text))
        await self.settle()

    async def click(self, path: str, times: int = 1) -> None:
        """Click a node, given by id or path.

        Raises:
            InputError: There is no such node, or it is none that can be clicked.
        """
        from opui.core.errors import InputError
        from opui.core.tree.paths import find_node

        assert self.app.view.session is not None
        node = find_node(self.app.view.session.tree, path)
        try:
            widget, offset = self.app.view.position_of(node)
        except KeyError:
            raise InputError(f"{path!r} is nothing that can be seen, so it can't be clicked") from None
        await self.pilot.click(widget, offset=offset, times=times)
        await self.settle()

    async def settle(self) -> None:
        """Wait until the guest has answered everything and what it said is laid out."""
        await self.pilot.pause()
        while not self.app.view.idle:
            await self.pilot.pause(0.001)
        await self.pilot.pause()

    @property
    def tree(self) -> Listing:
        """The tree's listing, without ids."""
        from opui.core.tree.tree_listing import list_tree

        assert self.app.view.session is not None
        return list_tree(self.app.view.session.tree, ids=False)

    @property
    def widgets(self) -> Listing:
        """The listing of the mounted widgets."""
        from opui.textual.widget_listing import list_widgets

        return list_widgets(self.app.view)

    @property
    def svg(self) -> str:
        """The screen as an SVG, its cursors not blinking, without the links to fonts elsewhere.

        Rich puts a number that follows from all that is shown in front of each id and class, so that several pictures
        can stand in one page. It is taken out: else any change would change every line.
        """
        from textual.widgets import Input

        for input_ in self.app.query(Input):
            input_.cursor_blink = False
        svg = _FONT_LINK.sub("", self.app.export_screenshot())
        number = _SVG_ID.search(svg)
        return svg.replace(number[0], "terminal-") if number else svg


@asynccontextmanager
async def run_app(
    path: Path, size: tuple[int, int] = (80, 24), theme: str = "textual-dark", approve: Approve = refuse
) -> AsyncIterator[RunningApp]:
    """Run the app at `path` in Textual's test driver. Use it inside the test: its contexts do not survive a fixture.

    Args:
        path: A `.wasm` or a folder with an `opui.toml`.
        size: Columns and rows.
        theme: The name of one of Textual's themes.
        approve: Asked whether the app may have limits over the safe ones, as by `load_app`.
    """
    from opui.textual.app.app import OpuiApp
    from opui.textual.kinds.times import stand_still

    app = OpuiApp(_loaded(path, approve), seed=0)
    # What a picture shows does not depend on when it is taken.
    app.animation_level = "none"
    vars(app)["NOTIFICATION_TIMEOUT"] = _SHOWN  # a class variable, which no other app shall have
    stand_still(app)
    app.theme = theme
    async with app.run_test(size=size) as pilot:
        running = RunningApp(app, pilot)
        await running.settle()
        yield running


@pytest.fixture
def tree_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare a tree's listing with the stored one."""
    from opui.snapshots import TreeSnapshot

    return snapshot.use_extension(TreeSnapshot)


@pytest.fixture
def widget_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare the listing of the mounted widgets with the stored one."""
    from opui.snapshots import WidgetSnapshot

    return snapshot.use_extension(WidgetSnapshot)


@pytest.fixture
def svg_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare a screen with the stored one."""
    from opui.snapshots import SvgSnapshot

    return snapshot.use_extension(SvgSnapshot)


# --- Failures --------------------------------------------------------------------------------------


def pytest_assertrepr_compare(config: pytest.Config, op: str, left: object, right: object) -> list[str] | None:
    """Say of `"x" in app.tree` what was looked for; where, is said in full below."""
    from opui.core.tree.tree_listing import Listing

    if op not in ("in", "not in") or not isinstance(left, str) or not isinstance(right, Listing):
        return None
    config.stash[_SEARCHED] = right
    return [f"{left!r} {op} {_BELOW}"]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Show a failure as whoever wrote the test needs it: with the listing, and without the insides of opui."""
    searched = item.config.stash.get(_SEARCHED, None)
    item.config.stash[_SEARCHED] = ""
    if call.excinfo is None:
        return
    error = call.excinfo.value
    if searched and isinstance(error, AssertionError) and _BELOW in str(error):
        error.add_note(f"\n{searched}")
    if isinstance(error, OpuiError) and not item.config.getoption("fulltrace"):
        error.__cause__, error.__suppress_context__ = None, True
        outside = _up_to_opui(error.__traceback__)
        if outside is not None:
            call.excinfo.traceback = type(call.excinfo.traceback)(outside)


def _up_to_opui(traceback: TracebackType | None) -> TracebackType | None:
    """Return the beginning of a traceback, up to where opui was called; None if there is none."""
    if traceback is None or _INSIDES in Path(traceback.tb_frame.f_code.co_filename).parents:
        return None
    return TracebackType(_up_to_opui(traceback.tb_next), traceback.tb_frame, traceback.tb_lasti, traceback.tb_lineno)
