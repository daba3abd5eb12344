"""An app without a screen: a guest, a session and a clock that stands still unless it is told to move.

What `tree --do` and most tests use. Actions are lines in the text form of events, their nodes given by id
or path; a few stand-ins for what a screen would add (the focus, typing before Enter) are written down at
each. It needs wasmtime, not Textual.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple, TypeAlias

from opui.core import protocol
from opui.core.errors import InputError, ListingError
from opui.core.gate.module import Module
from opui.core.session.cursors import Cursors, rows_of
from opui.core.session.events import find_handler
from opui.core.session.keys import find_binding, is_disabled, is_hidden, modifiers_of
from opui.core.session.session import DEFAULT_SCREEN, Screen, Session, run_frame
from opui.core.tree.node import Node
from opui.core.tree.paths import find_node
from opui.core.tree.tree import Call, Tree
from opui.core.tree.tree_listing import list_tree
from opui.core.tree.values import check_key
from opui.core.wire.batch import CommandBatch, EventBatch
from opui.core.wire.listing import lines, read_event
from opui.core.wire.records import Event
from opui.guest.wasm_guest import WasmGuest

AGAIN_FRAMES: Final = 1000
"""Frames that a guest may ask for in a row before an action counts as done."""


Watch: TypeAlias = Callable[[EventBatch | CommandBatch], object]


class Exchange(NamedTuple):
    """One frame as it crossed the boundary."""

    events: EventBatch
    commands: CommandBatch


class _Recorded:
    """A guest whose frames are kept."""

    def __init__(self, guest: WasmGuest, exchanges: list[Exchange], watch: Watch) -> None:
        self._guest = guest
        self._watch = watch
        self._exchanges = exchanges
        self.abi_minor = guest.abi_minor
        self.check_handler = guest.check_handler

    @property
    def inbox_room(self) -> int:
        return self._guest.inbox_room

    def frame(self, batch: EventBatch) -> CommandBatch:
        self._watch(batch)
        commands = self._guest.frame(batch)
        self._watch(commands)
        self._exchanges.append(Exchange(batch, commands))
        return commands


class Headless:
    """One app, running from its first frame on.

    Args:
        module: What `check_module` returned.
        screen: The size and theme that the guest is told.
        seed: The source of the guest's randomness.
        exchanges: Where to put every frame; it holds them even if the very first one fails.
        watch: Called with each batch as it crosses the boundary: with the events of a frame that traps, too.
        limits: Those of the app.

    Attributes:
        exchanges: Every frame so far.
        calls: Every method call so far, all but `focus` unheeded.

    Raises:
        GuestError: The guest failed; any later call raises it again.
    """

    def __init__(
        self,
        module: Module,
        screen: Screen = DEFAULT_SCREEN,
        seed: int = 0,
        exchanges: list[Exchange] | None = None,
        watch: Watch = lambda batch: None,
        limits: protocol.Limits = protocol.LIMIT,
    ) -> None:
        self.guest = WasmGuest(module, limits)
        self.exchanges = [] if exchanges is None else exchanges
        self._recorded = _Recorded(self.guest, self.exchanges, watch)
        self._session = Session(self._recorded, screen, seed, limits)
        self._cursors = Cursors(self._session.tree)
        self._now = 0.0
        self._focused: int | None = None
        self.calls: list[Call] = []
        self._run()

    @property
    def tree(self) -> Tree:
        """The tree as it is now."""
        return self._session.tree

    @property
    def exit_code(self) -> int | None:
        """What the guest quit with, None while it runs."""
        return self._session.exit_code

    def listing(self, ids: bool = True) -> str:
        """Return the tree's listing."""
        return list_tree(self.tree, ids)

    def close(self) -> None:
        """Free the guest."""
        self.guest.close()

    # --- Frames ---

    def _run(self) -> None:
        """Run frames until nothing is left to do."""
        for _ in range(AGAIN_FRAMES):
            if not self._session.wants_frame(self._now):
                break
            changes = run_frame(self._session, self._recorded, self._now)
            for call in changes.calls:
                self._called(call)
            self._queue_all(self._cursors.settle())
            focused = self.tree.nodes.get(self._focused or protocol.ROOT)
            if focused is not None and focused.signature.window:
                # Rows may have come to an empty list.
                self._queue_all(self._cursors.enter(focused))

    def _called(self, call: Call) -> None:
        self.calls.append(call)
        if call.method == "focus" and not is_disabled(call.node) and not is_hidden(call.node):
            self._focus(call.node)

    def _focus(self, node: Node) -> None:
        self._put_cursors(node)
        if "focus" not in _events(node):
            # A row that takes no focus gives it to its list; anything else that takes none, to nobody.
            if node.parent is None or not node.parent.signature.window:
                return
            node = node.parent
        if node.signature.window:
            self._queue_all(self._cursors.enter(node))
        if node.id != self._focused:
            if self._focused is not None:
                self._queue(Event("blur", self._focused))
            self._focused = node.id
            self._queue(Event("focus", node.id))

    def _put_cursors(self, node: Node) -> None:
        """Where the focus or a click goes in a list, its cursor goes too."""
        for row in node.ancestors():
            if row.parent is not None and row.parent.signature.window:
                self._queue_all(self._cursors.put(row.parent, row))

    def _queue(self, event: Event) -> None:
        self._session.queue_event(event)

    def _queue_all(self, events: Iterable[Event]) -> None:
        for event in events:
            self._queue(event)

    # --- Actions ---

    def play(self, text: str) -> None:
        """Do each line of `text` in turn.

        Raises:
            ListingError: A line is no action, or can't be done; it carries the line's number.
        """
        for number, line in lines(text):
            self.do(line, number)

    def do(self, line: str, number: int = 0) -> None:
        """Do one action and run the frames that follow from it.

        Besides events there are `wait 500` (milliseconds) and `focus PATH`, which takes the focus from where it was.

        Raises:
            ListingError: The line is no action, or can't be done.
            GuestError: The guest failed.
        """
        if self._session.failure is not None:
            raise self._session.failure
        if self.exit_code is not None:
            raise ListingError(number, f"the app has quit (exit code {self.exit_code})")
        with _numbered(number):
            verb, _, rest = line.strip().partition(" ")
            if verb in _VERBS:
                _VERBS[verb](self, rest.strip(), number)
            else:
                event = read_event(line, number, lambda path: find_node(self.tree, path))
                self._perform(event, given_text="text=" in rest, given_tick="checked=" in rest)
        self._run()

    def _perform(self, event: Event, given_text: bool, given_tick: bool) -> None:
        if event.name in protocol.HOST_EVENTS or event.name == "tick":
            raise InputError(f"{event.name} is the host's own; use `wait` to let time pass")
        node = self.tree.nodes.get(event.node)
        if node is None:
            raise InputError(f"there is no node {event.node}")
        _check_possible(node, event)
        if event.name == "submit" and not given_text:
            event = event._replace(text=str(node.get("value")))
        elif event.name == "toggle" and not given_tick:
            event = event._replace(numbers=(int(not node.get("checked")),))
        elif event.name == "highlight":
            return self._queue_all(self._cursors.put(node, _row(node, event)))
        if event.name != "change" and find_handler(self.tree, event) is None:
            raise InputError(f"nothing handles {event.name} on {node.kind_name} {node.id}")
        if event.name in ("press", "change", "submit", "toggle"):
            self._put_cursors(node)
            if "focus" in _events(node):
                self._focus(node)
        if event.name == "submit" and event.text != node.get("value"):
            # Typing comes before Enter: a text that is not the input's value yet is a change first.
            self._queue(Event("change", node.id, event.text))
        return self._queue(event)

    def _wait(self, rest: str, number: int) -> None:
        if not rest.isdecimal():
            raise ListingError(number, f"wait wants milliseconds, not {rest!r}")
        end = self._now + int(rest)
        while (due := self._session.next_due()) is not None and due <= end and self.exit_code is None:
            self._now = max(due, self._now)
            self._run()
        self._now = end

    def _focus_path(self, rest: str, number: int) -> None:
        node = self.tree.nodes[find_node(self.tree, rest)]
        if "focus" not in _methods(node):
            raise ListingError(number, f"{node.kind_name} can't have the focus")
        _check_reachable(node)
        self._focus(node)

    def _key(self, rest: str, number: int) -> None:
        """`key f2`: what the spec says under *Keys*. An input takes what prints at the end of its value."""
        key = _unquoted(rest.removeprefix("text="), number)
        if wrong := check_key(key):
            raise ListingError(number, wrong)
        focused = self.tree.nodes.get(self._focused or protocol.ROOT, self.tree.root)
        character = " " if key == "space" else key
        binding = find_binding(self.tree, focused.id, key)
        if focused.kind_name == "input" and len(character) == 1:
            self._queue(Event("change", focused.id, f"{focused.get('value')}{character}"))
        elif binding is not None and binding.parent is focused:
            self._queue(Event("press", binding.id, "", (1,)))
        elif not self._own_key(focused, key):
            self._other_key(focused, key, binding)

    def _own_key(self, focused: Node, key: str) -> bool:
        """Do what a key means to the widget that has the focus; return whether it means anything."""
        if self._cursors.takes(focused, key):
            self._queue_all(self._cursors.move(focused, key))
            return True
        event = _OWN_KEYS.get((focused.kind_name, key))
        if event is not None:
            self._perform(Event(event, focused.id, "", (1,) if event == "press" else ()), False, False)
        return event is not None

    def _other_key(self, focused: Node, key: str, binding: Node | None) -> None:
        row = self._cursors.row(focused) if focused.signature.window and key == "enter" else None
        if binding is not None:
            event = Event("press", binding.id, "", (1,))
        elif row is not None and find_handler(self.tree, Event("press", row.id)) is not None:
            event = Event("press", row.id, "", (1,))
        else:
            event = Event("key", focused.id, key, modifiers=modifiers_of(key))
        if find_handler(self.tree, event) is None:
            raise InputError(f"nothing takes the key {key} while {focused.kind_name} {focused.id} has the focus")
        self._queue(event)


