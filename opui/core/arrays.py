"""Arrays that stay in the guest's memory: where a descriptor says one lies, checked once, and what is read of it.

An array is read when it is shown, and only between calls. It knows of no wasmtime: whoever holds the memory reads it.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple, Protocol, TypeAlias, TypeGuard

from opui.core import protocol
from opui.core.errors import CommandError
from opui.core.protocol import Element
from opui.core.scrub import scrub

TEXT_BYTES: Final = 1_024
"""Of a longer text in an array no more is shown: nothing shows as much of one on a line."""

Item: TypeAlias = float | int | str | None
"""An element as it is read; None where the validity bits say that there is none."""


class Memory(Protocol):
    """The guest's memory. It never shrinks."""

    def size(self) -> int:
        """Return how many bytes there are."""

    def read(self, address: int, length: int) -> bytes | None:
        """Return a copy of bytes that lie in the memory; None while a call is under way or once the guest is gone."""

    def is_gone(self) -> bool:
        """Return whether the guest is gone, so that nothing will be read any more."""


class _NoMemory:
    """See `NO_MEMORY`."""

    def size(self) -> int:
        """Return 0."""
        return 0

    def read(self, address: int, length: int) -> bytes | None:
        """Return None."""
        return None

    def is_gone(self) -> bool:
        """Return True."""
        return True


NO_MEMORY: Final = _NoMemory()
"""The memory of what has none, such as a tree that was read from a listing."""


class _Descriptor(NamedTuple):
    values: int
    length: int
    stride: int
    validity: int
    text: int
    text_length: int
    first_reserved: int
    second_reserved: int


