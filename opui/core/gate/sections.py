"""The sections of a Wasm module, and a reader of what is in them that checks every length and count.

WebAssembly core specification §5, binary format. It knows how a module is put together and how much of
anything is read; not what a guest must export.
"""

from collections.abc import Callable
from typing import Final, NamedTuple, TypeVar

from opui.core.errors import ModuleError

T = TypeVar("T")

MAGIC: Final = b"\0asm\1\0\0\0"
CUSTOM, TYPE, IMPORT, FUNCTION, TABLE, MEMORY, GLOBAL, EXPORT, START, ELEMENT, CODE, DATA, DATA_COUNT, TAG = range(14)
ORDER: Final = (TYPE, IMPORT, FUNCTION, TABLE, MEMORY, TAG, GLOBAL, EXPORT, START, ELEMENT, DATA_COUNT, CODE, DATA)
"""In which order a module's sections stand; custom sections may stand anywhere."""
_PLACES: Final = {code: place for place, code in enumerate(ORDER)}


class Cap(NamedTuple):
    """How many of something a module may have at most, and why not more."""

    name: str
    value: int
    doc: str


# fmt: off
CAPS: Final = (
    Cap("sections", 256, "13 are known, a linker adds half a dozen custom ones."),
    Cap("bytes in a name", 1_024, "The longest names are mangled ones of some hundred bytes."),
    Cap("types", 1_000, "Compilers write each signature once; a large app has two hundred."),
    Cap("parameters of one type", 100, "An argument over the sixteenth is rare."),
    Cap("results of one type", 16, "Rust and C return one."),
    Cap("functions", 20_000, "Empty ones cost 7 KiB each to compile: 0.6 s and 140 MiB; 100,000 cost 5 s and 580 MiB."),
    Cap("globals", 1_000, "Rust and C make three."),
    Cap("exports", 1_000, "Six are asked for; a linker that exports everything adds hundreds."),
    Cap("tables", 1, "It holds the handlers; compilers make no other."),
    Cap("table elements", 10_000, "As many functions can be handlers; they lie in the host's memory, 8 bytes each."),
    Cap("element segments", 1_000, "A linker writes one."),
    Cap("bytes of element segments", 262_144, "Five times what a full table needs."),
    Cap("data segments", 1_000, "A linker writes three."),
    Cap("bytes of one function", 262_144, "Parts of the compiler take time by the square of a function's size."),
    Cap("locals of one function", 10_000, "1,000 functions of 50,000, 8 KB as a file, cost 2 s; of 10,000, 0.5 s."),
    Cap("local declarations", 200_000, "They are what the gate itself reads one by one: a fifth of a second."),
)
# fmt: on
CAP: Final = {cap.name: cap.value for cap in CAPS}


def check_cap(name: str, count: int) -> None:
    """Raise `ModuleError` if `count` passes the cap of that name."""
    if count > CAP[name]:
        raise ModuleError("limit", f"{count} {name}: the limit is {CAP[name]}")


class Reader:
    """A cursor over part of a module; every read is checked against the part's end."""

    def __init__(self, data: bytes, start: int, end: int) -> None:
        self._data, self._at, self._end = data, start, end

    @property
    def left(self) -> int:
        """How many bytes have not been read."""
        return self._end - self._at

    def byte(self) -> int:
        """Read one byte."""
        at = self._at
        if at >= self._end:
            raise self.malformed(f"1 bytes do not fit before {self._end}")
        self._at = at + 1
        return self._data[at]

    def part(self, length: int) -> "Reader":
        """Read past the next `length` bytes and return a reader of them."""
        if length > self.left:
            raise self.malformed(f"{length} bytes do not fit before {self._end}")
        start, self._at = self._at, self._at + length
        return Reader(self._data, start, self._at)

    def take(self, length: int) -> bytes:
        """Read `length` bytes."""
        part = self.part(length)
        return part._data[part._at : part._end]

    def unsigned(self) -> int:
        """Read a number: LEB128, at most 32 bits."""
        value = 0
        for shift in range(0, 35, 7):
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                if value >= 1 << 32:
                    break
                return value
        raise self.malformed("a number is over 32 bits")

    def name(self) -> str:
        """Read a length and a UTF-8 text of it."""
        length = self.unsigned()
        check_cap("bytes in a name", length)
        try:
            return self.take(length).decode()
        except UnicodeDecodeError:
            raise self.malformed("a name is not UTF-8") from None

    def count(self, cap: str) -> int:
        """Read how many entries follow, at most the cap of that name."""
        count = self.unsigned()
        # Every entry takes a byte at least, so a larger count is a lie.
        if count > self.left:
            raise self.malformed(f"{count} entries do not fit")
        check_cap(cap, count)
        return count

    def many(self, cap: str, read: Callable[[], T]) -> list[T]:
        """Read a count and as many entries, at most the cap of that name."""
        return [read() for _ in range(self.count(cap))]

    def finish(self) -> None:
        """Refuse bytes that nothing has read."""
        if self.left:
            raise self.malformed(f"{self.left} bytes are left over")

    def malformed(self, why: str) -> ModuleError:
        """Return the error of bytes that can't be read, with the place."""
        return ModuleError("malformed", f"{why} (at offset 0x{self._at:x})")


class Sections(NamedTuple):
    """A module's sections, none of them read.

    Attributes:
        known: By their codes.
        custom: By their names, in order; two may have the same.
    """

    known: dict[int, Reader]
    custom: list[tuple[str, Reader]]


def read_sections(data: bytes) -> Sections:
    """Return the sections of a module that begins with `MAGIC`.

    Raises:
        ModuleError: They reach past the end, are doubled, out of order or too many.
    """
    reader = Reader(data, len(MAGIC), len(data))
    known: dict[int, Reader] = {}
    custom: list[tuple[str, Reader]] = []
    last = -1
    while reader.left:
        check_cap("sections", len(known) + len(custom) + 1)
        code = reader.byte()
        section = reader.part(reader.unsigned())
        if code == CUSTOM:
            custom.append((section.name(), section))
            continue
        place = _PLACES.get(code)
        if place is None:
            raise reader.malformed(f"there is no section {code}")
        if place <= last:
            raise reader.malformed(f"section {code} is {'doubled' if code in known else 'out of order'}")
        known[code], last = section, place
    return Sections(known, custom)
