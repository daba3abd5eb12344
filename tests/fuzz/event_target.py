"""Oracles of what goes to the guest and of what lies in files: encode and read back with the simple decoder."""

from random import Random
from typing import Final

from opui.core import protocol
from opui.core.errors import BatchError, ControlBlockError, DecodeError
from opui.core.session.events import BUBBLING, COALESCED, EventQueue
from opui.core.tree.tree import Tree
from opui.core.wire.batch import CommandBatch, EventBatch, pack, unpack
from opui.core.wire.decoder import events
from opui.core.wire.encoder import encode_events
from opui.core.wire.records import Event
from tests.fuzz.simple_decoder import SimpleBatch, SimpleEvent, WrongError, decode_events, read_file
from tests.fuzz.texts import is_clean, is_scrubbed
from tests.fuzz.violation import Violation

CODES: Final = {row.name: row.code for row in protocol.EVENTS}
QUEUED: Final = tuple(name for name in CODES if name not in protocol.HOST_EVENTS)
NODES: Final = 12
APART: Final = 40.6
"""Milliseconds from one event to the next but one."""
TYPED: Final = ("", "a", "milk", "é!", "日本語", "half \ud83d of a pair", "x" * 700, "\x1b[31m", "👩‍💻")
NUMBERS: Final = (0, 1, -1, 80, 2**31 - 1, -(2**31))


# --- Events that are encoded ---


def next_event(random: Random) -> Event:
    """Return an event as a host could queue it."""
    name = random.choice(QUEUED)
    row = protocol.EVENT_BY_NAME[name]
    return Event(
        name,
        random.randrange(NODES),
        random.choice(TYPED) if row.text else "",
        tuple(random.choice(NUMBERS) for _ in row.numbers),
        random.randrange(2) if row.flags else 0,
        random.randrange(16) if name in ("press", "key") else 0,
    )


def sent(event: Event) -> SimpleEvent:
    """Return what the guest must read of an event."""
    text = event.text.encode(errors="replace").decode()
    return SimpleEvent(
        event.name, event.flags, event.modifiers, event.node, event.handler, event.data, text, event.numbers
    )


def check_encoder(sequence: list[Event]) -> None:
    """Encode events as they are and read them back."""
    batch = encode_events(sequence)
    if decode_events(batch.events, batch.text) != [sent(event) for event in sequence]:
        raise Violation(f"what was encoded is not what is read: {sequence}")


def handled_tree(random: Random) -> Tree:
    """Return a tree of unknown kinds, which take every handler; some nodes have some."""
    tree = Tree()
    tree.begin()
    for node in range(1, NODES):
        tree.create(node, 99)
        tree.insert(node, 0 if node == 1 else random.randrange(1, node), 0)
    for node in range(1, NODES):
        for name in random.sample(QUEUED, random.randrange(len(QUEUED))):
            tree.attach(node, CODES[name], random.randrange(1, 9), random.getrandbits(32))
    tree.commit()
    return tree


def routed(tree: Tree, event: Event) -> SimpleEvent | None:
    """Return the event as its handler gets it, None if there is no handler; told anew from the spec."""
    node = tree.nodes.get(event.node)
    while node is not None and CODES[event.name] not in node.handlers:
        node = node.parent if event.name in BUBBLING else None
    if node is None or (event.name == "highlight" and event.numbers[0] >= 0 and event.numbers[0] not in tree.nodes):
        return None
    handler, data, _ = node.handlers[CODES[event.name]]
    return sent(event._replace(node=node.id, handler=handler, data=data))


def one_edit(first: Event, second: Event) -> Event | None:
    """Return one event for two edits of a text, if the second changes only what the first has put there."""
    if (first.name, second.name, first.node) != ("edit", "edit", second.node):
        return None
    begin, (start, end) = first.numbers[0], second.numbers
    if not begin <= start <= end <= begin + len(first.text):
        return None
    text = first.text[: int(start - begin)] + second.text + first.text[int(end - begin) :]
    return first._replace(text=text) if len(text) <= 16_384 else None


