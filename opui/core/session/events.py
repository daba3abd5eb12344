"""The queue of events on their way to the guest: coalescing, routing to handlers, dropping what is stale.

Events wait here as they happened; only when a frame leaves are they turned into records, against the tree
as it is then. It knows the tree's handlers, not where events come from.
"""

from collections.abc import Callable, Iterable, Set
from typing import Any, Final, NamedTuple

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
    {"change", "resize", "theme", "highlight", "cell_highlight", "tick", "mouse_move", "slide", "selection", "size"}
)
"""One of these takes the place of one like it, of the same node, that comes right before it."""

NEWEST: Final = "scroll"
"""Of this event only the last waits of each node, wherever others stand between: it says nothing of what they tell."""

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


ENDS: Final = frozenset({"submit", "blur"})
"""With one of these a person is done with a node: what waits for more of its kind waits no longer."""

LATE: Final = 100.0
"""Milliseconds after which a batch tells its own time before that of its first event."""


class Waiting(NamedTuple):
    """An event that waits, and when it happened."""

    event: Event
    time: float
    due: float = 0.0
    """When it is sent at the earliest, if its handler waits until no other comes; 0: at once."""

    def is_like(self, name: str, node: int) -> bool:
        """Tell whether it is an event of this name and node."""
        return (self.event.name, self.event.node) == (name, node)


