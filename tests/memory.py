"""A guest's memory in tests: bytes, into which arrays are put with their descriptors."""

import struct
from collections.abc import Sequence

from opui.core import protocol


class FakeMemory:
    """Memory that can be read unless it is `busy`; what is put there lies from `first` on.

    Attributes:
        data: The bytes.
        busy: Whether a call is under way.
        gone: Whether the guest is gone.
    """

    def __init__(self, size: int = 1 << 16, first: int = 64) -> None:
        self.data = bytearray(size)
        self.busy = False
        self.gone = False
        self._free = first

    def size(self) -> int:
        return len(self.data)

    def read(self, address: int, length: int) -> bytes | None:
        assert 0 <= address <= address + length <= len(self.data), "what is read lies in the memory"
        return None if self.busy or self.gone else bytes(self.data[address : address + length])

    def is_gone(self) -> bool:
        return self.gone

    def put(self, data: bytes) -> int:
        """Put bytes at an address that is a multiple of 8, and return that."""
        address = self._free
        self.data[address : address + len(data)] = data
        self._free += (len(data) + 7) // 8 * 8
        return address

    def put_words(self, *words: int) -> int:
        """Put a descriptor, whose last words are 0 if they are not given."""
        return self.put(protocol.DESCRIPTOR.pack(*words, *[0] * (len(protocol.DESCRIPTOR_WORDS) - len(words))))

    def put_numbers(self, element: str, numbers: Sequence[float], valid: Sequence[bool] = ()) -> int:
        """Put an array of numbers; return the address of its descriptor."""
        form = protocol.ELEMENT_BY_NAME[element].form
        values = self.put(struct.pack(f"<{len(numbers)}{form}", *numbers))
        return self.put_words(values, len(numbers), 0, self.put_bits(valid) if valid else 0)

    def put_texts(self, *texts: str) -> int:
        """Put an array of texts; return the address of its descriptor."""
        places = [0]
        for text in texts:
            places.append(places[-1] + len(text.encode()))
        values = self.put(struct.pack(f"<{len(places)}i", *places))
        letters = self.put("".join(texts).encode())
        return self.put_words(values, len(texts), 0, 0, letters, places[-1])

    def put_bits(self, valid: Sequence[bool]) -> int:
        """Put validity bits, and return their address."""
        number = sum(1 << place for place, here in enumerate(valid) if here)
        return self.put(number.to_bytes((len(valid) + 7) // 8, "little"))
