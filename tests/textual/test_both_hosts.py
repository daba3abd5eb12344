"""The same guest and the same keys on a screen and without one: the guest is told the same, the focus is the same."""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import pytest
from textual import events

from opui.core import protocol
from opui.core.kinds import KIND_BY_NAME, KINDS, How, Kind, Role
from opui.core.tree.values import KEY_MODIFIERS, check_key
from opui.core.tree.values import KEYS as KEY_NAMES
from opui.core.wire import decoder
from opui.core.wire.listing import list_event
from opui.core.wire.records import Event
from opui.textual.view import input as input_module
from opui.tools.headless import Headless
from tests.memory import FakeMemory
from tests.scripted import ARRAYS, scripted
from tests.textual.apps import RunningOpui, made, run_opui
from tests.textual.harness import ListenedView

FOCUSABLE = [kind for kind in KINDS if kind.focusable]
ROOT = next(kind for kind in KINDS if kind.role is Role.ROOT)
COMMON = (
    "p", "r",
    "tab", "shift+tab", "escape", "enter", "space", "a", "A", "é", "home", "end", "pageup", "pagedown", "up", "down",
    "left", "right", "ctrl+a", "ctrl+e", "ctrl+k", "ctrl+u", "ctrl+w", "backspace", "delete", "f5", "ctrl+s",
)  # fmt: skip
KEYS = tuple(dict.fromkeys((*COMMON, *(key for kind in KINDS for key in (*kind.keys, *kind.menu)))))
KEYBOARD = tuple(
    key
    for count in range(3)
    for modifiers in combinations(KEY_MODIFIERS, count)
    for name in (*KEY_NAMES, *"aAz0+-#\"'\\éß日", *("bcdefghijklmnopqrstuvwxy" if modifiers == ("ctrl",) else ""))
    if check_key(key := "+".join((*modifiers, name))) is None
)
"""Every key by its name, and some that print, with up to two modifiers."""
SUBJECT, NEIGHBOUR, AROUND, ROWS, PARTS, INNER = 1, 2, 3, 100, 300, 100
MEMORY = FakeMemory(first=ARRAYS)
SHORT, LONG = (MEMORY.put_numbers("f64", range(count)) for count in (10, 40))
SIZE = (80, 25)
"""The view has a line less than the screen: the footer's."""


@pytest.fixture(autouse=True)
def no_time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the screen's clock stand still like the other one: by it, letters belong together or do not."""
    monkeypatch.setattr(input_module, "monotonic", lambda: 0.0)


OF_LAYOUTS = ("scroll",)
"""What hangs on the layout: without a screen there is none."""


def handlers(node: int, kind: Kind, *without: str) -> Iterator[str]:
    told = (event for event in kind.events if event not in (*without, *OF_LAYOUTS))
    return (f"attach node={node} event={event} handler=1 data=0" for event in told)


def subject(kind: Kind, parent: int, *without: str) -> str:
    """The commands that make a node of a kind, with all it takes to have something to do."""
    lines = [*handlers(SUBJECT, kind, *without)]
    if kind.text:
        label = "[one](1), [two](2) and [three](3)" if kind.parsed else "Label"
        lines.append(f'set_text node={SUBJECT} text="{label}"')
    lines += [
        f'set_string node={SUBJECT} attribute={edit.attribute} value="one two, three"'
        for edit in kind.edits
        if edit.how is How.TYPED
    ]
    height = 24 if "pagedown" in kind.keys else 1
    lines.append(f'set_string node={SUBJECT} attribute=style value="height: {height}; border: none"')
    own = made(SUBJECT, kind.name, parent, *lines)
    return own + parts(kind, *without) + (rows(ROWS, SUBJECT) if kind.holds_content else "")


