"""Texts of several lines that a person edits, on a screen and without one: what is typed, what each own key does, undo.

An area knows its text, a caret and what is selected, no keys; `Areas` knows the tree that they belong to. What it shows
can be ahead of the node's text, which is what the guest knows: the edits between the two are events that wait. A caret
stands between grapheme clusters, and no edit cuts one apart.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final, Protocol

from opui.core import clusters, protocol
from opui.core.scrub import scrub
from opui.core.session.events import SELECTED, VALUE_LENGTH, splice_event
from opui.core.session.history import History
from opui.core.session.line import SELECTS, Clipboard
from opui.core.splice import Splice, middle, moved
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree
from opui.core.wire.records import Event

AROUND: Final = 256
"""Characters to each side of a place, of its line, in which clusters are looked for: none is nearly as long."""
WORD: Final = 2048
"""Characters of a line in which words are looked for."""
PAGE: Final = 20
"""Lines of a page where nothing shows the text."""
_LOOKED_AT: Final = 2 * protocol.EDITED_TEXT
"""Characters of a text that are looked at: what lies behind these would not fit."""
_WAITING: Final = 16
"""Characters that wait at most: the tags of a flag are six."""
_BREAKS: Final = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line for `str.splitlines`, but for the newline."""
_LAID_OUT: Final = frozenset({"cursor_up", "cursor_down", "page_up", "page_down"})


class TextLayout(Protocol):
    """What shows an area's text: it knows how lines are broken, and how wide their letters are."""

    def replace_lines(self, first: int, count: int, lines: list[str]) -> None:
        """Other lines stand in the place of `count` lines from `first` on."""

    def caret_moved(self) -> None:
        """The caret is elsewhere, or something else is selected."""

    def vertical(self, place: int, column: int | None, by: int, page: bool) -> tuple[int, int]:
        """Return the place so many rows, or pages, below another, and the column that is kept on the way."""


