"""Lines of text that a person edits, on a screen and without one: what is typed and what each own key does.

A line knows text, a caret and what is selected, no keys; `Lines` knows the tree that they belong to. A caret stands
between grapheme clusters, and no edit cuts one apart. What may be typed, the line's rules say.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from opui.core import clusters
from opui.core.session.edit import Put, put, span
from opui.core.session.masked import Mask, mask_of
from opui.core.session.rules import Rules
from opui.core.splice import follow
from opui.core.tree.node import Node
from opui.core.tree.tree import Tree

_WAITING: Final = 16
"""Characters that wait at most: the tags of a flag are six."""
SELECTS: Final = "(True)"
"""The end of an action's name that says: and selects on the way."""


class Clipboard:
    """What was cut or copied last, of any line of an app.

    Attributes:
        text: The text.
    """

    def __init__(self) -> None:
        self.text = ""


class Line:
    """One line.

    Args:
        value: The text at the beginning; the caret is behind it.
        clipboard: Where what is cut goes.

    Attributes:
        value: The text.
        anchor: Where the selection began.
        caret: Where it ends, and the next character goes. The two are the same if nothing is selected.
        rules: What a person can do with it. No key tells where the words of a password begin.
    """

    def __init__(self, value: str, clipboard: Clipboard) -> None:
        self.value = value
        self.anchor = self.caret = len(value)
        self.rules = Rules()
        self._clipboard = clipboard
        self._guests: tuple[int, int] | None = None
        self._waiting = ""
        self._waits_at: tuple[str, int, int] | None = None

    def set(self, value: str) -> None:
        """Take another text from the guest: the caret and what is selected keep their places in it."""
        is_guests = (self.anchor, self.caret) == self._guests
        places = [follow(self.value, value, place) for place in (self.anchor, self.caret)]
        self.value = value
        self._select(*places)
        self._guests = (self.anchor, self.caret) if is_guests else None

    def type(self, text: str) -> Put:
        """Put text in the place of what is selected, as much of it as there is room for.

        What scrubbing leaves nothing of waits for what is typed next in the same place: a joiner comes before what it
        joins, and the tags of a flag come one by one.
        """
        here = self.value, self.anchor, self.caret
        text = (self._waiting if self._waits_at == here else "") + text
        done = self._replace(text, self.anchor, self.caret)
        waits = not done.taken and not done.cut
        self._waiting, self._waits_at = (text[-_WAITING:], here) if waits else ("", None)
        return done

    def retype(self, text: str) -> None:
        """Type a text in the place of the whole one."""
        self.select_all()
        self.type(text)
        self._select(len(self.value), len(self.value))

    @property
    def mask(self) -> Mask | None:
        """The places that are filled by what is typed, if there are some."""
        return mask_of(self.rules.mask)

    @property
    def suggestion(self) -> str:
        """What is suggested behind the text, for a caret that stands there."""
        at_end = self.anchor == self.caret == len(self.value)
        return self.rules.suggestion(self.value) if at_end else ""

    def select_all(self) -> None:
        """Select the whole text."""
        self._guests = None
        self._select(0, len(self.value))

    def select_for_guest(self) -> None:
        """Select the whole text, as the guest asks: it is not cut to the clipboard, for a person may not see it."""
        whole = (0, len(self.value))
        if (self.anchor, self.caret) != whole:
            self._select(*whole)
            self._guests = whole

    def do(self, action: str) -> None:
        """Do what an own key does. An action that edits no text does nothing here."""
        name = action.removesuffix(SELECTS)
        if name in _MOVES:
            self._move(name, select=action != name)
        elif name in _DELETES:
            self._delete(name)
        elif name in _OTHERS:
            _OTHERS[name](self)

    def places(self, anchor: int, caret: int) -> tuple[int, int]:
        """Return where a selection may begin and end instead; see `span`. A caret stands at no separator of a mask."""
        anchor, caret = span(self.value, anchor, caret)
        if self.mask is not None and anchor == caret:
            stops = self.mask.stops(self.value)
            caret = anchor = stops[bisect_left(stops, caret)]
        return anchor, caret

    def _select(self, anchor: int, caret: int) -> None:
        self.anchor, self.caret = self.places(anchor, caret)
        if (self.anchor, self.caret) != self._guests:
            self._guests = None

    def _replace(self, text: str, one: int, other: int) -> Put:
        if self.mask is not None:
            done = self.mask.put(self.value, text, one, other)
        else:
            done = put(self.value, text, one, other, self.rules.most, self.rules.fitting)
        if done.taken:
            self.value = done.value
            self._select(done.caret, done.caret)
        return done

    # --- Moves ---

    def _move(self, name: str, select: bool) -> None:
        if name in _TAKES and not select and self.suggestion:
            self.value += self.suggestion
            target = len(self.value)
        elif name in _STEPS and not select and self.anchor != self.caret:
            # The caret goes to that end of what was selected.
            target = _STEPS[name](self.anchor, self.caret)
        else:
            target = _MOVES[name](self)
        # Home and end select from the caret on, whatever was selected before; the others from where that began.
        anchor = self.caret if self._is_far(name) else self.anchor
        self._select(anchor if select else target, target)

    def _is_far(self, name: str) -> bool:
        return name in ("home", "end") or (self.rules.password and name not in _STEPS)

    def _stops(self) -> Sequence[int]:
        return self.mask.stops(self.value) if self.mask is not None else clusters.borders(self.value)

    def _word_starts(self) -> Iterator[int]:
        if self.rules.password:
            return iter(())
        return self.mask.word_starts(self.value) if self.mask is not None else clusters.word_starts(self.value)

    def _home(self) -> int:
        return self._stops()[0]

    def _end(self) -> int:
        return len(self.value)

    def _left(self) -> int:
        stops = self._stops()
        return stops[max(0, bisect_left(stops, self.caret) - 1)]

    def _right(self) -> int:
        stops = self._stops()
        return stops[min(bisect_right(stops, self.caret), len(stops) - 1)]

    def _word_left(self) -> int:
        return max(takewhile(lambda start: start < self.caret, self._word_starts()), default=self._home())

    def _word_right(self) -> int:
        return next((start for start in self._word_starts() if start > self.caret), self._end())

    # --- Edits ---

    def _delete(self, name: str) -> None:
        if self.anchor != self.caret:
            self._replace("", self.anchor, self.caret)
        else:
            self._replace("", *sorted((self.caret, _DELETES[name](self))))

    def copy(self) -> bool:
        """Copy what a person has selected; tell whether that was anything."""
        if not self._selected or (self.anchor, self.caret) == self._guests:
            return False
        self._clipboard.text = self._selected
        return True

    def _cut(self) -> None:
        if self.copy():
            self._replace("", self.anchor, self.caret)

    @property
    def _selected(self) -> str:
        start, end = sorted((self.anchor, self.caret))
        return self.value[start:end]


