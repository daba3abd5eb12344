"""Text of a guest, wherever it appears: it is no markup, runs no action and steers no terminal."""

import pytest

from opui.textual.view.notifications import NotificationBox
from tests.textual.apps import bound, made, run_opui
from tests.textual.harness import running

MARKUP = [
    "[@click=app.boom]x[/]",
    "[link=http://x]y[/link]",
    "[@click=boom]x[/]",
    "[/nope]",
    "[bold]b",
    "[",
    "[/]",
    "$x [red]r[/red] \\\\[b]",
]
EVIL = "a\\u001b]52;c;eA==\\u0007b\\u009b31mc\\u202ed\\u200be\\u0000f\\u007fg"
SAFE = "a]52;c;eA==b31mcdefg"


BORDER = 'set_string node=8 attribute=style value="border: round red; height: 3"'


def said_everywhere(text: str) -> str:
    """A frame with this text, already escaped for a listing, in places of each sort; conformance goes through all."""
    said = f'"{text}"'
    return "".join((
        made(1, "text", 0, f"set_text node=1 text={said}"),
        made(2, "text", 0) + made(3, "span", 2, f"set_text node=3 text={said}"),
        made(4, "button", 0, f"set_text node=4 text={said}"),
        made(5, "checkbox", 0, f"set_text node=5 text={said}"),
        made(6, "input", 0, f"set_string node=6 attribute=placeholder value={said}"),
        made(7, "input", 0, f"set_string node=7 attribute=value value={said}"),
        made(8, "column", 0, f"set_string node=8 attribute=title value={said}", BORDER),
        made(10, "text", 0, f"set_string node=10 attribute=tooltip value={said}", 'set_text node=10 text="hover"'),
        bound(11, "f2", 0, f"set_text node=11 text={said}"),
        f"set_string node=0 attribute=title value={said}\n",
        f"call node=0 method=notify text={said}\n",
    ))  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("text", MARKUP)
async def test_markup_is_shown_as_it_is_and_does_nothing(text: str) -> None:
    plain = text.replace("\\\\", "\\")
    frame = said_everywhere(text)
    async with running(frame, frame.split("create node=2 ")[0].replace("create node=1 kind=text", "")) as run:
        for node in (1, 2, 4, 5, 6, 7, 8):
            assert plain in run.shown(run.widget(node)), node
            await run.pilot.click(run.widget(node), offset=(1, run.widget(node).size.height // 2))
        await run.settle()
        assert str(run.widget(10).tooltip) == plain
        assert run.app.booms == 0
        assert run.app.failed == []


@pytest.mark.parametrize("text", MARKUP)
async def test_in_the_hosts_own_places_markup_is_text_too(text: str) -> None:
    plain = text.replace("\\\\", "\\")
    async with run_opui(said_everywhere(text), notifications=True) as run:
        assert run.footer.removeprefix("f2 ").startswith(plain)
        assert run.app.title == plain
        await run.pilot.hover(run.widget(10))
        screen = "\n".join(strip.text for strip in run.app.screen._compositor.render_strips())
        assert screen.count(plain.split(" ")[0]) >= 9


async def test_no_control_character_of_the_guest_reaches_the_screen() -> None:
    async with run_opui(said_everywhere(EVIL), notifications=True) as run:
        screen = "\n".join(strip.text for strip in run.app.screen._compositor.render_strips())
        assert screen.count(SAFE) >= 8
        assert not [character for character in screen if character in "\x1b\x07\x9b\u202e\u200b\x00\x7f"]
        assert str(run.widget(10).tooltip) == SAFE
        assert run.app.title == SAFE


LONG = "word\\n" * 20 + "x" * 60_000


async def test_what_lies_over_the_screen_is_cut_to_a_few_lines() -> None:
    said = f'"{LONG}"'
    frame = made(1, "text", 0, f"set_string node=1 attribute=tooltip value={said}", 'set_text node=1 text="hover"')
    async with running(frame + f"call node=0 method=notify text={said}\n") as run:
        notification = str(run.view.query(NotificationBox).first().content)
        for text in (notification.removeprefix("app: "), str(run.widget(1).tooltip)):
            assert text == "word\n" * 7 + "word…"
        assert run.app.failed == []


@pytest.mark.parametrize("kind", ["column", "row", "scroll", "list"])
async def test_a_title_is_one_line_of_bounded_length(kind: str) -> None:
    async with running(made(1, kind, 0, f'set_string node=1 attribute=title value="{LONG}"')) as run:
        title = str(run.widget(1).border_title)
        assert title.startswith("word word word")
        assert len(title) == 200


async def test_no_style_of_a_span_carries_an_action_or_a_link() -> None:
    span = made(2, "span", 1, 'set_text node=2 text="x"', 'set_string node=2 attribute=style value="color: red"')
    async with running(made(1, "text", 0) + span) as run:
        styles = [segment.style for strip in run.app.screen._compositor.render_strips() for segment in strip]
        assert not [style for style in styles if style and (style.link or "@click" in style.meta)]


@pytest.mark.parametrize("style", ["text-wrap: wrap", "text-overflow: ellipsis"])
async def test_a_text_that_a_rule_breaks_into_more_lines_or_fewer_gets_the_room_that_it_takes(style: str) -> None:
    sheet = f"text {{ width: 8; text-wrap: nowrap; text-overflow: fold; }} .other {{ {style}; }}"
    first = f'set_string node=0 attribute=stylesheet value="{sheet}"\n' + made(
        1, "text", 0, 'set_text node=1 text="twelve and a bit"'
    )
    async with running(first, 'add_class node=1 name="other"', again=(1,)) as run:
        expected = 1 if "ellipsis" in style else 3
        assert run.widget(1).size.height == expected
