"""A frame does no more to the widgets than it takes, and what nodes hold is seen on them."""

from typing import Any
from unittest.mock import patch

import pytest
from textual.widget import Widget

from opui.core.session.rules import Rules
from opui.textual.view.stage import OpuiRoot
from opui.textual.widget_listing import list_widgets
from tests.textual.apps import bound, made
from tests.textual.harness import Running, running

# --- As few operations as will do ------------------------------------------------------------------

ROWS = made(1, "column", 0) + "".join(
    made(node, "text", 1, f'set_text node={node} text="{node}"') for node in (2, 3, 4, 5)
)
PRESS = made(9, "button", 0, "attach node=9 event=press handler=1 data=0")
"""A button whose press brings the next frame."""


def texts(run: Running, node: int) -> list[str]:
    return [str(child.content) for child in run.widget(node).children]


async def next_frame(run: Running) -> None:
    await run.focus(9)
    await run.press("enter")


def insert(*placed: tuple[int, int, int]) -> str:
    return "\n".join(f"insert node={node} parent={parent} before={before}" for node, parent, before in placed)


async def test_a_frame_mounts_and_removes_once_per_parent() -> None:
    second = "remove node=2\nremove node=4\n" + "".join(made(node, "text", 1) for node in (20, 21, 22))
    second += made(30, "column", 0) + "".join(made(node, "text", 30) for node in (31, 32))
    async with running(ROWS + PRESS, second) as run:
        mounts, removals = [], []
        mount, remove_children = Widget.mount, Widget.remove_children

        def mounting(self: Widget, *widgets: Widget, **place: Any) -> Any:
            mounts.append((self, len(widgets)))
            return mount(self, *widgets, **place)

        def removing(self: Widget, widgets: Any) -> Any:
            removals.append((self, len(widgets)))
            return remove_children(self, widgets)

        with patch.object(Widget, "mount", mounting), patch.object(Widget, "remove_children", removing):
            await next_frame(run)
        column = run.widget(1)
        # The second one under the new column is Textual's own, of what the constructor was given.
        assert [place for place in mounts if place[0] is not run.widget(30)] == [
            (run.view.query_one(OpuiRoot), 1),
            (column, 3),
        ]
        assert removals == [(column, 2)]
        assert len(column.children) == 5


async def test_a_reordered_parent_is_sorted_once_and_keeps_its_widgets() -> None:
    async with running(ROWS + PRESS, insert((5, 1, 2), (4, 1, 2), (2, 1, 0))) as run:
        before = {node: run.widget(node) for node in (2, 3, 4, 5)}
        with patch.object(Widget, "sort_children", autospec=True, side_effect=Widget.sort_children) as sort:
            await next_frame(run)
        assert texts(run, 1) == ["5", "4", "3", "2"]
        assert {node: run.widget(node) for node in (2, 3, 4, 5)} == before
        assert sort.call_count == 1


async def test_new_children_between_old_ones_need_no_sort() -> None:
    new = "create node=20 kind=text\ncreate node=21 kind=text\n" + insert((20, 1, 3), (21, 1, 3))
    async with running(ROWS + PRESS, new) as run:
        with patch.object(Widget, "sort_children", autospec=True, side_effect=Widget.sort_children) as sort:
            await next_frame(run)
        assert texts(run, 1) == ["2", "", "", "3", "4", "5"]
        assert sort.call_count == 0


async def test_equal_values_write_nothing() -> None:
    first = made(
        1,
        "text",
        0,
        'set_text node=1 text="a"',
        "add_class node=1 name=b",
        'set_string node=1 attribute=style value="dock: top"',
    )
    same = 'set_text node=1 text="a"\nadd_class node=1 name="b"\nset_string node=1 attribute=style value="dock: top"\n'
    same += "set_flag node=1 attribute=hidden value=true\nset_flag node=1 attribute=hidden value=false"
    async with running(first.replace("name=b", 'name="b"') + PRESS, same.split("set_flag")[0]) as run:
        widget = run.widget(1)
        with (
            patch.object(type(widget), "set_content") as update,
            patch.object(type(widget), "set_classes") as classes,
            patch("opui.textual.kinds.adapter.apply_style") as style,
        ):
            await next_frame(run)
        assert (update.call_count, classes.call_count, style.call_count) == (0, 0, 0)