_STEPS: Final[dict[str, Callable[[int, int], int]]] = {"cursor_left": min, "cursor_right": max}
_TAKES: Final = frozenset({"cursor_right", "end"})
"""What takes over what is suggested, where the caret is at the end already."""
_MOVES: Final[dict[str, Callable[[Line], int]]] = {
    "cursor_left": Line._left,
    "cursor_right": Line._right,
    "cursor_left_word": Line._word_left,
    "cursor_right_word": Line._word_right,
    "home": Line._home,
    "end": Line._end,
}
"""Action → where the caret goes."""
_DELETES: Final[dict[str, Callable[[Line], int]]] = {
    "delete_left": Line._left,
    "delete_right": Line._right,
    "delete_left_word": Line._word_left,
    "delete_right_word": Line._word_right,
    "delete_left_all": Line._home,
    "delete_right_all": Line._end,
}
"""Action → up to where it deletes, seen from the caret, if nothing is selected."""
EDITS: Final = frozenset((*_MOVES, *_DELETES))
"""The names of all actions that move the caret or delete something."""
_OTHERS: Final[dict[str, Callable[[Line], None]]] = {
    "select_all": Line.select_all,
    "cut": Line._cut,
}


class Lines:
    """The lines of a tree, from the first look at each on.

    Args:
        tree: The tree.
        clipboard: Where what is cut goes, if other texts share it.
    """

    def __init__(self, tree: Tree, clipboard: Clipboard | None = None) -> None:
        self._tree = tree
        self._clipboard = clipboard or Clipboard()
        self._lines: dict[Node, Line] = {}

    @property
    def copied(self) -> str:
        """What was cut last."""
        return self._clipboard.text

    def of(self, node: Node) -> Line:
        """Return a node's line as it is now."""
        line = self._lines.setdefault(node, Line(node.get("value"), self._clipboard))
        line.rules = Rules(*(node.get(name) for name in Rules._fields))
        return line

    def settle(self) -> None:
        """After a frame: the guest may have set another text. Lines that are gone are forgotten."""
        self._lines = {node: line for node, line in self._lines.items() if self._tree.nodes.get(node.id) is node}
        for node, line in self._lines.items():
            if line.value != node.get("value"):
                line.set(node.get("value"))
