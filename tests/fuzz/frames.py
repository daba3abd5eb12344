"""Legal frames that take long to show: `screens` makes some, near every limit and with extreme styles.

What is made is meant to be hard: docks, fractions and percents in one another, boxes as high as what they hold,
texts one cell wide, wide and joined characters, lists in lists, stylesheets whose rules walk the tree. Every later
frame of a screen changes all of it: styles, words, places. Nothing here runs anything.
"""

from collections.abc import Iterator
from random import Random
from typing import Final

from opui.core import kinds, protocol
from opui.core.kinds import Role
from opui.core.tree.style import BORDERS, GRADUAL, PROPERTIES, STATES, TEXT_STYLES
from opui.core.wire.batch import CommandBatch
from opui.core.wire.encoder import encode
from opui.core.wire.records import Command
from tests.memory import FakeMemory
from tests.scripted import ARRAYS

FRAMES: Final = 5
"""Frames of one screen: it is built, then changed in each way."""
CELLS: Final = 5_000
"""Parts of tables after which no more are filled: the frame that moves all of them has to be a legal one, too."""
WEIGHT: Final = 0.97 * protocol.LIMIT["widgets"]

MEMORY: Final = FakeMemory(first=ARRAYS)
"""What the guest's memory has to hold: what its tables are made of, and cells of canvases that differ in looks, with
symbols of all widths and of none."""
_TEXTS: Final = ("x", "漢" * 40, "👩\u200d👩\u200d👧" * 20, "क\u094dष" * 30, "a\nb\tc", "", "\x1b[31m" * 30)
_ARRAYS: Final = tuple(
    (protocol.ELEMENT_BY_NAME[element].code, address)
    for element, address in (
        ("utf8", MEMORY.put_texts(*_TEXTS * 5)),
        ("f64", MEMORY.put_numbers("f64", [float("nan"), float("-inf"), 1e308, -0.0, 5e-324, 1 / 3])),
        ("u8", MEMORY.put_words(0, 60_000)),
        ("i16", MEMORY.put_numbers("i16", range(-99, 99), [at % 3 > 0 for at in range(198)])),
    )
)
"""An element's code, and where a descriptor of such an array lies."""
_ORDER: Final = MEMORY.put_numbers("u32", [*range(50, 0, -1), 2**32 - 1, *range(100)])

_BOXES: Final = tuple(kind.name for kind in kinds.KINDS if kind.role is Role.BOX and not kind.modal)
_MODAL: Final = tuple(kind.name for kind in kinds.KINDS if kind.modal)
"""Boxes that only the root takes."""
_LEAVES: Final = tuple(kind.name for kind in kinds.KINDS if kind.role is Role.LEAF)
_LETTERS: Final = (
    "x", "ab ", "漢", "e\u0301", "👍", "👩\u200d👩\u200d👧", "🇨🇭", "\n", "word ", "a\t", "نی\u200cم", "क\u094dष", "-",
)  # fmt: skip
_MARKS: Final = (
    "*a* ", "*_", "- a\n", "> ", "[a](b) ", "![", "`a` ", "|", "a|b\n-|-\n", "# a\n", "1. ", "```\n", "&amp;", "  ",
    "\n\n",
)  # fmt: skip
"""What a source of Markdown is made of, besides letters."""
_DRAWN: Final = tuple(
    MEMORY.put_numbers(
        "u32",
        [
            word
            for at in range(120)
            for word in ((0x41, 0x6F22, 0x301, 1 << 31, at)[at % step], 1 << 24 | at * 999, 0, at)
        ],
    )
    for step in (1, 2, 5)
)
_LENGTHS: Final = ("auto", "1", "0", "3", "200", "1fr", "200fr", "0.01fr", "100%", "1%", "33.3%", "50%", "7.5")
_LIMITS: Final = tuple(length for length in _LENGTHS if length != "auto")
_VALUES: Final = {
    "length": _LENGTHS, "limit": _LIMITS, "sides": ("0", "20", "1", "1 2", "20 0 0 20", "0 20"),
    "fill": ("red", "$accent 50%", "transparent", "#123"),
    "color": ("$text", "$text-muted", "$text-accent", "#abc", "red 20%"),
    "border": ("none", *(f"{border} red" for border in BORDERS[1:])), "text-style": TEXT_STYLES,
    "text-align": ("left", "center", "right", "justify"), "align": ("left top", "center middle", "right bottom"),
    "across": ("left", "center", "right"), "display": ("block", "block", "none"), "visibility": ("visible", "hidden"),
    "overflow": ("auto", "hidden", "scroll"), "percent": ("100%", "50%", "0%"),
    "dock": ("top", "bottom", "left", "right"), "text-wrap": ("wrap", "nowrap"),
    "text-overflow": ("ellipsis", "clip", "fold"), "tracks": ("1fr", "auto", "auto 1fr", "200", "1% 200fr 0", "0.01fr"),
    "size": ("1", "3", "20 20", "2 1"), "gutter": ("0", "1 2", "20"), "count": ("1", "2", "20"),
    "shift": ("0 0", "-200 200", "3 -1"), "hatch": ("left red", "cross $accent 50%"),
    "transition": ("none", ", ".join(f"{name} 900ms" for name in GRADUAL), "offset 100ms ease-out", "opacity 1ms"),
}  # fmt: skip
_WORDS: Final = {"title": "title", "invalid": "wrong", "mask": "9" * 255 + "/;_", "value": "x" * 60_000,
                 "language": "java"}  # fmt: skip
