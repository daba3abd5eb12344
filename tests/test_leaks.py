"""What a guest or a view took, it gives back: handles, threads, address space and memory are flat over many."""

import gc
import os
import threading
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from textual._styles_cache import StylesCache

from opui.core.errors import TrapError
from opui.core.gate.module import Module, check_module
from opui.core.wire.batch import EventBatch
from opui.guest.wasm_guest import WasmGuest
from opui.textual.kinds.node_widget import NodeWidget
from opui.textual.view.view import OpuiView
from tests.guests import compiled, guest_text
from tests.scripted import scripted
from tests.textual.harness import Running, running

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no /proc here"),
]

TODO: Final = Path(__file__).resolve().parent.parent / "examples" / "todo" / "todo.wasm"
NOTHING: Final = EventBatch(b"", b"", 1)
WARM_UP, LOADS = 50, 200
TRAP_EACH: Final = 5
"""Of how many guests one is closed after a trap."""
ADDRESS_SPACE: Final = 64 << 20
"""Growth that is none: each guest alone reserves as much."""
MEMORY: Final = 12 << 20
"""60 KiB for each of the guests; one of them has more than a MiB."""
VIEWS: Final = 20
TURNS: Final = 200
"""Of the loop, after which what is still there stays there."""


class Held(NamedTuple):
    """What the process holds of the system."""

    handles: int
    threads: int
    system_threads: int
    address_space: int
    memory: int


def held() -> Held:
    gc.collect()
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    numbers = {name: int(status[name].split()[0]) for name in ("Threads", "VmSize", "VmRSS")}
    return Held(
        len(os.listdir("/proc/self/fd")),
        threading.active_count(),
        numbers["Threads"],
        numbers["VmSize"] << 10,
        numbers["VmRSS"] << 10,
    )


def use(good: Module, trapping: Module, number: int) -> None:
    """Load a guest, run a frame, close it."""
    if number % TRAP_EACH:
        guest = WasmGuest(good)
        guest.frame(NOTHING)
    else:
        guest = WasmGuest(trapping)
        with pytest.raises(TrapError):
            guest.frame(NOTHING)
    guest.close()


@pytest.mark.usefixtures("compiled_for_real")
def test_guests_that_are_closed_leave_nothing_behind() -> None:
    good, trapping = check_module(TODO.read_bytes()), check_module(compiled(guest_text("(unreachable)")))
    for number in range(WARM_UP):
        use(good, trapping, number)
    before = held()
    for number in range(LOADS):
        use(good, trapping, number)
    after = held()
    assert after[:3] == before[:3]
    assert after.address_space - before.address_space < ADDRESS_SPACE
    assert after.memory - before.memory < MEMORY


def test_a_guest_that_is_not_closed_is_seen() -> None:
    module = check_module(compiled(guest_text()))
    before = held()
    guests = [WasmGuest(module) for _ in range(3)]
    after = held()
    for guest in guests:
        guest.close()
    assert after.address_space - before.address_space > ADDRESS_SPACE


STYLED: Final = """
set_string node=0 attribute=stylesheet value="text { color: red }"
create node=1 kind=column
insert node=1 parent=0 before=0
create node=2 kind=text
set_text node=2 text="here"
insert node=2 parent=1 before=0
create node=3 kind=input
insert node=3 parent=1 before=0
"""


async def show_one(run: Running, module: Module) -> weakref.ref[OpuiView]:
    """Mount a view, wait for its first frame, give its input the focus, and remove it."""
    view = OpuiView(module)
    await run.app.mount(view)
    while not view.idle:
        await run.pilot.pause()
    view.widget_of(3).focus()
    await run.pilot.pause()
    await view.remove()
    await run.pilot.pause()
    return weakref.ref(view)


def left(run: Running, kept: list[threading.Thread]) -> tuple[int, int, int, int]:
    """Return how many threads, widgets and stylesheets there are, and how many of these Textual has parsed and kept.

    Threads that are not `kept` have ended before.
    """
    for thread in threading.enumerate():
        if thread.name.startswith("opui-guest") and thread not in kept:
            thread.join(10)
    widgets, stylesheet = list(run.app.screen.walk_children()), run.app.stylesheet
    return threading.active_count(), len(widgets), len(stylesheet.source), len(stylesheet._parse_cache.keys())


async def falls_to(run: Running, most: int, count: Callable[[], int]) -> None:
    """Wait until what can be counted after a collection is no more than `most`: what is removed ends by messages.

    What leaks never comes down, however many turns it is given.
    """
    for _ in range(TURNS):
        gc.collect()
        if count() <= most:
            return
        await run.pilot.pause(0.01)
    pytest.fail(f"{count()} are still there, more than {most}")


async def test_views_that_are_removed_leave_nothing_behind() -> None:
    module = scripted(STYLED)
    async with running(STYLED) as run:
        kept = threading.enumerate()
        await show_one(run, module)
        before = left(run, kept)
        for _ in range(VIEWS):
            await show_one(run, module)
        assert left(run, kept) == before


async def test_views_that_are_removed_are_forgotten() -> None:
    module = scripted(STYLED)
    async with running(STYLED) as run:
        views = [await show_one(run, module) for _ in range(VIEWS)]
        # Textual may still know the last ones, for a message or as what had the focus.
        await falls_to(run, 2, lambda: sum(view() is not None for view in views))


async def test_what_removed_widgets_have_drawn_is_forgotten() -> None:
    module = scripted(STYLED)
    # Textual may still keep some of the test before.
    earlier = list(drawings())
    async with running(STYLED) as run:
        for _ in range(VIEWS):
            await show_one(run, module)
        # Those of what is shown and of the last view, in which there are seven widgets; each has a line at least.
        known = set(map(id, earlier))
        await falls_to(run, 20, lambda: sum(bool(each._cache) for each in drawings() if id(each) not in known))


def drawings() -> Iterator[StylesCache]:
    """Yield what there is of widgets' drawn lines in this process."""
    return (thing for thing in gc.get_objects() if type(thing) is StylesCache)


KINDS: Final = ("column", "row", "scroll", "list", "text", "button", "input", "checkbox", "rule")


async def test_widgets_that_a_guest_removes_are_forgotten() -> None:
    # Textual may still know some of the test before.
    earlier = weakref.WeakSet(widgets())
    nodes = list(enumerate(KINDS, 10))
    make = "\n".join(f"create node={node} kind={kind}\ninsert node={node} parent=0 before=0" for node, kind in nodes)
    remove = "\n".join(f"remove node={node}" for node, _ in nodes)
    frames = [STYLED, *(frame for _ in range(VIEWS) for frame in (make, remove))]
    async with running(*frames, again=range(1, len(frames))) as run:
        assert list_of_ids(run) == [0, 1, 2, 3]
        # Those that are shown, and the last ones, of which Textual may still know.
        await falls_to(run, 3, lambda: max(Counter(map(type, set(widgets()).difference(earlier))).values()))


def widgets() -> Iterator[NodeWidget]:
    """Yield the guests' widgets that there are in this process, mounted or not."""
    return (thing for thing in gc.get_objects() if issubclass(type(thing), NodeWidget))


def list_of_ids(run: Running) -> list[int]:
    assert run.view.session is not None
    return sorted(run.view.session.tree.nodes)
