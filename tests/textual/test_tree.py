"""A tree on a screen: what is drawn, keys and the mouse, what scrolls, and what the guest changes of the branches."""

from typing import Any

import pytest
from textual.strip import Strip

from opui.core import protocol
from opui.core.session.outline import Outline
from opui.core.session.typeahead import PAUSE
from opui.textual.kinds import part_styles
from opui.textual.kinds import tree as tree_module
from opui.textual.view import input as input_module
from opui.textual.widget_listing import list_widgets
from tests.textual.apps import made
from tests.textual.harness import Running, running

_PRESSED = "attach node={} event=press handler=1 data=0"
BUTTON = made(
    90, "button", 0, _PRESSED.format(90), 'set_string node=90 attribute=style value="height: 1; border: none"'
)
"""A button whose press brings the next frame."""


def branch(node: int, parent: int, label: str, *more: str, press: bool = True) -> str:
    heard = ("collapse", "press") if press else ("collapse",)
    handlers = [f"attach node={node} event={event} handler=1 data=0" for event in heard]
    return made(node, "branch", parent, f'set_text node={node} text="{label}"', *handlers, *more)


def tree(*branches: str, more: str = "") -> str:
    return made(10, "tree", 0, "attach node=10 event=highlight handler=1 data=0") + "".join(branches) + more


def put(node: int) -> str:
    return f"call node={node} method=highlight\n"


def collapsed(node: int, value: bool = True) -> str:
    return f"set_flag node={node} attribute=collapsed value={str(value).lower()}\n"


FILES = tree(
    branch(11, 10, "src"),
    branch(12, 11, "main.rs"),
    branch(13, 11, "[b]lib[/b]"),
    branch(14, 13, "a.rs"),
    branch(15, 13, "b.rs"),
    branch(16, 10, "docs", collapsed(16)),
    branch(17, 16, "日本.md"),
    branch(18, 10, "README", press=False),
)


def drawn(run: Running) -> list[str]:
    return [line.rstrip() for line in run.shown(run.widget(10)).splitlines() if line.strip()]


def told(run: Running) -> list[tuple[Any, ...]]:
    """What the guest has been told since this was asked last."""
    found = [(event.name, event.node, *event.numbers) for event in run.told if event.name not in ("clock", "start")]
    run.told.clear()
    return found


async def click(run: Running, column: int, line: int, **options: Any) -> None:
    await run.pilot.click(run.widget(10), offset=(column, line), **options)
    await run.settle()


# --- What is seen ---


async def test_each_branch_has_a_line_below_the_one_that_it_lies_in() -> None:
    async with running(FILES) as run:
        assert drawn(run) == [
            "▼ src",
            "├── main.rs",
            "└── ▼ [b]lib[/b]",
            "    ├── a.rs",
            "    └── b.rs",
            "▶ docs",
            "README",
        ]


async def test_a_line_leads_past_what_lies_between_siblings() -> None:
    async with running(tree(branch(11, 10, "a"), branch(12, 11, "b"), branch(13, 12, "c"), branch(14, 11, "d"))) as run:
        assert drawn(run) == ["▼ a", "├── ▼ b", "│   └── c", "└── d"]


async def test_a_tree_takes_no_widget_a_branch_and_makes_only_lines_that_are_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made_lines: list[int] = []
    line = tree_module.OpuiTree.line

    def noting(widget: tree_module.OpuiTree, y: int, width: int) -> Strip:
        made_lines.append(y)
        return line(widget, y, width)

    monkeypatch.setattr(tree_module.OpuiTree, "line", noting)
    many = "".join(branch(node, 10, f"branch {node}") for node in range(100, 5_100))
    async with running(tree(many)) as run:
        assert len(list_widgets(run.view).splitlines()) == 2
        assert 0 < len(set(made_lines)) <= 24
        await run.focus(10)
        await run.press("end")
        assert drawn(run)[-1] == "branch 5099"
        assert len(set(made_lines)) <= 60


