"""Modules that are good, and mutations of them that know what a section is.

The good ones: the examples as committed, the spec's guest, and small ones written as text.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Final

from tests.guests import compiled, guest_text, set_word, with_commands, with_manifest

ROOT: Final = Path(__file__).resolve().parents[2]
PREAMBLE: Final = b"\0asm\1\0\0\0"
MANIFEST: Final = '{"abi": [1, 0], "name": "fuzz", "title": "Fuzz"}'
MANIFESTS: Final = (
    "{}", "[]", "", "{", '{"abi": [2, 0]}', '{"abi": [1]}', '{"abi": [true, 0]}',
    '{"abi": [1, 0], "name": "\\u001b[2J"}', '{"abi": [1, 0], "name": "\\ud800"}', '{"abi": [1, 99]}',
    '{"abi": [1e999, 0]}', "[" * 9_000, '{"a":' * 2_000, '{"abi": [-1, 0]}', f'{{"abi": [{"9" * 5_000}, 0]}}',
    f'{{"abi": [{"9" * 4_000}, 0]}}', "NaN", '{"abi": [1, 0]} x', f'{{"abi": [1, 0], "name": "{"x" * 16_000}"}}',
    f'{{"abi": [1, 0], "name": "{"x" * 17_000}"}}',
)  # fmt: skip
NUMBERS: Final = (0, 1, 2, 127, 128, 255, 65_536, 2**31, 2**32 - 1)
WORDS: Final = (
    b"\x80\x00", b"\x80\x80\x80\x80\x00", b"\xff\xff\xff\xff\x0f", b"\xff\xff\xff\xff\x1f", b"\xff\xff\xff\xff\xff\x0f",
    b"\x80" * 12, b"\xff\xff\xff\xff\x7f",
)  # fmt: skip
"""Numbers in LEB128: longer than need be, the largest, over 32 bits, endless."""
RARE_SECTIONS: Final = (
    (8, b"\0"), (8, b"\x05"), (2, b"\0"), (2, b"\1\1a\1b\0\0"), (2, b"\1\x03\x1b[m\x05\xe2\x80\xaea\n\0\0"),
    (12, b"\0"), (12, b"\1"), (13, b"\1\0\0"), (14, b""), (255, b"x"), (0, b"\4name\0\5\4\x1b[2J"),
    (0, b"\xff\xff\xff\xff\x0f"), (0, b"\2\xff\xfe"), (0, b""), (0, b"\x0dopui.manifest{}"), (1, b"\1\x5f\0"),
    (1, b"\xff\xff\x03"), (3, b"\1\7"), (4, b"\2\x70\0\1\x70\0\1"), (5, b"\2\0\1\0\1"), (5, b"\1\3\1\1"),
    (5, b"\1\4\1"), (6, b"\1\x7f\0\x41\0\x0b"), (5, b"\1\0\xff\xff\x03"), (4, b"\1\x70\0\xff\xff\xff\xff\x0f"),
    (10, b"\1\6\1\xff\xff\xff\xff\x0f\x7f\x0b"), (11, b"\0"),
)  # fmt: skip
"""Sections that a good guest does not have, or not so: (code, content)."""

Sections = list[tuple[int, bytes]]


def number(value: int) -> bytes:
    """Return a number in LEB128."""
    data = bytearray()
    while True:
        data.append(value & 0x7F | (0x80 if value >> 7 else 0))
        value >>= 7
        if not value:
            return bytes(data)


def read_number(data: bytes, at: int) -> tuple[int, int]:
    """Return a number in LEB128 and the offset behind it."""
    value, shift = 0, 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def split(module: bytes) -> Sections:
    """Return the sections of a good module: (code, content)."""
    sections, at = [], len(PREAMBLE)
    while at < len(module):
        size, start = read_number(module, at + 1)
        sections.append((module[at], module[start : start + size]))
        at = start + size
    return sections


def joined(sections: Sections) -> bytes:
    """Return the module of sections."""
    return PREAMBLE + b"".join(bytes([code]) + number(len(content)) + content for code, content in sections)


@lru_cache(maxsize=1)
def good_modules() -> tuple[bytes, ...]:
    """Return modules that the gate takes; most are small, since most of a large one is code."""
    reserve = '(func (export "opui_reserve") (param i32) (result i32) (i32.const 0))'
    texts = (
        guest_text(),
        guest_text("(unreachable)"),
        guest_text(set_word("again", 1), extra=reserve),
        guest_text(extra='(global (export "g") (mut i32) (i32.const 0)) (@custom "x" "y")'),
        guest_text(words={"commands_address": 65_520, "commands_count": 1}),
        with_commands(bytes(16)),
        (ROOT / "spec" / "count.wat").read_text(),
    )
    small = [compiled(text) for text in texts]
    files = [(ROOT / "examples" / name / f"{name}.wasm").read_bytes() for name in ("counter", "todo")]
    return (*small, *(with_manifest(module, MANIFEST) for module in small[:3]), files[0], files[0], files[1])


@lru_cache(maxsize=1)
def split_modules() -> tuple[tuple[bytes, tuple[tuple[int, bytes], ...]], ...]:
    """Return each good module with its sections."""
    return tuple((module, tuple(split(module))) for module in good_modules())


# --- Mutations of bytes ---


def _flip(random: Random, data: bytes) -> bytes:
    flipped = bytearray(data)
    for _ in range(random.randint(1, 3) if data else 0):
        flipped[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(flipped)


def _cut(random: Random, data: bytes) -> bytes:
    return data[: random.randint(0, len(data))]


def _overwrite(random: Random, data: bytes) -> bytes:
    at = random.randint(0, len(data))
    word = random.choice((*WORDS, number(random.choice(NUMBERS)), bytes([random.randrange(256)])))
    return data[:at] + word + data[at + random.choice((0, len(word))) :]


def _lie_about_count(random: Random, data: bytes) -> bytes:
    """Another count of entries in front of the entries, or the same one longer than need be."""
    if not data or data[0] >= 128:
        return data
    lies = (*WORDS, *(number(value) for value in NUMBERS), number(data[0] + 1), bytes([data[0] | 128, 0]))
    return random.choice(lies) + data[1:]


BYTES: Final[tuple[Callable[[Random, bytes], bytes], ...]] = (_flip, _flip, _cut, _overwrite, _lie_about_count)


# --- Mutations of sections ---


def _swap(random: Random, sections: Sections) -> None:
    one, other = random.randrange(len(sections)), random.randrange(len(sections))
    sections[one], sections[other] = sections[other], sections[one]


def _double(random: Random, sections: Sections) -> None:
    sections.insert(random.randint(0, len(sections)), random.choice(sections))


def _drop(random: Random, sections: Sections) -> None:
    del sections[random.randrange(len(sections))]


def _insert(random: Random, sections: Sections) -> None:
    """A section that a guest does not have: at its own place, or anywhere."""
    code, content = random.choice(RARE_SECTIONS)
    place = next((place for place, (other, _) in enumerate(sections) if other > code), len(sections))
    sections.insert(place if random.random() < 0.7 else random.randint(0, len(sections)), (code, content))


def _recode(random: Random, sections: Sections) -> None:
    place = random.randrange(len(sections))
    sections[place] = (random.randrange(15), sections[place][1])


def _add_manifest(random: Random, sections: Sections) -> None:
    content = random.choice(MANIFESTS).encode()
    content = content if random.random() < 0.8 else random.choice(BYTES)(random, content)
    sections.insert(random.randint(0, len(sections)), (0, b"\x0dopui.manifest" + content))


def _change_content(random: Random, sections: Sections) -> None:
    """Within a section other than code and data, if it can be: the gate reads the others."""
    places = [place for place, (code, _) in enumerate(sections) if code not in (10, 11)]
    place = random.choice(places) if places and random.random() < 0.8 else random.randrange(len(sections))
    code, content = sections[place]
    sections[place] = (code, random.choice(BYTES)(random, content))


SECTIONS: Final[tuple[Callable[[Random, Sections], None], ...]] = (
    _swap, _double, _drop, _insert, _insert, _recode, _add_manifest, _change_content, _change_content, _change_content,
    _change_content,
)  # fmt: skip


def _joined_with_a_lie(random: Random, sections: Sections) -> bytes:
    """Return the module with another length in front of one section than it has."""
    liar = random.randrange(len(sections))
    data = bytearray(PREAMBLE)
    for place, (code, content) in enumerate(sections):
        size = number(len(content))
        if place == liar:
            near = number(max(0, len(content) + random.choice((-1, 1, 2, -2))))
            size = random.choice((near, near, bytes([size[-1] | 128, 0]), *WORDS))
        data += bytes([code]) + size + content
    return bytes(data)


def next_module(random: Random) -> bytes:
    """Return a mutated module; one in fifty is good."""
    module, sections = random.choice(split_modules())
    chance = random.random()
    if chance < 0.02:
        return module
    if chance < 0.2:
        return random.choice((_flip, _flip, _cut, _overwrite))(random, module)
    changed = list(sections)
    for _ in range(random.choice((1, 1, 2, 3))):
        if changed:
            random.choice(SECTIONS)(random, changed)
    return _joined_with_a_lie(random, changed) if changed and chance > 0.9 else joined(changed)