class Area:
    """One text.

    Args:
        text: The text at the beginning; the caret is in front of it.
        clipboard: Where what is cut goes.

    Attributes:
        text: The text.
        anchor: Where the selection began.
        caret: Where it ends, and what is typed next goes. The two are the same if nothing is selected.
        read_only: Whether a person can't edit it.
        text_layout: What shows it, if anything does.
    """

    def __init__(self, text: str, clipboard: Clipboard) -> None:
        self.text = text
        self.anchor = self.caret = 0
        self.read_only = False
        self.text_layout: TextLayout | None = None
        self._clipboard = clipboard
        self._history = History()
        self._guests: tuple[int, int] | None = None
        self._told = (0, 0)
        self._done: list[Splice] = []
        self._column: int | None = None
        self._typing: int | None = None
        self._waiting = ""
        self._waits_at: tuple[int, int] | None = None

    # --- What the guest does ---

    def splice_by_guest(self, splices: Iterable[Splice]) -> None:
        """Take what the guest has done to the text: caret and selection keep their places in it."""
        is_guests, old = self.is_selected_by_guest, self.text
        for splice in splices:
            splice = splice.of(self.text)
            self.text = splice.done(self.text)
            self._history.add_others(splice)
            self.anchor, self.caret = moved(self.anchor, splice), moved(self.caret, splice)
            self._typing = moved(self._typing, splice) if self._typing is not None else None
        # At once: a flood of splices would have one long line broken into rows again and again.
        self._show(old, middle(old, self.text))
        self._select(self.anchor, self.caret)
        self._guests = (self.anchor, self.caret) if is_guests else None
        # Whoever changes the text knows where the caret comes to be.
        self._told = self.anchor, self.caret

    def select_for_guest(self, anchor: int, caret: int) -> None:
        """Select a part, as the guest asks. It is not given out by copying: a person may not see it."""
        if (anchor, caret) == (self.anchor, self.caret):
            return
        self._select(anchor, caret)
        self._guests = self._told = self.anchor, self.caret
        self._typing = None

    @property
    def is_selected_by_guest(self) -> bool:
        """Whether what is selected is what the guest has selected."""
        return self.anchor != self.caret and (self.anchor, self.caret) == self._guests

    # --- What a person does ---

    def type(self, text: str) -> int:
        """Put text in the place of what is selected; return how many characters there is no room for.

        What scrubbing leaves nothing of waits for what is typed next in the same place: a joiner comes before what it
        joins, and the tags of a flag come one by one.
        """
        if self.read_only:
            return len(text)
        here = self.anchor, self.caret
        start, end = sorted(here)
        beyond, text = len(text[_LOOKED_AT:]), text[:_LOOKED_AT]
        text = _BREAKS.sub("\n", (self._waiting if self._waits_at == here else "") + text)
        kept, cut = self._fitting(self._scrubbed(text, start, end), end - start)
        waits = not kept and not cut
        self._waiting, self._waits_at = (text[-_WAITING:], here) if waits else ("", None)
        if kept:
            self._edit(start, end, kept, goes_on=start == end == self._typing and self._is_same_word(kept, start))
            self._typing = self.caret
        return cut + beyond

    def do(self, action: str, page: int = PAGE) -> None:
        """Do what an own key does. An action that edits nothing, such as a paste, does nothing here.

        Args:
            action: Its name.
            page: The lines of a page, if nothing shows the text.
        """
        name = action.removesuffix(SELECTS)
        if name in _LAID_OUT:
            self._go(name, action != name, page)
        elif name in _MOVES:
            self._move(name, select=action != name)
        elif name in _DELETES and not self.read_only:
            self._delete(name)
        elif name in _OTHERS:
            _OTHERS[name](self)

    def select(self, anchor: int, caret: int) -> None:
        """Select what a person selects, with the mouse say."""
        self._guests = None
        self._column = self._typing = None
        self._select(anchor, caret)

    def select_word(self, place: int) -> None:
        """Select the word around a place, or the cluster behind it if there is no word."""
        start, end = self._line_around(place)
        low, high = max(start, place - WORD), min(end, place + WORD)
        while place > low and _is_word(self.text[place - 1]) and (place == end or _is_word(self.text[place])):
            place -= 1
        last = place
        while last < high and _is_word(self.text[last]):
            last += 1
        self.select(place, last if last > place else min(end, self._behind(place)))

    def select_line(self) -> None:
        """Select the line with the caret, and its end."""
        start, end = self._line_around(self.caret)
        self.select(start, min(end + 1, len(self.text)))

    def select_all(self) -> None:
        """Select the whole text."""
        self.select(0, len(self.text))

    def copy(self) -> bool:
        """Copy what a person has selected; tell whether that was anything."""
        if text := self.text_to_copy:
            self._clipboard.text = text
        return bool(text)

    @property
    def text_to_copy(self) -> str:
        """What a person has selected."""
        start, end = sorted((self.anchor, self.caret))
        return "" if self.is_selected_by_guest else self.text[start:end]

    def news(self, node: int) -> list[Event]:
        """Return what the guest has to be told since it was asked last, as events of a node."""
        done, self._done = self._done, []
        events = [splice_event(node, piece) for splice in done for piece in _pieces(splice)]
        if done or self._told != (self.anchor, self.caret):
            self._told = self.anchor, self.caret
            events.append(Event(SELECTED, node, "", self._told))
        return events

    # --- Inside ---

    def _show(self, old: str, splice: Splice) -> None:
        """Tell what shows the text what has become of the old one."""
        if self.text_layout is not None:
            first = old.count("\n", 0, splice.start)
            low = self.text.rfind("\n", 0, splice.start) + 1
            high = self._line_end(splice.behind)
            self.text_layout.replace_lines(first, splice.removed.count("\n") + 1, self.text[low:high].split("\n"))

    def _edit(self, start: int, end: int, text: str, goes_on: bool = False) -> None:
        """Put a text in the place of another; the caret is behind it."""
        if start == end and not text:
            return
        splice = Splice(start, end, text).of(self.text)
        self._history.add(splice, goes_on)
        self._apply(splice)

    def _apply(self, splice: Splice) -> None:
        old, self.text = self.text, splice.done(self.text)
        self._show(old, splice)
        self._done.append(splice)
        self.select(splice.behind, splice.behind)

    def _select(self, anchor: int, caret: int) -> None:
        """Select, at the borders of clusters: a selection holds each whole or not at all."""
        anchor, caret = (max(0, min(place, len(self.text))) for place in (anchor, caret))
        first, last = sorted((anchor, caret))
        ends = (self._begin(first) if first != last else self._end(first), self._end(last))
        self.anchor, self.caret = ends if anchor <= caret else ends[::-1]
        if (self.anchor, self.caret) != self._guests:
            self._guests = None
        if self.text_layout is not None:
            self.text_layout.caret_moved()

    def _scrubbed(self, text: str, start: int, end: int) -> str:
        """Return what is kept of a text that comes between two places; its neighbours say whether a joiner may stay."""
        if text.isascii() and text.isprintable():
            return text
        before = self.text[self._seen_from(start) : start]
        behind = self.text[end : min(self._line_end(end), end + AROUND)]
        whole = scrub(before + text + behind)
        if whole.startswith(before) and whole.endswith(behind) and len(whole) >= len(before) + len(behind):
            return whole[len(before) : len(whole) - len(behind)]
        return scrub(text)

    def _fitting(self, text: str, replaced: int) -> tuple[str, int]:
        """Return as much of a text as there is room for, and how many characters there is no room for."""
        kept = text[: max(0, protocol.EDITED_TEXT - len(self.text) + replaced)]
        if "\n" in text:
            lines = max(0, protocol.EDITED_LINES - 1 - self.text.count("\n"))
            kept = "\n".join(kept.split("\n", lines + 1)[: lines + 1])
        if len(kept) < len(text):
            low = max(0, len(kept) - AROUND)
            kept = kept[:low] + text[low : low + clusters.begin(text[low : len(kept) + AROUND], len(kept) - low)]
        return kept, len(text) - len(kept)

    def _is_same_word(self, text: str, place: int) -> bool:
        """Tell whether what is typed at a place is taken back together with what stands before it."""
        return "\n" not in text and not (self.text[place - 1 : place].isspace() and not text.isspace())

    # --- Lines and clusters ---

    def _line_start(self, place: int) -> int:
        return self.text.rfind("\n", 0, place) + 1

    def _line_end(self, place: int) -> int:
        found = self.text.find("\n", place)
        return len(self.text) if found < 0 else found

    def _line_around(self, place: int) -> tuple[int, int]:
        return self._line_start(place), self._line_end(place)

    def _in_line(self, find: Callable[[str, int], int], place: int) -> int:
        """Return what is found in the part of a place's line that lies around it."""
        start = self._seen_from(place)
        part = self.text[start : min(self._line_end(place), place + AROUND)]
        return start + find(part, place - start)

    def _seen_from(self, place: int) -> int:
        """Return where the part of a place's line begins in which clusters before it are found as they are."""
        start = max(self._line_start(place), place - AROUND)
        while start > 0 and start > place - 2 * AROUND and not self.text[start - 1 : start + 1].isascii():
            # Two letters of ASCII are never one cluster.
            start -= 1
        return start

    def _begin(self, place: int) -> int:
        return self._in_line(clusters.begin, place)

    def _end(self, place: int) -> int:
        return self._in_line(clusters.end, place)

    def _before(self, place: int) -> int:
        if self.text[place - 1 : place] == "\n":
            return place - 1
        return self._in_line(clusters.before, place)

    def _behind(self, place: int) -> int:
        if self.text[place : place + 1] == "\n":
            return place + 1
        return self._in_line(clusters.behind, place)

    # --- Moves ---

    def _move(self, name: str, select: bool) -> None:
        if name in _STEPS and not select and self.anchor != self.caret:
            # The caret goes to that end of what was selected.
            target = _STEPS[name](self.anchor, self.caret)
        else:
            target = _MOVES[name](self)
        self.select(self.anchor if select else target, target)

    def _go(self, name: str, select: bool, page: int) -> None:
        by = -1 if name.endswith("up") else 1
        if self.text_layout is not None:
            target, column = self.text_layout.vertical(self.caret, self._column, by, name.startswith("page"))
        else:
            target, column = self._vertical(by * page if name.startswith("page") else by)
        self.select(self.anchor if select else target, target)
        self._column = column

    def _vertical(self, by: int) -> tuple[int, int]:
        """Return the place so many lines below the caret, and its column, where a cluster is one column wide."""
        start = self._line_start(self.caret)
        column = len(clusters.borders(self.text[start : self.caret])) - 1 if self._column is None else self._column
        for step in range(abs(by)):
            if start == 0 if by < 0 else self._line_end(start) == len(self.text):
                if step == 0:
                    return (0 if by < 0 else len(self.text)), column
                break  # a page ends at the last line, in the same column
            start = self._line_start(start - 1) if by < 0 else self._line_end(start) + 1
        found = clusters.borders(self.text[start : self._line_end(start)])
        return start + found[min(column, len(found) - 1)], column

    def _left(self) -> int:
        return self._before(self.caret)

    def _right(self) -> int:
        return self._behind(self.caret)

    def _word_left(self) -> int:
        start = max(self._line_start(self.caret), self.caret - WORD)
        if start == self.caret:
            return max(0, start - 1)
        starts = [0, *clusters.word_starts(self.text[start : min(self._line_end(self.caret), self.caret + AROUND)])]
        return start + max(found for found in starts if found < self.caret - start)

    def _word_right(self) -> int:
        end = self._line_end(self.caret)
        if end == self.caret:
            return min(len(self.text), end + 1)
        start = max(self._line_start(self.caret), self.caret - AROUND)
        starts = clusters.word_starts(self.text[start : min(end, self.caret + WORD)])
        return next((start + found for found in starts if start + found > self.caret), min(end, self.caret + WORD))

    # --- Edits ---

    def _delete(self, name: str) -> None:
        start, end = sorted((self.anchor, self.caret))
        if start == end:
            start, end = sorted((self.caret, _DELETES[name](self)))
        self._edit(start, end, "")

    def _line_rest(self) -> int:
        """Return where what is deleted to the right of the caret ends: at the line's end, or behind that."""
        end = self._line_end(self.caret)
        return end if end > self.caret else min(end + 1, len(self.text))

    def _delete_line(self) -> None:
        if self.read_only:
            return
        first, last = sorted((self.anchor, self.caret))
        start, end = self._line_start(first), self._line_end(last)
        self._edit(start, min(end + 1, len(self.text)), "")

    def _cut(self) -> None:
        if not self.read_only and self.copy():
            start, end = sorted((self.anchor, self.caret))
            self._edit(start, end, "")

    def _break_line(self) -> None:
        self.type("\n")

    def _undo(self) -> None:
        if not self.read_only:
            self._history.undo(self._back)

    def _redo(self) -> None:
        if not self.read_only:
            self._history.redo(self._back)

    def _back(self, splice: Splice) -> Splice:
        """Do what takes something back, and return it with what it takes out."""
        splice = splice.of(self.text)
        self._apply(splice)
        return splice


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _pieces(splice: Splice) -> Iterable[Splice]:
    """Yield splices that together do what one does, each short enough for an event."""
    first, rest = splice.text[:VALUE_LENGTH], splice.text[VALUE_LENGTH:]
    yield Splice(splice.start, splice.end, first)
    for at in range(0, len(rest), VALUE_LENGTH):
        start = splice.start + len(first) + at
        yield Splice(start, start, rest[at : at + VALUE_LENGTH])