def check_queue(tree: Tree, sequence: list[Event], room: int) -> str:
    """Queue events and take them in frames of `room` bytes: all arrive, in order and with their times; none is over.

    Raises:
        Violation: The oracle says that opui is wrong.
    """
    queue, waiting = EventQueue(), list[tuple[Event, float]]()
    for place, event in enumerate(sequence):
        if event.name == "scroll":
            waiting = [each for each in waiting if each[0][:2] != ("scroll", event.node)]
        last = waiting[-1][0] if waiting else None
        if last is not None and event.name in COALESCED and (event.name, event.node) == (last.name, last.node):
            waiting.pop()
        while event.name == "edit" and waiting and waiting[-1][0][:2] == ("selection", event.node):
            waiting.pop()
        both = one_edit(waiting[-1][0], event) if waiting else None
        # Two at a time.
        time = place // 2 * APART
        waiting[len(waiting) - (both is not None) :] = [(both or event, time)]
        queue.add(event, time)
    routes = ((routed(tree, event), time) for event, time in waiting)
    wanted = [(arriving, int(time)) for arriving, time in routes if arriving is not None]
    got: list[tuple[SimpleEvent, int]] = []
    for frame in range(1, len(sequence) + 2):
        now = len(sequence) // 2 * APART + frame
        try:
            batch = queue.take(tree, None, frame, room, now)
        except ControlBlockError:
            _check_too_large(wanted[len(got)][0], room)
            return "inbox"
        got += _taken(batch, frame, room, now)
        if not len(queue):
            break
    if got != wanted:
        raise Violation(f"{got} arrived in place of {wanted}")
    return "accepted"


def _taken(batch: EventBatch, frame: int, room: int, now: float) -> list[tuple[SimpleEvent, int]]:
    """Return the events of a batch, and the time that was told last before each."""
    if len(batch.events) + len(batch.text) > room or batch.record_count > protocol.LIMIT["events"]:
        raise Violation(f"frame {frame} has {len(batch.events) + len(batch.text)} bytes for a room of {room}")
    records, found = decode_events(batch.events, batch.text), list[tuple[SimpleEvent, int]]()
    told = -1
    for record in records:
        if record.name != "clock":
            found.append((record, told))
        elif (record.data, record.numbers) == (frame, (told,)):
            raise Violation(f"frame {frame} says twice that it is {told}")
        else:
            told = int(record.numbers[0])
    first = records[0].numbers
    if records[0].name != "clock" or first[0] not in (int(now), *(time for _, time in found[:1])):
        raise Violation(f"frame {frame} begins with {records[0]}")
    if found and first[0] > found[0][1] and now - found[0][1] < 100:
        raise Violation(f"frame {frame} tells its own time although {found[0]} is not late")
    if any(event.name in ("submit", "paste") for event, _ in found[:-1]):
        raise Violation(f"frame {frame} goes on behind a submit or a paste")
    return found


def _check_too_large(event: SimpleEvent, room: int) -> None:
    if 96 + len(event.text.encode()) <= room:
        raise Violation(f"{event} was refused, but fits {room} bytes")


# --- Event batches that are read ---


def check_event_batch(records: bytes, text: bytes) -> str:
    """Read a batch of events with both decoders; return "accepted" or the rule."""
    rule, simple, read = "", list[SimpleEvent](), list[Event]()
    try:
        simple = decode_events(records, text)
    except WrongError as error:
        rule = error.args[0]
    try:
        read = events(EventBatch(records, text))
    except BatchError as error:
        if error.rule == rule:
            return rule
        raise Violation(f"the decoder says {error.rule}, the simple one {rule!r}") from None
    if rule:
        raise Violation(f"the decoder took events that break {rule}")
    for event, other in zip(read, simple, strict=True):
        # Any double may stand in a clock; a NaN is not even equal to itself.
        same = sent(event._replace(text="", numbers=())) == other._replace(text="", numbers=())
        if not same or repr(event.numbers) != repr(other.numbers) or not is_scrubbed(event.text, other.text):
            raise Violation(f"the decoder says {event}, the simple one {other}")
    return "accepted"


# --- Files ---


def check_file(data: bytes) -> str:
    """Read a file of batches with both readers and write it again; return "accepted" or the rule."""
    simple, rule = read_file(data)
    batches: list[CommandBatch | EventBatch] = []
    try:
        batches.extend(unpack(data))
    except DecodeError as error:
        if error.rule != rule or not is_clean(str(error)):
            raise Violation(f"the reader says {error}, the simple one {rule!r}") from None
        return rule
    if rule:
        raise Violation(f"the reader took a file that breaks {rule}")
    if [_simple(batch) for batch in batches] != simple:
        raise Violation(f"the reader says {batches}, the simple one {simple}")
    if list(unpack(b"".join(map(pack, batches)))) != batches:
        raise Violation("what is written again is not what was read")
    if _without_minor(b"".join(map(pack, batches)), batches) != _without_minor(data, batches):
        raise Violation("the file written again has other bytes")
    return "accepted"


def _simple(batch: CommandBatch | EventBatch) -> SimpleBatch:
    if isinstance(batch, CommandBatch):
        return SimpleBatch(1, batch.frame, batch.commands, batch.text)
    return SimpleBatch(2, batch.frame, batch.events, batch.text)


def _without_minor(data: bytes, batches: list[CommandBatch | EventBatch]) -> bytes:
    """Return a file's bytes with minor version 0: any is read, and this host's is written."""
    changed, at = bytearray(data), 0
    for batch in batches:
        changed[at + 4 : at + 6] = b"\0\0"
        at += len(pack(batch))
    return bytes(changed)
