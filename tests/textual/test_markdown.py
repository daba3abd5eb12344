"""A page of Markdown on a screen and without one: its links, what is selected in it; and no source ends anything."""

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.app import App

from opui.core.errors import ListingError
from opui.core.wire.listing import quote
from opui.core.wire.records import Event
from opui.testing import RunningApp
from opui.tools.headless import Headless
from tests.actions import told
from tests.scripted import scripted
from tests.textual.apps import made, run_opui
from tests.textual.harness import Running, running

LINKS = "[one](a:1) and\n\n[two](a:2)\n\nbetween\n\n[three](a:3)"
PRESS = made(90, "button", 0, "attach node=90 event=press handler=1 data=0")


def page(source: str, parent: int = 0, node: int = 1) -> str:
    text = f"set_text node={node} text={quote(source)}"
    return made(node, "markdown", parent, text, f"attach node={node} event=follow handler=1 data=0")


def text(source: str) -> str:
    return f"set_text node=1 text={quote(source)}\n"


def targets(run: Running) -> list[str]:
    return [event.text for event in run.told_of("follow")]


def highlighted(run: Running) -> str:
    """The characters that are shown as the link is that Enter follows."""
    ground = run.widget(1).get_component_styles("markdown--cursor").background.rich_color
    strips = run.app.screen._compositor.render_strips()
    return "".join(
        segment.text for strip in strips for segment in strip if segment.style and segment.style.bgcolor == ground
    )


async def test_keys_highlight_links_and_enter_follows_the_one() -> None:
    async with running(page(LINKS)) as run:
        await run.focus(1)
        assert highlighted(run) == ""
        await run.press("enter", "down")
        assert highlighted(run) == "one"
        await run.press("down", "enter")
        assert highlighted(run) == "two"
        await run.press("down", "down", "enter", "up", "up", "up", "enter")
        assert highlighted(run) == "one"
        assert targets(run) == ["a:2", "a:3", "a:1"]


async def test_the_highlight_is_seen_only_with_the_focus() -> None:
    async with running(page(LINKS) + PRESS) as run:
        await run.focus(1)
        await run.press("down", "tab")
        assert highlighted(run) == ""
        await run.press("shift+tab")
        assert highlighted(run) == "one"


async def test_tab_stops_once_at_a_page() -> None:
    async with running(page(LINKS) + PRESS) as run:
        await run.focus(1)
        await run.press("tab")
        assert run.app.screen.focused is run.widget(90)


async def test_a_click_follows_the_link_under_the_mouse_and_no_other() -> None:
    async with running(page("- words [a *link* that](t:1) ends\n\n[x](t:2)")) as run:
        for x in (3, 7, 8, 18, 19, 40):
            await run.pilot.click(run.widget(1), offset=(x, 0))
            await run.settle()
        assert targets(run) == ["t:1", "t:1"]
        assert highlighted(run) == "a link that"
        assert run.told_of("press") == []


async def test_a_link_is_clicked_on_each_of_its_lines() -> None:
    style = 'set_string node=1 attribute=style value="width: 12; padding: 0 1"'
    async with running(page("[one two three four](t)") + style) as run:
        for y in range(3):
            await run.pilot.click(run.widget(1), offset=(2, y))
            await run.settle()
        assert targets(run) == ["t"] * 2


async def test_nothing_opens_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(App, "open_url", lambda self, url, **more: opened.append(url))
    async with running(page("[a](https://example.org) [@click=app.boom]b[/]")) as run:
        await run.focus(1)
        await run.press("down", "enter")
        await run.pilot.click(run.widget(1), offset=(4, 0))
        assert targets(run) == ["https://example.org"]
        assert opened == []
        assert run.app.booms == 0


async def test_a_disabled_page_is_not_followed() -> None:
    async with running(page(LINKS) + "set_flag node=1 attribute=disabled value=true") as run:
        await run.click(1)
        await run.pilot.click(run.widget(1), offset=(1, 0))
        assert targets(run) == []


async def test_without_a_link_in_that_direction_keys_scroll_what_lies_around() -> None:
    box = made(5, "scroll", 0, 'set_string node=5 attribute=style value="height: 5"')
    source = "[a](b)\n\n" + "\n\n".join(f"line {number}" for number in range(20))
    async with running(box + page(source, 5)) as run:
        await run.focus(1)
        await run.press("down")
        assert (run.widget(5).scroll_y, highlighted(run)) == (0, "a")
        await run.press("down", "down")
        assert run.widget(5).scroll_y == 2
        await run.press("up", "pageup", "pagedown")
        assert run.widget(5).scroll_y > 2


async def test_a_link_that_is_highlighted_is_scrolled_to_in_all_that_it_lies_in() -> None:
    style = 'set_string node={} attribute=style value="height: {}; border: round red; padding: 1"'
    boxes = made(5, "scroll", 0, style.format(5, 14)) + made(6, "scroll", 5, style.format(6, 30))
    source = "\n\n".join(f"line {number}" for number in range(40)) + "\n\n[here](t)\n\n" + "end\n\n" * 10
    async with running(boxes + page(source, 6), size=(80, 40)) as run:
        await run.focus(1)
        await run.press("down")
        assert highlighted(run) == "here"
        await run.press("home", "tab", "shift+tab")
        assert highlighted(run) == "here"


