"""The rows that `examples/rows` makes, made here from the same seed: so that all ways show the same words."""

from typing import Final, NamedTuple

_ADJECTIVES: Final = (
    "pretty large big small tall short long handsome plain quaint clean elegant easy angry crazy helpful mushy odd "
    "unsightly adorable important inexpensive cheap expensive fancy"
)
_COLOURS: Final = "red yellow blue green pink brown purple brown white black orange"
_NOUNS: Final = "table chair house bbq desk car pony cookie sandwich burger pizza mouse keyboard"
WORDS: Final = tuple(words.split() for words in (_ADJECTIVES, _COLOURS, _NOUNS))


class Item(NamedTuple):
    """A row: its number, never used twice, and what it says."""

    id: int
    label: str


class Maker:
    """Makes the rows that `examples/rows` makes from the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = seed | 1
        self._next = 1

    def make(self, count: int) -> list[Item]:
        """Return so many new rows."""
        return [self._item() for _ in range(count)]

    def _item(self) -> Item:
        item = Item(self._next, " ".join(self._choose(words) for words in WORDS))
        self._next += 1
        return item

    def _choose(self, words: list[str]) -> str:
        self._random ^= self._random << 13 & 0xFFFF_FFFF
        self._random ^= self._random >> 17
        self._random ^= self._random << 5 & 0xFFFF_FFFF
        return words[self._random % len(words)]
