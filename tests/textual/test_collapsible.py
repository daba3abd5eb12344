"""A collapsible on a screen: its heading, what it puts away, and who has the focus then."""

from tests.textual.apps import made
from tests.textual.harness import Running, running

BOX = made(
    10,
    "collapsible",
    0,
    'set_string node=10 attribute=title value="[b]More[/b]"',
    "attach node=10 event=collapse handler=1 data=0",
)
INSIDE = made(11, "button", 10, 'set_text node=11 text="inside"', "attach node=11 event=press handler=1 data=0")
BELOW = made(12, "text", 0, 'set_text node=12 text="below"')


def drawn(run: Running) -> list[str]:
    return [line.rstrip() for line in run.shown(run.widget(10)).splitlines()]


def told(run: Running) -> list[int]:
    return [int(event.numbers[0]) for event in run.told_of("collapse")]


async def test_what_lies_below_the_heading_is_put_away_and_takes_no_room() -> None:
    async with running(BOX + INSIDE + BELOW) as run:
        expanded = run.widget(12).region.y
        assert drawn(run)[0] == "▼ [b]More[/b]"
        await run.focus(10)
        await run.press("enter")
        assert drawn(run) == ["▶ [b]More[/b]"]
        assert expanded - run.widget(12).region.y == 3
        assert told(run) == [1]
        await run.press("space")
        assert drawn(run)[0] == "▼ [b]More[/b]"
        assert told(run) == [1, 0]


async def test_a_click_on_the_heading_collapses_and_one_inside_does_not() -> None:
    async with running(BOX + INSIDE) as run:
        await run.click(11)
        assert told(run) == []
        assert len(run.told_of("press")) == 1
        await run.pilot.click(run.widget(10), offset=(5, 0))
        await run.settle()
        assert told(run) == [1]


async def test_the_focus_passes_over_what_is_put_away() -> None:
    last = made(13, "button", 0, 'set_text node=13 text="last"')
    collapsed = "set_flag node=10 attribute=collapsed value=true\n"
    async with running(BOX + collapsed + INSIDE + last) as run:
        await run.focus(10)
        await run.press("tab")
        assert run.app.focused is run.widget(13)


async def test_what_has_the_focus_loses_it_when_the_guest_puts_it_away() -> None:
    press = made(90, "button", 0, "attach node=90 event=press handler=1 data=0")
    blur = "attach node=11 event=blur handler=1 data=0\n"
    collapse = "set_flag node=10 attribute=collapsed value=true\n"
    async with running(BOX + INSIDE + blur + press, "", collapse) as run:
        await run.click(90)
        await run.focus(11)
        run.app.set_focus(run.widget(11))
        await run.click(11)
        await run.settle()
        assert run.app.focused is None
        assert [event.node for event in run.told_of("blur")] == [11]


async def test_rules_about_siblings_count_the_children_alone() -> None:
    sheet = 'set_string node=0 attribute=stylesheet value="text:first-child { text-style: bold }"\n'
    children = "".join(made(node, "text", 10, f'set_text node={node} text="t"') for node in (20, 21))
    async with running(sheet + BOX + children) as run:
        assert [bool(run.widget(node).styles.text_style.bold) for node in (20, 21)] == [True, False]
