"""Type-ahead on a screen, where typing finds a row of a list or an option of a select; a tree's is in test_tree.py."""

import pytest
from textual import events

from tests.textual.apps import made
from tests.textual.harness import Host, Running, running

NAMES = ("alpha", "beta", "Bravo", "brown")
LIST = made(10, "list", 0, "attach node=10 event=highlight handler=1 data=0") + "".join(
    made(node, "text", 10, f'set_text node={node} text="{name}"') for node, name in enumerate(NAMES, 11)
)
SELECT = made(10, "select", 0, "attach node=10 event=select handler=1 data=0") + "".join(
    made(node, "option", 10, f'set_text node={node} text="{name}"') for node, name in enumerate(NAMES, 11)
)


def highlights(run: Running) -> list[int]:
    return [int(event.numbers[1]) for event in run.told_of("highlight")]


async def test_the_cursor_of_a_list_goes_to_the_row_that_begins_with_what_is_typed() -> None:
    async with running(LIST) as run:
        await run.focus(10)
        await run.press("b", "r", "o")
        assert highlights(run) == [0, 1, 2, 3]


async def test_a_letter_that_the_guest_handles_moves_no_cursor() -> None:
    async with running(LIST + "attach node=0 event=key handler=1 data=0") as run:
        await run.focus(10)
        await run.press("b")
        assert highlights(run) == [0]
        assert [event.text for event in run.told_of("key")] == ["b"]


async def test_a_letter_that_finds_nothing_is_still_that_of_what_lies_around_the_view(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []

    def on_key(app: Host, event: events.Key) -> None:
        seen.append(event.key)

    monkeypatch.setattr(Host, "on_key", on_key, raising=False)
    async with running(LIST) as run:
        await run.focus(10)
        await run.press("a", "x")
        assert seen == ["x"]


async def test_a_letter_opens_the_menu_of_a_select_at_the_option_and_enter_chooses_it() -> None:
    async with running(SELECT) as run:
        await run.focus(10)
        await run.press("b", "r")
        assert run.told_of("select") == []
        await run.press("enter")
        assert [event.numbers for event in run.told_of("select")] == [(2,)]


async def test_what_is_disabled_is_not_found_in_a_menu() -> None:
    async with running(SELECT + "set_flag node=12 attribute=disabled value=true") as run:
        await run.focus(10)
        await run.press("enter", "b", "enter")
        assert [event.numbers for event in run.told_of("select")] == [(2,)]
