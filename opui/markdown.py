"""Markdown: a source becomes a page of blocks, and the links in them, for both hosts.

CommonMark with GitHub's tables and strikethrough. HTML is words like any other, an image its alternative text. Every
source is legal: what a bound cuts off is shown as it is written. Nothing here draws, and nothing opens a link.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cache
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from opui.core.scrub import scrub, scrub_line

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

CHARACTERS: Final = 32_768
"""Characters of a source that are read; a `…` says that there are more."""
DEPTH: Final = 16
"""Levels of quotes, lists and items in one another; a list and its item are one each."""
BRACKETS: Final = 128
"""`[` of one paragraph or cell at most: the parser takes time in the square of their number."""
IMAGES: Final = 32
"""`![` of one paragraph or cell at most: the parser calls itself for each that lies in another."""
PIECES: Final = 512
"""Pieces of one paragraph or cell at most that differ in how they look."""
CELLS: Final = 2_048
"""Cells of all tables of a page at most: those that a row lacks count, too."""
TAB: Final = 4
LINKS: Final = 1_024
"""Links of a page at most; what is more is words."""
TARGET: Final = 2_000
"""Characters of a link's target at most."""


class What(Enum):
    """What a block is."""

    HEADING = "heading"
    WORDS = "words"
    CODE = "code"
    LINE = "line"
    CELLS = "cells"


class Piece(NamedTuple):
    """Some words that look the same.

    Attributes:
        text: The words. A line break in them is one on the page.
        looks: How they look: `strong`, `emphasis`, `strike`, `code`.
        link: The place of the link that they are of, among those of the page; -1 if of none.
    """

    text: str
    looks: frozenset[str] = frozenset()
    link: int = -1


Words: TypeAlias = tuple[Piece, ...]


class Mark(NamedTuple):
    """What stands in front of the lines of a quote or an item.

    Attributes:
        first: In front of the first line.
        rest: In front of all others.
        is_quote: Whether it is a quote's.
    """

    first: str
    rest: str
    is_quote: bool = False


class Block(NamedTuple):
    """One block: a heading, a paragraph, some code, a line across, a table.

    Attributes:
        what: Which of these.
        marks: What stands in front of it, from the outside in.
        gap: How many of the marks also stand in front of an empty line above it; -1: there is none.
        rows: Its words; a table's, by rows and cells.
        level: That of a heading, from 1.
        aligns: `left`, `center` or `right` for each column of a table.
    """

    what: What
    marks: tuple[Mark, ...]
    gap: int
    rows: tuple[tuple[Words, ...], ...] = ()
    level: int = 0
    aligns: tuple[str, ...] = ()


class Link(NamedTuple):
    """A link: where it leads, and its words."""

    target: str
    words: str


class Page(NamedTuple):
    """What a source says: its blocks, and the links in them, in their order."""

    blocks: tuple[Block, ...]
    links: tuple[Link, ...]


def read(source: str) -> Page:
    """Return the page that a source says."""
    reader = _Reader()
    reader.read(source[:CHARACTERS])
    if len(source) > CHARACTERS:
        reader.add(What.WORDS, (((Piece("…"),),),))
    return Page(tuple(reader.blocks), tuple(reader.links))


# --- The parser ------------------------------------------------------------------------------------