_STEPS: Final[dict[str, Callable[[int, int], int]]] = {"cursor_left": min, "cursor_right": max}
_MOVES: Final[dict[str, Callable[[Area], int]]] = {
    "cursor_left": Area._left,
    "cursor_right": Area._right,
    "cursor_left_word": Area._word_left,
    "cursor_right_word": Area._word_right,
    "home": lambda area: area._line_start(area.caret),
    "end": lambda area: area._line_end(area.caret),
    "text_home": lambda area: 0,
    "text_end": lambda area: len(area.text),
}
"""Action → where the caret goes."""
_DELETES: Final[dict[str, Callable[[Area], int]]] = {
    "delete_left": Area._left,
    "delete_right": Area._right,
    "delete_left_word": Area._word_left,
    "delete_right_word": Area._word_right,
    "delete_left_all": lambda area: area._line_start(area.caret),
    "delete_right_all": Area._line_rest,
}
"""Action → up to where it deletes, seen from the caret, if nothing is selected."""
_OTHERS: Final[dict[str, Callable[[Area], None]]] = {
    "break_line": Area._break_line,
    "select_all": Area.select_all,
    "select_line": Area.select_line,
    "delete_line": Area._delete_line,
    "cut": Area._cut,
    "undo": Area._undo,
    "redo": Area._redo,
}


class Areas:
    """The edited texts of a tree, from the first look at each on.

    Attributes:
        clipboard: What was cut or copied last.
    """

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self.clipboard = Clipboard()
        self._areas: dict[Node, Area] = {}

    @property
    def nodes(self) -> Iterable[Node]:
        """The nodes of these texts."""
        return self._areas.keys()

    def of(self, node: Node) -> Area:
        """Return a node's text as it is now."""
        area = self._areas.get(node)
        if area is None:
            area = self._areas[node] = Area(node.text, self.clipboard)
        area.read_only = bool(node.get("read_only"))
        return area

    def splice_by_guest(self, node: Node, splices: Iterable[Splice]) -> None:
        """Take what the guest has done to a node's text."""
        area = self._areas.get(node)
        if area is not None:
            area.splice_by_guest(splices)

    def settle(self) -> None:
        """After a frame: texts that are gone are forgotten."""
        if self._areas:
            self._areas = {node: area for node, area in self._areas.items() if self._tree.nodes.get(node.id) is node}
