"""The queue of events on their way to the guest: coalescing, routing to handlers, dropping what is stale.

Events wait here as they happened; only when a frame leaves are they turned into records, against the tree
as it is then. It knows the tree's handlers, not where events come from.
"""

from collections.abc import Callable, Iterable, Set
from typing import Final

from opui.core import protocol
from opui.core.errors import ControlBlockError
from opui.core.kinds import EDIT_EVENTS, EDITS, Edit
from opui.core.splice import Splice, joined, moved, past
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.batch import EventBatch
from opui.core.wire.encoder import event_record, utf8
from opui.core.wire.records import Event

COALESCED: Final = frozenset(
    {"change", "resize", "theme", "highlight", "cell_highlight", "tick", "mouse_move", "slide", "selection"}
)
"""One of these takes the place of one like it, of the same node, that comes right before it."""

OF_CURSORS: Final = frozenset({"highlight", "cell_highlight"})
"""These say where a cursor is, whoever has moved it."""

BUBBLING: Final = frozenset({"press", "key", "paste", "mouse_down", "mouse_up", "mouse_move", "wheel"})
"""These go to the nearest node, from where they happened upwards, that has a handler for them; not out of a dialog."""

LAST: Final = frozenset({"submit", "paste"})
"""One of these is the last event of its batch: the guest may answer by setting what the person goes on typing into."""

SPLICED: Final = "edit"
"""The event that tells of one splice of an edited text."""
SELECTED: Final = "selection"
"""The event that tells where the caret is."""

VALUE_LENGTH: Final = protocol.LIMIT["string_bytes"] // 4
"""Characters of an input's value at most: however many bytes they take, the value is no longer than a text may be."""


class EventQueue:
    """Events that wait for the next frame. `dropped` counts those that nobody wanted or nobody could take."""

    def __init__(self, limits: protocol.Limits = protocol.LIMIT) -> None:
        self._limits = limits
        self._events: list[Event] = []
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._events)

    def add(self, event: Event) -> None:
        """Queue an event, in place of the one before it if the two coalesce."""
        last = self._events[-1] if self._events else None
        if event.name == SPLICED:
            # Never dropped: the guest would take all later places for others.
            self._add_splice(event)
        elif event.name in COALESCED and last is not None and (last.name, last.node) == (event.name, event.node):
            self._events[-1] = event
        elif len(self._events) >= self._limits["queued_events"]:
            self.dropped += 1
        else:
            self._events.append(event)

    def _add_splice(self, event: Event) -> None:
        """Queue an edit of a text: one with the last, if it goes on with that. Where the caret was is no news."""
        while self._events and (self._events[-1].name, self._events[-1].node) == (SELECTED, event.node):
            self._events.pop()
        last = self._events[-1] if self._events else None
        if last is not None and (last.name, last.node) == (SPLICED, event.node):
            both = joined(splice_of(last), splice_of(event))
            if both is not None and len(both.text) <= VALUE_LENGTH:
                self._events[-1] = splice_event(event.node, both)
                return
        self._events.append(event)

    def move_splices(self, node: int, splices: list[Splice]) -> list[Splice]:
        """Rewrite the edits of a text that wait here as they are after what a frame has done to it.

        The guest did not know of them, nor the person of what the guest has done.

        Args:
            node: The node's id.
            splices: What the frame has done, one splice after the other.

        Returns:
            The same as it is after the edits that wait.
        """
        for place, event in enumerate(self._events):
            if event.node != node:
                continue
            if event.name == SPLICED:
                edit, splices = past(splice_of(event), splices)
                self._events[place] = splice_event(node, edit)
            elif event.name == SELECTED:
                numbers = tuple(moved_by(splices, int(number)) for number in event.numbers)
                self._events[place] = event._replace(numbers=numbers)
        return splices

    def edits_of_text(self, node: int) -> list[Splice]:
        """Return the edits of a node's text that wait here."""
        return [splice_of(event) for event in self._events if (event.name, event.node) == (SPLICED, node)]

    def forget(self, nodes: Set[int]) -> None:
        """Drop the events of nodes that are gone, before their ids can mean others."""
        kept = [event for event in self._events if event.node not in nodes]
        self.dropped += len(self._events) - len(kept)
        self._events = kept

    def clear(self) -> None:
        """Drop everything."""
        self._events = []

    def edits(self, tree: Tree) -> dict[tuple[int, str], Edit]:
        """Return (node, attribute) → how it was edited, of all that a person changed in events that wait here."""
        found = ((event.node, edit_of(tree, event)) for event in self._events)
        return {(node, edit.attribute): edit for node, edit in found if edit is not None}

    def rebase(self, node: int, edit: Edit, base: str, value: str) -> str | None:
        """Put what a person has typed since a frame began behind the value that the frame set.

        The node's events that wait here and carry the value are rewritten to fit.

        Args:
            node: The node's id.
            edit: How it was edited; by typing.
            base: The value that the guest knew when the frame began.
            value: The value that the frame set.

        Returns:
            The value that the node should show now; None if what was typed is not an addition at the end.
        """
        carriers = (edit.event, *edit.also)
        places = [place for place, event in enumerate(self._events) if event.node == node and event.name in carriers]
        if not all(self._events[place].text.startswith(base) for place in places):
            return None
        shown = value
        for place in places:
            event = self._events[place]
            shown = (value + event.text[len(base) :])[:VALUE_LENGTH]
            self._events[place] = event._replace(text=shown)
        return shown

    def drop_unwanted(self, tree: Tree) -> None:
        """Drop all events if none of them has a handler; edits are written into the tree.

        Else all wait for `take`, which handles them in order: an edit behind a submit must not be taken
        for what the guest knew when it answered the submit.
        """
        if self._events and not any(find_handler(tree, event) for event in self._events):
            for event in self._events:
                _write_edit(tree, event)
            self.dropped += len(self._events)
            self.clear()

    def take(self, tree: Tree, first: Iterable[Event], frame: int, room: int) -> EventBatch:
        """Return the next frame's batch and forget what is in it.

        Edits are written into the tree on the way, whether or not anyone handles them. A `submit` or a
        `paste` is the last event: what was typed after it waits until the guest has answered (cleared the input, say).

        Args:
            tree: Where handlers are looked up.
            first: Events without a handler that begin the batch: `clock`, `start`.
            frame: The frame's number.
            room: Bytes the guest's inbox can hold at most; what does not fit waits for the frame after.

        Raises:
            ControlBlockError: `inbox`: an event does not even fit by itself.
        """
        batch = _Batch(room)
        for event in first:
            batch.add(event)
        limit, taken = self._limits["events"], 0
        for event in self._events:
            if batch.count >= limit:
                break
            record = self._routed(tree, event)
            if record is not None and not batch.fits(record):
                batch.must_hold(record)
                break
            taken += 1
            _write_edit(tree, event)
            if record is not None:
                batch.add(record)
                if record.name in LAST:
                    break
        del self._events[:taken]
        return EventBatch(bytes(batch.records), bytes(batch.text), frame)

    def _routed(self, tree: Tree, event: Event) -> Event | None:
        found = find_handler(tree, event)
        # A row that is gone by now: where the cursor is instead is on its way.
        stale = event.name == "highlight" and event.numbers[0] >= 0 and event.numbers[0] not in tree.nodes
        if found is None or stale:
            self.dropped += 1
            return None
        node, (handler, data) = found
        return event._replace(node=node.id, handler=handler, data=data)