# --- Moves -----------------------------------------------------------------------------------------

TWO_PLACES = made(1, "column", 0) + made(2, "column", 0) + made(3, "row", 1)


async def test_a_node_that_moves_to_another_parent_keeps_all_it_holds() -> None:
    first = TWO_PLACES + made(
        4, "input", 3, 'add_class node=4 name="big"', 'set_string node=4 attribute=placeholder value="p"'
    )
    first += made(5, "text", 3, 'set_text node=5 text="t"', "set_flag node=5 attribute=hidden value=true")
    first += made(6, "checkbox", 3, "set_flag node=6 attribute=checked value=true")
    async with running(first + PRESS, insert((3, 2, 0))) as run:
        old = run.widget(4)
        await run.focus(4)
        await run.press("a", "b", "left")
        await next_frame(run)
        input_ = run.widget(4)
        assert input_ is not old
        assert run.widget(3).parent is run.widget(2)
        assert (input_.value, input_.cursor_position, input_.placeholder) == ("ab", 1, "p")
        assert input_.has_class("big")
        assert str(run.widget(5).content) == "t"
        assert not run.widget(5).display
        assert run.widget(6).value
        assert not list(run.widget(1).children)


async def test_a_focused_input_whose_row_moves_keeps_the_focus_and_what_is_typed() -> None:
    first = (
        TWO_PLACES + made(4, "input", 3, "attach node=4 event=change handler=1 data=0") + made(5, "input", 1) + PRESS
    )
    async with running(first, "", insert((3, 2, 0)), "") as run:
        await run.focus(4)
        await run.press("a")
        await run.press("b", "c")
        assert run.widget(3).parent is run.widget(2)
        assert run.widget(4).has_focus
        await run.press("d")
        assert run.widget(4).value == "abcd"
        assert run.told_of("change")[-1].text == "abcd"


async def test_a_node_with_the_focus_that_moves_tells_the_guest_nothing_of_its_focus() -> None:
    both = "attach node=4 event=focus handler=1 data=0\nattach node=4 event=blur handler=1 data=0\n"
    key = bound(8, "f2", 0)
    async with running(TWO_PLACES + made(4, "input", 3) + both + key, "", insert((3, 2, 0)), "", "") as run:
        await run.focus(4)
        await run.press("f2")
        await run.press("x")
        assert run.widget(3).parent is run.widget(2)
        assert run.widget(4).value == "x"
        assert [event.name for event in run.told_of("focus", "blur")] == ["focus"]


async def test_a_node_that_moves_below_a_node_which_is_not_shown_is_shown_no_longer() -> None:
    first = ROWS + PRESS + "create node=50 kind=column\n" + made(51, "kind:99", 0)
    async with running(first, insert((2, 50, 0), (3, 51, 0)), insert((50, 0, 0), (3, 1, 4))) as run:
        await next_frame(run)
        assert texts(run, 1) == ["4", "5"]
        await next_frame(run)
        assert texts(run, 1) == ["3", "4", "5"]
        assert texts(run, 50) == ["2"]


async def test_a_node_that_moves_below_one_that_is_removed_goes_with_it() -> None:
    async with running(
        ROWS + TWO_PLACES.replace("1", "60").replace("2", "61").replace("3", "62") + PRESS,
        insert((2, 60, 0)) + "\nremove node=60",
    ) as run:
        await next_frame(run)
        assert texts(run, 1) == ["3", "4", "5"]
        with pytest.raises(KeyError):
            run.widget(2)


async def test_a_node_moved_together_with_new_children_has_each_of_them_once() -> None:
    async with running(TWO_PLACES + PRESS, insert((3, 2, 0)) + "\n" + made(4, "text", 3) + made(5, "text", 3)) as run:
        await next_frame(run)
        assert texts(run, 3) == ["", ""]
        assert len(run.widget(2).children) == 1


