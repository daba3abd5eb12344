"""Event batches and batch files that are wrong, made from ones that are right."""

from random import Random
from typing import Final

from opui.core.tree.tree import Tree
from opui.core.wire.batch import CommandBatch, EventBatch, pack
from opui.core.wire.encoder import encode_events
from tests.fuzz.command_batches import HARD_TEXTS, WORDS, good_batch
from tests.fuzz.event_target import next_event
from tests.fuzz.mutations import BAD_UTF8

FIELDS: Final = ((0, 1), (1, 1), (2, 2), (4, 4), (8, 4), (12, 4), (16, 4), (20, 4), (24, 4), (28, 4))
"""(offset, size) of each field of an event's record; those of four bytes are a file header's words, too."""


def next_event_batch(random: Random) -> EventBatch:
    """Return a batch of events, mutated in most cases."""
    sequence = [next_event(random) for _ in range(random.randint(1, 6))]
    if random.random() < 0.3:
        sequence.append(sequence[0]._replace(name="change", text=random.choice(HARD_TEXTS), numbers=()))
    batch = encode_events(sequence)
    records, text = bytearray(batch.events), bytearray(batch.text)
    for _ in range(random.randrange(3)):
        _mutate(random, records, text)
    return EventBatch(bytes(records), bytes(text))


def _mutate(random: Random, records: bytearray, text: bytearray) -> None:
    what = random.randrange(6)
    if what == 0 and records:
        records[random.randrange(len(records))] ^= 1 << random.randrange(8)
    elif what == 1 and text:
        text[random.randrange(len(text))] ^= 1 << random.randrange(8)
    elif what == 2:
        at = random.randint(0, len(text))
        text[at:at] = random.choice(BAD_UTF8)
    elif what == 3:
        data = random.choice((records, text))
        del data[random.randint(0, len(data)) :]
    elif what == 4:
        records += records[:32]
    elif len(records) >= 32:
        _set_field(random, records, random.randrange(len(records) // 32) * 32)


def _set_field(random: Random, records: bytearray, at: int) -> None:
    offset, size = random.choice(FIELDS)
    word = random.choice(WORDS) & (1 << 8 * size) - 1
    records[at + offset : at + offset + size] = word.to_bytes(size, "little")


def next_file(random: Random) -> bytes:
    """Return a file of batches, mutated in most cases."""
    tree = Tree()
    parts: list[bytes] = []
    for frame in range(random.randint(0, 3)):
        batch: CommandBatch | EventBatch = good_batch(random, tree, 3) if random.random() < 0.5 else _events(random)
        parts.append(pack(batch._replace(frame=frame)))
    if parts and random.random() < 0.6:
        place = random.randrange(len(parts))
        header = bytearray(parts[place])
        _set_field(random, header, 0)
        parts[place] = bytes(header)
    data = bytearray(b"".join(parts))
    what = random.randrange(8)
    if what == 0:
        del data[random.randint(0, len(data)) :]
    elif what == 1 and data:
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    elif what == 2:
        at = random.randint(0, len(data))
        data[at:at] = data[: random.randint(0, 40)]
    elif what == 3:
        data += bytes(random.randint(1, 40))
    return bytes(data)


def _events(random: Random) -> EventBatch:
    return encode_events([next_event(random) for _ in range(random.randrange(3))])