async def test_the_cursor_is_seen_with_the_focus_and_without_it() -> None:
    async with running(FILES + BUTTON) as run:

        def background(line: int) -> str:
            region = run.widget(10).region
            strip = run.app.screen._compositor.render_strips()[region.y + line]
            return str(next(segment.style for segment in strip if segment.style is not None).bgcolor)

        plain = background(0)
        await run.focus(10)
        focused = background(0)
        await run.focus(90)
        assert len({plain, focused, background(0)}) == 3
        assert background(1) == plain


async def test_what_is_too_wide_is_scrolled_to_by_the_cursor_and_of_a_label_two_hundred_characters_are_shown() -> None:
    deep = [branch(11, 10, "top")]
    deep += [branch(node, node - 1, "in it") for node in range(12, 35)]
    deep += [branch(35, 34, "x" * 60_000)]
    async with running(tree(*deep)) as run:
        assert run.widget(10).virtual_size.width == 4 * 24 + 200 + 2
        await run.focus(10)
        await run.press("end")
        assert "xxxxxx" in drawn(run)[-2]
        await run.press("home")
        assert drawn(run)[0] == "▼ top"


# --- Keys and the mouse ---


async def test_keys_go_through_the_tree_as_in_the_practices() -> None:
    async with running(FILES) as run:
        await run.focus(10)
        assert told(run) == [("highlight", 10, 11, 0)]
        await run.press("right")
        assert told(run) == [("highlight", 10, 12, 1)]
        await run.press("down", "left")
        assert told(run) == [("highlight", 10, 13, 2), ("collapse", 13, 1)]
        await run.press("left", "left")
        assert told(run) == [("highlight", 10, 11, 0), ("collapse", 11, 1)]
        await run.press("*")
        assert told(run) == [("collapse", 11, 0), ("collapse", 16, 0)]
        await run.press("end", "up", "enter")
        assert told(run)[-2:] == [("highlight", 10, 17, 4), ("press", 17, 1)]
        assert drawn(run) == ["▼ src", "├── main.rs", "└── ▶ [b]lib[/b]", "▼ docs", "└── 日本.md", "README"]


async def test_space_turns_over_and_enter_presses() -> None:
    async with running(FILES) as run:
        await run.focus(10)
        await run.press("space", "enter", "space")
        assert told(run)[1:] == [("collapse", 11, 1), ("press", 11, 1), ("collapse", 11, 0)]


async def test_space_presses_what_has_no_arrow() -> None:
    async with running(FILES) as run:
        await run.focus(10)
        await run.press("down", "space")
        assert told(run)[-1] == ("press", 12, 1)


async def test_enter_turns_over_what_nobody_hears_pressed() -> None:
    quiet = tree(branch(11, 10, "src", press=False), branch(12, 11, "main.rs", press=False))
    async with running(quiet) as run:
        await run.focus(10)
        await run.press("enter", "enter", "down", "enter")
        assert told(run)[1:] == [("collapse", 11, 1), ("collapse", 11, 0), ("highlight", 10, 12, 1)]


async def test_a_click_on_the_arrow_turns_over_and_one_on_the_label_presses() -> None:
    async with running(FILES) as run:
        await click(run, 5, 2)
        assert told(run)[-2:] == [("highlight", 10, 13, 2), ("collapse", 13, 1)]
        await click(run, 8, 2)
        assert told(run) == [("press", 13, 1)]
        await click(run, 70, 0, control=True)
        assert [event.modifiers for event in run.told_of("press")] == [1 << protocol.MODIFIERS.index("ctrl")]
        assert told(run) == [("highlight", 10, 11, 0), ("press", 11, 1)]
        assert run.app.focused is run.widget(10)


async def test_a_click_below_the_lines_does_nothing() -> None:
    async with running(FILES) as run:
        await run.focus(10)
        told(run)
        await click(run, 3, 15)
        assert told(run) == []