@cache
def _parser() -> "MarkdownIt":
    """Return the parser. It is loaded for the first page: that takes as long as all else of opui without a screen."""
    from markdown_it import MarkdownIt

    class Parser(MarkdownIt):
        """A target is the guest's own: it comes back to the guest as it was written."""

        def validateLink(self, url: str) -> bool:  # noqa: N802  # the parser's name
            return True

        def normalizeLink(self, url: str) -> str:  # noqa: N802
            return url

        def normalizeLinkText(self, link: str) -> str:  # noqa: N802
            return link

    parser = Parser("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("table", "deep", _deep)
    return parser


def _table(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    """Take what is a table, as far as there may be cells; the parser makes those that a row lacks."""
    from markdown_it.rules_block import table

    columns = state.src.count("|", state.bMarks[start], state.eMarks[start]) + 1
    rows = (CELLS - state.env.get(_CELLS, 0)) // columns
    # The line below the head is no row.
    taken = table(state, start, min(end, start + rows + 1), silent)
    if taken and not silent:
        state.env[_CELLS] = state.env.get(_CELLS, 0) + columns * (state.line - start)
    return taken


_CELLS: Final = "cells"
"""In the parser's notes on one source: how many cells there are."""


def _deep(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    """Take lines that lie too deep as they are written; the parser would leave them out."""
    if silent or state.level < DEPTH:
        return False
    lines = takewhile(lambda line: not state.isEmpty(line) and state.sCount[line] >= state.blkIndent, range(start, end))
    state.line = max(lines, default=start) + 1
    state.push(_AS_WRITTEN, "", 0).content = state.getLines(start, state.line, state.blkIndent, False)
    return True


_AS_WRITTEN: Final = "as_written"
"""The token of such lines."""

# --- Blocks ----------------------------------------------------------------------------------------

_BULLETS: Final = ("• ", "◦ ", "▸ ")
"""Of a list, of one in its items, and of all in these."""
_QUOTE: Final = Mark("▌ ", "▌ ", is_quote=True)
_LOOKS: Final = {"strong": "strong", "em": "emphasis", "s": "strike"}
"""What the parser calls it → how words look."""


class _List(NamedTuple):
    """A list or a quote whose blocks are being read: whether they lie close together, and its bullet if it has one."""

    tight: bool
    bullet: str = ""


class _Reader:
    """Makes blocks of the parser's tokens."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self._parser = _parser()
        self._env: dict[str, Any] = {}
        self._lists: list[_List] = []
        self._marks: list[Mark] = []
        self._shared = 0
        self._opened: _List | None = None
        self._rows: list[list[Words]] = []
        self._aligns: list[str] = []

    def read(self, source: str) -> None:
        """Read a source."""
        tokens: list[Token] = []
        self._parser.block.parse(source, self._parser, self._env, tokens)
        for place, token in enumerate(tokens):
            match token.type:
                case "bullet_list_open" | "ordered_list_open":
                    self._open(_List(_is_tight(tokens, place), self._bullet(token)))
                case "blockquote_open":
                    self._open(_List(tight=False))
                    self._marks.append(_QUOTE)
                case "list_item_open":
                    first = self._lists[-1].bullet or f"{token.info}{token.markup} "
                    self._marks.append(Mark(first, " " * len(first)))
                case "list_item_close":
                    self._end_item()
                case "blockquote_close":
                    self._unmark()
                    self._lists.pop()
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                case "table_close":
                    self._add_table()
                case "tr_open":
                    self._rows.append([])
                case "th_open":
                    self._aligns.append(str(token.attrGet("style") or "left").rpartition(":")[2])
                case "inline":
                    self._add_words(tokens[place - 1], token.content)
                case "fence" | "code_block":
                    code = token.content.removesuffix("\n").expandtabs(TAB)
                    self.add(What.CODE, (((Piece(code),),),))
                case "hr":
                    self.add(What.LINE)
                case "as_written":
                    self.add(What.WORDS, ((_as_written(token.content),),))

    def add(
        self, what: What, rows: tuple[tuple[Words, ...], ...] = (), level: int = 0, aligns: tuple[str, ...] = ()
    ) -> None:
        """Add a block behind those that there are."""
        around = self._opened or (self._lists[-1] if self._lists else None)
        close = not self.blocks or (around is not None and around.tight)
        self.blocks.append(Block(what, tuple(self._marks), -1 if close else self._shared, rows, level, aligns))
        self._marks = [mark._replace(first=mark.rest) for mark in self._marks]
        self._shared = len(self._marks)
        self._opened = None

    def _open(self, opened: _List) -> None:
        if self._opened is None:
            # The first block in it lies as far from the one above as its neighbours would.
            self._opened = self._lists[-1] if self._lists else _List(tight=False)
        self._lists.append(opened)

    def _bullet(self, token: "Token") -> str:
        if token.type != "bullet_list_open":
            return ""
        depth = sum(bool(each.bullet) for each in self._lists)
        return _BULLETS[min(depth, len(_BULLETS) - 1)]

    def _end_item(self) -> None:
        if self._marks[-1].first.strip():
            # There is nothing in it.
            self.add(What.WORDS, (((),),))
        self._unmark()

    def _unmark(self) -> None:
        self._marks.pop()
        self._shared = min(self._shared, len(self._marks))

    def _add_words(self, opened: "Token", source: str) -> None:
        words = self._words(source)
        if opened.type in ("th_open", "td_open"):
            self._rows[-1].append(words)
        elif opened.type == "heading_open":
            self.add(What.HEADING, ((words,),), level=int(opened.tag[1:]))
        else:
            self.add(What.WORDS, ((words,),))

    def _add_table(self) -> None:
        self.add(What.CELLS, tuple(map(tuple, self._rows)), aligns=tuple(self._aligns))
        self._rows, self._aligns = [], []

    # --- Words ---

    def _words(self, source: str) -> Words:
        """Return the words of a paragraph or a cell."""
        if source.count("[") > BRACKETS or source.count("![") > IMAGES:
            return _as_written(source)
        before = len(self.links)
        children: list[Token] = []
        self._parser.inline.parse(source, self._parser, self._env, children)
        pieces = tuple(_joined(self._pieces(children)))
        if len(pieces) <= PIECES:
            return pieces
        del self.links[before:]
        return _as_written(source)

    def _pieces(self, tokens: Iterable["Token"]) -> Iterator[Piece]:
        """Yield the words of the parser's tokens."""
        looks: Counter[str] = Counter()
        link, said = -1, ""
        for token in tokens:
            name, _, end = token.type.rpartition("_")
            if name in _LOOKS:
                looks[_LOOKS[name]] += 1 if end == "open" else -1
                continue
            if token.type == "link_open" and len(self.links) < LINKS:
                link, said = len(self.links), ""
                self.links.append(Link(_target(token), ""))
                continue
            text = _text(token)
            if token.type == "link_close" and link >= 0:
                words, target = _clean(said), self.links[link].target
                # Nobody sees a link without words.
                text = "" if words else target
                self.links[link] = Link(target, words or target)
            said += text if link >= 0 else ""
            code = {"code"} if token.type == "code_inline" else set()
            yield Piece(text, frozenset(+looks) | code, link)
            link = -1 if token.type == "link_close" else link


def _text(token: "Token") -> str:
    """Return the words of one token of the parser's; none if it begins or ends something."""
    match token.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "image":
            return " ".join("".join(map(_text, token.children or ())).split())
    # An entity may stand for a line break.
    return token.content.replace("\n", " ").replace("\t", " ")


def _target(token: "Token") -> str:
    target = str(token.attrGet("href") or "")
    return scrub_line(target[: 4 * TARGET], TARGET)


def _clean(text: str) -> str:
    return " ".join(scrub(text).split())


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces that differ in how they look, clean: a control character may have been written as an entity."""
    for (looks, link), alike in groupby(pieces, lambda piece: piece[1:]):
        if text := scrub("".join(piece.text for piece in alike)):
            yield Piece(text, looks, link)


def _as_written(source: str) -> Words:
    return (Piece(source.expandtabs(TAB)),)


def _is_tight(tokens: Sequence["Token"], place: int) -> bool:
    """Tell whether there are no empty lines between the blocks of the list that a token begins."""
    level = tokens[place].level
    # Not `islice`: it would walk to that place from the first token.
    behind = (tokens[index] for index in range(place + 1, len(tokens)))
    inside = takewhile(lambda token: token.level > level, behind)
    return next((token.hidden for token in inside if token.type == "paragraph_open" and token.level == level + 2), True)