def find_handler(tree: Tree, event: Event) -> tuple[Node, tuple[int, int]] | None:
    """Return the node whose handler gets the event, and that handler; None if there is none (any more)."""
    node = tree.nodes.get(event.node)
    code = protocol.EVENT_BY_NAME[event.name].code
    bubbling = event.name in BUBBLING
    while node is not None:
        if (handler := node.handler(code)) is not None:
            return node, handler
        node = node.parent if bubbling and not node.signature.modal else None
    return None


def edit_of(tree: Tree, event: Event) -> Edit | None:
    """Return the edit that an event tells of; None if it tells of none, or of one of a node that is gone."""
    if event.name not in EDIT_EVENTS:
        return None
    node = tree.nodes.get(event.node)
    return EDITS.get((node.kind, event.name)) if node is not None else None


def edited_value(event: Event, edit: Edit) -> str | float | int | bool:
    """Return what an event made of the attribute that it edits."""
    if protocol.EVENT_BY_NAME[event.name].text:
        return event.text
    return _NUMBER_TYPES[protocol.ATTRIBUTE_BY_NAME[edit.attribute].type](event.numbers[0])


_NUMBER_TYPES: Final[dict[str, Callable[[float], float | int | bool]]] = {"number": float, "integer": int, "flag": bool}


def splice_of(event: Event) -> Splice:
    """Return the splice that an event tells of."""
    start, end = map(int, event.numbers)
    return Splice(start, end, event.text)


def splice_event(node: int, splice: Splice) -> Event:
    """Return the event that tells of a splice of a node's text."""
    return Event(SPLICED, node, splice.text, (splice.start, splice.end))


def moved_by(splices: Iterable[Splice], place: int) -> int:
    """Return where a place of a text is after splices."""
    for splice in splices:
        place = moved(place, splice)
    return place


def _write_edit(tree: Tree, event: Event) -> None:
    if event.name == SPLICED:
        tree.splice_by_person(event.node, splice_of(event))
        return
    edit = edit_of(tree, event)
    if edit is not None:
        tree.set_by_person(event.node, edit.attribute, edited_value(event, edit))


class _Batch:
    """The records and text of a batch in the making, and the room there is."""

    def __init__(self, room: int) -> None:
        self.records = bytearray()
        self.text = bytearray()
        self.count = 0
        self._room = room

    def fits(self, event: Event) -> bool:
        size = len(self.records) + len(self.text) + protocol.EVENT.size + len(utf8(event.text))
        return size <= self._room

    def must_hold(self, event: Event) -> None:
        # Only `clock` is in the batch yet: no later frame will have more room.
        if self.count <= 1:
            size = protocol.EVENT.size * 2 + len(utf8(event.text))
            advice = "export opui_reserve or make it larger"
            raise ControlBlockError("inbox", f"{size} bytes of events do not fit the inbox of {self._room}; {advice}")

    def add(self, event: Event) -> None:
        self.records += event_record(event, len(self.text))
        self.text += utf8(event.text)
        self.count += 1