class EventQueue:
    """Events that wait for the next frame. `dropped` counts those that nobody wanted or nobody could take."""

    def __init__(self, limits: protocol.Limits = protocol.LIMIT) -> None:
        self._limits = limits
        self._events: list[Waiting] = []
        self._latest = 0.0
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._events)

    def add(self, event: Event, time: float = 0.0, debounce: int = 0) -> None:
        """Queue an event, in place of the one before it if the two coalesce.

        Args:
            event: The event.
            time: When it happened, in milliseconds since the start. Events come in the order in which they are queued,
                and so none has an earlier time than one before it.
            debounce: For how many milliseconds it waits for another one like it, which then takes its place.
        """
        self._latest = max(self._latest, time)
        new = Waiting(event, self._latest, self._latest + debounce if debounce else 0.0)
        if event.name == NEWEST:
            self._events = [each for each in self._events if not each.is_like(NEWEST, event.node)]
        elif debounce:
            self._events = [each for each in self._events if not (each.due and each.is_like(event.name, event.node))]
        if event.name in ENDS:
            self._events = [each._replace(due=0.0) if each.event.node == event.node else each for each in self._events]
        if event.name == SPLICED:
            # Never dropped: the guest would take all later places for others.
            self._add_splice(new)
        elif not debounce and event.name in COALESCED and self._ends_with(event.name, event.node):
            self._events[-1] = new
        elif len(self._events) >= self._limits["queued_events"]:
            self.dropped += 1
        else:
            self._events.append(new)

    def _ends_with(self, name: str, node: int) -> bool:
        return bool(self._events) and self._events[-1].is_like(name, node)

    def _add_splice(self, new: Waiting) -> None:
        """Queue an edit of a text: one with the last, if it goes on with that. Where the caret was is no news."""
        event = new.event
        while self._ends_with(SELECTED, event.node):
            self._events.pop()
        if self._ends_with(SPLICED, event.node):
            both = joined(splice_of(self._events[-1].event), splice_of(event))
            if both is not None and len(both.text) <= VALUE_LENGTH:
                self._events[-1] = new._replace(event=splice_event(event.node, both))
                return
        self._events.append(new)

    def move_splices(self, node: int, splices: list[Splice]) -> list[Splice]:
        """Rewrite the edits of a text that wait here as they are after what a frame has done to it.

        The guest did not know of them, nor the person of what the guest has done.

        Args:
            node: The node's id.
            splices: What the frame has done, one splice after the other.

        Returns:
            The same as it is after the edits that wait.
        """
        for place, (event, *_) in enumerate(self._events):
            if event.node != node:
                continue
            if event.name == SPLICED:
                edit, splices = past(splice_of(event), splices)
                self._rewrite(place, splice_event(node, edit))
            elif event.name == SELECTED:
                numbers = tuple(moved_by(splices, int(number)) for number in event.numbers)
                self._rewrite(place, event._replace(numbers=numbers))
        return splices

    def _rewrite(self, place: int, event: Event) -> None:
        self._events[place] = self._events[place]._replace(event=event)

    def holds(self, name: str, node: int) -> bool:
        """Tell whether an event waits here."""
        return any(each.is_like(name, node) for each in self._events)

    def edits_of_text(self, node: int) -> list[Splice]:
        """Return the edits of a node's text that wait here."""
        return [splice_of(each.event) for each in self._events if each.is_like(SPLICED, node)]

    def forget(self, nodes: Set[int]) -> None:
        """Drop the events of nodes that are gone, before their ids can mean others."""
        kept = [each for each in self._events if each.event.node not in nodes]
        self.dropped += len(self._events) - len(kept)
        self._events = kept

    def clear(self) -> None:
        """Drop everything."""
        self._events = []

    def edits(self, tree: Tree) -> dict[tuple[int, str], Edit]:
        """Return (node, attribute) → how it was edited, of all that a person changed in events that wait here."""
        found = ((event.node, edit_of(tree, event)) for event, *_ in self._events)
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
        typed = [(place, event) for place, (event, *_) in enumerate(self._events)]
        typed = [(place, event) for place, event in typed if event.node == node and event.name in carriers]
        if not all(event.text.startswith(base) for _, event in typed):
            return None
        shown = value
        for place, event in typed:
            shown = (value + event.text[len(base) :])[:VALUE_LENGTH]
            self._rewrite(place, event._replace(text=shown))
        return shown

    def edited(self, tree: Tree, node: Node, name: str) -> Any:
        """Return an attribute as the person sees it: as edited in what waits here, else as the guest knows it."""
        edits = ((event, edit_of(tree, event)) for event, *_ in reversed(self._events) if event.node == node.id)
        values = (edited_value(event, edit) for event, edit in edits if edit is not None and edit.attribute == name)
        return next(values, node.get(name))

    def is_ready(self, now: float) -> bool:
        """Tell whether there are events to be sent, besides those that wait for others like them."""
        return any(each.due <= now for each in self._events)

    def next_due(self) -> float | None:
        """Return when the first event has waited long enough for another one like it, None if none does."""
        return min((each.due for each in self._events if each.due), default=None)

    def drop_unwanted(self, tree: Tree, now: float) -> None:
        """Drop all events that are to be sent now if none of them has a handler; edits are written into the tree.

        Else all wait for `take`, which handles them in order: an edit behind a submit must not be taken
        for what the guest knew when it answered the submit.
        """
        ready = [event for event, _, due in self._events if due <= now]
        if ready and not any(find_handler(tree, event) for event in ready):
            for event in ready:
                _write_edit(tree, event)
            self.dropped += len(ready)
            self._events = [each for each in self._events if each.due > now]

    def take(self, tree: Tree, start: Event | None, frame: int, room: int, now: float) -> EventBatch:
        """Return the next frame's batch and forget what is in it.

        Edits are written into the tree on the way, whether or not anyone handles them. A `submit` or a
        `paste` is the last event: what was typed after it waits until the guest has answered (cleared the input, say).

        Args:
            tree: Where handlers are looked up.
            start: The event that begins the first frame of all, behind its `clock`.
            frame: The frame's number.
            room: Bytes the guest's inbox can hold at most; what does not fit waits for the frame after.
            now: The time, in milliseconds since the start.

        Raises:
            ControlBlockError: `inbox`: an event does not even fit by itself.
        """
        batch = _Batch(frame, room, self._limits["events"], now)
        if start is not None:
            batch.add(start, now)
        held: list[Waiting] = []
        taken = 0
        for each in self._events:
            record = self._routed(tree, each.event) if each.due <= now else None
            if record is not None and not batch.fits(record, each.time):
                batch.must_hold(record, each.time)
                break
            taken += 1
            if each.due > now:
                held.append(each)
                continue
            _write_edit(tree, each.event)
            if record is not None:
                batch.add(record, each.time)
                _spend(tree, record)
                if record.name in LAST:
                    break
        self._events[:taken] = held
        return batch.ended()

    def _routed(self, tree: Tree, event: Event) -> Event | None:
        found = find_handler(tree, event)
        # A row that is gone by now: where the cursor is instead is on its way.
        stale = event.name == "highlight" and event.numbers[0] >= 0 and event.numbers[0] not in tree.nodes
        if found is None or stale:
            self.dropped += 1
            return None
        node, (handler, data, _) = found
        return event._replace(node=node.id, handler=handler, data=data)


