"""Text of a guest, wherever it appears: it is no markup, runs no action and steers no terminal."""

import pytest

from tests.textual.apps import bound, made, run_opui
from tests.textual.harness import running

MARKUP = ["[@click=app.boom]x[/]", "[/nope]", "[bold]b", "[", "[/]", "$x [red]r[/red] \\\\[b]"]
EVIL = "a\\u001b]52;c;eA==\\u0007b\\u009b31mc\\u202ed\\u200be\\u0000f\\u007fg"
SAFE = "a]52;c;eA==b31mcdefg"


BORDER = 'set_string node=8 attribute=style value="border: round red; height: 3"'


def said_everywhere(text: str) -> str:
    """A frame with this text, already escaped for a listing, in every place that takes one."""
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
