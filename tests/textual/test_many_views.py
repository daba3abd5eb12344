"""Several guests in one program: focus, keys, tooltips and the clipboard stay each guest's own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import Input, Static

from opui.core.wire.records import Event
from opui.textual.kinds.dropping import Menu
from opui.textual.view.tooltips import GuestTooltip
from tests.scripted import scripted
from tests.textual.apps import bound, made
from tests.textual.harness import ListenedView, seen, settle

pytestmark = pytest.mark.slow


class Many(App[None]):
    """Views beside each other, nothing else."""

    AUTO_FOCUS = ""
    CSS = "OpuiView { width: 26; height: 10; }"

    def __init__(self, *views: ListenedView) -> None:
        super().__init__()
        self.views = views

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield from self.views
        yield Static("host")


class Beside:
    """The app under test."""

    def __init__(self, app: Many, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def settle(self) -> None:
        await settle(self.pilot, self.app.views)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    def told(self, view: int) -> list[Event]:
        """What a guest has heard of people."""
        return [each for each in self.app.views[view].told if each.name not in ("clock", "start")]

    def widget(self, view: int, node: int) -> Any:
        return self.app.views[view].widget_of(node)

    def seen(self, region: Region) -> str:
        return seen(self.app, region)


@asynccontextmanager
async def beside(*frames: tuple[str, ...], again: tuple[int, ...] = ()) -> AsyncIterator[Beside]:
    """Run guests beside each other, each of which says some frames."""
    app = Many(*(ListenedView(scripted(*each, again=again)) for each in frames))
    async with app.run_test(size=(80, 24), tooltips=True, notifications=True) as pilot:
        run = Beside(app, pilot)
        await run.settle()
        yield run


EVENTS = "".join(f"attach node=1 event={name} handler=1 data=0\n" for name in ("focus", "blur", "change"))
INPUT = made(1, "input", 0) + EVENTS
KEYS = bound(2, "f2", 0, 'set_text node=2 text="go"') + "attach node=0 event=key handler=1 data=0\n"
GUEST = (INPUT + KEYS,)


# --- The focus ---------------------------------------------------------------------------------


async def test_a_guest_takes_the_focus_from_no_other() -> None:
    thief = (INPUT + KEYS, *["call node=1 method=focus"] * 20)
    async with beside(thief, GUEST, GUEST) as run:
        run.widget(1, 1).focus()
        await run.settle()
        for _ in range(5):
            run.app.views[0].press_binding(run.app.views[0].session.tree.nodes[2])  # type: ignore[union-attr]
            await run.settle()
        assert run.app.focused is run.widget(1, 1)
        assert not [event for event in run.told(0) if event.name in ("focus", "blur")]
        assert not run.told(2)


@pytest.mark.parametrize("kind", ["input", "button", "list", "select", "checkbox", "radio_set"])
@pytest.mark.parametrize("how", ["hide", "disable", "invisible", "end"])
async def test_a_view_that_is_hidden_disabled_or_ends_leaves_its_focus_to_no_other(how: str, kind: str) -> None:
    parts = {
        "select": made(50, "option", 1, 'set_text node=50 text="x"'),
        "radio_set": made(50, "radio", 1, 'set_text node=50 text="x"'),
        "list": made(50, "text", 1, 'set_text node=50 text="x"'),
    }
    first = made(1, kind, 0) + parts.get(kind, "") + KEYS
    async with beside(GUEST, (first, "call node=0 method=quit option=0"), GUEST) as run:
        run.widget(1, 1).focus()
        await run.settle()
        if kind == "select":
            await run.press("enter")
        view = run.app.views[1]
        if how == "hide":
            view.display = False
        elif how == "disable":
            view.disabled = True
        elif how == "invisible":
            view.visible = False
        else:
            await run.press("f2")
        await run.settle()
        focused = run.app.focused
        assert focused is None or view in focused.ancestors
        await run.press("s", "f2")
        assert not run.told(0)
        assert not run.told(2)


async def test_to_remove_a_view_as_the_page_says_gives_the_focus_to_nobody() -> None:
    async with beside(GUEST, GUEST, GUEST) as run:
        run.widget(1, 1).focus()
        await run.settle()
        run.app.screen.set_focus(None)
        await run.app.views[1].remove()
        await run.press("s", "f2")
        assert run.app.focused is None
        assert not run.told(0)
        assert not run.told(2)


# --- Keys ---------------------------------------------------------------------------------------


async def test_keys_go_to_the_guest_with_the_focus_alone() -> None:
    async with beside(GUEST, GUEST, GUEST) as run:
        run.widget(1, 1).focus()
        await run.settle()
        await run.press("s", "f2", "f5", "enter")
        assert [event.name for event in run.told(1)] == ["focus", "change", "press", "key"]
        assert not run.told(0)
        assert not run.told(2)


async def test_a_key_reaches_no_guest_while_nothing_has_the_focus_unless_the_program_passes_it_on() -> None:
    async with beside(GUEST, GUEST) as run:
        await run.press("f2", "x")
        assert not run.told(0)
        assert not run.told(1)


# --- Tooltips -----------------------------------------------------------------------------------

LONG = "secret " * 60
TIP = made(1, "text", 0, 'set_text node=1 text="hover"', f'set_string node=1 attribute=tooltip value="{LONG}"')


async def shown_tip(run: Beside) -> None:
    while "secret" not in run.seen(run.app.screen.region):
        await run.pilot.pause(0.02)


async def test_a_tooltip_lies_inside_the_view_of_its_guest() -> None:
    async with beside(GUEST, (TIP,), GUEST) as run:
        await run.pilot.hover(run.widget(1, 1))
        await shown_tip(run)
        await run.settle()
        for view in (0, 2):
            assert "secret" not in run.seen(run.app.views[view].region)
        assert run.seen(run.app.screen.region).count("secret") == run.seen(run.app.views[1].region).count("secret")
        await run.pilot.hover(run.app.views[2], offset=(5, 8))
        await run.settle()
        assert "secret" not in run.seen(run.app.screen.region)


async def test_a_tooltip_goes_with_what_it_belongs_to() -> None:
    timer = made(3, "timer", 0, "set_number node=3 attribute=interval value=1500.0")
    async with beside((TIP + timer + "attach node=3 event=tick handler=1 data=0", "remove node=1"), GUEST) as run:
        await run.pilot.hover(run.widget(0, 1))
        await shown_tip(run)
        while "secret" in run.seen(run.app.screen.region):
            await run.pilot.pause(0.02)
        assert run.app.views[0].session.frame == 2  # type: ignore[union-attr]


async def test_a_tooltip_is_not_shown_once_the_pointer_has_left() -> None:
    async with beside((TIP,), GUEST) as run:
        await run.pilot.hover(run.widget(0, 1))
        await run.pilot.hover(run.app.views[1], offset=(5, 8))
        await run.pilot.pause(2 * run.app.TOOLTIP_DELAY)
        assert "secret" not in run.seen(run.app.screen.region)


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (3, 2), (26, 1), (40, 3), (5, 24)])
async def test_in_a_view_of_any_size_a_tooltip_stays_inside(size: tuple[int, int]) -> None:
    async with beside((TIP,)) as run:
        view = run.app.views[0]
        view.styles.width, view.styles.height = size
        await run.settle()
        await run.pilot.hover(view, offset=(0, 0))
        await run.pilot.pause(1.5 * run.app.TOOLTIP_DELAY)
        (tooltip,) = view.query(GuestTooltip)
        assert tooltip.display == (size[0] > 2 and size[1] > 1)
        assert not tooltip.display or view.region.contains_region(tooltip.region)


async def test_a_tooltip_of_the_programs_own_is_left_to_textual() -> None:
    async with beside((made(1, "text", 0, 'set_text node=1 text="hover"'),)) as run:
        run.app.views[0].tooltip = "what this is"
        await run.pilot.hover(run.widget(0, 1))
        while "what this is" not in run.seen(run.app.screen.region):
            await run.pilot.pause(0.02)


# --- Menus --------------------------------------------------------------------------------------

OPTIONS = "".join(
    made(10 + at, "option", 1, f'set_text node={10 + at} text="secret option of many words {at}"') for at in range(20)
)


@pytest.mark.parametrize("before", [0, 3, 6, 9])
@pytest.mark.parametrize("size", [(26, 10), (8, 4), (40, 20), (26, 1), (3, 2)])
async def test_a_menu_lies_inside_the_view_of_its_guest(size: tuple[int, int], before: int) -> None:
    above = made(2, "column", 0, f'set_string node=2 attribute=style value="height: {min(before, size[1] - 1)}"')
    async with beside(GUEST, (above + made(1, "select", 0) + OPTIONS,), GUEST) as run:
        view = run.app.views[1]
        view.styles.width, view.styles.height = size
        await run.settle()
        run.widget(1, 1).focus()
        await run.press("enter", "down")
        (menu,) = view.query(Menu)
        assert menu.display
        assert menu.region.area
        assert view.region.contains_region(menu.region)
        await run.press("enter")
        assert run.widget(1, 1).selected == 1


async def test_an_open_menu_that_is_scrolled_away_stays_inside_or_is_closed() -> None:
    boxes = made(3, "scroll", 0, 'set_string node=3 attribute=style value="height: 9"') + made(1, "select", 3)
    tall = made(2, "column", 3, 'set_string node=2 attribute=style value="height: 40"')
    async with beside(GUEST, (boxes + OPTIONS + tall,), GUEST) as run:
        view = run.app.views[1]
        run.widget(1, 1).focus()
        await run.press("enter")
        (menu,) = view.query(Menu)
        for line in (0, 1, 9, 0):
            run.widget(1, 3).scroll_to(y=line, animate=False)
            for _ in range(4):
                await run.settle()
            seen = run.app.screen._compositor.visible_widgets.get(menu)
            assert seen is None or view.region.contains_region(seen[0])
            assert line == 0 or "secret" not in run.seen(run.app.screen.region)


# --- The clipboard ------------------------------------------------------------------------------


async def test_what_a_person_copies_from_one_guest_reaches_another_only_by_a_paste_there() -> None:
    reader = (INPUT + KEYS, *["call node=1 method=select_all\ncall node=1 method=focus"] * 5)
    async with beside(GUEST, reader, GUEST) as run:
        run.widget(0, 1).focus()
        await run.press("p", "w", "ctrl+A", "ctrl+c")
        assert run.app.clipboard == "pw"
        run.app.views[1].press_binding(run.app.views[1].session.tree.nodes[2])  # type: ignore[union-attr]
        await run.settle()
        assert run.widget(1, 1).value == ""
        run.widget(2, 1).focus()
        await run.press("ctrl+v")
        assert run.widget(2, 1).value == "pw"
        assert [event.name for event in run.told(1) if event.text] == []


async def test_a_copy_takes_what_is_selected_in_the_focused_guest_not_in_another() -> None:
    selected = made(1, "input", 0, 'set_string node=1 attribute=value value="of another"')
    async with beside((selected + KEYS, "call node=1 method=select_all"), GUEST) as run:
        assert isinstance(run.widget(0, 1), Input)
        run.widget(0, 1).action_select_all()
        run.widget(1, 1).focus()
        await run.settle()
        await run.press("ctrl+c")
        assert run.app.clipboard == ""
