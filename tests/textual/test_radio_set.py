"""A radio set on a screen: what is drawn, the mouse, and what the guest changes of the radios."""

from tests.textual.apps import made
from tests.textual.harness import Running, running

BUTTON = made(90, "button", 0, 'set_text node=90 text="Go"', "attach node=90 event=press handler=1 data=0")


def radio(node: int, label: str, *more: str) -> str:
    toggled = f"attach node={node} event=toggle handler=1 data=0"
    return made(node, "radio", 10, f'set_text node={node} text="{label}"', toggled, *more)


SET = (
    made(10, "radio_set", 0)
    + radio(11, "small")
    + radio(12, "[b]medium[/b]", "set_flag node=12 attribute=checked value=true")
    + radio(13, "large", "set_flag node=13 attribute=disabled value=true")
    + radio(14, "日本")
)


def drawn(run: Running) -> list[str]:
    return [line.rstrip() for line in run.shown(run.widget(10)).splitlines()]


def toggles(run: Running) -> list[tuple[int, int]]:
    return [(event.node, int(event.numbers[0])) for event in run.told_of("toggle")]


async def test_each_radio_has_a_line_as_wide_as_the_longest_label() -> None:
    async with running(SET) as run:
        assert drawn(run) == ["( ) small", "(•) [b]medium[/b]", "( ) large", "( ) 日本"]
        assert run.widget(10).size.width == len("(•) [b]medium[/b]")


async def test_a_click_checks_a_radio_and_what_was_checked_is_told_first() -> None:
    async with running(SET) as run:
        await run.pilot.click(run.widget(10), offset=(6, 3))
        await run.settle()
        assert toggles(run) == [(12, 0), (14, 1)]
        assert drawn(run) == ["( ) small", "( ) [b]medium[/b]", "( ) large", "(•) 日本"]


async def test_a_click_on_what_is_disabled_or_checked_does_nothing() -> None:
    async with running(SET) as run:
        for line in (2, 1):
            await run.pilot.click(run.widget(10), offset=(1, line))
            await run.settle()
        assert toggles(run) == []
        assert run.app.focused is run.widget(10)


async def test_where_none_is_checked_a_key_goes_on_from_the_first() -> None:
    async with running(SET + "unset node=12 attribute=checked\n") as run:
        await run.focus(10)
        await run.press("right")
        assert toggles(run) == [(12, 1)]


async def test_radios_may_come_go_move_and_change() -> None:
    news = 'remove node=11\nset_text node=14 text="huge and more"\ninsert node=14 parent=10 before=12\n' + radio(
        15, "new"
    )
    async with running(SET + BUTTON, news) as run:
        await run.focus(90)
        await run.press("enter")
        assert drawn(run) == ["( ) huge and more", "(•) [b]medium[/b]", "( ) large", "( ) new"]


async def test_what_the_guest_sets_is_shown_be_it_none_or_several_and_is_not_told() -> None:
    both = "set_flag node=11 attribute=checked value=true"
    none = "unset node=11 attribute=checked\nset_flag node=12 attribute=checked value=false"
    async with running(SET + BUTTON, both, none) as run:
        await run.focus(90)
        await run.press("enter")
        assert drawn(run)[:2] == ["(•) small", "(•) [b]medium[/b]"]
        await run.press("enter")
        assert drawn(run)[:2] == ["( ) small", "( ) [b]medium[/b]"]
        assert toggles(run) == []


async def test_the_line_that_a_key_would_keep_is_shown_where_the_focus_is() -> None:
    async with running(SET) as run:
        look = [str(strip) for strip in run.app.screen._compositor.render_strips()]
        await run.focus(10)
        changed = [
            line for line, strip in enumerate(run.app.screen._compositor.render_strips()) if str(strip) != look[line]
        ]
        assert [line - run.widget(10).region.y for line in changed] == [1]