async def test_what_is_disabled_is_passed_through_and_neither_pressed_nor_turned_over() -> None:
    async with running(FILES + "set_flag node=11 attribute=disabled value=true") as run:
        await run.focus(10)
        await click(run, 0, 0)
        await click(run, 5, 0)
        await run.press("space", "enter", "left", "down", "enter")
        assert told(run) == [("highlight", 10, 11, 0), ("highlight", 10, 12, 1)]


async def test_typing_goes_to_the_branch_that_begins_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(input_module, "monotonic", lambda: now / 1_000)
    names = ("alpha", "beta", "bravo", "brown")
    async with running(tree(*(branch(20 + place, 10, name) for place, name in enumerate(names)))) as run:
        await run.focus(10)
        told(run)
        await run.press("b", "r", "o")
        assert told(run) == [("highlight", 10, 21, 1), ("highlight", 10, 22, 2), ("highlight", 10, 23, 3)]
        now = 2 * PAUSE
        await run.press("A", "x")
        assert told(run) == [("highlight", 10, 20, 0)]


@pytest.mark.parametrize("taken_by", ["binding", "handler"])
async def test_a_letter_that_the_guest_has_a_use_for_moves_no_cursor(taken_by: str) -> None:
    use = (
        made(50, "key_binding", 0, 'set_string node=50 attribute=key value="R"', _PRESSED.format(50))
        if taken_by == "binding"
        else "attach node=0 event=key handler=1 data=0"
    )  # fmt: skip
    async with running(FILES + use) as run:
        await run.focus(10)
        told(run)
        await run.press("R")
        assert told(run) == ([("press", 50, 1)] if taken_by == "binding" else [("key", 0)])


async def test_keys_typed_in_one_burst_are_done_in_order() -> None:
    async with running(FILES) as run:
        await run.focus(10)
        told(run)
        await run.press("space", "down", "enter", "right", "right")
        assert told(run) == [
            ("collapse", 11, 1),
            ("highlight", 10, 16, 1),
            ("press", 16, 1),
            ("collapse", 16, 0),
            ("highlight", 10, 17, 2),
        ]


# --- What the guest changes ---


async def test_a_lazy_branch_hears_that_it_is_expanded_and_gets_its_branches_then() -> None:
    lazy = branch(11, 10, "later", collapsed(11), "set_flag node=11 attribute=expandable value=true")
    async with running(tree(lazy), branch(12, 11, "here now")) as run:
        assert drawn(run) == ["▶ later"]
        await run.focus(10)
        await run.press("right")
        await run.settle()
        assert [event for event in told(run) if event[0] == "collapse"] == [("collapse", 11, 0)]
        assert drawn(run) == ["▼ later", "└── here now"]
        await run.press("right")
        assert told(run)[-1] == ("highlight", 10, 12, 1)


async def test_what_the_guest_collapses_and_expands_is_shown_and_not_told() -> None:
    frames = [collapsed(11) + collapsed(13), collapsed(11, False) + collapsed(16, False)]
    async with running(FILES + BUTTON, *frames) as run:
        await run.focus(90)
        await run.press("enter")
        assert drawn(run) == ["▶ src", "▶ docs", "README"]
        await run.press("enter")
        assert drawn(run) == ["▼ src", "├── main.rs", "└── ▶ [b]lib[/b]", "▼ docs", "└── 日本.md", "README"]
        assert run.told_of("collapse", "highlight") == []


async def test_branches_may_come_go_move_and_change() -> None:
    frames = [
        branch(20, 13, "new") + "remove node=12\ninsert node=15 parent=10 before=11\n",
        'set_text node=20 text="newer and wider"\ninsert node=11 parent=18 before=0',
    ]
    async with running(FILES + BUTTON, *frames) as run:
        await run.focus(90)
        await run.press("enter")
        assert drawn(run)[:5] == ["b.rs", "▼ src", "└── ▼ [b]lib[/b]", "    ├── a.rs", "    └── new"]
        await run.press("enter")
        assert drawn(run) == [
            "b.rs", "▶ docs", "▼ README", "└── ▼ src", "    └── ▼ [b]lib[/b]", "        ├── a.rs",
            "        └── newer and wider",
        ]  # fmt: skip


