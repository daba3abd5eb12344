"""The pace of a handler, on a screen: what is debounced comes when a person pauses; what hears once hears once."""

import asyncio

from tests.textual.apps import made
from tests.textual.harness import Running, running

LONG = 32_767


def field(pace: object) -> str:
    attach = f"attach node=10 event=change handler=1 data=0 pace={pace}"
    return made(10, "input", 0, attach, "attach node=10 event=submit handler=1 data=0") + made(11, "button", 0)


def told(run: Running) -> list[tuple[str, str]]:
    return [(event.name, event.text) for event in run.told_of("change", "submit")]


async def come(run: Running, count: int) -> list[tuple[str, str]]:
    """Wait until the guest was told of as many events."""
    async with asyncio.timeout(20):
        while len(told(run)) < count:
            await asyncio.sleep(0.01)
    await run.settle()
    return told(run)


async def test_a_guest_hears_of_the_last_change_of_several() -> None:
    async with running(field(150)) as run:
        await run.focus(10)
        await run.pilot.press("a", "b", "c")
        assert await come(run, 1) == [("change", "abc")]


async def test_nothing_comes_while_a_person_types_and_enter_sends_it_ahead() -> None:
    async with running(field(LONG)) as run:
        await run.focus(10)
        await run.press("a", "b")
        assert told(run) == []
        await run.press("enter")
        assert told(run) == [("change", "ab"), ("submit", "ab")]


async def test_who_leaves_an_input_is_done_with_it() -> None:
    async with running(field(LONG)) as run:
        await run.focus(10)
        await run.press("a", "tab")
        assert told(run) == [("change", "a")]


async def test_a_value_that_the_guest_sets_meanwhile_is_put_in_front_of_what_was_typed() -> None:
    frames = 'set_string node=10 attribute=value value="x"', ""
    press = "attach node=11 event=hover handler=1 data=0\n"
    async with running(field(LONG) + press, *frames) as run:
        await run.focus(10)
        await run.press("a")
        await run.pilot.hover(run.widget(11))
        await run.settle()
        assert run.widget(10).value == "xa"
        await run.press("b", "enter")
        assert told(run) == [("change", "xab"), ("submit", "xab")]


async def test_a_handler_hears_once() -> None:
    async with running(field("once")) as run:
        await run.focus(10)
        await run.press("a", "b", "enter")
        assert told(run) == [("change", "a"), ("submit", "ab")]
