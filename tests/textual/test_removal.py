"""What is being removed, and what was: no mouse finds it, and what it had of the focus goes to nobody else."""

import random

import pytest
from textual import events
from textual.widget import Widget
from textual.widgets import Input

from opui.textual.kinds.registry import TYPE_NAMES
from opui.textual.removal import GoneAtOnce
from opui.textual.view.view import OpuiView
from tests.scripted import scripted
from tests.textual.apps import made
from tests.textual.harness import ListenedView, Running, running, running_views

TEXTS = "".join(made(node, "text", 0, f'set_text node={node} text="press me"') for node in range(1, 6))
KINDS = {
    "text": ("text", 'set_text node=1 text="press me"'),
    "button": ("button", 'set_text node=1 text="press me"'),
    "input": ("input",),
    "checkbox": ("checkbox",),
    "switch": ("switch",),
    "select": ("select",),
    "progress_bar": ("progress_bar",),
    "rule": ("rule",),
}


def mouse(kind: type[events.MouseEvent], x: int, y: int, button: int = 1) -> events.MouseEvent:
    return kind(None, x, y, 3, 0, button, False, False, False, x, y)


def press_and_drag(run: Running, x: int, y: int) -> None:
    """Give the screen a mouse's events at once, as it gets them between a removal and the next layout."""
    for event in (
        mouse(events.MouseMove, x, y, 0),
        mouse(events.MouseDown, x, y),
        mouse(events.MouseMove, x + 3, y),
        mouse(events.MouseScrollDown, x, y, 0),
        mouse(events.MouseUp, x + 3, y),
    ):
        run.app.screen._forward_event(event)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
async def test_no_mouse_finds_what_is_being_removed_nor_what_was(kind: tuple[str, ...]) -> None:
    async with running(made(1, kind[0], 0, *kind[1:])) as run:
        widget: Widget = run.widget(1)
        x, y = widget.region.x + 2, widget.region.y
        with run.app.batch_update():
            removal = widget.remove()
            press_and_drag(run, x, y)
            assert widget not in run.app.screen.get_widget_at(x, y)[0].ancestors_with_self
            await removal
            press_and_drag(run, x, y)
        await run.pilot.pause()
        assert run.app.is_running


async def test_a_selection_that_began_in_what_is_removed_does_no_harm() -> None:
    async with running(TEXTS) as run:
        first, last = run.widget(1).region.offset, run.widget(5).region.offset
        run.app.screen._forward_event(mouse(events.MouseDown, *first))
        run.app.screen._forward_event(mouse(events.MouseMove, *last))
        with run.app.batch_update():
            await run.widget(1).remove()
            run.app.screen._forward_event(mouse(events.MouseMove, last.x + 2, last.y))
            run.app.screen._forward_event(mouse(events.MouseUp, last.x + 2, last.y))
        await run.pilot.pause()
        assert run.app.is_running


@pytest.mark.parametrize("seed", range(3))
async def test_a_guest_that_makes_its_texts_anew_at_each_frame_survives_the_mouse(seed: int) -> None:
    first = "attach node=0 event=key handler=1 data=0\n" + TEXTS
    frames = [
        "".join(f"remove node={node}\n" for node in range(1, 6)) + TEXTS.replace("press me", f"press {turn}")
        for turn in range(40)
    ]
    chance = random.Random(seed)
    async with running(first, *frames) as run:
        for _ in frames:
            run.app.post_message(events.Key("x", "x"))
            for _ in range(4):
                kind = chance.choice((events.MouseMove, events.MouseDown, events.MouseUp, events.MouseScrollDown))
                run.app.screen._forward_event(mouse(kind, chance.randrange(60), chance.randrange(24)))
                await run.pilot.pause(0)
        await run.settle()
        assert run.app.is_running
        assert run.app.failed == []


FOCUSED = made(1, "input", 0, "attach node=1 event=change handler=1 data=0") + "call node=1 method=focus\n"
ANEW = "remove node=1\n" + made(2, "input", 0)
GOES = {
    "made anew and given the focus": (ANEW + "call node=2 method=focus\n", 2),
    "made anew": (ANEW, None),
    "removed": ("remove node=1\n", None),
    "hidden": ("set_flag node=1 attribute=hidden value=true\n", None),
    "disabled": ("set_flag node=1 attribute=disabled value=true\n", None),
    "not displayed": ('set_string node=1 attribute=style value="display: none"\n', None),
    "moved": (made(3, "column", 0) + "insert node=1 parent=3 before=0\n", 1),
}


@pytest.mark.parametrize(("change", "heir"), GOES.values(), ids=GOES.keys())
async def test_the_focus_leaves_no_view_while_a_frame_is_applied(change: str, heir: int | None) -> None:
    view = ListenedView(scripted(FOCUSED, change), seed=7)
    beside = OpuiView(scripted(made(1, "input", 0) + made(2, "input", 0)), seed=7)
    seen: list[Widget | None] = []
    async with running_views(view, beside) as run:
        assert run.app.screen.focused is run.widget(1)
        run.app.watch(run.app.screen, "focused", lambda widget: seen.append(widget), init=False)
        await run.press("x")
        await run.press(*"secret")
        assert run.app.screen.focused is (run.widget(heir) if heir is not None else None)
        assert all(view in widget.ancestors for widget in seen if widget is not None)
        assert [widget.value for widget in run.app.query(Input) if view not in widget.ancestors] == ["", "", ""]


@pytest.mark.parametrize("name", TYPE_NAMES)
async def test_all_that_a_view_is_made_of_is_gone_at_once(name: str) -> None:
    async with running(made(1, name, 0)) as run:
        assert [each for each in run.view.walk_children(with_self=True) if not isinstance(each, GoneAtOnce)] == []


async def test_what_has_the_focus_may_be_moved_out_of_what_the_same_frame_removes() -> None:
    change = "attach node=2 event=change handler=1 data=0"
    first = made(1, "column", 0) + made(2, "input", 1, change) + made(3, "column", 0) + "call node=2 method=focus\n"
    async with running(first, "insert node=2 parent=3 before=0\nremove node=1\n") as run:
        await run.press("x")
        assert run.app.screen.focused is run.widget(2)
        assert run.app.failed == []