async def test_a_span_of_a_text_that_is_not_shown_can_change() -> None:
    first = "create node=1 kind=text\n" + made(2, "span", 1, 'set_text node=2 text="a"') + PRESS
    async with running(first, 'set_text node=2 text="b"', insert((1, 0, 0))) as run:
        await next_frame(run)
        await next_frame(run)
        assert str(run.widget(1).content) == "b"


# --- What each attribute does ----------------------------------------------------------------------


async def test_every_attribute_is_seen_on_its_widget_when_made_and_when_changed() -> None:
    rows: list[tuple[str, str, str, Any, Any]] = [
        ("column", "disabled", "disabled", True, False),
        ("column", "hidden", "display", True, False),
        ("column", "tooltip", "tooltip", "hint", ""),
        ("column", "title", "border_title", "head", ""),
        ("input", "placeholder", "placeholder", "here", ""),
        ("input", "password", "password", True, False),
        ("input", "max_length", "rules", 3, 0),
        ("input", "value", "value", "v", ""),
        ("checkbox", "checked", "value", True, False),
        ("button", "variant", "variant", "primary", "default"),
        ("rule", "vertical", "orientation", True, False),
        ("rule", "line_style", "line_style", "heavy", "solid"),
        ("text", "loading", "is_loading", True, False),
    ]
    types = {bool: "set_flag", str: "set_string", int: "set_integer"}

    def said(node: int, attribute: str, value: Any) -> str:
        shown = f'"{value}"' if isinstance(value, str) else str(value).lower()
        return f"{types[type(value)]} node={node} attribute={attribute} value={shown}"

    first = "".join(made(node, row[0], 0, said(node, row[1], row[3])) for node, row in enumerate(rows, 20))
    second = "\n".join(said(node, row[1], row[4]) for node, row in enumerate(rows, 20))
    third = "\n".join(said(node, row[1], row[3]) for node, row in enumerate(rows, 20))
    async with running(PRESS + first, second, third, size=(80, 100)) as run:

        def seen() -> dict[str, str]:
            return {
                row[2]: str(getattr(run.widget(node), row[2])) for node, row in enumerate(rows, 20) if row[1] != "value"
            }

        given = {
            "disabled": "True", "display": "False", "tooltip": "hint", "border_title": "head", "placeholder": "here",
            "password": "True", "rules": str(Rules(max_length=3)), "value": "True", "variant": "primary",
            "orientation": "vertical", "line_style": "heavy", "is_loading": "True",
        }  # fmt: skip
        assert seen() == given
        assert run.widget(27).value == "v"
        await next_frame(run)
        assert seen() == {
            "disabled": "False", "display": "True", "tooltip": "None", "border_title": "None", "placeholder": "",
            "password": "False", "rules": str(Rules()), "value": "False", "variant": "default",
            "orientation": "horizontal", "line_style": "solid", "is_loading": "False",
        }  # fmt: skip
        await next_frame(run)
        assert seen() == given


async def test_a_button_without_a_label_shows_none() -> None:
    async with running(made(1, "button", 0)) as run:
        assert not any(character.isalpha() for character in run.shown(run.widget(1)))


@pytest.mark.parametrize("label", ["", "a"])
async def test_a_button_takes_as_much_room_as_its_new_label(label: str) -> None:
    button = made(9, "button", 0, f'set_text node=9 text="{label}"', "attach node=9 event=press handler=1 data=0")
    async with running(button, 'set_text node=9 text="much longer"') as run:
        await next_frame(run)
        assert "much longer" in run.shown(run.widget(9))


async def test_a_kind_that_the_host_does_not_know_is_shown_as_a_placeholder() -> None:
    async with running(made(1, "kind:99", 0, 'set_text node=1 text="x"') + made(2, "text", 1)) as run:
        assert "⟨kind:99 is not known to this version of opui⟩" in run.shown(run.widget(1))
        assert not run.widget(1).children


