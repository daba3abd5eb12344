"""What is loading: a sign in its place that turns by itself, and nothing of what people do reaches what lies there."""

from typing import Any

import pytest
from textual.geometry import Region

from opui.core import kinds
from opui.textual.kinds.loading import SIGNS, STILL
from opui.textual.kinds.moving import _PLACE
from opui.textual.widget_listing import list_widgets
from tests.scripted import scripted
from tests.textual.apps import made
from tests.textual.harness import Host, ListenedView, Running, running, settle

PRESS = made(90, "button", 0, "attach node=90 event=press handler=1 data=0")
TAKING = [kind.name for kind in kinds.KINDS if "loading" in kind.attributes]


def loading(node: int, value: str = "true") -> str:
    return f"set_flag node={node} attribute=loading value={value}\n"


def styled(node: int, style: str) -> str:
    return f'set_string node={node} attribute=style value="{style}"\n'


def heard(node: int, *events: str) -> list[str]:
    return [f"attach node={node} event={event} handler=1 data=0" for event in events]


def press_button(run: Running) -> None:
    """Press the button that brings the next frame; the focus stays where it is."""
    run.widget(90).press()


def filled(kind: str) -> str:
    """A node of a kind, with words and parts, as far as it has any."""
    row = kinds.KIND_BY_NAME[kind]
    parts = [each for each in row.children if kinds.KIND_BY_NAME[each].role is kinds.Role.PART]
    inner = parts or (["text"] if row.holds_content else [])
    text = ['set_text node=1 text="words"'] if row.text else []
    return made(1, kind, 0, *text) + "".join(
        made(10 + at, each, 1, *([f'set_text node={10 + at} text="words"'] if kinds.KIND_BY_NAME[each].text else []))
        for at, each in enumerate(inner)
    )