"""Attributes that are drawn, and what they are set to now and then."""
_CODES: Final = {name: row.code for name, row in protocol.ATTRIBUTE_BY_NAME.items()}
_U32: Final = protocol.ELEMENT_BY_NAME["u32"].code
_SIZES: Final = ("width", "height", "min-width", "max-width", "min-height", "max-height", "dock", "overflow-x",
                 "overflow-y", "padding", "margin", "border", "text-wrap")  # fmt: skip
"""What lays out: these come up more often than the rest."""


def screens(random: Random) -> list[CommandBatch]:
    """Return the frames of one hard screen."""
    return _Screen(random).frames()


class _Screen:
    """One screen: the shape that it repeats is chosen once, as a guest that means harm would."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._next = 1
        self._weight = 0.0
        self._boxes: list[tuple[int, int]] = [(protocol.ROOT, 0)]
        self._nodes: list[tuple[int, str]] = []
        self._cells: list[tuple[int, int, bool]] = []
        self._columns: list[int] = []
        self._styles = [self._style() for _ in range(random.choice((1, 1, 2, 5)))]
        self._depth = random.choice((1, 2, 4, 8, 16, 29))
        self._kinds = random.sample(_BOXES, random.randint(1, len(_BOXES)))
        self._leaves = random.sample(_LEAVES, random.randint(1, 4))
        self._text = random.choice((1, 4, 40, 256, 2_000, 65_000))
        self._letters = random.sample(_LETTERS, random.choice((1, 1, 2, 6)))
        self._marks = random.sample(_MARKS, 3)
        self._most = random.choice((3, 20, 100, 500, 500))
        self._modal = random.choice((0, 0, 0.1, 0.9))

    def frames(self) -> list[CommandBatch]:
        """Return what the screen's guest says, frame by frame."""
        built = list(self._build())
        changes = (self._restyle, self._reword, self._splice, self._move, self._rules)
        others = [list(self._random.choice(changes)()) for _ in range(FRAMES - 1)]
        return [encode(commands) for commands in (built, *others)]

    # --- Frames ---

    def _build(self) -> Iterator[Command]:
        if self._random.random() < 0.4:
            yield from self._rules()
        chain = self._random.random() < 0.6
        while len(self._nodes) < self._most and self._weight < WEIGHT:
            parent, level = self._boxes[-1] if chain else self._random.choice(self._boxes)
            deeper = level + 1 < self._depth and self._random.random() < (0.9 if chain else 0.4)
            kind = self._random.choice(self._kinds if deeper else self._leaves)
            if self._is_full(kind):
                kind = "text"
            if parent == protocol.ROOT and self._random.random() < self._modal:
                kind = self._random.choice(_MODAL)
            yield from self._make(kind, parent, level + 1)

    def _is_full(self, kind: str) -> bool:
        """Tell whether there are as many nodes of a kind as there may be."""
        limit = kinds.KIND_BY_NAME[kind].limit
        return bool(limit) and sum(other == kind for _, other in self._nodes) >= protocol.LIMIT[limit]

    def _make(self, kind: str, parent: int, level: int) -> Iterator[Command]:
        node, row = self._next, kinds.KIND_BY_NAME[kind]
        self._next += 1
        words = self._words(row) if row.text else ""
        self._weight += 1 + level / 8 + (1 + row.parsed) * (len(words) + 15 * words.count("\n")) / 256
        yield Command("create", (node, row.code))
        if words:
            yield Command("set_text", (node, words))
        yield self._string(node, "style", self._random.choice(self._styles))
        for name, value in _WORDS.items():
            if name in row.attributes and self._random.random() < 0.1:
                yield self._string(node, name, value)
        yield from self._draw(node, row)
        yield Command("insert", (node, parent, 0))
        self._nodes.append((node, kind))
        if row.in_arrays and self._random.random() < 0.3:
            yield Command("set_array", (node, _code("order"), protocol.ELEMENT_BY_NAME["u32"].code, _ORDER))
        if row.cells:
            yield from self._make_cells(node, row, self._random.choice((3, 100, 2_000)))
        if row.role is Role.BOX:
            self._boxes.append((node, level))
        yield from self._parts(row, node)

    def _draw(self, node: int, row: kinds.Kind) -> Iterator[Command]:
        """Set the cells of a node of a kind that has some, and how many make a row."""
        if "cells" in row.attributes:
            yield Command("set_integer", (node, _CODES["columns"], self._random.choice((1, 7, 40, 1_000))))
            yield Command("set_array", (node, _CODES["cells"], _U32, self._random.choice(_DRAWN)))

    def _parts(self, row: kinds.Kind, holder: int) -> Iterator[Command]:
        """A few parts for a node of a kind that has some, some of them in one another where they can be.

        Parts of another kind's go into each.
        """
        parent = holder
        names = [name for name in row.children if kinds.KIND_BY_NAME[name].role is Role.PART]
        for _ in range(self._random.choice((0, 3, 20)) if names else 0):
            part, node = kinds.KIND_BY_NAME[self._random.choice(names)], self._next
            self._next += 1
            self._weight += 0.2
            yield Command("create", (node, part.code))
            if part.text:
                yield Command("set_text", (node, self._random.choice(self._letters)))
            yield Command("insert", (node, parent, 0))
            inner = part.name in part.children and self._random.random() < 0.5
            parent = node if inner and parent == holder else holder
            if part.children and part.name not in part.children and not row.cells:
                yield from self._parts(part, node)

    def _make_cells(self, parent: int, row: kinds.Kind, most: int) -> Iterator[Command]:
        """Make parts, of each kind that goes into it as many, and the parts of those: they weigh nothing."""
        for part in (kinds.KIND_BY_NAME[name] for name in row.children):
            for _ in range(most if part.role is Role.PART and len(self._cells) < CELLS else 0):
                node, self._next = self._next, self._next + 1
                yield Command("create", (node, part.code))
                if part.text:
                    yield Command("set_text", (node, "".join(self._random.choices(self._letters, k=4))))
                if self._random.random() < 0.1:
                    yield self._string(node, "style", self._random.choice(self._styles))
                if "values" in part.attributes:
                    yield self._array(node)
                    self._columns.append(node)
                yield Command("insert", (node, parent, 0))
                self._cells.append((node, parent, bool(part.text)))
                yield from self._make_cells(node, part, 3)

    def _restyle(self) -> Iterator[Command]:
        styles = [self._style(), self._random.choice(self._styles)]
        for node, _ in self._nodes:
            yield self._string(node, "style", self._random.choice(styles))

    def _reword(self) -> Iterator[Command]:
        for node, kind in self._nodes:
            row = kinds.KIND_BY_NAME[kind]
            if row.text:
                yield Command("set_text", (node, self._words(row)[: self._text // 2]))
            yield from self._draw(node, row)
        for node, _, has_text in self._cells:
            if has_text:
                yield Command("set_text", (node, self._random.choice(self._letters)))

        for node in self._columns:
            yield self._array(node)

    def _splice(self) -> Iterator[Command]:
        for node, kind in self._nodes:
            row = kinds.KIND_BY_NAME[kind]
            if row.spliced:
                yield Command("delete_text", (node, 0, 0))
                yield Command("insert_text", (node, self._words(row)[: self._text // 2]))
                yield Command("select_text", (node, protocol.TEXT_END, 0))

    def _move(self) -> Iterator[Command]:
        leaves = [node for node, kind in self._nodes if kind in _LEAVES]
        for node in leaves:
            yield Command("insert", (node, self._random.choice(self._boxes)[0], 0))
        for node, parent, _ in self._cells:
            yield Command("insert", (node, parent, 0))

    def _rules(self) -> Iterator[Command]:
        selectors = ("*", *_BOXES, *_MODAL, *_LEAVES)
        rules = []
        for _ in range(self._random.choice((1, 4, 16))):
            parts = [self._random.choice(selectors) for _ in range(self._random.randint(1, 3))]
            state = f":{self._random.choice(STATES)}" if self._random.random() < 0.4 else ""
            rules.append(f"{self._random.choice((' ', ' > ')).join(parts)}{state} {{ {self._style()} }}")
        yield self._string(protocol.ROOT, "stylesheet", "\n".join(rules))

    # --- Their parts ---

    def _array(self, node: int) -> Command:
        return Command("set_array", (node, _code("values"), *self._random.choice(_ARRAYS)))

    @staticmethod
    def _string(node: int, attribute: str, value: str) -> Command:
        return Command("set_string", (node, protocol.ATTRIBUTE_BY_NAME[attribute].code, value))

    def _style(self) -> str:
        random = self._random
        # Not a set: its order is another in each process, and a seed would not make the same screen again.
        names = dict.fromkeys(
            random.choice(_SIZES if random.random() < 0.8 else tuple(PROPERTIES)) for _ in range(random.randint(0, 6))
        )
        return "; ".join(f"{name}: {random.choice(_VALUES[PROPERTIES[name]])}" for name in names)

    def _words(self, row: kinds.Kind) -> str:
        random, text = self._random, ""
        letters = (*self._letters, *self._marks) if row.parsed else self._letters
        dearest = (1 + row.parsed) * (16 if "\n" in "".join(letters) else 1)
        room = min(self._text, int((WEIGHT - self._weight) * 256) // dearest)
        if room > 1_000:
            return (random.choice(letters) * room)[:room]
        while len(text) < room:
            text += random.choice(letters)
        return text


def _code(attribute: str) -> int:
    return protocol.ATTRIBUTE_BY_NAME[attribute].code