def find_handler(tree: Tree, event: Event) -> tuple[Node, tuple[int, int, int]] | None:
    """Return the node whose handler gets the event, and that handler; None if there is none (any more)."""
    node = tree.nodes.get(event.node)
    code = protocol.EVENT_BY_NAME[event.name].code
    bubbling = event.name in BUBBLING
    while node is not None:
        if (handler := node.handler(code)) is not None:
            return node, handler
        node = node.parent if bubbling and not node.signature.modal else None
    return None


def debounce_of(tree: Tree, event: Event) -> int:
    """Return for how many milliseconds the handler of an event waits until no other one has come; 0: for none."""
    found = find_handler(tree, event)
    return found[1][2] & protocol.DEBOUNCE if found is not None else 0


def _spend(tree: Tree, sent: Event) -> None:
    """Take away the handler that an event goes to, if it is to hear of one only."""
    node, code = tree.nodes[sent.node], protocol.EVENT_BY_NAME[sent.name].code
    handler = node.handler(code)
    if handler is not None and handler[2] & protocol.ONCE:
        tree.spend(node, code)


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


def _whole(time: float) -> float:
    """Return whole milliseconds: a finer clock would tell of other programs what no guest should learn."""
    return float(int(time))


class _Batch:
    """A batch in the making: its records and text, the time that it has told last, and the room there is.

    It begins with a `clock`, and where the next event happened in another millisecond there is another. The first tells
    the time of the first event, so that most batches have no second one; only if that event is late does it tell when
    the batch is made.
    """

    def __init__(self, frame: int, room: int, limit: int, now: float) -> None:
        self._frame = frame
        self._room = room
        self._limit = limit
        self._now = now
        self._told: float | None = None
        self._records = bytearray()
        self._text = bytearray()
        self._count = 0

    def _clocks(self, time: float) -> list[float]:
        """Return the times that have to be told before an event of a time."""
        first = [_whole(self._now)] if self._told is None and self._now - time > LATE else []
        return [*first, _whole(time)] if self._told != _whole(time) else first

    def _size(self, event: Event, time: float) -> int:
        return protocol.EVENT.size * (len(self._clocks(time)) + 1) + len(utf8(event.text))

    def fits(self, event: Event, time: float) -> bool:
        size = len(self._records) + len(self._text) + self._size(event, time)
        return size <= self._room and self._count + len(self._clocks(time)) < self._limit

    def must_hold(self, event: Event, time: float) -> None:
        # The batch is empty: no later frame will have more room.
        if not self._count:
            advice = "export opui_reserve or make it larger"
            size = self._size(event, time)
            raise ControlBlockError("inbox", f"{size} bytes of events do not fit the inbox of {self._room}; {advice}")

    def add(self, event: Event, time: float) -> None:
        for clock in self._clocks(time):
            self._add_clock(clock)
        self._add(event)

    def _add_clock(self, time: float) -> None:
        self._add(Event("clock", 0, "", (time,), 0, 0, 0, self._frame))
        self._told = time

    def _add(self, event: Event) -> None:
        self._records += event_record(event, len(self._text))
        self._text += utf8(event.text)
        self._count += 1

    def ended(self) -> EventBatch:
        if self._told is None:
            self._add_clock(_whole(self._now))
        return EventBatch(bytes(self._records), bytes(self._text), self._frame)
