"""Mutations of a batch of commands: each makes one thing wrong with it, or many, or by chance nothing.

They work on the raw records and text and know where the slots of a record lie.
"""

from collections.abc import Callable
from random import Random
from typing import Final

from opui.core.wire.batch import CommandBatch
from tests.fuzz.command_batches import OP, RECORD, SIZE, WORDS

BAD_UTF8: Final = (
    b"\xff",
    b"\xc3\x28",
    b"\xc3",
    b"\xe2\x82",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xc0\xaf",
    b"\x80",
)
SLOTS: Final = ((1, 1), (2, 2), (4, 4), (8, 4), (12, 4))
"""(offset, size) of each slot of a record behind the opcode."""
WITH_TEXT: Final = frozenset({OP["set_text"], OP["set_string"], OP["add_class"], OP["remove_class"], OP["call"]})


def _at(random: Random, records: bytearray) -> int:
    """Return the offset of a record."""
    return random.randrange(len(records) // SIZE) * SIZE


def _set(records: bytearray, at: int, size: int, value: int) -> None:
    records[at : at + size] = (value & (1 << 8 * size) - 1).to_bytes(size, "little")


def flip_bits(random: Random, records: bytearray, text: bytearray) -> None:
    data = text if text and random.random() < 0.3 else records
    for _ in range(random.randint(1, 4)):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def swap_slots(random: Random, records: bytearray, text: bytearray) -> None:
    at = _at(random, records)
    one, other = random.choice(((4, 8), (8, 12), (4, 12)))
    first = records[at + one : at + one + 4]
    records[at + one : at + one + 4] = records[at + other : at + other + 4]
    records[at + other : at + other + 4] = first


def swap_records(random: Random, records: bytearray, text: bytearray) -> None:
    one, other = _at(random, records), _at(random, records)
    first = records[one : one + SIZE]
    records[one : one + SIZE] = records[other : other + SIZE]
    records[other : other + SIZE] = first


def set_slot(random: Random, records: bytearray, text: bytearray) -> None:
    """A slot gets a number at one of the ends of a range, whether or not the opcode uses it."""
    offset, size = random.choice(SLOTS)
    _set(records, _at(random, records) + offset, size, random.choice(WORDS))


def set_opcode(random: Random, records: bytearray, text: bytearray) -> None:
    records[_at(random, records)] = random.randrange(20) if random.random() < 0.9 else random.randrange(256)


def set_code(random: Random, records: bytearray, text: bytearray) -> None:
    """Another kind, attribute, method (in b) or event (in a)."""
    offset, size = random.choice(SLOTS[:2])
    _set(records, _at(random, records) + offset, size, random.randrange(22))


def set_node(random: Random, records: bytearray, text: bytearray) -> None:
    _set(records, _at(random, records) + 4, 4, random.randrange(50))


def move_text(random: Random, records: bytearray, text: bytearray) -> None:
    """A range that wraps around, reaches past the end, overlaps another, or begins inside a character."""
    places = [at for at in range(0, len(records) - SIZE + 1, SIZE) if records[at] in WITH_TEXT]
    at = random.choice(places) if places else _at(random, records)
    offset = random.choice((*WORDS, len(text), len(text) + 1, max(0, len(text) - 1)))
    length = random.choice((*WORDS, len(text), len(text) + 1, 1, 0))
    kept_offset, kept_length = RECORD.unpack_from(records, at)[4:]
    which = random.randrange(4)
    _set(records, at + 8, 4, kept_offset if which == 0 else kept_offset + 1 if which == 1 else offset)
    _set(records, at + 12, 4, kept_length if which == 2 else length)


def truncate(random: Random, records: bytearray, text: bytearray) -> None:
    data = random.choice((records, text))
    del data[random.randint(0, len(data)) :]


def repeat(random: Random, records: bytearray, text: bytearray) -> None:
    """One record, or a run of them, again: at once or at the end."""
    at = _at(random, records)
    run = bytes(records[at : at + SIZE * random.randint(1, 3)])
    place = random.choice((at, len(records) - len(records) % SIZE))
    records[place:place] = run * random.choice((1, 1, 1, 2, 3))


def drop_record(random: Random, records: bytearray, text: bytearray) -> None:
    at = _at(random, records)
    del records[at : at + SIZE]


def spoil_text(random: Random, records: bytearray, text: bytearray) -> None:
    """Bytes that are no UTF-8, or that are and must not get through."""
    bad = random.choice((*BAD_UTF8, b"\x1b[", b"\xc2\x9b", b"\xe2\x80\xae"))
    at = random.randint(0, len(text))
    text[at : at + random.choice((0, len(bad)))] = bad


def insert_anywhere(random: Random, records: bytearray, text: bytearray) -> None:
    """Some node below some other, which may lie below it."""
    record = RECORD.pack(OP["insert"], 0, 0, random.randrange(48), random.randrange(48), random.choice((0, 0, 1, 2, 3)))
    at = random.choice((_at(random, records), len(records) - len(records) % SIZE))
    records[at:at] = record


def make_cycle(random: Random, records: bytearray, text: bytearray) -> None:
    """A new node and one below it, then the first below the second."""
    first, second = random.randrange(1, 60), random.randrange(1, 60)
    for record in (
        (OP["create"], 0, 1, first, 0, 0),
        (OP["create"], 0, 1, second, 0, 0),
        (OP["insert"], 0, 0, second, first, 0),
        (OP["insert"], 0, 0, first, second, 0),
    ):
        records += RECORD.pack(*record)


def reuse_id(random: Random, records: bytearray, text: bytearray) -> None:
    """Remove a node, make another of its id, and go on with it."""
    node = random.randrange(48)
    at = random.choice((_at(random, records), len(records) - len(records) % SIZE))
    again = RECORD.pack(OP["create"], 0, random.randrange(13), node, 0, 0) if random.random() < 0.7 else b""
    records[at:at] = RECORD.pack(OP["remove"], 0, 0, node, 0, 0) + again


def noise(random: Random, records: bytearray, text: bytearray) -> None:
    records += random.getrandbits(8 * SIZE).to_bytes(SIZE, "little")


Mutation = Callable[[Random, bytearray, bytearray], None]
MUTATIONS: Final[tuple[Mutation, ...]] = (
    flip_bits, swap_slots, swap_records, set_slot, set_opcode, set_code, set_node, move_text, truncate, repeat,
    drop_record, spoil_text, insert_anywhere, make_cycle, reuse_id, noise,
)  # fmt: skip


def mutated(random: Random, batch: CommandBatch) -> CommandBatch:
    """Return a batch with one to three mutations; one too short for a record is left as it is."""
    records, text = bytearray(batch.commands), bytearray(batch.text)
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        if len(records) < SIZE:
            break
        random.choice(MUTATIONS)(random, records, text)
    return batch._replace(commands=bytes(records), text=bytes(text))