_OWN_KEYS: Final = {
    ("button", "enter"): "press",
    ("button", "space"): "press",
    ("checkbox", "enter"): "toggle",
    ("checkbox", "space"): "toggle",
    ("input", "enter"): "submit",
}
"""(kind, key) → the event of a key that a widget has of its own."""

_VERBS: Final[dict[str, Callable[[Headless, str, int], None]]] = {
    "wait": Headless._wait,
    "focus": Headless._focus_path,
    "key": Headless._key,
}


@contextmanager
def _numbered(number: int) -> Iterator[None]:
    try:
        yield
    except ListingError:
        raise
    except InputError as error:
        raise ListingError(number, str(error)) from error


def _events(node: Node) -> tuple[str, ...]:
    return node.signature.row.events


def _methods(node: Node) -> tuple[str, ...]:
    return node.signature.row.methods


def _check_possible(node: Node, event: Event) -> None:
    """Refuse what no person could do."""
    _check_reachable(node)
    if event.name in ("change", "submit", "toggle", "highlight") and event.name not in _events(node):
        raise InputError(f"a {node.kind_name} has no {event.name}")


def _check_reachable(node: Node) -> None:
    shown = f"{node.kind_name} {node.id}"
    if is_disabled(node):
        raise InputError(f"{shown} is disabled")
    if node.signature.shown and is_hidden(node):
        raise InputError(f"{shown} is hidden")


def _unquoted(text: str, number: int) -> str:
    """Return what is in quotes, with JSON's escapes; what is not in quotes is meant as it is."""
    if len(text) < 2 or not text.startswith('"'):
        return text
    try:
        return str(json.loads(text))
    except json.JSONDecodeError:
        raise ListingError(number, f"{text} is not a key in quotes") from None


def _row(node: Node, event: Event) -> Node:
    row, index = (int(number) for number in event.numbers)
    rows = rows_of(node)
    found = [each for each in rows if each.id == row] if row else rows[index : index + 1]
    if not found:
        raise InputError(f"the list {node.id} has {len(rows)} rows, none with the index {index}")
    return found[0]