class Array:
    """An array whose place was checked. What lies there is the guest's: it may be anything, each time it is read.

    Attributes:
        element: What it is made of.
        length: How many elements there are.
    """

    __slots__ = ("_memory", "_stride", "_text", "_text_length", "_validity", "_values", "element", "length")

    def __init__(self, memory: Memory, element: Element, said: _Descriptor) -> None:
        self.element = element
        self.length = said.length
        self._memory = memory
        self._values = said.values
        self._stride = said.stride or element.size
        self._validity = said.validity
        self._text = said.text
        self._text_length = said.text_length

    @property
    def is_dense(self) -> bool:
        """Whether its elements lie side by side, and none is missing."""
        return self._stride == self.element.size and not self._validity

    def read_bytes(self) -> bytes | None:
        """Return all elements of a dense array of numbers as they lie in memory; None if nothing can be read."""
        return self._memory.read(self._values, self.length * self.element.size)

    def read(self, first: int, behind: int, longest: int = TEXT_BYTES) -> list[Item] | None:
        """Return the elements from `first` to before `behind`, as far as there are any; None if nothing can be read.

        A text that does not lie in the array's text is empty; what is not UTF-8 in it is replaced, and it is scrubbed.

        Args:
            first: The place of the first element.
            behind: The place behind the last.
            longest: Bytes of a text that are read.
        """
        first, behind = max(0, first), min(behind, self.length)
        if first >= behind:
            return []
        items = self._texts(first, behind, longest) if self.element.name == "utf8" else self._numbers(first, behind)
        if items is None or not self._validity:
            return items
        bits = self._memory.read(self._validity + first // 8, (behind + 7) // 8 - first // 8)
        if bits is None:
            return None
        valid = (bits[place >> 3] >> (place & 7) & 1 for place in range(first % 8, first % 8 + len(items)))
        return [item if here else None for item, here in zip(items, valid, strict=True)]

    @property
    def is_gone(self) -> bool:
        """Whether nothing will be read of it any more: the guest is gone."""
        return self._memory.is_gone()

    def pick(self, places: Sequence[Item]) -> list[Item] | None:
        """Return the elements at places, None for each that is no place of the array's; None if nothing can be read.

        Neighbours are read together, in whatever order they are asked for.
        """
        found: dict[Item, Item] = {}
        for first, behind in _runs(sorted({place for place in places if self._has(place)})):
            items = self.read(first, behind)
            if items is None:
                return None
            found.update(zip(range(first, behind), items, strict=True))
        return [found.get(place) for place in places]

    def _has(self, place: Item) -> TypeGuard[int]:
        return isinstance(place, int) and 0 <= place < self.length

    def _numbers(self, first: int, behind: int) -> list[Any] | None:
        size, count = self.element.size, behind - first
        data = self._memory.read(self._values + first * self._stride, (count - 1) * self._stride + size)
        if data is None:
            return None
        if self._stride == size:
            return list(struct.unpack(f"<{count}{self.element.form}", data))
        form = struct.Struct(f"<{self.element.form}")
        return [form.unpack_from(data, place * self._stride)[0] for place in range(count)]

    def _texts(self, first: int, behind: int, longest: int) -> list[Any] | None:
        places = self._numbers(first, behind + 1)
        if places is None:
            return None
        texts = [self._text_between(*each, longest) for each in pairwise(places)]
        return None if None in texts else texts

    def _text_between(self, start: int, end: int, longest: int) -> str | None:
        if not 0 <= start < end <= self._text_length:
            return ""
        data = self._memory.read(self._text + start, min(end - start, longest))
        return None if data is None else scrub(data.decode(errors="replace"))


def _runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first of each run of places that follow one another, and the one behind its last. They rise."""
    first = behind = -1
    for place in places:
        if place != behind:
            if first >= 0:
                yield first, behind
            first = place
        behind = place + 1
    if first >= 0:
        yield first, behind


def nowhere(element: Element, length: int, stride: int = 0, validity: int = 0) -> Array:
    """Return an array of which nothing can be read."""
    return Array(NO_MEMORY, element, _Descriptor(0, length, stride, validity, 0, 0, 0, 0))


def find_array(memory: Memory, code: int, address: int) -> Array:
    """Return the array that a descriptor in memory describes.

    Args:
        memory: The guest's memory.
        code: What the array is made of.
        address: Where the descriptor lies.

    Raises:
        CommandError: There is no such element, or descriptor or array are not as the ABI says.
    """
    element = protocol.ELEMENT_BY_CODE.get(code)
    if element is None:
        raise CommandError("array", f"there is no element {code}")
    _check_place(memory, "the descriptor", address, protocol.DESCRIPTOR.size, 4)
    data = memory.read(address, protocol.DESCRIPTOR.size)
    if data is None:
        raise CommandError("array", "the guest's memory can't be read")
    said = _Descriptor(*protocol.DESCRIPTOR.unpack(data))
    for wrong in _wrong_words(element, said):
        raise CommandError("array", wrong)
    for name, place, length, multiple in _regions(element, said):
        _check_place(memory, name, place, length, multiple)
    return Array(memory, element, said)


def _wrong_words(element: Element, said: _Descriptor) -> Iterator[str]:
    if said.first_reserved or said.second_reserved:
        yield "a reserved word of the descriptor is not 0"
    if said.stride % element.size:
        yield f"the stride {said.stride} is not a multiple of the {element.size} bytes of an element"
    if element.name != "utf8" and (said.text or said.text_length):
        yield f"an array of {element.name} has no text"


def _regions(element: Element, said: _Descriptor) -> Iterator[tuple[str, int, int, int]]:
    """Yield each region of an array: its name, where it begins, how long it is, what its address is a multiple of."""
    count = said.length + (element.name == "utf8")
    stride = said.stride or element.size
    yield "the values", said.values, (count - 1) * stride + element.size if said.length else 0, element.size
    if said.validity:
        yield "the validity bits", said.validity, (said.length + 7) // 8, 1
    yield "the text", said.text, said.text_length, 1


def _check_place(memory: Memory, name: str, address: int, length: int, multiple: int) -> None:
    if address % multiple:
        raise CommandError("array", f"{name}: its address {address} is not a multiple of {multiple}")
    if address + length > (size := memory.size()):
        raise CommandError("array", f"{name} at {address} with {length} bytes reaches past the memory's {size}")
