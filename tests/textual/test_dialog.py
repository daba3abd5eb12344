"""Dialogs: in both hosts what WAI-ARIA's practices say of keys and focus; on a screen, what lies over what.

In each scenario the first frame is what is there at the start; each handler that is called brings the next one.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pytest
from textual.color import Color
from textual.events import Key, MouseScrollDown
from textual.widgets import Input

from opui.core.wire import decoder
from opui.core.wire.records import Event
from opui.textual.view.scrim import Scrim
from opui.textual.view.view import OpuiView
from opui.tools.headless import Headless
from tests.scripted import scripted
from tests.textual.apps import bound, made, run_opui
from tests.textual.harness import ListenedView, Running, running, running_views, seen

FLAG = "set_flag node={} attribute={} value=true\n"


def button(node: int, parent: int, *more: str) -> str:
    press = f"attach node={node} event=press handler=1 data=0"
    return made(node, "button", parent, f'set_text node={node} text="b{node}"', press, *more)


def dialog(node: int, *more: str) -> str:
    title = f'set_string node={node} attribute=title value="d{node}"'
    return made(node, "dialog", 0, title, f"attach node={node} event=close handler=1 data=0", *more)


def style(node: int, value: str) -> str:
    return f'set_string node={node} attribute=style value="{value}"\n'


def initial(node: int) -> str:
    return FLAG.format(node, "initial_focus")


BELOW = button(1, 0) + button(2, 0)
TEN = dialog(10) + button(11, 10) + button(12, 10)
TWENTY = dialog(20) + button(21, 20)
CLOSE = "remove node=10"
LIST = made(3, "list", 0) + "".join(made(row, "row", 3) + button(row + 1, row) for row in (30, 40))


class Scenario(NamedTuple):
    """What a guest says, what a person does, and which node has the focus after each key."""

    practice: str
    frames: list[str]
    keys: Sequence[tuple[str, int | None]]
    told: tuple[str, ...] = ()


OPENED = [("tab", 1), ("enter", 11)]
SCENARIOS = [
    Scenario("when a dialog opens, focus moves to an element inside the dialog", [BELOW, TEN], OPENED),
    Scenario(
        "focus is set on the least destructive action where the guest says so",
        [BELOW, TEN + initial(12)],
        [("tab", 1), ("enter", 12)],
    ),
    Scenario(
        "focus is set on a static element at the top, the dialog itself, where the guest says so",
        [BELOW, TEN + initial(10)],
        [("tab", 1), ("enter", 10), ("tab", 11)],
    ),
    Scenario(
        "what cannot have the focus does not get it when the dialog opens",
        [BELOW, TEN + initial(11) + FLAG.format(11, "disabled")],
        [("tab", 1), ("enter", 12)],
    ),
    Scenario(
        "a dialog without anything to focus has the focus itself",
        [BELOW, dialog(10) + made(13, "text", 10, 'set_text node=13 text="words"'), CLOSE],
        [("tab", 1), ("enter", 10), ("tab", 10), ("escape", 1)],
        ("close",),
    ),
    Scenario(
        "tab moves focus inside the dialog and from the last to the first",
        [BELOW, TEN],
        [*OPENED, ("tab", 12), ("tab", 11)],
    ),
    Scenario(
        "shift+tab moves focus inside the dialog and from the first to the last",
        [BELOW, TEN],
        [*OPENED, ("shift+tab", 12), ("shift+tab", 11)],
    ),
    Scenario("escape closes the dialog", [BELOW, TEN, CLOSE], [*OPENED, ("escape", 1)], ("close",)),
    Scenario(
        "when a dialog closes, focus returns to the element which invoked it",
        [BELOW, TEN, CLOSE],
        [("tab", 1), ("tab", 2), ("enter", 11), ("enter", 2)],
    ),
    Scenario(
        "when a dialog is hidden, focus returns, and when it is shown again it gets it",
        [BELOW, TEN, FLAG.format(10, "hidden"), "unset node=10 attribute=hidden"],
        [*OPENED, ("escape", 1), ("enter", 11)],
        ("close",),
    ),
    Scenario(
        "if the invoking element no longer exists, focus is set where the work goes on: on its list",
        [LIST, TEN, CLOSE + "\nremove node=30"],
        [("tab", 3), ("tab", 31), ("enter", 11), ("escape", 3)],
        ("close",),
    ),
    Scenario(
        "if the invoking element cannot have the focus any more and lay in no list, nothing has it",
        [BELOW, TEN, CLOSE + "\n" + FLAG.format(1, "disabled")],
        [*OPENED, ("escape", None), ("tab", 2)],
        ("close",),
    ),
    Scenario(
        "a dialog that the guest leaves open keeps the focus",
        [BELOW, TEN, ""],
        [*OPENED, ("escape", 11), ("tab", 12)],
        ("close",),
    ),
    Scenario(
        "a dialog over a dialog has the keys, and gives the focus back to the one below",
        [BELOW, TEN, TWENTY, "remove node=20", CLOSE],
        [*OPENED, ("tab", 12), ("enter", 21), ("tab", 21), ("escape", 12), ("escape", 1)],
        ("close", "close"),
    ),
    Scenario(
        "a dialog whose lower one has gone gives the focus back to who had it before both",
        [BELOW, TEN, TWENTY, CLOSE, "remove node=20"],
        [*OPENED, ("enter", 21), ("escape", 21), ("escape", 1)],
        ("close", "close"),
    ),
    Scenario(
        "two dialogs that close at once give the focus back to who had it before both",
        [BELOW, TEN, TWENTY, CLOSE + "\nremove node=20"],
        [*OPENED, ("enter", 21), ("escape", 1)],
        ("close",),
    ),
    Scenario(
        "a dialog in the place of another gives the focus back to who had it before that one",
        [BELOW, TEN, CLOSE + "\n" + TWENTY, "remove node=20"],
        [*OPENED, ("enter", 21), ("escape", 1)],
        ("close",),
    ),
    Scenario(
        "what is removed in a dialog leaves the focus to the dialog",
        [BELOW, TEN, "remove node=11", CLOSE],
        [*OPENED, ("enter", 10), ("tab", 12), ("escape", 1)],
        ("close",),
    ),
    Scenario(
        "what is disabled in a dialog leaves the focus to the dialog",
        [BELOW, TEN, FLAG.format(11, "disabled")],
        [*OPENED, ("enter", 10), ("tab", 12)],
    ),
    Scenario(
        "a dialog that is there from the beginning has the focus",
        [BELOW + TEN, CLOSE],
        [("tab", 12), ("escape", None)],
        ("close",),
    ),
    Scenario(
        "the guest has the last word about the focus in a dialog",
        [BELOW, TEN + "call node=12 method=focus"],
        [("tab", 1), ("enter", 12)],
    ),
    Scenario(
        "the guest can give the focus to nothing below an open dialog",
        [BELOW, TEN, "call node=2 method=focus"],
        [*OPENED, ("enter", 11), ("tab", 12)],
    ),
    Scenario(
        "outside of dialogs the first frame says who has the focus",
        [BELOW + initial(2), initial(1)],
        [("enter", 2), ("tab", 1)],
    ),
    Scenario(
        "a key binding of the dialog takes escape before the dialog does",
        [BELOW, TEN + bound(15, "escape", 10), CLOSE],
        [*OPENED, ("escape", 1)],
    ),
    Scenario(
        "key bindings outside of an open dialog do nothing, and those in it work",
        [BELOW + bound(5, "f5", 0), TEN + bound(15, "f6", 10), CLOSE],
        [*OPENED, ("f5", 11), ("f6", 1)],
    ),
    Scenario(
        "no key event leaves an open dialog",
        [BELOW + "attach node=0 event=key handler=1 data=0\n", TEN, CLOSE],
        [*OPENED, ("f5", 11), ("escape", 1)],
        ("close",),
    ),
    Scenario(
        "a key event that nothing in the dialog takes is the dialog's",
        [BELOW, TEN + "attach node=10 event=key handler=1 data=0\n", CLOSE],
        [*OPENED, ("f5", 1)],
        ("key",),
    ),
    Scenario(
        "an open menu in a dialog takes escape first",
        [BELOW, dialog(10) + made(14, "select", 10) + made(16, "option", 14, 'set_text node=16 text="o"'), CLOSE],
        [("tab", 1), ("enter", 14), ("enter", 14), ("escape", 14), ("escape", 1)],
        ("close",),
    ),
]


def on_screen(view: OpuiView) -> int | None:
    node = view._people.focused_node
    return node.id if node is not None else None


def told(names: Iterator[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in ("close", "key"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.practice.replace(" ", "_"))
async def test_on_a_screen(scenario: Scenario) -> None:
    async with run_opui(module=scripted(*scenario.frames)) as run:
        await run.settle()
        for key, focused in scenario.keys:
            await run.press(key)
            assert (key, on_screen(run.view)) == (key, focused)
        assert told(event.name for event in run.view.told) == scenario.told


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.practice.replace(" ", "_"))
def test_without_a_screen(scenario: Scenario) -> None:
    app = Headless(scripted(*scenario.frames))
    for key, focused in scenario.keys:
        app.do(f"key {key}")
        assert (key, app._focused.id if app._focused is not None else None) == (key, focused)
    batches = [exchange.events for exchange in app.exchanges]
    assert told(event.name for batch in batches for event in decoder.events(batch)) == scenario.told


# --- On the screen ---------------------------------------------------------------------------------


def words(node: int, parent: int, text: str) -> str:
    return made(node, "text", parent, f'set_text node={node} text="{text}"')


def ground(run: Running, x: int, y: int) -> Color:
    """The background of a cell of the view."""
    offset = run.view.region.offset
    line = run.app.screen._compositor.render_strips()[offset.y + y]
    segment = next(iter(line.crop(offset.x + x, offset.x + x + 1)))
    assert segment.style is not None
    assert segment.style.bgcolor is not None
    return Color.from_rich_color(segment.style.bgcolor)


async def test_a_dialog_lies_in_the_middle_of_its_view_over_what_is_there_and_moves_nothing() -> None:
    async with running(words(1, 0, "main") + dialog(10) + words(11, 10, "asked")) as run:
        region, view = run.widget(10).region, run.view.region
        assert abs(2 * region.x + region.width - 2 * view.x - view.width) <= 1
        assert abs(2 * region.y + region.height - 2 * view.y - view.height) <= 1
        assert run.widget(1).region.offset == view.offset
        assert "asked" in run.shown(run.widget(10))
        assert "d10" in run.shown(run.widget(10)).splitlines()[0]


async def test_what_lies_below_a_dialog_is_shown_darker_and_as_it_is_now() -> None:
    main = made(1, "column", 0, style(1, "height: 1fr; background: #ffffff").strip()) + words(2, 1, "old")
    async with running(main + TEN, 'set_text node=2 text="new"') as run:
        dimmed = ground(run, 1, 1)
        assert 0 < dimmed.r < 255
        assert "old" in seen(run.app, run.view.region)
        await run.press("enter")
        assert "new" in seen(run.app, run.view.region)
        assert ground(run, 1, 1) == dimmed


async def test_only_the_topmost_of_several_dialogs_is_not_dark() -> None:
    wide = style(10, "width: 60; background: #ffffff") + style(20, "width: 20; background: #ffffff")
    async with running(TEN + TWENTY + wide) as run:
        ten, twenty, view = run.widget(10).region, run.widget(20).region, run.view.region
        assert ground(run, twenty.x - view.x + 1, twenty.y - view.y + 1) == Color(255, 255, 255)
        assert ground(run, ten.x - view.x + 1, ten.y - view.y + 1) != Color(255, 255, 255)


async def test_the_scrim_goes_with_the_last_dialog() -> None:
    async with running(words(1, 0, "main") + TEN, CLOSE) as run:
        assert run.app.query_one(Scrim).region == run.view.region
        await run.press("escape")
        assert not run.app.query_one(Scrim).region
        assert "main" in seen(run.app, run.view.region)


async def test_a_dialog_is_as_wide_as_its_content_and_its_title_up_to_four_fifths_of_the_view() -> None:
    title = 'set_string node=10 attribute=title value="{}"\n'
    long = " ".join(["word"] * 60)
    async with running(dialog(10) + words(11, 10, "x" * 30)) as run:
        assert run.widget(10).region.width == 30 + 6
    async with running(dialog(10) + title.format("t" * 40) + words(11, 10, "x")) as run:
        assert "t" * 40 in run.shown(run.widget(10))
    async with running(dialog(10) + words(11, 10, long)) as run:
        assert run.widget(10).region.width == 64
        assert run.shown(run.widget(10)).count("word") == 60


async def test_a_dialog_that_is_too_high_is_as_high_as_the_view_and_scrolls() -> None:
    async with running(dialog(10) + "".join(words(node, 10, f"line {node}") for node in range(30, 80))) as run:
        assert run.widget(10).region.height == run.view.region.height
        assert "line 79" not in run.shown(run.widget(10))
        await run.press("end")
        assert "line 79" in run.shown(run.widget(10))


async def test_a_style_says_how_large_a_dialog_is_and_docking_does_not_put_it_over_another() -> None:
    async with running(TEN + TWENTY + style(10, "dock: left; height: 100%") + style(20, "width: 30; height: 9")) as run:
        twenty = run.widget(20).region
        assert twenty.size == (30, 9)
        assert run.app.screen.get_widget_at(*twenty.offset)[0] is run.widget(20)
        assert run.app.screen.get_widget_at(*run.view.region.offset)[0] is run.app.query_one(Scrim)


async def test_a_click_beside_a_dialog_does_nothing_and_leaves_the_focus_where_it_is() -> None:
    async with running(BELOW + TEN) as run:
        await run.pilot.click(run.view, offset=(1, 1))
        await run.settle()
        assert on_screen(run.view) == 11
        assert run.told_of("press", "close", "blur") == []


async def test_the_wheel_beside_a_dialog_scrolls_nothing_below_it() -> None:
    below = made(1, "scroll", 0) + "".join(words(node, 1, f"line {node}") for node in range(30, 80))
    async with running(below + TEN) as run:
        await run.pilot._post_mouse_events([MouseScrollDown], run.view, offset=(1, 1), button=0)
        await run.settle()
        assert run.widget(1).scroll_y == 0


async def test_what_lies_below_a_dialog_has_no_tooltip_and_what_lies_in_it_has() -> None:
    tip = 'set_string node={0} attribute=tooltip value="tip {0}"'
    guest = button(1, 0, tip.format(1)) + dialog(10) + button(11, 10, tip.format(11))
    async with run_opui(guest, notifications=True) as run:
        # With the pointer on the scrim nothing waits to be shown: a delay would be no proof of it.
        await run.pilot.hover(run.view, offset=(1, 1))
        await run.settle()
        assert run.view._guest_tooltip._timer is None
        await run.pilot.hover(run.widget(11))
        while not run.view._guest_tooltip.display:
            await run.pilot.pause(0.02)
        assert "tip 11" in run.shown(run.app.screen)


async def test_the_line_of_keys_has_those_of_the_open_dialog_alone() -> None:
    outside = bound(5, "f5", 0, 'set_text node=5 text="outside"')
    inside = bound(15, "f6", 10, 'set_text node=15 text="inside"')
    async with run_opui(outside + TEN + inside, CLOSE) as run:
        assert "inside" in run.footer
        assert "outside" not in run.footer
        await run.press("escape")
        assert "outside" in run.footer


async def test_a_paste_goes_into_a_dialog_and_not_below_it() -> None:
    line = made(1, "input", 0)
    asked = dialog(10) + made(11, "input", 10)
    async with running(line + asked) as run:
        run.view.paste("milk")
        await run.settle()
        assert (run.widget(1).value, run.widget(11).value) == ("", "milk")


async def test_rules_about_siblings_count_nodes_alone_while_a_dialog_is_open() -> None:
    rules = "text:first-child { text-style: bold } dialog:last-child { height: 9 }"
    sheet = f'set_string node=0 attribute=stylesheet value="{rules}"\n'
    async with running(sheet + words(1, 0, "a") + words(2, 0, "b") + TEN) as run:
        assert [bool(run.widget(node).styles.text_style.bold) for node in (1, 2)] == [True, False]
        assert run.widget(10).region.height == 9


# --- In somebody's app -----------------------------------------------------------------------------


async def test_the_embedding_apps_own_widgets_stay_usable_while_a_dialog_is_open() -> None:
    async with running(BELOW, TEN) as run:
        await run.focus(1)
        await run.press("enter")
        own = run.app.query_one("#own", Input)
        await run.pilot.click(own)
        await run.press("h", "i", "escape")
        assert own.value == "hi"
        assert run.told_of("close") == []
        await run.press("tab", "tab")
        assert on_screen(run.view) == 11
        await run.press("tab", "tab")
        assert on_screen(run.view) == 11


async def test_a_dialog_of_one_view_keeps_nothing_from_another() -> None:
    views = ListenedView(scripted(BELOW + TEN), seed=1), ListenedView(scripted(BELOW), seed=1)
    async with running_views(*views, size=(80, 40)) as run:
        assert on_screen(views[0]) == 11
        await run.pilot.click(views[1].widget_of(2))
        await run.settle()
        assert [event.node for event in views[1].told if event.name == "press"] == [2]
        assert on_screen(views[1]) == 2


async def test_a_dialog_that_opens_takes_no_focus_from_the_embedding_app() -> None:
    async with running(BELOW + "attach node=0 event=theme handler=1 data=0\n", TEN) as run:
        own = run.app.query_one("#own", Input)
        await run.pilot.click(own)
        run.view.queue(Event("theme", 0))
        await run.settle()
        assert run.app.focused is own
        assert "d10" in seen(run.app, run.view.region)


async def test_escape_is_the_embedding_apps_again_when_the_guest_has_ended_in_its_dialog() -> None:
    async with running(TEN, "call node=0 method=quit option=0") as run:
        await run.press("enter")
        assert run.app.quit_code == 0
        assert not await run.view.press_key(Key("escape", None))
        assert "escape" not in run.widget(10)._bindings.key_to_bindings


# --- Guests that mean harm -------------------------------------------------------------------------


async def test_hundreds_of_dialogs_over_one_another_are_shown_and_closed_one_by_one() -> None:
    many = "".join(made(node, "dialog", 0) for node in range(1, 501))
    async with running(many + "attach node=500 event=close handler=1 data=0\n", "remove node=500") as run:
        assert run.app.failed == []
        assert on_screen(run.view) == 500
        await run.press("escape")
        assert on_screen(run.view) == 499


async def test_a_guest_that_opens_and_closes_a_dialog_in_each_frame_leaves_keys_to_the_host() -> None:
    frames = [TEN, *[FLAG.format(10, "hidden"), "unset node=10 attribute=hidden"] * 30]
    async with running(BELOW + frames[0], *frames[1:], again=range(1, 60)) as run:
        own = run.app.query_one("#own", Input)
        await run.pilot.click(own)
        await run.press("h", "i")
        assert own.value == "hi"
        assert run.app.failed == []


@pytest.mark.parametrize("align", ["center top", "center middle", "right bottom"])
async def test_a_root_that_puts_its_children_elsewhere_has_its_dialogs_in_the_middle(align: str) -> None:
    rules = f"root {{ align: {align}; }} dialog {{ width: 20; height: 5; }}"
    sheet = f'set_string node=0 attribute=stylesheet value="{rules}"\n'
    async with running(sheet, again=(1,)) as run:
        assert run.app.failed == []
    async with running(sheet + button(1, 0) + TEN) as run:
        assert run.app.failed == []
        inside = run.widget(10).region.offset - run.view.region.offset
        room = run.view.size
        assert inside == ((room.width - 20) // 2, (room.height - 5) // 2)