async def test_the_cursor_goes_to_what_is_collapsed_around_it_and_that_is_told() -> None:
    async with running(FILES + BUTTON + put(14), collapsed(11)) as run:
        await run.focus(90)
        await run.press("enter")
        assert told(run) == [("press", 90, 1), ("highlight", 10, 11, 0)]


async def test_a_branch_that_goes_leaves_the_cursor_to_its_neighbour() -> None:
    async with running(FILES + BUTTON + put(14), "remove node=14", "", "remove node=15") as run:
        await run.focus(90)
        await run.press("enter", "enter")
        assert told(run) == [
            ("press", 90, 1), ("highlight", 10, 15, 3), ("press", 90, 1), ("highlight", 10, 13, 2),
        ]  # fmt: skip


async def test_the_guest_puts_the_cursor_somewhere_without_the_focus_and_is_not_told() -> None:
    many = "".join(branch(node, 10, f"branch {node}") for node in range(100, 200))
    async with running(tree(many) + BUTTON, put(180), "remove node=150") as run:
        await run.focus(90)
        await run.press("enter")
        assert run.told_of("highlight") == []
        assert run.widget(10).cursor is run.node(180)
        assert "branch 180" in drawn(run)
        assert run.app.focused is run.widget(90)
        await run.press("enter")
        assert run.told_of("highlight")[-1].numbers == (180, 79)


async def test_a_branch_out_of_sight_gives_the_cursor_to_what_it_lies_in() -> None:
    async with running(FILES + put(17)) as run:
        assert run.widget(10).cursor is run.node(16)
        assert drawn(run)[5] == "▶ docs"


async def test_what_is_seen_stays_in_its_place_when_branches_come_and_go_above_it() -> None:
    many = "".join(branch(node, 10, f"branch {node}") for node in range(100, 200))
    more = "".join(branch(node, 10, "new", f"insert node={node} parent=10 before=100") for node in range(300, 310))
    async with running(tree(many) + BUTTON, more) as run:
        run.widget(10).scroll_to(y=50, animate=False, immediate=True)
        await run.settle()
        first = drawn(run)[0]
        await run.focus(90)
        await run.press("enter")
        assert drawn(run)[0] == first == "branch 150"


async def test_the_cursor_and_what_is_collapsed_go_along_to_a_new_widget() -> None:
    async with running(
        FILES + collapsed(13) + put(13) + BUTTON, made(5, "column", 0) + "insert node=10 parent=5 before=0"
    ) as run:
        before = run.widget(10)
        await run.focus(90)
        await run.press("enter")
        assert run.widget(10) is not before
        assert run.widget(10).cursor is run.node(13)
        assert told(run) == [("press", 90, 1)]
        assert drawn(run)[:3] == ["▼ src", "├── main.rs", "└── ▶ [b]lib[/b]"]


async def test_branches_that_the_guest_collapses_at_once_are_gone_through_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    walks: list[Outline] = []
    rebuild = Outline.rebuild

    def noting(outline: Outline, focused: bool) -> None:
        walks.append(outline)
        rebuild(outline, focused)

    monkeypatch.setattr(Outline, "rebuild", noting)
    branches = "".join(branch(node, 10, "b") + branch(node + 20_000, node, "c") for node in range(1_000, 3_000))
    async with running(tree(branches) + BUTTON, "".join(collapsed(node) for node in range(1_000, 3_000))) as run:
        walks.clear()
        await run.focus(90)
        await run.press("enter")
        assert len(walks) <= 2
        assert drawn(run)[0] == "▶ b"