async def test_a_style_is_replaced_and_removed() -> None:
    style = 'set_string node=1 attribute=style value="{}"'
    async with running(
        PRESS + made(1, "text", 0, style.format("color: #ff0000; width: 10")),
        style.format("width: 20"),
        style.format(""),
    ) as run:
        plain = run.widget(9).parent.styles.color
        assert (run.widget(1).styles.color.hex, run.widget(1).size.width) == ("#FF0000", 10)
        await next_frame(run)
        assert (run.widget(1).styles.color, run.widget(1).size.width) == (plain, 20)
        await next_frame(run)
        assert run.widget(1).styles.inline.css == ""


async def test_what_is_hidden_stays_hidden_when_its_style_changes() -> None:
    hidden = made(1, "text", 0, "set_flag node=1 attribute=hidden value=true")
    async with running(
        PRESS + hidden, 'set_string node=1 attribute=style value="color: red"', "unset node=1 attribute=hidden"
    ) as run:
        await next_frame(run)
        assert not run.widget(1).display
        await next_frame(run)
        assert run.widget(1).display
        assert run.widget(1).styles.color.hex == "#FF0000"


@pytest.mark.parametrize("sheet", [True, False])
async def test_what_is_no_longer_hidden_is_displayed_only_if_its_styles_do_so(sheet: bool) -> None:
    none = (
        'set_string node=0 attribute=stylesheet value="text { display: none; }"\n'
        if sheet
        else 'set_string node=1 attribute=style value="display: none"\n'
    )
    first = made(1, "text", 0, "set_flag node=1 attribute=hidden value=true") + none + PRESS
    async with running(first, "set_flag node=1 attribute=hidden value=false") as run:
        await next_frame(run)
        assert not run.widget(1).display


async def test_spans_are_shown_in_their_styles() -> None:
    first = made(1, "text", 0, 'set_text node=1 text="a"')
    first += made(
        2,
        "span",
        1,
        'set_text node=2 text="b"',
        'set_string node=2 attribute=style value="color: #ff0000; text-style: bold"',
    )
    first += made(
        3, "span", 1, 'set_text node=3 text="c"', 'set_string node=3 attribute=style value="background: $accent 50%"'
    )
    second = 'set_string node=2 attribute=style value="color: $text-muted 50%"\nremove node=3\nset_text node=2 text="d"'
    async with running(first + PRESS, second) as run:
        assert run.shown(run.widget(1)) == "abc"
        strips = run.app.screen._compositor.render_strips()[run.widget(1).region.y]
        styles = {segment.text: segment.style for segment in strips}
        assert styles["b"] is not None
        assert styles["b"].bold
        assert styles["b"].color is not None
        assert styles["b"].color.get_truecolor().hex == "#ff0000"
        assert styles["c"] is not None
        assert styles["c"].bgcolor != styles["a"].bgcolor
        await next_frame(run)
        assert run.shown(run.widget(1)).strip() == "ad"


# --- The listing -----------------------------------------------------------------------------------


async def test_the_listing_of_widgets_says_what_is_shown() -> None:
    first = made(1, "row", 0, 'add_class node=1 name="top"', 'set_string node=1 attribute=style value="height: 3"')
    first += made(
        2,
        "input",
        1,
        'set_string node=2 attribute=value value="v"',
        'set_string node=2 attribute=placeholder value="p"',
    )
    first += made(3, "button", 1, 'set_text node=3 text="Go"', "set_flag node=3 attribute=disabled value=true")
    first += made(4, "checkbox", 0, 'set_text node=4 text="\\"ok\\""') + made(
        5, "text", 0, "set_flag node=5 attribute=hidden value=true"
    )
    async with running(first + "call node=2 method=focus") as run:
        lines = list_widgets(run.view).splitlines()
        assert lines[0] == "OpuiView 80x20 dark, Textual 8"
        assert lines[1] == "  OpuiRow .top at 0,3 80x3"
        assert lines[2].endswith('value="v" placeholder="p" focused')
        assert lines[3].endswith('"Go" disabled')
        assert lines[4].endswith('[ ] "\\"ok\\""')
        assert len(lines) == 5
