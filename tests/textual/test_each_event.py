"""Each event of each kind, as a person causes it: by the rows of the table, so that a new one needs no line here.

What a person does for an event is the mouse's own, or the focus's; for all others the keys and clicks that people have
are tried one after the other until the guest is told.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import pytest
from textual import events

from opui.core import protocol
from opui.core.kinds import KINDS, Kind, Role
from tests.textual.apps import made
from tests.textual.harness import Running
from tests.textual.test_conformance import SHOWN, one, running, setting

KEYS: Final = ("right", "left", "down", "up", "end", "home", "enter", "space", "x", "escape")
"""What a person presses who does not know what a kind does with keys."""
INSIDE: Final = 21
"""A button in what holds content; its keys bubble up."""
OUTSIDE: Final = 90
LINK: Final = 'set_text node=10 text="[its](target) text"'
"""A text that is one for every kind that has some, and has a link for that which shows links."""

Cause = Callable[[Running, Kind], Awaitable[None]]


def told(kind: Kind) -> list[str]:
    """The events that can come: what takes no focus, and holds nothing that does, has no keys."""
    keyless = kind.role is Role.LEAF and not kind.focusable
    return [name for name in kind.events if not (keyless and name in ("key", "paste"))]


def scene(kind: Kind) -> str:
    inside = made(INSIDE, "button", 10, f'set_text node={INSIDE} text="in"') if kind.holds_content else ""
    text = f"{LINK}\n" if kind.text and "placeholder" not in kind.attributes else ""
    heading = setting(11, "sortable", True) + "\n" if kind.cells else ""
    outside = made(OUTSIDE, "button", 0, f'set_text node={OUTSIDE} text="out"')
    return one(kind, events=told(kind)) + text + heading + inside + outside


async def turn(run: Running, type_: type[events.MouseEvent]) -> None:
    x, y = run.widget(10).region.offset
    run.app.screen._forward_event(type_(run.app.screen, x, y, 0, 0, 0, False, False, False, x, y))
    await run.settle()


async def wheel(run: Running, kind: Kind) -> None:
    for _ in range(20):
        await turn(run, events.MouseScrollUp)


async def focus(run: Running, kind: Kind) -> None:
    await run.focus(INSIDE if kind.holds_content else OUTSIDE)
    await run.focus(10)


async def blur(run: Running, kind: Kind) -> None:
    await run.focus(10)
    await run.focus(INSIDE if kind.holds_content else OUTSIDE)


async def key(run: Running, kind: Kind) -> None:
    await run.focus(10 if kind.focusable else INSIDE)
    await run.press("f5")


async def paste(run: Running, kind: Kind) -> None:
    await run.focus(10 if kind.focusable else INSIDE)
    run.app.post_message(events.Paste("pasted"))
    await run.settle()


async def hover(run: Running, kind: Kind) -> None:
    await run.pilot.hover(run.view, offset=(run.view.size.width - 1, run.view.size.height - 1))
    await run.pilot.hover(run.widget(10), offset=(0, 0))
    await run.settle()


async def button(run: Running, kind: Kind) -> None:
    await run.pilot.mouse_down(run.widget(10), offset=(0, 0))
    await run.pilot.mouse_up(run.widget(10), offset=(0, 0))
    await run.settle()


LONG: Final = {
    "log": 'set_text node=10 text="{lines}"', "text_area": 'set_text node=10 text="{lines}"',
    "table": "create node={node} kind=table_row", "tree": "create node={node} kind=branch",
    "data_table": 'set_string node=10 attribute=style value="height: 2"',
}  # fmt: skip
"""What is longer than its box, of the kinds whose content is not widgets: their text or a part; or else less room."""


def long(kind: Kind) -> str:
    """A node in a box of three lines that holds more."""
    style = 'set_string node=10 attribute=style value="height: 5"'
    lines = "line\\n" * 30
    nodes = range(30, 60)
    form = LONG.get(kind.name, "create node={node} kind=button")
    if "{node}" not in form:
        return f"{style}\n{form.format(lines=lines)}\n"
    made = (f"{form.format(node=node)}\ninsert node={node} parent=10 before=0\n" for node in nodes)
    return f"{style}\n{''.join(made)}"


async def scroll(run: Running, kind: Kind) -> None:
    for _ in range(3):
        await turn(run, events.MouseScrollDown)


CAUSES: Final[dict[str, Cause]] = {
    "focus": focus, "blur": blur, "key": key, "paste": paste, "wheel": wheel, "hover": hover, "mouse_move": hover,
    "mouse_down": button, "mouse_up": button,
    "scroll": scroll,
}  # fmt: skip


async def anything(run: Running, event: str) -> None:
    """Click here and there and press keys until the guest is told of an event."""
    size = run.widget(10).size
    for place in ((0, 0), (1, 0), (2, 1), (size.width // 2, size.height // 2)):
        if not run.told_of(event):
            await run.pilot.click(run.widget(10), offset=place)
            await run.settle()
    for each in KEYS:
        if not run.told_of(event):
            await run.press(each)


def fits(event: Any) -> bool:
    """Whether an event carries what its row says."""
    row = protocol.EVENT_BY_NAME[event.name]
    return len([*event.numbers]) >= len(row.payload) and (bool(row.text) or not event.text)


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, name) for kind in SHOWN for name in told(kind)],
    ids=lambda each: each if isinstance(each, str) else each.name,
)
async def test_a_person_can_cause_every_event_of_a_kind(kind: Kind, name: str) -> None:
    async with running(scene(kind) + (long(kind) if name == "scroll" else "")) as run:
        if name in CAUSES:
            await CAUSES[name](run, kind)
        else:
            await anything(run, name)
        heard = run.told_of(name)
        assert heard, f"nothing that a person does to a {kind.name} is a {name}"
        assert all(map(fits, heard))


def test_every_event_is_one_of_some_kind_or_the_hosts() -> None:
    known = {name for kind in KINDS for name in kind.events} | protocol.HOST_EVENTS
    assert known == protocol.EVENT_BY_NAME.keys()