def parts(kind: Kind, *without: str) -> str:
    """Some parts, one of which is disabled, if the kind has parts that can be; some with parts of their own."""
    names = [name for name in kind.children if KIND_BY_NAME[name].role is Role.PART]
    if kind.cells:
        return arrays(*names) if kind.in_arrays else cells(*names)
    part = next((KIND_BY_NAME[name] for name in names if "disabled" in KIND_BY_NAME[name].attributes), None)
    if part is None:
        return ""
    nodes = range(PARTS, PARTS + 30)
    inner = [
        (node + INNER * number, KIND_BY_NAME[name], node)
        for node in nodes[::3]
        for name in part.children
        for number in range(1, 5)
    ]
    lines = [
        *(_part(node, part, SUBJECT, *without) for node in nodes),
        *(_part(node, inside, parent, *without) for node, inside, parent in inner),
    ]
    return "".join(lines) + f"set_flag node={PARTS + 3} attribute=disabled value=true\n"


def _part(node: int, part: Kind, parent: int, *without: str) -> str:
    type_ = protocol.ATTRIBUTE_BY_NAME["item_type"].choices[node // INNER % 4]
    typed = [f'set_string node={node} attribute=item_type value="{type_}"'] if "item_type" in part.attributes else []
    return made(node, part.name, parent, f'set_text node={node} text="part"', *typed, *handlers(node, part, *without))


def cells(column: str, row: str) -> str:
    """Four columns, all but the first sortable, the second hidden; forty rows, every other one with two cells."""
    (cell,) = KIND_BY_NAME[row].children
    text = 'set_text node={0} text="part {0}"'
    sortable = "set_flag node={} attribute=sortable value=true"
    columns = (
        made(node, column, SUBJECT, text.format(node), *([sortable.format(node)] if node > PARTS else []))
        for node in range(PARTS, PARTS + 4)
    )
    hidden = f"set_flag node={PARTS + 1} attribute=hidden value=true\n"
    rows = (
        made(node, row, SUBJECT)
        + "".join(made(each, cell, node, text.format(each)) for each in range(node + 1, node + 1 + node // 10 % 2 * 2))
        for node in range(PARTS + 10, PARTS + 410, 10)
    )
    return "".join((*columns, hidden, *rows))


def arrays(column: str) -> str:
    """Three columns, two of which are sortable, with forty cells or ten."""
    text = 'set_text node={0} text="part {0}"'
    sortable = "set_flag node={} attribute=sortable value=true"
    lines = (
        made(
            node,
            column,
            SUBJECT,
            text.format(node),
            f"set_array node={node} attribute=values element=f64 descriptor={LONG if node > PARTS else SHORT}",
            *([sortable.format(node)] if node > PARTS else []),
        )
        for node in range(PARTS, PARTS + 3)
    )
    return "".join(lines)


def rows(first: int, parent: int) -> str:
    """Rows that can be pressed, every other one."""
    press = "attach node={} event=press handler=1 data=0"
    return "".join(
        made(node, "text", parent, f'set_text node={node} text="row"', *([press.format(node)] if node % 2 else []))
        for node in range(first, first + 40)
    )


def guest(kind: Kind, around: Kind, *without: str) -> str:
    """A guest with a node of `kind` in one of `around`, a button behind it, and handlers for all but `without`."""
    neighbour = f'set_string node={NEIGHBOUR} attribute=style value="height: 1; border: none"'
    press = f"attach node={NEIGHBOUR} event=press handler=1 data=0"
    first = "".join(f"{line}\n" for line in handlers(protocol.ROOT, ROOT, *without))
    parent = protocol.ROOT
    if around is not ROOT:
        parent = AROUND
        first += made(AROUND, around.name, 0, *handlers(AROUND, around, *without), _high(AROUND))
    if kind is not ROOT:
        first += subject(kind, parent, *without)
    return first + made(NEIGHBOUR, "button", parent, neighbour, press) + (rows(200, parent) if parent else "")


def _high(node: int) -> str:
    return f'set_string node={node} attribute=style value="height: 24"'


def textual_name(key: str) -> str:
    """Return Textual's name of a key: it says Shift of a character where the protocol says `ctrl+A`."""
    if key.endswith("+"):
        return f"{key[:-1]}plus"
    *modifiers, last = key.split("+")
    if modifiers and len(last) == 1 and last.isupper():
        return "+".join((*modifiers, "shift", last.lower()))
    return key


class Screen:
    """The guest on a screen."""

    def __init__(self, run: RunningOpui) -> None:
        self._run = run
        self._view: ListenedView = run.view
        self._view.told.clear()

    @property
    def focused(self) -> int | None:
        node = self._view._people.focused_node
        return node.id if node is not None else None

    async def focus(self, node: int | None) -> None:
        self._run.app.screen.set_focus(self._run.widget(node) if node is not None else None)
        self._view._people.settle_focus()
        await self._settle()
        self._view.told.clear()

    async def _settle(self) -> None:
        """Wait for what a key has set going; a test's usual pauses take a tenth of a second each."""
        pilot: Any = self._run.pilot
        await pilot._wait_for_screen()
        while not self._view.idle:
            await asyncio.sleep(0)
        await pilot._wait_for_screen()

    async def press(self, key: str) -> list[Event]:
        character = " " if key == "space" else key if len(key) == 1 else None
        self._run.app.post_message(events.Key(textual_name(key), character))
        await self._settle()
        told = [plain(event) for event in self._view.told if event.name not in ("clock", "start")]
        self._view.told.clear()
        return told


class Without:
    """The guest without a screen."""

    def __init__(self, app: Headless) -> None:
        self._app = app
        app.exchanges.clear()

    @property
    def focused(self) -> int | None:
        return self._app._focused.id if self._app._focused is not None else None

    def focus(self, node: int | None) -> None:
        if node is not None:
            self._app.do(f"focus {node}")
        else:
            self._app._focused = None
        self._app.exchanges.clear()

    def press(self, key: str) -> list[Event]:
        self._app.play(f"key {key}")
        batches = [exchange.events for exchange in self._app.exchanges]
        self._app.exchanges.clear()
        return [plain(event) for batch in batches for event in decoder.events(batch) if event.name != "clock"]


def plain(event: Event) -> Event:
    return event._replace(handler=0, data=0)


@pytest.mark.parametrize("without", [(), ("key",), ("press", "toggle", "change", "submit", "highlight")])
@pytest.mark.parametrize("kind", [ROOT, *FOCUSABLE], ids=lambda kind: kind.name)
async def test_each_key_does_the_same_on_a_screen_and_without_one(kind: Kind, without: tuple[str, ...]) -> None:
    await compare(kind, ROOT, *without)


@pytest.mark.parametrize("around", [kind for kind in FOCUSABLE if kind.holds_content], ids=lambda kind: kind.name)
@pytest.mark.parametrize("kind", [kind for kind in FOCUSABLE if not kind.modal], ids=lambda kind: kind.name)
async def test_each_key_does_the_same_inside_of_what_scrolls(kind: Kind, around: Kind) -> None:
    await compare(kind, around)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [ROOT, *FOCUSABLE], ids=lambda kind: kind.name)
async def test_the_whole_keyboard_does_the_same_on_a_screen_and_without_one(kind: Kind) -> None:
    await compare(kind, ROOT, keys=KEYBOARD)


async def compare(kind: Kind, around: Kind, *without: str, keys: Sequence[str] = KEYS) -> None:
    """Press each key in both hosts, one after the other, and hold what comes of it side by side."""
    module = scripted(guest(kind, around, *without), memory=bytes(MEMORY.data))
    home = None if kind is ROOT else SUBJECT
    app = Without(Headless(module))
    differences = []
    async with run_opui(module=module, size=SIZE) as run:
        screen = Screen(run)
        for key in (each for pair in zip(keys, reversed(keys), strict=True) for each in pair):
            if screen.focused != home or app.focused != home:
                await screen.focus(home)
                app.focus(home)
            told = await screen.press(key), app.press(key)
            focus = screen.focused, app.focused
            if told[0] != told[1] or focus[0] != focus[1]:
                differences.append(
                    f"{key}: {said(told[0])} → {focus[0]} on a screen, {said(told[1])} → {focus[1]} without"
                )
    assert not differences, "\n".join(("what the guest is told, and the node with the focus then:", *differences))


def said(events: list[Event]) -> str:
    return "; ".join(map(list_event, events)) or "nothing"