async def test_branches_lie_no_deeper_than_nodes_may() -> None:
    depth = protocol.LIMIT["depth"]
    chain = tree(branch(11, 10, "top"), *(branch(node, node - 1, "in it") for node in range(12, 10 + depth)))
    async with running(chain) as run:
        assert len(run.widget(10).outline.lines) == depth - 1
    async with running(chain + branch(10 + depth, 9 + depth, "one too many")) as run:
        assert "depth" in str(run.app.failed[0])


async def test_a_branch_can_not_be_put_below_itself() -> None:
    async with running(FILES, "insert node=11 parent=14 before=0") as run:
        await run.focus(10)
        await run.press("enter")
        assert "cycle" in str(run.app.failed[0])


async def test_the_listing_of_widgets_says_where_the_cursor_is() -> None:
    async with running(FILES) as run:
        await run.focus(10)
        await run.press("down")
        assert '7 lines cursor=1 "main.rs"' in list_widgets(run.view)


async def test_a_branch_may_become_expandable_and_cease_to_be() -> None:
    flag = "set_flag node=18 attribute=expandable value={}\n"
    frames = [flag.format("true"), collapsed(18), "unset node=18 attribute=expandable"]
    async with running(FILES + BUTTON, *frames) as run:
        await run.focus(90)
        for last in ("▼ README", "▶ README", "README"):
            await run.press("enter")
            assert drawn(run)[-1] == last


# --- Colours -------------------------------------------------------------------------------------


def looks(run: Running, line: int, column: int) -> tuple[str, str, bool]:
    """The colours of a cell, and whether it is bold."""
    region = run.widget(10).region
    strip = run.app.screen._compositor.render_strips()[region.y + line]
    (segment,) = strip.crop(region.x + column, region.x + column + 1)
    color, background = segment.style.color, segment.style.bgcolor
    return color.triplet.hex, background.triplet.hex, bool(segment.style.bold)


def styled(node: int, style: str) -> str:
    return f'set_string node={node} attribute=style value="{style}"\n'


async def test_a_branch_has_colours_of_its_own_on_its_arrow_and_its_label_alone() -> None:
    style = styled(13, "color: red; background: blue; text-style: bold; width: 3")
    async with running(FILES + style + BUTTON, styled(13, "color: lime")) as run:
        plain = looks(run, 1, 4)
        assert [looks(run, 2, column) for column in (4, 13)] == [("#ff0000", "#0000ff", True)] * 2
        assert looks(run, 2, 0)[1] == looks(run, 2, 40)[1] == plain[1]
        await run.click(90)
        assert looks(run, 2, 6) == ("#00ff00", plain[1], False)


async def test_the_cursor_and_what_is_disabled_look_so_whatever_colours_a_branch_has() -> None:
    off = "set_flag node=12 attribute=disabled value=true\n"
    both = styled(11, "color: red; background: blue") + styled(12, "color: red; background: blue")
    async with running(FILES + off) as plain:
        await plain.focus(10)
        expected = [looks(plain, 0, 3)[:2], looks(plain, 1, 6)[:2]]
    async with running(FILES + off + both) as run:
        await run.focus(10)
        assert [looks(run, 0, 3)[:2], looks(run, 1, 6)[:2]] == expected


async def test_a_colour_of_the_theme_follows_the_theme() -> None:
    async with running(tree(branch(11, 10, "src")) + styled(11, "color: $accent")) as run:
        before = looks(run, 0, 1)[0]
        run.app.theme = "nord"
        await run.settle()
        assert looks(run, 0, 1)[0] != before


async def test_no_more_styles_are_kept_than_a_screen_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part_styles, "KEPT", 2)
    many = "".join(branch(node, 10, "x") + styled(node, f"color: #{node:02x}0000") for node in range(100, 110))
    async with running(tree(many)) as run:
        assert [looks(run, line, 0)[0] for line in range(10)] == [f"#{node:02x}0000" for node in range(100, 110)]