@pytest.mark.parametrize("kind", TAKING)
async def test_whatever_is_shown_shows_a_sign_in_the_same_room(kind: str) -> None:
    size = styled(1, "width: 21; height: 5")
    async with running(filled(kind) + size) as run:
        region = run.widget(1).region
    async with running(filled(kind) + size + loading(1) + PRESS, loading(1, "false")) as run:
        widget = run.widget(1)
        assert widget.region == region
        assert run.shown(widget).split() == [STILL]
        assert run.shown(widget).splitlines()[(region.height - 1) // 2][(region.width - 1) // 2] == STILL
        assert any(line.endswith(" loading") for line in list_widgets(run.view).splitlines())
        press_button(run)
        await run.settle()
        assert not widget.is_loading
        before = run.shown(widget)
    async with running(filled(kind) + size) as run:
        assert run.shown(run.widget(1)) == before


async def test_what_is_as_large_as_its_content_keeps_its_size() -> None:
    column = made(1, "column", 0) + styled(1, "width: auto") + made(2, "text", 1, 'set_text node=2 text="one\\ntwo"')
    async with running(column + PRESS, loading(1), loading(1, "false")) as run:
        before = run.widget(1).region
        await run.click(90)
        assert run.widget(1).region == before == Region(0, 3, 3, 2)
        await run.click(90)
        assert run.shown(run.widget(1)) == "one\ntwo"


# --- What people do ------------------------------------------------------------------------------

FORM = (
    made(1, "column", 0, *heard(1, "press", "mouse_down", "mouse_move", "hover"))
    + made(2, "input", 1, *heard(2, "change", "key", "mouse_down"))
    + made(3, "button", 1, *heard(3, "press"))
    + made(4, "input", 0, *heard(4, "change"))
)


async def test_the_focus_stays_and_nothing_is_typed_or_pressed_until_it_is_there_again() -> None:
    focus = "".join(f"{line}\n" for line in heard(2, "focus", "blur")) + "call node=2 method=focus\n"
    async with running(FORM + focus + PRESS, "", loading(1), loading(1, "false")) as run:
        offset = run.widget(3).region.offset
        press_button(run)
        await run.settle()
        assert run.app.focused is run.widget(2)
        run.told.clear()
        await run.press("a", "enter", "backspace")
        run.view.paste("pasted")
        await run.pilot.click(offset=(offset.x + 1, offset.y + 1))
        await run.pilot.hover(offset=(offset.x + 2, offset.y + 1))
        await run.settle()
        assert [event for event in run.told if event.name != "clock"] == []
        assert (run.widget(2).value, run.app.focused) == ("", run.widget(2))
        press_button(run)
        await run.settle()
        assert run.app.focused is run.widget(2)
        await run.press("a")
        assert [(event.node, event.text) for event in run.told_of("change")] == [(2, "a")]


async def test_keys_go_to_what_lies_around() -> None:
    around = made(1, "scroll", 0, *heard(1, "key")) + styled(1, "height: 5")
    inner = made(2, "column", 1) + made(3, "input", 2) + styled(2, "height: 20") + "call node=3 method=focus\n"
    bindings = "".join(
        made(node, "key_binding", parent, f'set_string node={node} attribute=key value="{key}"', *heard(node, "press"))
        for node, parent, key in ((5, 1, "f5"), (6, 2, "f6"))
    )
    async with running(around + inner + bindings + PRESS, loading(2)) as run:
        press_button(run)
        await run.settle()
        run.told.clear()
        await run.press("f5", "f6", "x", "end")
        said = [(event.name, event.node, event.text) for event in run.told if event.name != "clock"]
        assert said == [("press", 5, ""), ("key", 1, "f6"), ("key", 1, "x")]
        assert run.widget(1).scroll_y == run.widget(1).max_scroll_y > 0
        assert [node.id for node in run.view.key_bindings()] == [5]


async def test_tab_goes_past_it_and_on_from_it() -> None:
    async with running(FORM + loading(1)) as run:
        await run.focus(4)
        await run.press("shift+tab")
        assert run.app.focused is not run.widget(3)
        await run.press("tab")
        assert run.app.focused is run.widget(4)
    async with running(FORM + "call node=2 method=focus\n" + PRESS, loading(1)) as run:
        press_button(run)
        await run.settle()
        await run.press("tab")
        assert run.app.focused is run.widget(4)


async def test_a_guest_can_give_it_the_focus_and_a_dialog_gives_it_back() -> None:
    async with running(FORM + loading(1) + "call node=2 method=focus\n") as run:
        assert run.app.focused is run.widget(2)
    dialog = made(7, "dialog", 0) + made(8, "button", 7, *heard(8, "press"))
    async with running(FORM + "call node=2 method=focus\n" + PRESS, dialog, loading(1) + "remove node=7\n") as run:
        press_button(run)
        await run.settle()
        assert run.app.focused is run.widget(8)
        await run.press("enter")
        assert run.app.focused is run.widget(2)


async def test_the_focus_is_kept_by_what_is_moved_while_it_is_loading() -> None:
    first = FORM + made(5, "column", 0) + "call node=2 method=focus\n" + PRESS
    async with running(first, loading(1), "insert node=2 parent=5 before=0\n" + loading(2)) as run:
        for _ in range(2):
            press_button(run)
            await run.settle()
        assert run.app.focused is run.widget(2)
        assert run.widget(2).is_loading


async def test_an_open_menu_closes_and_a_drag_ends() -> None:
    select = made(1, "select", 0) + made(2, "option", 1, 'set_text node=2 text="one"') + "call node=1 method=focus\n"
    async with running(select + PRESS, loading(1), loading(1, "false")) as run:
        await run.press("enter")
        assert "one" in run.shown(run.view)
        for _ in range(2):
            press_button(run)
            await run.settle()
            assert "one" not in run.shown(run.view)
        assert run.app.focused is run.widget(1)
    slider = made(1, "slider", 0, *heard(1, "slide"))
    async with running(slider + PRESS, "", loading(1)) as run:
        await run.pilot.mouse_down(run.widget(1), offset=(5, 0))
        press_button(run)
        await run.settle()
        told = len(run.told_of("slide"))
        assert run.app.mouse_captured is None
        await run.pilot.hover(run.widget(1), offset=(15, 0))
        await run.press("right")
        await run.pilot.mouse_up(run.widget(1), offset=(15, 0))
        await run.settle()
        assert len(run.told_of("slide")) == told
        assert run.app.failed == []


async def test_what_a_person_does_before_goes_on_where_nothing_is_loading() -> None:
    async with running(FORM + PRESS, loading(1)) as run:
        await run.click(4)
        press_button(run)
        await run.settle()
        await run.press("a")
        assert [(event.node, event.text) for event in run.told_of("change")] == [(4, "a")]


# --- Lists ---------------------------------------------------------------------------------------


def row(node: int) -> str:
    return made(node, "text", 1, f'set_text node={node} text="row {node}"', *heard(node, "press"))


LIST = made(1, "list", 0) + styled(1, "width: 9; height: 5")


async def test_a_row_of_a_list_that_is_loading_has_a_widget_and_is_drawn_again_when_it_is_there() -> None:
    rows = "".join(map(row, range(100, 160)))
    async with running(LIST + rows + PRESS, loading(101), loading(101, "false")) as run:
        press_button(run)
        await run.settle()
        assert run.widget(101).is_loading
        assert run.shown(run.widget(1)).splitlines()[:3] == ["row 100  ", f"   {STILL}     ", "row 102  "]
        await run.focus(1)
        await run.press("down", "enter")
        await run.click(101)
        assert len(run.told_of("press")) == 1
        press_button(run)
        await run.settle()
        assert run.shown(run.widget(1)).splitlines()[1] == "row 101  "


async def test_rows_hand_their_widgets_on_with_or_without_the_sign() -> None:
    rows = "".join(
        made(node, "row", 1) + made(node + 500, "button", node, f'set_text node={node + 500} text="{node}"')
        + styled(node + 500, "height: 1; border: none") + (loading(node + 500) if node % 7 == 0 else "")
        for node in range(100, 180)
    )  # fmt: skip
    async with running(LIST + rows) as run:
        await run.focus(1)
        for _ in range(12):
            await run.press("pagedown")
            for widget in run.widget(1).walk_children():
                if hasattr(widget, "node") and widget.node.kind_name == "button":
                    assert widget.is_loading is bool(widget.node.get("loading"))


async def test_a_list_that_is_loading_keeps_its_place_and_its_cursor() -> None:
    rows = "".join(map(row, range(100, 160)))
    async with running(LIST + rows + PRESS, "", "", loading(1), row(200), loading(1, "false")) as run:
        await run.focus(1)
        await run.press("end")
        seen = [line[:7] for line in run.shown(run.widget(1)).splitlines()]
        while not run.widget(1).is_loading:
            press_button(run)
            await run.settle()
        assert run.shown(run.widget(1)).split() == [STILL]
        await run.press("home", "r")
        while run.widget(1).is_loading:
            press_button(run)
            await run.settle()
        assert [line[:7] for line in run.shown(run.widget(1)).splitlines()] == seen
        assert run.widget(1).cursor.id == 159


# --- Layout --------------------------------------------------------------------------------------


async def test_what_lies_in_it_is_scrolled_into_view_as_a_whole() -> None:
    around = made(1, "scroll", 0) + styled(1, "height: 5")
    above = "".join(made(node, "rule", 1) for node in range(10, 20))
    inner = above + made(2, "column", 1) + styled(2, "height: 4") + made(3, "text", 2, 'set_text node=3 text="x"')
    async with running(around + inner + PRESS, loading(2), "call node=3 method=scroll_into_view\n") as run:
        for _ in range(2):
            press_button(run)
            await run.settle()
        assert STILL in run.shown(run.widget(1))


async def test_what_comes_while_it_is_loading_is_there_afterwards() -> None:
    column = made(1, "column", 0) + loading(1)
    lines = made(2, "list", 1) + styled(2, "height: 3") + made(3, "text", 2, 'set_text node=3 text="row"')
    async with running(column + PRESS, lines, loading(1, "false")) as run:
        press_button(run)
        await run.settle()
        assert "row" not in run.shown(run.view)
        press_button(run)
        await run.settle()
        assert run.shown(run.widget(2)).splitlines()[0].startswith("row")


# --- The sign ------------------------------------------------------------------------------------


def turning(*frames: str) -> tuple[Host, ListenedView]:
    view = ListenedView(scripted(*frames), seed=7)
    app = Host(view)
    app.animation_level = "full"
    return app, view


def moving(app: Host) -> list[Any]:
    return list(vars(app)[_PLACE]._moving) if _PLACE in vars(app) else []


async def test_it_turns_without_a_call_until_it_is_over() -> None:
    app, view = turning(made(1, "text", 0, 'set_text node=1 text="words"') + loading(1) + PRESS, loading(1, "false"))
    async with app.run_test() as pilot:
        await settle(pilot, [view])
        run = Running(app, pilot, view)
        calls = view.calls
        seen: set[str] = set()
        while len(seen) < 4:
            seen |= set(run.shown(run.widget(1)).split())
            await pilot.pause(0.01)
        assert seen <= {STILL, *SIGNS}
        assert view.calls == calls
        press_button(run)
        await run.settle()
        assert moving(app) == []
        assert run.shown(run.widget(1)).startswith("words")


async def test_nothing_turns_of_what_is_gone() -> None:
    column = made(1, "column", 0) + made(2, "text", 1, 'set_text node=2 text="words"') + loading(2)
    app, view = turning(column + PRESS, "remove node=1")
    async with app.run_test() as pilot:
        await settle(pilot, [view])
        assert len(moving(app)) == 1
        view.widget_of(90).press()  # type: ignore[attr-defined]  # it is a button's
        await settle(pilot, [view])
        assert moving(app) == []


async def test_where_nothing_is_to_move_it_stands_still() -> None:
    async with running(made(1, "text", 0, 'set_text node=1 text="words"') + loading(1)) as run:
        assert run.shown(run.widget(1)).split() == [STILL]
        assert moving(run.app) == []


async def test_it_has_the_colours_of_what_is_loading() -> None:
    style = styled(1, "color: red; background: blue; width: 3")
    async with running(made(1, "text", 0, 'set_text node=1 text="words"') + style + loading(1)) as run:
        widget = run.widget(1)
        (line,) = widget.render_lines(Region(0, 0, 3, 1))
        colours = [
            (text, style.color.triplet.hex, style.bgcolor.triplet.hex) for text, style, _ in line if text == STILL
        ]
        assert colours == [(STILL, "#ff0000", "#0000ff")]