async def test_a_new_source_keeps_the_highlight_where_the_link_is_the_same() -> None:
    async with running(page(LINKS) + PRESS, text("[uno](a:1) [dos](a:2)"), text("[none](x) [none](y)")) as run:
        await run.focus(1)
        await run.press("down", "down")
        await run.click(90)
        await run.focus(1)
        assert highlighted(run) == "dos"
        await run.click(90)
        await run.focus(1)
        assert highlighted(run) == ""
        await run.press("enter")
        assert targets(run) == []


async def test_a_page_is_as_high_as_its_lines_at_its_width() -> None:
    async with running(page("one two three") + 'set_string node=1 attribute=style value="width: 6"') as run:
        assert run.widget(1).size == (6, 3)
        assert run.shown(run.widget(1)).split() == ["one", "two", "three"]


async def test_a_page_may_be_as_wide_as_its_words() -> None:
    async with running(
        page("one two three\n\n- four") + 'set_string node=1 attribute=style value="width: auto"'
    ) as run:
        assert run.widget(1).size == (13, 3)


async def test_what_a_person_selects_is_copied_as_words() -> None:
    style = 'set_string node=1 attribute=style value="width: 12"'
    async with running(page("- one two three\n- four [five](t)") + style) as run:
        widget = run.widget(1)
        await run.pilot.mouse_down(widget, offset=(6, 0))
        await run.pilot.hover(widget, offset=(5, 2))
        assert run.app.screen.get_selected_text() == "two three\nfour"
        await run.pilot.mouse_up(widget, offset=(5, 2))
        assert run.app.screen.get_selected_text() == "two three\nfour"


async def test_a_selection_that_ends_on_a_link_does_not_follow_it() -> None:
    async with running(page("one [two](t)")) as run:
        widget = run.widget(1)
        await run.pilot.mouse_down(widget, offset=(1, 0))
        await run.pilot.hover(widget, offset=(6, 0))
        await run.pilot.mouse_up(widget, offset=(6, 0))
        await run.settle()
        assert (run.app.screen.get_selected_text() or "").startswith("ne tw")
        assert targets(run) == []


async def test_no_source_is_refused_or_ends_the_view() -> None:
    bombs = ["![" * 16_000, "[" * 32_000, ">" * 32_000, "- " * 16_000, "*_" * 16_000, "|" * 32_000, "`" * 32_000]
    async with running(PRESS + page(""), *(text(bomb) for bomb in bombs)) as run:
        for _ in bombs:
            await run.click(90)
        assert run.app.failed == []
        assert run.node(1).text == bombs[-1]


EVERYTHING = (Path(__file__).resolve().parents[2] / "examples/gallery/src/pages/markdown.md").read_text()


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
@pytest.mark.parametrize(("size", "keys"), [((80, 24), ["end"]), ((120, 40), ["down", "down"])])
async def test_what_a_page_of_everything_looks_like(
    size: tuple[int, int], keys: list[str], theme: str, svg_snapshot: SnapshotAssertion
) -> None:
    frame = made(5, "scroll", 0) + page(EVERYTHING, 5) + 'call node=1 method=focus text=""\n'
    async with run_opui(frame, size=size) as run:
        run.app.theme = theme
        await run.press(*keys)
        assert RunningApp(run.app, run.pilot).svg == svg_snapshot


# --- Without a screen ------------------------------------------------------------------------------


def without(*actions: str, source: str = LINKS) -> list[Event]:
    app = Headless(scripted(page(source) + PRESS))
    for action in actions:
        app.do(action)
    return [event for event in told(app) if event.name == "follow"]


def test_an_action_follows_the_link_that_it_names_or_that_is_highlighted() -> None:
    assert without('follow 1 text="a:2"', "key enter", "key down", "follow 1") == [
        Event("follow", 1, "a:2"),
        Event("follow", 1, "a:2"),
        Event("follow", 1, "a:3"),
    ]


@pytest.mark.parametrize(
    ("action", "why"),
    [
        ('follow 1 text="a:4"', "markdown 1 has no link to 'a:4'; there are 'a:1', 'a:2', 'a:3'"),
        ("follow 1", "markdown 1 has no link highlighted; say its target: text=…"),
        ('follow 90 text="a:1"', "a button has no follow"),
    ],
)
def test_what_is_no_link_is_not_followed(action: str, why: str) -> None:
    with pytest.raises(ListingError, match=re.escape(why)):
        without(action)


def test_a_page_that_says_something_else_has_other_links() -> None:
    app = Headless(scripted(page(LINKS) + PRESS, text("[uno](a:1) [dos](a:2)"), "remove node=1"))
    app.play("focus #1\nkey down\nkey down\npress #90\nfocus #1\nkey enter\npress #90")
    assert [event.text for event in told(app) if event.name == "follow"] == ["a:2"]
